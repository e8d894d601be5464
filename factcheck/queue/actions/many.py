"""One verb for many claims at once.

The same rules as for one claim decide, claim by claim; those that may not are left alone and
counted with the reason. What is written is written for all in a few statements, with an event
and a new version for each, and can be undone as long as nothing else has happened to a claim.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record_many
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.permissions import Can
from factcheck.queue.models import Batch
from factcheck.review import handing_over, rules
from factcheck.review.actions.telling import tell
from factcheck.review.models import LEASE_LASTS, Dismissal, Lease
from factcheck.review.work import Work

State = Claim.State
ROWS = 2_000


@dataclass
class Sorted:
    """The claims that a verb may change, and why it leaves the others alone."""

    works: list[Work]
    refused: Counter[str]

    @property
    def claims(self) -> list[Claim]:
        return [work.claim for work in self.works]

    @property
    def keys(self) -> list[int]:
        return [work.claim.pk for work in self.works]

    def kept(self, by: User, verb: Verb, said: str, before: Callable[[Work], Any]) -> Batch:
        """What is needed to undo it. To be called before the claims are changed."""
        changes = [[w.claim.pk, w.claim.version + 1, before(w)] for w in self.works]
        words = f"{len(changes):,} claim{'s' if len(changes) != 1 else ''} {said}."
        return Batch.objects.create(
            by=by, verb=verb, said=words, changes=changes, refused=dict(self.refused)
        )

    def change(self, **fields: Any) -> None:
        """Store new values of all of them, and count their versions up."""
        for claim in self.claims:
            claim.put(**fields)
        Claim.objects.filter(pk__in=self.keys).update(**fields, version=F("version") + 1)


def sort_out(keys: Iterable[int], objection: Callable[[Work], str]) -> Sorted:
    """Lock the claims and ask the rule for each."""
    sorted_out = Sorted([], Counter())
    for work in Work.locked_many(keys):
        if against := objection(work):
            sorted_out.refused[against] += 1
        else:
            sorted_out.works.append(work)
    return sorted_out


@transaction.atomic
def assign(*, keys: Iterable[int], by: User, to: User | None) -> Batch:
    """Say who is to check these claims, or that nobody is."""
    may = sort_out(keys, lambda work: rules.against_assigning(work, by, to))
    said = f"assigned to {to}" if to else "assigned to nobody"
    batch = may.kept(by, Verb.ASSIGN, said, lambda work: work.claim.assignee_id)
    handing_over.assign(may.claims, by, to)
    tell(to, by=by)
    return batch


@transaction.atomic
def set_due(*, keys: Iterable[int], by: User, due_at: datetime | None) -> Batch:
    """Give these claims a deadline of their own, or none."""
    may = sort_out(keys, lambda work: rules.against_setting_due(work, by))
    when = f"due {timezone.localtime(due_at):%-d %b, %H:%M}" if due_at else "without a deadline"
    batch = may.kept(by, Verb.SET_DUE, when, _due)
    may.change(due_at=due_at)
    record_many(by=by, verb=Verb.SET_DUE, claims=may.claims, note=when)
    return batch


def _due(work: Work) -> str | None:
    return work.claim.due_at.isoformat() if work.claim.due_at else None


@transaction.atomic
def dismiss(*, keys: Iterable[int], by: User, reason: str, note: str = "") -> Batch:
    """Say why these claims need no verdict."""
    may = sort_out(keys, lambda work: rules.against_dismissing(work, by))
    batch = may.kept(by, Verb.DISMISS, "dismissed", lambda work: _state_before(work, by))
    new = (Dismissal(claim=claim, reason=reason, note=note, by=by) for claim in may.claims)
    Dismissal.objects.bulk_create(new, batch_size=ROWS)
    Lease.objects.filter(claim__in=may.keys).delete()
    may.change(state=State.DISMISSED)
    record_many(by=by, verb=Verb.DISMISS, claims=may.claims, reason=reason, note=note)
    return batch


def _state_before(work: Work, by: User) -> str:
    """The state to go back to: in progress only while the claim is in one's own hands."""
    return State.IN_PROGRESS if work.is_held_by(by) else work.state_when_free


@transaction.atomic
def release(*, keys: Iterable[int], by: User) -> Batch:
    """Give the claims that one holds back to the queue."""
    may = sort_out(keys, lambda work: rules.against_releasing(work, by))
    batch = may.kept(by, Verb.RELEASE, "released", lambda work: State.IN_PROGRESS)
    Lease.objects.filter(claim__in=may.keys).delete()
    for state in Claim.FREE:
        free = [work for work in may.works if work.state_when_free == state]
        Sorted(free, Counter()).change(state=state)
    record_many(by=by, verb=Verb.RELEASE, claims=may.claims)
    return batch


@transaction.atomic
def undo(*, batch: Batch, by: User) -> Batch:
    """Take back what one press did, claim by claim, where nothing has happened since."""
    done = Batch.objects.select_for_update().get(pk=batch.pk)
    agree("" if done.by == by else "You can undo only what you did yourself.")
    agree("This has been undone already." if done.undone_at else "")
    versions = {key: version for key, version, _ in done.changes}
    permission = Can.ASSIGN if done.verb == Verb.SET_DUE else Can.CHECK

    def against(work: Work) -> str:
        if work.claim.version != versions[work.claim.pk]:
            return "The claim has changed since."
        return rules.against_working(work, by, permission)

    may = sort_out(versions, against)
    if not may.works:
        raise Refused("Nothing to undo: these claims have all changed since.")
    before = {key: value for key, _, value in done.changes}
    verb = BACK[Verb(done.verb)](may, by, before)
    record_many(by=by, verb=verb, claims=may.claims, note="undone together with others")
    Batch.objects.filter(pk=done.pk).update(undone_at=timezone.now())
    left = may.refused.total()
    return Batch(said=f"{len(may.works):,} undone.", refused=dict(may.refused) if left else {})


def _assign_back(may: Sorted, by: User, before: dict[int, Any]) -> Verb:
    prefetch_related_objects(may.claims, "assignee")
    people = User.objects.in_bulk([key for key in before.values() if key])
    _set_each(may, "assignee", {claim: people.get(key) for claim, key in before.items()})
    return Verb.ASSIGN


def _due_back(may: Sorted, by: User, before: dict[int, Any]) -> Verb:
    dues = {key: value and parse_datetime(value) for key, value in before.items()}
    _set_each(may, "due_at", dues)
    return Verb.SET_DUE


def _dismissed_back(may: Sorted, by: User, before: dict[int, Any]) -> Verb:
    standing = Dismissal.objects.filter(claim__in=may.keys, reopened_at=None)
    standing.update(reopened_at=timezone.now())
    _set_each(may, "state", before)
    _hold([claim for claim in may.claims if claim.state == State.IN_PROGRESS], by)
    return Verb.REOPEN


def _released_back(may: Sorted, by: User, before: dict[int, Any]) -> Verb:
    _set_each(may, "state", before)
    _hold(may.claims, by)
    return Verb.TAKE


BACK: dict[Verb, Callable[[Sorted, User, dict[int, Any]], Verb]] = {
    Verb.ASSIGN: _assign_back,
    Verb.SET_DUE: _due_back,
    Verb.DISMISS: _dismissed_back,
    Verb.RELEASE: _released_back,
}


def _set_each(may: Sorted, field: str, values: dict[int, Any]) -> None:
    """Give every claim its own value back: one statement for each value that there is."""
    by_value: dict[Any, list[Work]] = {}
    for work in may.works:
        by_value.setdefault(values[work.claim.pk], []).append(work)
    for value, works in by_value.items():
        Sorted(works, Counter()).change(**{field: value})


def _hold(claims: list[Claim], by: User) -> None:
    until = timezone.now() + LEASE_LASTS
    Lease.objects.bulk_create(
        (Lease(claim=claim, holder=by, expires_at=until) for claim in claims), batch_size=ROWS
    )
