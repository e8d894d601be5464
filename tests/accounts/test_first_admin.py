"""The first person on a new server, whom nobody could add."""

from django.core.management import call_command

from factcheck.accounts.models import User
from tests import build


def test_the_command_line_makes_a_person_who_can_add_others(client, db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", build.PASSWORD)
    call_command("createsuperuser", email="Ada@Example.org", name="Ada Brandt", interactive=False)
    assert client.login(username="ada@example.org", password=build.PASSWORD)
    assert client.get("/people/new/").status_code == 200
    assert client.get("/admin/").status_code == 200
    assert list(User.objects.admins()) == [User.objects.get(name="Ada Brandt")]
