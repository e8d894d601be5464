"""Leases: a claim is in one person's hands for half an hour from the last activity."""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import agree
from factcheck.review import rules
from factcheck.review.models import LEASE_LASTS, Lease
from factcheck.review.work import Work
from factcheck.writing import delete, insert, together


def take(work: Work, by: User) -> Lease:
    """Put the claim into this person's hands, if the rules allow it. The claim must be locked."""
    agree(rules.against_taking(work, by))
    if work.is_held_by(by):
        return hold(work.claim, by)
    with together():
        work.move(Claim.State.IN_PROGRESS)
        record(by=by, verb=Verb.TAKE, claim=work.claim)
        return begin(work.claim, by)


def hold(claim: Claim, by: User) -> Lease:
    """Give the claim to this person, or prolong their lease. The claim must be locked."""
    until = timezone.now() + LEASE_LASTS
    own = Lease.objects.filter(claim=claim, holder=by)
    # The claim is locked: between these two nobody comes in.
    if own.update(expires_at=until):
        return own.get()
    return Lease.objects.create(claim=claim, holder=by, expires_at=until)


def begin(claim: Claim, by: User) -> Lease:
    """Give the claim to this person instead of a lease that ran out. The claim must be locked."""
    now = timezone.now()
    lease = Lease(claim=claim, holder=by, taken_at=now, expires_at=now + LEASE_LASTS)
    # One that ran out may still be lying there.
    return insert(lease, instead_of="claim")


def let_go(claim: Claim) -> None:
    """End whatever lease there is. The claim must be locked."""
    delete(Lease, claim=claim.pk)


@transaction.atomic
def end(lease: Lease) -> None:
    """Free a claim whose holder has not been active. Safe to run twice."""
    work = Work.locked(lease.claim_id)
    ended, _ = Lease.objects.filter(pk=lease.pk, expires_at__lte=timezone.now()).delete()
    if ended:
        work.move(work.state_when_free)
        record(by=None, verb=Verb.LEASE_ENDED, claim=work.claim, holder=lease.holder.name)
