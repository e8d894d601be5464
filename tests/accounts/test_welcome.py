"""Choosing a password through a one-time link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.accounts import actions, links
from factcheck.accounts.models import User
from factcheck.permissions import Role

NEW = "a lantern over the harbour"
VOID = "This link no longer works"


@pytest.fixture
def nora(ada, desk):
    """Somebody who has just been added."""
    return actions.add_person(
        by=ada, name="Nora Falk", email="nora@example.org", roles=[Role.CHECKER], desks=[desk]
    )


def choose(client, path, password=NEW, again=None):
    """What a browser does: follow the link, then send the form it leads to."""
    form = client.get(path, follow=True).request["PATH_INFO"]
    return client.post(form, {"new_password1": password, "new_password2": again or password})


def test_the_link_leads_to_a_form_whose_address_holds_no_secret(client, nora):
    path = links.path_for(nora)
    response = client.get(path)
    assert response.status_code == 302
    assert response.url == path.rsplit("/", 2)[0] + "/set-password/"


def test_the_form_greets_the_person(client, nora):
    page = client.get(links.path_for(nora), follow=True).text
    assert "Welcome, Nora Falk" in page
    assert 'autocomplete="new-password"' in page


def test_choosing_a_password_signs_in(client, nora):
    response = choose(client, links.path_for(nora))
    assert (response.status_code, response.url) == (302, "/")
    assert client.get("/queue/").status_code == 200
    nora.refresh_from_db()
    assert nora.check_password(NEW)
    assert nora.link_made_at is None


def test_a_used_link_opens_nothing(client, nora):
    path = links.path_for(nora)
    choose(client, path)
    client.logout()
    page = client.get(path, follow=True).text
    assert VOID in page
    assert "Ask an admin of your newsroom for a new one" in page


def test_an_expired_link_opens_nothing(client, nora, settings):
    path = links.path_for(nora)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert VOID in client.get(path, follow=True).text


def test_a_newer_link_makes_the_older_void(client, nora, ada):
    older = links.path_for(nora)
    actions.make_link(person=nora, by=ada)
    assert VOID in client.get(older, follow=True).text
    assert VOID not in client.get(links.path_for(nora), follow=True).text


def test_deactivation_makes_the_link_void_for_good(client, nora, ada):
    path = links.path_for(nora)
    actions.deactivate(person=nora, by=ada)
    assert VOID in client.get(path, follow=True).text
    actions.reactivate(person=nora, by=ada)
    assert VOID in client.get(path, follow=True).text


def test_a_made_up_link_opens_nothing(client, db):
    assert VOID in client.get("/welcome/MQ/abc-def/", follow=True).text


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "too short"),
        (NEW, "another one entirely", "The two passwords differ. Type both again."),
        ("12345678901", "12345678901", "entirely numeric"),
        ("nora@example.org", "nora@example.org", "too similar"),
    ],
)
def test_a_bad_password_is_refused_in_words(client, nora, password, again, said):
    response = choose(client, links.path_for(nora), password, again)
    assert response.status_code == 422
    assert said in response.text


def test_other_sessions_end_when_a_new_password_is_chosen(client, client_elsewhere, nora, ada):
    choose(client_elsewhere, links.path_for(nora))
    actions.make_link(person=User.objects.get(pk=nora.pk), by=ada)
    choose(client, links.path_for(User.objects.get(pk=nora.pk)), "a second lantern, lower down")
    assert client.get("/queue/").status_code == 200
    assert client_elsewhere.get("/queue/").status_code == 302


def test_a_link_is_good_for_three_days(nora):
    ends_at = links.ends_at(nora)
    assert timedelta(days=2, hours=23) < ends_at - timezone.now() <= timedelta(days=3)
