"""The audit is held by PostgreSQL: these tests go past our code."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from factcheck.audit.actions import record
from factcheck.audit.models import Event, Head, Link, Verb
from factcheck.review import actions


@pytest.fixture
def linked(db):
    """Does at once what otherwise happens when the transaction commits."""

    def now() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    return now


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def chain(name: str) -> list[tuple[int, str]]:
    return list(
        Link.objects.filter(chain=name).order_by("number").values_list("number", "event__verb")
    )


def test_events_of_an_article_are_linked_in_order(claim, chika, linked):
    actions.take(claim=claim, by=chika)
    actions.release(claim=claim, by=chika)
    linked()
    name = f"article/{claim.article_id}"
    assert chain(name) == [(1, "take"), (2, "release")]
    first, second = Link.objects.filter(chain=name).order_by("number")
    assert bytes(first.before) == b""
    assert bytes(second.before) == bytes(first.hash)
    assert bytes(Head.objects.get(pk=name).hash) == bytes(second.hash)


def test_each_subject_has_a_chain_of_its_own(claim, ada, chika, desk, linked):
    record(by=ada, verb=Verb.NEW_LINK, person=chika)
    record(by=ada, verb=Verb.SET_RETENTION, desk=desk)
    record(by=ada, verb=Verb.CLEAR_OUT)
    record(by=chika, verb=Verb.COMMENT, claim=claim)
    linked()
    names = {f"person/{chika.pk}", f"desk/{desk.pk}", "newsroom", f"article/{claim.article_id}"}
    assert set(Head.objects.values_list("pk", flat=True)) == names


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET verb = 'approve'",
        "UPDATE audit_event SET details = '{}'",
        "UPDATE audit_event SET by_id = NULL",
        "UPDATE audit_event SET address = '192.0.2.9'",
        "UPDATE audit_event SET salt = NULL",
        "DELETE FROM audit_event",
        "UPDATE audit_link SET hash = ''",
        "DELETE FROM audit_link",
        "DELETE FROM audit_head",
    ],
)
def test_postgresql_refuses_to_change_what_is_written(claim, chika, linked, statement):
    record(by=chika, verb=Verb.COMMENT, claim=claim, note="See table 3.")
    linked()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        run(statement)


@pytest.mark.parametrize(
    "table", ["audit_event", "audit_link", "audit_head", "audit_seal", "audit_sealedhead"]
)
def test_postgresql_refuses_to_empty_the_tables(db, table):
    # Only tests let it in, to clean up: see conftest.py.
    run(f"ALTER TABLE {table} ENABLE TRIGGER audit_refuse_truncate")
    with pytest.raises(DatabaseError, match="TRUNCATE"), transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")


def test_an_address_may_be_forgotten(claim, chika, linked):
    event = record(by=chika, verb=Verb.COMMENT, claim=claim)
    linked()
    Event.objects.update(address=None)
    assert Event.objects.get(pk=event.pk).address is None


def test_the_address_of_the_request_is_kept(client, claim, chika):
    client.force_login(chika)
    client.post(f"/claims/{claim.pk}/take/", REMOTE_ADDR="::ffff:192.0.2.7")
    assert Event.objects.get(verb="take").address == "192.0.2.7"


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(client, claim, chika, settings):
    settings.TRUSTED_PROXIES = 1
    client.force_login(chika)
    client.post(
        f"/claims/{claim.pk}/take/",
        REMOTE_ADDR="10.0.0.1",
        headers={"X-Forwarded-For": "203.0.113.50, 198.51.100.4"},
    )
    assert Event.objects.get(verb="take").address == "198.51.100.4"


def test_what_the_program_does_by_itself_comes_from_nowhere(client, claim, chika):
    client.force_login(chika)
    client.get(f"/claims/{claim.pk}/")
    assert record(by=None, verb=Verb.LEASE_ENDED, claim=claim).address is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_writers_of_many_articles_never_wait_for_each_other_in_a_circle(servers):
    """Each writes about the same ten articles, in another order."""
    fell: list[Exception] = []

    def write(order: list[int]) -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    for article in order:
                        Event.objects.create(verb="read", article_id=article)
        except DatabaseError as error:
            fell.append(error)
        finally:
            connection.close()

    order = list(range(1, 11))
    writers = [
        threading.Thread(target=write, args=[order[turn:] + order[:turn]]) for turn in (0, 3, 7)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert fell == []
    assert set(Head.objects.values_list("number", flat=True)) == {15}
    assert Link.objects.count() == 150
