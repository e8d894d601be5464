"""What people changed of a claim, told by its history: since a form was made, or in one step.

Every event that changes a claim's own words carries the values `before` and `after`, and the
`version` that the claim had afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.dateparse import parse_datetime

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused

# A list of more is not read.
SHOWN = 6

NAMES = {
    "statement": "the statement",
    "claimant": "who says it",
    "voice": "how it is said",
    "types": "the types",
    "checkable": "whether it can be checked",
    "quote": "the words of the article",
}


@dataclass(frozen=True)
class Change:
    """One field of a claim that has changed: what it was, what it is, who changed it last."""

    field: str
    was: Any
    now: Any
    by: str
    at: datetime

    @property
    def name(self) -> str:
        return NAMES[self.field]

    @property
    def words(self) -> str:
        """The value as it stands now, for people."""
        return in_words(self.now)


class Overtaken(Refused):
    """Somebody changed the same thing meanwhile. The form shows it and lets its writer choose."""

    def __init__(self, changes: list[Change], since: Mapping[str, Change]) -> None:
        names = " and ".join(change.name for change in changes)
        super().__init__(f"{changes[-1].by} has changed {names} meanwhile. Choose which stays.")
        self.changes = changes
        # Everything that others changed, also where there is no clash.
        self.since = since


def since(claim: Claim, version: int) -> dict[str, Change]:
    """What has changed since the claim had that version, by field; what was put back is left out."""
    events = Event.objects.about_claim(claim.pk).filter(
        details__version__gt=version, details__has_key="before"
    )
    found: dict[str, Change] = {}
    for event in events.order_by("pk"):
        for field, was in event.details["before"].items():
            if field not in NAMES:
                continue
            change = Change(field, was, event.details["after"][field], str(event.by), event.at)
            known = found.get(field)
            found[field] = replace(change, was=known.was) if known else change
    return {field: change for field, change in found.items() if change.was != change.now}


def reconcile(claim: Claim, version: int, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The wanted values that are still to be stored, of a form made from that version.

    A field that its writer left as it was gives way to what others made of it. One that both
    changed raises Overtaken.
    """
    changed = since(claim, version) if version < claim.version else {}
    mine = {
        field: value
        for field, value in wanted.items()
        if field not in changed or value != changed[field].was
    }
    clashes = [changed[f] for f in mine if f in changed and mine[f] != changed[f].now]
    if clashes:
        raise Overtaken(clashes, changed)
    return {field: value for field, value in mine.items() if value != getattr(claim, field)}


def in_words(value: Any) -> str:
    """A value of a field as a page shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else (str(value) or "nobody")


def of(event: Event) -> list[str]:
    """What an event changed, in words: "the statement, which was “…”"."""
    before = event.details.get("before", {})
    after = event.details.get("after", {})
    return [
        f"{NAMES[field]}, before: {in_words(was)}"
        for field, was in before.items()
        if field in NAMES and was != after.get(field)
    ]


class Moved(NamedTuple):
    """When an article was due before its deadline was set, and when it was after that."""

    was: datetime | None
    now: datetime | None


def of_deadline(event: Event) -> Moved | None:
    """From when to when an event moved the deadline, if that is what it tells of."""
    if event.verb != Verb.SET_DEADLINE:
        return None
    told = (event.details[side]["due_at"] for side in ("before", "after"))
    return Moved(*(parse_datetime(moment) if moment else None for moment in told))


# What a verdict has to be read against again, when somebody else does it.
TELLING = {
    Verb.EDIT,
    Verb.MOVE,
    Verb.SPLIT,
    Verb.MERGE,
    Verb.UNMERGE,
    Verb.ADD_EVIDENCE,
    Verb.REMOVE_EVIDENCE,
    Verb.RESTORE_EVIDENCE,
    Verb.PROPOSE,
    Verb.WITHDRAW,
    Verb.RETURN,
    Verb.APPROVE,
    Verb.DISMISS,
    Verb.DEFER,
    Verb.REOPEN,
    Verb.TAKE,
    Verb.TAKE_OVER,
}


def by_others(claim: Claim, seen: str | int, user: User) -> list[Event]:
    """What other people did to the claim since the event that this person had seen, in order."""
    if not str(seen).isdecimal():
        return []
    events = Event.objects.about_claim(claim.pk).filter(pk__gt=seen, verb__in=TELLING)
    found = list(events.exclude(by=None).exclude(by=user)[:SHOWN])[::-1]
    for event in found:
        event.changed = of(event)  # type: ignore[attr-defined]
    return found
