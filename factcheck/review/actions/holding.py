"""Taking a claim into one's hands, and giving it back."""

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.errors import agree
from factcheck.review import leases, rules
from factcheck.review.actions.telling import tell
from factcheck.review.models import (
    Lease,
)
from factcheck.review.work import Work
from factcheck.writing import together

State = Claim.State


@transaction.atomic
def take(*, claim: Claim, by: User) -> Lease:
    """Check a claim out to one person. Taking it again prolongs the lease."""
    return leases.take(Work.locked(claim.pk), by)


@transaction.atomic
def release(*, claim: Claim, by: User) -> None:
    """Give a claim back to the queue, as it was before it was taken."""
    work = Work.locked(claim.pk)
    agree(rules.against_releasing(work, by))
    free = work.state_when_free
    with together():
        leases.let_go(work.claim)
        work.move(free)
        record(by=by, verb=Verb.RELEASE, claim=work.claim)


@transaction.atomic
def take_over(*, claim: Claim, by: User, note: str) -> Lease:
    """Take a claim out of somebody's hands, with a word for them. Their draft stays theirs."""
    work = Work.locked(claim.pk)
    agree(rules.against_taking_over(work, by))
    assert work.lease  # The rule has seen it.
    former = work.lease.holder
    leases.let_go(work.claim)
    work.change(state=State.IN_PROGRESS)
    record(
        by=by,
        verb=Verb.TAKE_OVER,
        claim=work.claim,
        note=note,
        holder=former.name,
        holder_id=former.pk,
    )
    return leases.hold(work.claim, by)


@transaction.atomic
def hand_back(*, claim: Claim, by: User) -> Lease:
    """Undo taking over: the claim is in the hands that it was taken from."""
    work = Work.locked(claim.pk)
    event = Event.objects.about_claim(claim.pk).filter(verb=Verb.TAKE_OVER).first()
    agree(rules.against_handing_back(work, by, event))
    assert event  # The rule has seen it.
    former = User.objects.get(pk=event.details["holder_id"])
    leases.let_go(work.claim)
    work.change(state=State.IN_PROGRESS)
    record(by=by, verb=Verb.HAND_BACK, claim=work.claim, note=f"to {former}")
    return leases.hold(work.claim, former)


@transaction.atomic
def assign(*, claim: Claim, by: User, to: User | None) -> None:
    """Say who is to check a claim, or that nobody is."""
    work = Work.locked(claim.pk)
    agree(rules.against_assigning(work, by, to))
    work.change(assignee=to)
    record(by=by, verb=Verb.ASSIGN, claim=work.claim, note=f"to {to or 'nobody'}")
    tell(to, by=by)
