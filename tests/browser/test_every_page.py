"""Every address that answers with a page: axe finds nothing serious there, in either scheme."""

from django.test import Client

from factcheck.permissions import Role
from tests import build
from tests.test_permissions import TABLE, keys

__all__ = ["keys"]


def pages(person, keys) -> list[str]:
    client = Client()
    client.force_login(person)
    asked = [path.format(**keys) for method, path, _ in TABLE if method == "GET"]
    return [path for path in asked if is_page(client.get(path))]


def is_page(response) -> bool:
    return response.status_code == 200 and not response.streaming and "<html" in response.text


def test_every_page_is_accessible_in_both_schemes(open_page, check_accessibility, desk, keys):
    roles = [Role.DESK_EDITOR, Role.ADMIN]
    person = build.make_person(name="Iris Holt", roles=roles, desks=[desk])
    page = open_page(person)
    found = pages(person, keys)
    assert len(found) > 35
    for path in found:
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            check_accessibility(page)
