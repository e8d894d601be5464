"""The bench looks at every page there is, and each of them answers in a made-up newsroom."""

from datetime import UTC, datetime

from django.urls import get_resolver

from factcheck.bench import addresses, newsroom, pages
from factcheck.bench.samples import Samples
from factcheck.permissions import GRANTS, Role

# A page, nothing new, an address elsewhere, POST alone, a rule that says no.
ANSWERS = {200, 204, 302, 405, 409}


def test_every_address_is_looked_at():
    named = {
        name
        for name, pattern in addresses.patterns(get_resolver())
        if getattr(pattern.callback, "required_permission", None)
    }
    left_out = {"accounts:admin_site", "history:csv", "history:json_lines"}
    assert named - {page.name for page in addresses.every()} == left_out


def test_every_page_answers(db, client):
    newsroom.fill(500, now=datetime(2026, 5, 4, 12, tzinfo=UTC))
    people = {role: pages.person(role) for role in (Role.DESK_EDITOR, Role.ADMIN)}
    samples = {role: Samples(person) for role, person in people.items()}
    answered = {}
    for page in addresses.every():
        granted = page.permission is None or page.permission in GRANTS[Role.DESK_EDITOR]
        role = Role.DESK_EDITOR if granted else Role.ADMIN
        client.force_login(people[role])
        path = page.path(samples[role].draw(page.name, page.arguments))
        headers = {"hx-request": "true"} if page.by_htmx else {}
        answered[str(page)] = client.get(path, headers=headers).status_code
    assert {name: status for name, status in answered.items() if status not in ANSWERS} == {}
    assert list(answered.values()).count(200) > len(answered) / 3
