"""Taking a claim into one's hands, and giving it back."""

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import agree
from factcheck.review import leases, rules
from factcheck.review.models import (
    Lease,
)
from factcheck.review.work import Work

State = Claim.State


@transaction.atomic
def take(*, claim: Claim, by: User) -> Lease:
    """Check a claim out to one person. Taking it again prolongs the lease."""
    work = Work.locked(claim.pk)
    agree(rules.against_taking(work, by))
    if not work.is_held_by(by):
        # A lease that ran out may still be lying there.
        leases.let_go(work.claim)
        work.move(State.IN_PROGRESS)
        record(by=by, verb=Verb.TAKE, claim=work.claim)
    return leases.hold(work.claim, by)


@transaction.atomic
def release(*, claim: Claim, by: User) -> None:
    """Give a claim back to the queue, as it was before it was taken."""
    work = Work.locked(claim.pk)
    agree(rules.against_releasing(work, by))
    leases.let_go(work.claim)
    work.move(work.state_when_free)
    record(by=by, verb=Verb.RELEASE, claim=work.claim)
