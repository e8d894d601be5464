"""Ways out of the queue without a verdict, and the way back."""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import agree
from factcheck.review import leases, rules
from factcheck.review.actions.verdicts import end_standing
from factcheck.review.models import (
    Dismissal,
    Verdict,
)
from factcheck.review.work import Work

State = Claim.State


@transaction.atomic
def dismiss(*, claim: Claim, by: User, reason: str, note: str = "") -> Dismissal:
    """Say why a claim needs no verdict."""
    work = Work.locked(claim.pk)
    agree(rules.against_dismissing(work, by))
    dismissal = Dismissal.objects.create(claim=work.claim, reason=reason, note=note, by=by)
    leases.let_go(work.claim)
    work.move(State.DISMISSED)
    record(by=by, verb=Verb.DISMISS, claim=work.claim, reason=reason, note=note)
    return dismissal


@transaction.atomic
def reopen(*, claim: Claim, by: User) -> None:
    """Put a decided claim back on the desk; its verdict and approvals stay in the history."""
    work = Work.locked(claim.pk)
    agree(rules.against_reopening(work, by))
    end_standing(work, by, Verdict.Ending.REOPENED)
    Dismissal.objects.filter(claim=work.claim, reopened_at=None).update(reopened_at=timezone.now())
    if work.dismissal and work.dismissal.by == by:
        # They had it in their hands when they dismissed it.
        work.move(State.IN_PROGRESS)
        leases.hold(work.claim, by)
    else:
        work.move(work.state_when_free)
    record(by=by, verb=Verb.REOPEN, claim=work.claim)
