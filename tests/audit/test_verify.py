"""Somebody with every right on the database changes the history; the verification names the entry."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from factcheck.audit import sealing
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Link, Seal, Verb
from factcheck.audit.proof import verify
from tests import build


def run(*statements: str) -> None:
    """As a superuser for whom no trigger fires."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def events(claim, chika, edda) -> list[int]:
    """Five events of an article, and one of another, all linked."""
    for note in "one", "two", "three", "four", "five":
        record(by=chika, verb=Verb.COMMENT, claim=claim, note=note)
    other = build.make_article(desk=claim.article.desk, title="Ships")
    record(by=edda, verb=Verb.SIGN_OFF, article=other)
    run()
    return list(Event.objects.order_by("pk").values_list("pk", flat=True))


def test_what_nobody_touched_is_what_it_was(events):
    sealing.seal()
    report = verify()
    assert (report.tampered, report.events, report.chains, report.seals) == (None, 6, 2, 1)


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'approve'",
        "by_id = NULL",
        "at = at + interval '1 microsecond'",
        "claim_id = claim_id + 1",
        "article_id = article_id + 1",
        """details = '{"note": "other"}'""",
        """details = '{"note": "other"}', salt = NULL""",
    ],
)
def test_an_altered_event_is_named(events, change):
    run(f"UPDATE audit_event SET {change} WHERE id = {events[2]}")
    found = verify().tampered
    assert found.event == events[2]
    assert "entry 3" in found.words


def test_a_removed_event_is_named(events):
    run(f"DELETE FROM audit_event WHERE id = {events[1]}")
    assert "was removed" in verify().tampered.words
    assert verify().tampered.event == events[1]


def test_an_event_that_was_removed_with_its_link_leaves_a_gap(events):
    run(
        f"DELETE FROM audit_event WHERE id = {events[1]}",
        f"DELETE FROM audit_link WHERE event_id = {events[1]}",
    )
    assert verify().tampered.words.startswith("Entry 2 of article/")


def test_a_gap_that_was_closed_is_found(events):
    run(
        f"DELETE FROM audit_event WHERE id = {events[1]}",
        f"DELETE FROM audit_link WHERE event_id = {events[1]}",
        "UPDATE audit_link SET number = number - 1 WHERE number > 2",
    )
    assert verify().tampered.event == events[2]


def test_events_that_changed_places_are_found(events):
    run(
        f"UPDATE audit_link SET number = 99 WHERE event_id = {events[1]}",
        f"UPDATE audit_link SET number = 2 WHERE event_id = {events[2]}",
        f"UPDATE audit_link SET number = 3 WHERE event_id = {events[1]}",
    )
    assert verify().tampered.event == events[2]


def test_an_event_that_was_slipped_in_is_found(events):
    run("INSERT INTO audit_event (at, verb, details) VALUES (now(), 'approve', '{}')")
    assert "is in no chain" in verify().tampered.words


CUT_TAIL = """
DELETE FROM audit_event WHERE id = {last};
DELETE FROM audit_link WHERE event_id = {last};
"""
MOVE_HEAD = """
UPDATE audit_head AS head SET number = link.number, before = link.before, hash = link.hash
FROM audit_link AS link WHERE link.chain = head.chain AND link.event_id = {new_last}
"""


def test_a_tail_that_was_cut_off_is_found(events):
    run(CUT_TAIL.format(last=events[4]))
    assert verify().tampered.words.startswith("The end of article/")


def test_after_a_seal_it_is_found_even_where_the_head_was_moved_too(events):
    sealing.seal()
    run(CUT_TAIL.format(last=events[4]), MOVE_HEAD.format(new_last=events[3]))
    assert "is not what was sealed at" in verify().tampered.words


def test_the_next_seal_covers_what_has_grown_and_follows_on(events, claim, chika):
    first = sealing.seal()
    record(by=chika, verb=Verb.COMMENT, claim=claim)
    run()
    second = sealing.seal()
    assert second.before == first.hash
    assert (first.heads.count(), second.heads.count()) == (2, 1)
    assert verify().tampered is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_seal SET at = at + interval '1 second'",
        "DELETE FROM audit_sealedhead WHERE id = (SELECT min(id) FROM audit_sealedhead)",
        "DELETE FROM audit_seal WHERE id = (SELECT min(id) FROM audit_seal)",
    ],
)
def test_a_seal_that_was_tampered_with_is_found(events, claim, chika, statement):
    sealing.seal()
    record(by=chika, verb=Verb.COMMENT, claim=claim)
    run()
    sealing.seal()
    run(statement)
    assert "seal" in verify().tampered.words


def test_who_makes_up_all_hashes_anew_cannot_make_up_a_seal_that_was_noted(events, claim):
    noted = str(sealing.seal())
    assert verify(noted).tampered is None
    run(
        "DELETE FROM audit_sealedhead",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_head",
        "DELETE FROM audit_link",
        "UPDATE audit_event SET verb = 'approve'",
        "SELECT audit_append(event) FROM audit_event AS event ORDER BY id",
    )
    sealing.seal()
    assert verify().tampered is None
    assert "no such seal" in verify(noted).tampered.words


def test_a_name_that_was_erased_is_no_tampering_but_only_from_what_the_erasure_names(events, rosa):
    clean = '{"note": "gone"}'
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(audit_details_hash(NULL, %s), 'hex')", [clean])
        (digest,) = cursor.fetchone()
    record(by=None, verb=Verb.ERASE, person=rosa, erased={str(events[0]): digest})
    run()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_event SET details = %s, salt = NULL WHERE id = %s", [clean, events[0]]
        )
    assert verify().tampered is None
    run(f"UPDATE audit_event SET details = '{clean}', salt = NULL WHERE id = {events[1]}")
    assert verify().tampered.event == events[1]


def test_the_command_says_what_it_has_seen(events):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue().startswith("6 events in 2 chains")


def test_the_command_names_the_entry_and_leaves_with_2(events):
    run(f"UPDATE audit_event SET verb = 'approve' WHERE id = {events[0]}")
    err = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("verify_audit", stderr=err)
    assert left.value.code == 2
    assert f"event {events[0]} (article/" in err.getvalue()


def test_the_database_and_the_verification_hash_the_same(events):
    assert all(len(bytes(link.hash)) == 32 for link in Link.objects.all())
    assert Seal.objects.count() == 0
    assert verify().events == len(events)
