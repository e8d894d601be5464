"""Verdicts: written, sent, taken back, answered by somebody else."""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.review import changes, leases, rules
from factcheck.review.actions.drafts import forget_draft
from factcheck.review.actions.telling import tell
from factcheck.review.models import (
    Approval,
    Rating,
    Verdict,
)
from factcheck.review.work import Work
from factcheck.writing import insert, together

State = Claim.State


@transaction.atomic
def propose(
    *,
    claim: Claim,
    by: User,
    rating: Rating,
    explanation: str,
    should_read: str = "",
    seen: int | None = None,
) -> Verdict:
    """Send a verdict for approval. A free claim is taken in the same step.

    `seen` is the last event that its author had seen: refused where others have done something
    since that the verdict has to be read against.
    """
    work = Work.locked(claim.pk)
    agree(rules.against_proposing(work, by))
    if seen is not None and _is_behind(work, by, seen):
        raise Refused("This claim has changed since you began. Read what changed, then send it.")
    verdict = insert(
        Verdict(
            claim=work.claim,
            author=by,
            rating=rating,
            explanation=explanation,
            should_read=should_read,
        )
    )
    with together():
        forget_draft(claim=work.claim, by=by, form="propose")
        leases.let_go(work.claim)
        work.move(State.IN_REVIEW)
        record(
            by=by,
            verb=Verb.PROPOSE,
            claim=work.claim,
            verdict=verdict.pk,
            rating=rating.name,
        )
    return verdict


def _is_behind(work: Work, by: User, seen: int) -> bool:
    # That somebody held the claim for a while says nothing about it.
    passing = (Verb.TAKE, Verb.TAKE_OVER)
    return any(event.verb not in passing for event in changes.by_others(work.claim, seen, by))


@transaction.atomic
def withdraw(*, claim: Claim, by: User) -> None:
    """Take back one's own verdict before anybody has answered; the claim is held again."""
    work = Work.locked(claim.pk)
    agree(rules.against_withdrawing(work, by))
    end_standing(work, by, Verdict.Ending.WITHDRAWN)
    work.move(State.IN_PROGRESS)
    leases.hold(work.claim, by)
    record(by=by, verb=Verb.WITHDRAW, claim=work.claim, verdict=work.verdicts[0].pk)


def end_standing(work: Work, by: User, ending: Verdict.Ending, reason: str = "") -> None:
    """End the verdict that stands on a claim, if there is one. The claim must be locked."""
    Verdict.objects.standing().filter(claim=work.claim).update(
        ending=ending, ended_at=timezone.now(), ended_by=by, return_reason=reason
    )


@transaction.atomic
def approve(*, claim: Claim, by: User, verdict_id: int) -> Approval:
    """Agree with somebody else's verdict: the one that was read, and no later one.

    Of a claim that needs two, the first approval leaves the claim in review.
    """
    work = Work.locked(claim.pk)
    agree(rules.against_approving(work, by, verdict_id))
    assert work.verdict  # The rule has seen it.
    is_enough = bool(work.approvals) or not work.claim.needs_two
    with together():
        approval = insert(Approval(verdict=work.verdict, by=by))
        work.move(State.APPROVED if is_enough else State.IN_REVIEW)
        record(by=by, verb=Verb.APPROVE, claim=work.claim, verdict=work.verdict.pk)
    return approval


@transaction.atomic
def take_back_approval(*, claim: Claim, by: User) -> None:
    """Undo one's own approval: the verdict waits again."""
    work = Work.locked(claim.pk)
    agree(rules.against_taking_back_approval(work, by))
    Approval.objects.filter(verdict=work.verdict, by=by, taken_back_at=None).update(
        taken_back_at=timezone.now()
    )
    work.move(State.IN_REVIEW)
    record(by=by, verb=Verb.TAKE_BACK_APPROVAL, claim=work.claim)


@transaction.atomic
def return_verdict(*, claim: Claim, by: User, verdict_id: int, reason: str) -> None:
    """Send somebody else's verdict, the one that was read, back with the reason."""
    work = Work.locked(claim.pk)
    agree(rules.against_approving(work, by, verdict_id))
    assert work.verdict  # The rule has seen it.
    author = work.verdict.author
    end_standing(work, by, Verdict.Ending.RETURNED, reason)
    work.move(State.RETURNED)
    record(by=by, verb=Verb.RETURN, claim=work.claim, reason=reason)
    tell(author, by=by)


@transaction.atomic
def take_back_return(*, claim: Claim, by: User) -> None:
    """Undo one's own return while nobody has taken the claim: the verdict waits again."""
    work = Work.locked(claim.pk)
    agree(rules.against_taking_back_return(work, by))
    assert work.returned  # The rule has seen it.
    Verdict.objects.filter(pk=work.returned.pk).update(
        ending="", ended_at=None, ended_by=None, return_reason=""
    )
    work.move(State.IN_REVIEW)
    record(by=by, verb=Verb.TAKE_BACK_RETURN, claim=work.claim)
