"""A session and whom it belongs to are one question, and what ends a session ends it at once."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.accounts.models import User


@pytest.fixture
def here(client, rosa):
    """A browser whose session this process has seen."""
    client.force_login(rosa)
    assert client.get("/me/").status_code == 200
    return client


def test_a_known_session_is_fetched_with_its_person(here):
    with CaptureQueriesContext(connection) as asked:
        here.get("/me/")
    first, *rest = [query["sql"] for query in asked]
    assert "django_session" in first
    assert "accounts_user" in first
    assert not any("django_session" in sql or '"accounts_user"."password"' in sql for sql in rest)


def test_a_person_is_as_they_are_now(here, rosa):
    User.objects.filter(pk=rosa.pk).update(name="Rosa Lindt")
    assert "Rosa Lindt" in here.get("/me/").text


def test_whoever_is_deactivated_is_out(here, rosa):
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    assert here.get("/me/").url.startswith("/sign-in/")


def test_another_password_ends_the_session(here, rosa):
    rosa.set_password("a lantern over the harbour")
    rosa.save()
    assert here.get("/me/").url.startswith("/sign-in/")


def test_a_session_that_ran_out_or_is_gone_is_none(here):
    Session.objects.update(expire_date=timezone.now())
    assert here.get("/me/").url.startswith("/sign-in/")


def test_who_signs_in_next_in_the_same_browser_is_who_is_shown(here, chika):
    here.force_login(chika)
    assert chika.name in here.get("/me/").text
    assert chika.name in here.get("/me/").text
