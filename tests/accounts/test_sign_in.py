"""Signing in and out, and what to do about a forgotten password."""

import pytest

from factcheck.accounts import history
from factcheck.accounts.models import User
from factcheck.audit.models import Event, Verb
from tests.build import PASSWORD

WRONG = "That email and password do not match. Check both and try again."


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def test_whoever_signs_in_comes_to_the_desk(client, rosa):
    response = sign_in(client, rosa.email)
    assert (response.status_code, response.url) == (302, "/")


def test_the_address_may_be_typed_in_capitals(client, rosa):
    assert sign_in(client, rosa.email.upper()).status_code == 302


def test_a_page_that_was_asked_for_comes_after_the_sign_in(client, rosa):
    assert client.get("/queue/").url == "/sign-in/?next=/queue/"
    assert sign_in(client, rosa.email, next="/queue/").url == "/queue/"


def test_nobody_is_sent_to_another_site(client, rosa):
    assert sign_in(client, rosa.email, next="https://example.com/").url == "/"


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(client, rosa):
    response = sign_in(client, rosa.email, "something else")
    assert response.status_code == 422
    assert WRONG in response.text
    assert f'value="{rosa.email}"' in response.text


def test_after_a_wrong_password_the_password_has_the_focus(client, rosa):
    form = sign_in(client, rosa.email, "something else").context["form"]
    assert "autofocus" in str(form["password"])
    assert "autofocus" not in str(form["login"])


def test_an_unknown_address_gets_the_same_answer(client, rosa):
    assert WRONG in sign_in(client, "nobody@example.org").text


def test_a_person_without_a_password_cannot_sign_in(client, rosa):
    rosa.set_unusable_password()
    rosa.save(update_fields=["password"])
    assert sign_in(client, rosa.email, "!").status_code == 422


def test_a_deactivated_person_gets_the_same_answer(client, rosa):
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    assert WRONG in sign_in(client, rosa.email).text


def test_password_managers_know_the_fields(client, db):
    page = client.get("/sign-in/").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_signing_out_ends_at_the_sign_in_page(client, rosa):
    client.force_login(rosa)
    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/queue/").status_code == 302


def test_signing_out_twice_is_no_error(client, db):
    assert client.post("/sign-out/").url == "/sign-in/"


def test_a_link_cannot_sign_anybody_out(client, rosa):
    client.force_login(rosa)
    assert client.get("/sign-out/").status_code == 405


def test_help_with_a_forgotten_password_names_nobody(client, ada):
    page = client.get("/sign-in/help/").text
    assert "Ask an admin of your newsroom" in page
    assert ada.name not in page


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/help/"])
def test_nothing_is_inline_under_the_strict_policy(client, db, path):
    response = client.get(path)
    assert "style-src 'self'" in response.headers["Content-Security-Policy"]
    assert "style=" not in response.text
    assert "onclick=" not in response.text


# What the history says of it


def told_of(verb):
    return [(e.by, e.person_id, e.details) for e in Event.objects.filter(verb=verb).order_by("pk")]


def test_a_sign_in_is_in_the_history(client, rosa):
    sign_in(client, rosa.email)
    assert told_of(Verb.SIGN_IN) == [(rosa, rosa.pk, {"how": ["password"]})]
    assert Event.objects.get(verb=Verb.SIGN_IN).address == "127.0.0.1"
    # The short history on the person's own page leaves room for what was changed.
    assert history.of(rosa) == []


def test_a_refused_sign_in_is_in_the_history_without_what_was_typed(client, rosa, chika):
    chika.is_active = False
    chika.save(update_fields=["is_active"])
    sign_in(client, rosa.email, "a wrong one")
    sign_in(client, "nobody@example.org")
    sign_in(client, chika.email)
    how = {"how": "password"}
    refused = [(None, rosa.pk, how), (None, None, how), (None, chika.pk, how)]
    assert told_of(Verb.REFUSE_SIGN_IN) == refused
    assert not told_of(Verb.SIGN_IN)
