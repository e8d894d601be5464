"""What people do with claims. Each action locks the claim, asks the rule, then writes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.review import leases, rules
from factcheck.review.models import (
    LEASE_LASTS,
    Approval,
    Dismissal,
    Draft,
    Evidence,
    Lease,
    Rating,
    Verdict,
)
from factcheck.review.work import Work
from factcheck.sources.models import Source

State = Claim.State

RELEASED_COMES_LAST = timedelta(hours=1)


def _agree(objection: str) -> None:
    if objection:
        raise Refused(objection)


@transaction.atomic
def take(*, claim: Claim, by: User) -> Lease:
    """Check a claim out to one person. Taking it again prolongs the lease."""
    work = Work.locked(claim.pk)
    _agree(rules.against_taking(work, by))
    if not work.is_held_by(by):
        # A lease that ran out may still be lying there.
        leases.let_go(work.claim)
        work.move(State.IN_PROGRESS)
        record(by=by, verb=Verb.TAKE, claim=work.claim)
    return leases.hold(work.claim, by)


@transaction.atomic
def take_next(*, by: User, among: ClaimQuerySet | None = None) -> Claim | None:
    """Lease the most check-worthy free claim on this person's desks, or None.

    `among` narrows the choice. What this person has just released comes last. Claims that others are taking this moment are skipped, not waited for; the claim row
    stays locked until the lease is stored, so that no claim goes to two people.
    """
    choice = Claim.objects.all() if among is None else among
    free = choice.visible_to(by).on_desks_of(by).free_to_take().strongest_first()
    free = free.select_for_update(skip_locked=True, of=("self",))
    since = timezone.now() - RELEASED_COMES_LAST
    released = Event.objects.filter(by=by, verb=Verb.RELEASE, at__gt=since).values("claim_id")
    claim = free.exclude(pk__in=released).first() or free.first()
    if claim:
        take(claim=claim, by=by)
    return claim


@transaction.atomic
def release(*, claim: Claim, by: User) -> None:
    """Give a claim back to the queue, as it was before it was taken."""
    work = Work.locked(claim.pk)
    _agree(rules.against_releasing(work, by))
    leases.let_go(work.claim)
    work.move(work.state_when_free)
    record(by=by, verb=Verb.RELEASE, claim=work.claim)


@transaction.atomic
def add_evidence(
    *,
    claim: Claim,
    by: User,
    stance: str,
    quotation: str,
    locator: str = "",
    address: str = "",
    description: str = "",
    kind: str = Source.Kind.DOCUMENT,
) -> Evidence:
    """Attach a passage of a source. The source is found by its address, else by its description."""
    work = Work.locked(claim.pk)
    _agree(rules.against_adding_evidence(work, by))
    if address:
        wanted = {"address": address}
        new = {"kind": Source.Kind.WEB_PAGE, "title": (description or address)[:300]}
    else:
        wanted = {"kind": kind, "title": description, "address": ""}
        new = {}
    source, _ = Source.objects.get_or_create(**wanted, defaults={**new, "added_by": by})
    if description and source.title == source.address:
        # Somebody gave the bare address before; now the source has a name.
        source.title = description
        source.save(update_fields=["title"])
    evidence = Evidence.objects.create(
        claim=work.claim,
        source=source,
        stance=stance,
        quotation=quotation,
        locator=locator,
        added_by=by,
    )
    if work.is_held_by(by):
        leases.hold(work.claim, by)
    record(
        by=by,
        verb=Verb.ADD_EVIDENCE,
        claim=work.claim,
        evidence=evidence.pk,
        stance=stance,
    )
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> None:
    """Take evidence off the claim; it can be put back."""
    work = Work.locked(evidence.claim_id)
    _agree(rules.against_adding_evidence(work, by))
    removed = Evidence.objects.filter(pk=evidence.pk, removed_at=None)
    if not removed.update(removed_at=timezone.now(), removed_by=by):
        raise Refused("This evidence has been removed already.")
    record(by=by, verb=Verb.REMOVE_EVIDENCE, claim=work.claim, evidence=evidence.pk)


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: User) -> None:
    """Put removed evidence back on the claim."""
    work = Work.locked(evidence.claim_id)
    _agree(rules.against_adding_evidence(work, by))
    restored = Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=False)
    if not restored.update(removed_at=None, removed_by=None):
        raise Refused("This evidence is on the claim already.")
    record(by=by, verb=Verb.RESTORE_EVIDENCE, claim=work.claim, evidence=evidence.pk)


@transaction.atomic
def save_draft(
    *, claim: Claim, by: User, rating: Rating | None, explanation: str, should_read: str
) -> Draft:
    """Keep a verdict that is still being written. Writing is activity: it prolongs the lease.

    No event: a draft is its author's own until it is sent.
    """
    _agree(rules.against_drafting(Work.locked(claim.pk), by))
    draft, _ = Draft.objects.update_or_create(
        claim=claim,
        author=by,
        defaults={
            "rating": rating,
            "explanation": explanation,
            "should_read": should_read,
            "saved_at": timezone.now(),
        },
    )
    Lease.objects.filter(claim=claim, holder=by).update(expires_at=timezone.now() + LEASE_LASTS)
    return draft


@transaction.atomic
def propose(
    *, claim: Claim, by: User, rating: Rating, explanation: str, should_read: str = ""
) -> Verdict:
    """Send a verdict for approval. A free claim is taken in the same step."""
    work = Work.locked(claim.pk)
    _agree(rules.against_proposing(work, by))
    verdict = Verdict.objects.create(
        claim=work.claim,
        author=by,
        rating=rating,
        explanation=explanation,
        should_read=should_read,
    )
    Draft.objects.filter(claim=work.claim, author=by).delete()
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


@transaction.atomic
def withdraw(*, claim: Claim, by: User) -> None:
    """Take back one's own verdict before anybody has answered; the claim is held again."""
    work = Work.locked(claim.pk)
    _agree(rules.against_withdrawing(work, by))
    _end(work, by, Verdict.Ending.WITHDRAWN)
    work.move(State.IN_PROGRESS)
    leases.hold(work.claim, by)
    record(by=by, verb=Verb.WITHDRAW, claim=work.claim, verdict=work.verdicts[0].pk)


def _end(work: Work, by: User, ending: Verdict.Ending, reason: str = "") -> None:
    Verdict.objects.standing().filter(claim=work.claim).update(
        ending=ending, ended_at=timezone.now(), ended_by=by, return_reason=reason
    )


@transaction.atomic
def approve(*, claim: Claim, by: User, verdict_id: int) -> Approval:
    """Agree with somebody else's verdict: the one that was read, and no later one."""
    work = Work.locked(claim.pk)
    _agree(rules.against_approving(work, by, verdict_id))
    assert work.verdict  # The rule has seen it.
    approval = Approval.objects.create(verdict=work.verdict, by=by)
    work.move(State.APPROVED)
    record(by=by, verb=Verb.APPROVE, claim=work.claim, verdict=work.verdict.pk)
    return approval


@transaction.atomic
def take_back_approval(*, claim: Claim, by: User) -> None:
    """Undo one's own approval: the verdict waits again."""
    work = Work.locked(claim.pk)
    _agree(rules.against_taking_back_approval(work, by))
    Approval.objects.filter(verdict=work.verdict, by=by, taken_back_at=None).update(
        taken_back_at=timezone.now()
    )
    work.move(State.IN_REVIEW)
    record(by=by, verb=Verb.TAKE_BACK_APPROVAL, claim=work.claim)


@transaction.atomic
def return_verdict(*, claim: Claim, by: User, verdict_id: int, reason: str) -> None:
    """Send somebody else's verdict, the one that was read, back with the reason."""
    work = Work.locked(claim.pk)
    _agree(rules.against_approving(work, by, verdict_id))
    _end(work, by, Verdict.Ending.RETURNED, reason)
    work.move(State.RETURNED)
    record(by=by, verb=Verb.RETURN, claim=work.claim, reason=reason)


@transaction.atomic
def take_back_return(*, claim: Claim, by: User) -> None:
    """Undo one's own return while nobody has taken the claim: the verdict waits again."""
    work = Work.locked(claim.pk)
    _agree(rules.against_taking_back_return(work, by))
    assert work.returned  # The rule has seen it.
    Verdict.objects.filter(pk=work.returned.pk).update(
        ending="", ended_at=None, ended_by=None, return_reason=""
    )
    work.move(State.IN_REVIEW)
    record(by=by, verb=Verb.TAKE_BACK_RETURN, claim=work.claim)


@transaction.atomic
def dismiss(*, claim: Claim, by: User, reason: str, note: str = "") -> Dismissal:
    """Say why a claim needs no verdict."""
    work = Work.locked(claim.pk)
    _agree(rules.against_dismissing(work, by))
    dismissal = Dismissal.objects.create(claim=work.claim, reason=reason, note=note, by=by)
    leases.let_go(work.claim)
    work.move(State.DISMISSED)
    record(by=by, verb=Verb.DISMISS, claim=work.claim, reason=reason, note=note)
    return dismissal


@transaction.atomic
def reopen(*, claim: Claim, by: User) -> None:
    """Put a decided claim back on the desk; its verdict and approvals stay in the history."""
    work = Work.locked(claim.pk)
    _agree(rules.against_reopening(work, by))
    _end(work, by, Verdict.Ending.REOPENED)
    Dismissal.objects.filter(claim=work.claim, reopened_at=None).update(reopened_at=timezone.now())
    if work.dismissal and work.dismissal.by == by:
        # They had it in their hands when they dismissed it.
        work.move(State.IN_PROGRESS)
        leases.hold(work.claim, by)
    else:
        work.move(work.state_when_free)
    record(by=by, verb=Verb.REOPEN, claim=work.claim)
