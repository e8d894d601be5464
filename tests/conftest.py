"""What all tests share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client
from pytest_django import DjangoDbBlocker

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Claim
from factcheck.embedded.processes import Family
from factcheck.permissions import Role
from factcheck.review import actions
from factcheck.review.models import Rating
from tests import build


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, servers: Family) -> None:
    """The database server, and the broker with it, start with the first test that needs rows."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit are followed by a TRUNCATE of every table: for them alone it is let in."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for model in apps.get_app_config("audit").get_models():
            table = model._meta.db_table
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_refuse_truncate")
        for table in ("reports_issued", "reports_part"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER issued_is_not_emptied")
        put_back = keep_migrated_rows(cursor)
    # In place of Django's way, which saves each row by itself: half a second a test.
    connection.creation.deserialize_db_from_string = put_back


def keep_migrated_rows(cursor: CursorWrapper) -> Callable[[str], None]:
    """Copy the rows that migrations stored; returns what puts them back into emptied tables."""
    cursor.execute("CREATE SCHEMA kept")
    statements = []
    for table in connection.introspection.django_table_names(only_existing=True):
        cursor.execute(f"SELECT EXISTS (TABLE {table})")
        if cursor.fetchone()[0]:
            cursor.execute(f"CREATE TABLE kept.{table} AS TABLE {table}")
            # Before the first of these tests they are still there.
            statements.append(f"INSERT INTO {table} TABLE kept.{table} ON CONFLICT DO NOTHING")

    def put_back(serialized: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return put_back


@pytest.fixture
def desk(db: None) -> Desk:
    return build.make_desk()


@pytest.fixture
def other_desk(db: None) -> Desk:
    return build.make_desk(name="City desk")


@pytest.fixture
def rosa(desk: Desk) -> User:
    """The reporter."""
    return build.make_person(name="Rosa Lind", roles=[Role.REPORTER], desks=[desk])


@pytest.fixture
def chika(desk: Desk) -> User:
    """The checker."""
    return build.make_person(name="Chika Obi", roles=[Role.CHECKER], desks=[desk])


@pytest.fixture
def edda(desk: Desk) -> User:
    """The desk editor."""
    return build.make_person(name="Edda Voss", roles=[Role.DESK_EDITOR], desks=[desk])


@pytest.fixture
def ada(db: None) -> User:
    """The admin, who is on no desk."""
    return build.make_person(name="Ada Brandt", roles=[Role.ADMIN])


@pytest.fixture
def vera(db: None) -> User:
    """The viewer, who is on no desk."""
    return build.make_person(name="Vera Quist", roles=[Role.VIEWER])


@pytest.fixture
def stranger(other_desk: Desk) -> User:
    """A checker of another desk."""
    return build.make_person(name="Sam Tully", roles=[Role.CHECKER], desks=[other_desk])


@pytest.fixture
def client_elsewhere(db: None) -> Client:
    """A second browser."""
    return Client()


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return build.make_claim(article=build.make_article(desk=desk))


@pytest.fixture
def priya(desk: Desk) -> User:
    """A second checker on the desk."""
    return build.make_person(name="Priya Nair", roles=[Role.CHECKER], desks=[desk])


@pytest.fixture
def rating(db: None) -> Rating:
    """“Needs change”, the third rating of the desk scale."""
    return Rating.objects.get(scale__is_current=True, key=3)


@pytest.fixture
def htmx() -> dict[str, str]:
    """The headers of a request by htmx."""
    return {"hx-request": "true"}


@pytest.fixture
def with_mail(settings: Any) -> None:
    """A newsroom that has a mail server; what it is given stands in `mail.outbox`."""
    settings.MAIL_URL = "smtp://mail.example.org"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    settings.DEFAULT_FROM_EMAIL = "factcheck@example.org"
    settings.SITE_URL = "https://factcheck.example.org"


@pytest.fixture
def proposed(claim: Claim, chika: User, rating: Rating) -> Claim:
    """A claim with a verdict by Chika that waits for approval."""
    actions.propose(claim=claim, by=chika, rating=rating, explanation="It was 38 per cent.")
    claim.refresh_from_db()
    return claim
