"""Ways out of the queue without a verdict, and the way back."""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused, agree
from factcheck.review import leases, rules
from factcheck.review.actions.verdicts import end_standing
from factcheck.review.models import Deferral, Dismissal, Verdict
from factcheck.review.work import Work
from factcheck.writing import insert, together

State = Claim.State


@transaction.atomic
def dismiss(*, claim: Claim, by: User, reason: str, note: str = "") -> Dismissal:
    """Say why a claim needs no verdict."""
    work = Work.locked(claim.pk)
    agree(rules.against_dismissing(work, by))
    with together():
        dismissal = insert(Dismissal(claim=work.claim, reason=reason, note=note, by=by))
        leases.let_go(work.claim)
        work.move(State.DISMISSED)
        record(by=by, verb=Verb.DISMISS, claim=work.claim, reason=reason, note=note)
    return dismissal


@transaction.atomic
def defer(*, claim: Claim, by: User, reason: str) -> Deferral:
    """Set a claim aside for now, with the reason."""
    work = Work.locked(claim.pk)
    agree(rules.against_dismissing(work, by))
    with together():
        deferral = insert(Deferral(claim=work.claim, reason=reason, by=by))
        leases.let_go(work.claim)
        work.move(State.DEFERRED)
        record(by=by, verb=Verb.DEFER, claim=work.claim, reason=reason)
    return deferral


@transaction.atomic
def reopen(*, claim: Claim, by: User, reason: str) -> None:
    """Put a claim back on the desk; its verdict and approvals stay in the history."""
    work = Work.locked(claim.pk)
    agree(rules.against_reopening(work, by))
    _reopen(work, by, reason)


@transaction.atomic
def take_back_exit(*, claim: Claim, by: User) -> None:
    """Undo one's own dismissal or deferral: the claim is in one's hands again."""
    work = Work.locked(claim.pk)
    agree(rules.against_taking_back_exit(work, by))
    _reopen(work, by)


def _reopen(work: Work, by: User, reason: str = "") -> None:
    """End what keeps a locked claim off the desk, and keep in its history what that was."""
    ended = {
        "verdict": work.verdict and work.verdict.pk,
        "dismissal": work.dismissal and work.dismissal.pk,
        "deferral": work.deferral and work.deferral.pk,
    }
    own = work.dismissal or work.deferral
    state = State(work.claim.state)
    end_standing(work, by, Verdict.Ending.REOPENED)
    now = timezone.now()
    Dismissal.objects.filter(claim=work.claim, reopened_at=None).update(reopened_at=now)
    Deferral.objects.filter(claim=work.claim, ended_at=None).update(ended_at=now)
    if own and own.by == by:
        # They had it in their hands when they put it away.
        work.move(State.IN_PROGRESS)
        leases.hold(work.claim, by)
    else:
        work.move(work.state_when_free)
    record(
        by=by,
        verb=Verb.REOPEN,
        claim=work.claim,
        reason=reason,
        state=state,
        version=work.claim.version,
        ended=ended,
    )


@transaction.atomic
def take_back_reopening(*, claim: Claim, by: User) -> None:
    """Undo one's own reopening while nothing has happened to the claim: all stands again."""
    work = Work.locked(claim.pk)
    event = Event.objects.about_claim(claim.pk).filter(verb=Verb.REOPEN).first()
    if event is None:
        raise Refused("This claim has not been reopened.")
    agree(rules.against_taking_back_reopening(work, event, by))
    ended = event.details["ended"]
    Verdict.objects.filter(pk=ended["verdict"]).update(ending="", ended_at=None, ended_by=None)
    Dismissal.objects.filter(pk=ended["dismissal"]).update(reopened_at=None)
    Deferral.objects.filter(pk=ended["deferral"]).update(ended_at=None)
    leases.let_go(work.claim)
    work.move(State(event.details["state"]))
    record(by=by, verb=Verb.TAKE_BACK_REOPENING, claim=work.claim)
