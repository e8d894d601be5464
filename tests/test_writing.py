"""Rows that are written with SQL put together once are the rows that Django writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.review.models import Draft, Lease
from factcheck.writing import along, delete, insert, together, update


def plain(row) -> dict:
    fields = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in fields if name not in ("id", "at", "salt")}


def test_a_new_row_is_the_one_that_django_stores(claim, chika, django_assert_num_queries):
    facts = {
        "by": chika,
        "verb": Verb.TAKE,
        "claim_id": claim.pk,
        "details": {"after": {"state": "in-progress"}, "note": "50 % “sure”"},
        "address": "2001:db8::7",
    }
    ours = Event(**facts)
    with django_assert_num_queries(1):
        assert insert(ours) is ours
    # The moment that the database gave it is there without being asked for.
    assert ours.at is not None
    stored = Event.objects.get(pk=ours.pk)
    assert plain(stored) == plain(ours) == plain(Event.objects.create(**facts))
    assert (stored.at, stored.salt) == (ours.at, ours.salt)


def test_nothing_is_nothing(claim):
    stored = Event.objects.get(pk=insert(Event(by=None, verb=Verb.TAKE, claim_id=claim.pk)).pk)
    assert (stored.by, stored.address, stored.details) == (None, None, {})


def test_a_row_that_is_stored_is_changed_by_a_save(claim, chika):
    until = timezone.now() + timedelta(minutes=1)
    lease = insert(Lease(claim=claim, holder=chika, expires_at=until))
    lease.expires_at = until + timedelta(minutes=1)
    lease.save()
    assert Lease.objects.get().expires_at == until + timedelta(minutes=1)


def test_what_the_database_refuses_is_refused(claim, chika):
    lease = {"claim": claim, "holder": chika, "expires_at": timezone.now()}
    insert(Lease(**lease))
    with pytest.raises(IntegrityError, match="review_lease_claim_id_key"), transaction.atomic():
        insert(Lease(**lease))


def test_a_row_takes_the_place_of_another(claim, chika, edda):
    now = timezone.now()
    former = insert(Lease(claim=claim, holder=chika, taken_at=now, expires_at=now))
    later = now + timedelta(minutes=5)
    new = Lease(claim=claim, holder=edda, taken_at=later, expires_at=later)
    insert(new, instead_of="claim")
    assert Lease.objects.get() == new == former
    assert plain(Lease.objects.get()) == plain(new)


def test_only_the_named_fields_are_changed(claim):
    other = Claim.objects.get(pk=claim.pk)
    claim.state, claim.statement = Claim.State.OPEN, "Fares fell."
    claim.types, claim.version = ["trend", "number"], 7
    update(claim, "types", "version")
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.types, stored.version) == (["trend", "number"], 7)
    assert stored.statement == other.statement


def test_other_rows_stay(claim, chika, edda):
    facts = {"form": "propose", "words": {"explanation": ["So."]}, "saved_at": timezone.now()}
    for person in (chika, edda):
        insert(Draft(claim=claim, author=person, **facts))
    delete(Draft, claim=claim.pk, author=chika.pk, form="dismiss")
    assert Draft.objects.count() == 2
    delete(Draft, claim=claim.pk, author=chika.pk, form="propose")
    assert Draft.objects.get().author == edda


def test_what_is_written_together_is_one_statement(claim, chika, django_assert_num_queries):
    facts = {"form": "propose", "words": {"explanation": ["So."]}, "saved_at": timezone.now()}
    insert(Draft(claim=claim, author=chika, **facts))
    with django_assert_num_queries(1), together():
        lease = insert(Lease(claim=claim, holder=chika, expires_at=timezone.now()))
        claim.statement = "Fares fell by 5 %s."
        update(claim, "statement")
        event = insert(Event(by=chika, verb=Verb.TAKE, claim_id=claim.pk, details={"a": 1}))
        delete(Draft, claim=claim.pk, author=chika.pk, form="propose")
        assert lease.pk is None
    assert Lease.objects.get() == lease
    assert plain(Lease.objects.get()) == plain(lease)
    assert (Event.objects.get(pk=event.pk).at, event.verb) == (event.at, Verb.TAKE)
    assert Claim.objects.get(pk=claim.pk).statement == "Fares fell by 5 %s."
    assert not Draft.objects.exists()


def test_what_gives_nothing_back_is_written_together(claim, chika, django_assert_num_queries):
    insert(Lease(claim=claim, holder=chika, expires_at=timezone.now()))
    claim.version = 5
    with django_assert_num_queries(1), together():
        delete(Lease, claim=claim.pk)
        update(claim, "version")
    assert not Lease.objects.exists()
    assert Claim.objects.get(pk=claim.pk).version == 5


def test_nothing_together_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0), together():
        pass


def take_and_fail(claim, person):
    with together():
        insert(Lease(claim=claim, holder=person, expires_at=timezone.now()))
        raise ZeroDivisionError


def test_a_block_that_fails_writes_nothing_and_later_writes_are_not_held(claim, chika):
    with pytest.raises(ZeroDivisionError):
        take_and_fail(claim, chika)
    assert not Lease.objects.exists()
    insert(Lease(claim=claim, holder=chika, expires_at=timezone.now()))
    assert Lease.objects.count() == 1


def take_and_tell(claim, person):
    with transaction.atomic(), together():
        insert(Event(by=person, verb=Verb.TAKE, claim_id=claim.pk))
        insert(Lease(claim=claim, holder=person, expires_at=timezone.now()))


def test_of_what_the_database_refuses_nothing_is_written(claim, chika):
    insert(Lease(claim=claim, holder=chika, expires_at=timezone.now()))
    with pytest.raises(IntegrityError, match="review_lease_claim_id_key"):
        take_and_tell(claim, chika)
    assert not Event.objects.filter(claim_id=claim.pk, verb=Verb.TAKE).exists()


def test_what_goes_along_needs_no_statement_of_its_own(claim, chika, django_assert_num_queries):
    wanted = Event(by=chika, verb=Verb.TAKE, claim_id=claim.pk)
    with django_assert_num_queries(1), along(lambda: insert(Event(by=chika, verb=Verb.COMMENT))):
        insert(wanted)
    assert Event.objects.filter(pk=wanted.pk, verb=Verb.TAKE).exists()
    assert Event.objects.filter(verb=Verb.COMMENT, by=chika).count() == 1


def test_what_goes_along_with_nothing_is_written_all_the_same(chika):
    with along(lambda: insert(Event(by=chika, verb=Verb.COMMENT))):
        assert not Event.objects.filter(verb=Verb.COMMENT, by=chika).exists()
    assert Event.objects.filter(verb=Verb.COMMENT, by=chika).count() == 1


def test_what_goes_along_with_a_refusal_is_not_written(chika):
    with pytest.raises(LookupError), along(lambda: insert(Event(by=chika, verb=Verb.COMMENT))):
        raise LookupError
    insert(Event(by=chika, verb=Verb.TAKE))
    assert not Event.objects.filter(verb=Verb.COMMENT, by=chika).exists()
