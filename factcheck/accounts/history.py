"""What was done to a person, in words for the person's page."""

from dataclasses import dataclass
from datetime import datetime

from factcheck.accounts.models import User
from factcheck.audit.models import Event, Verb

LONGEST = 50
SIGN_INS = (Verb.SIGN_IN, Verb.REFUSE_SIGN_IN)
KEPT = ("name", "roles", "desks")


@dataclass(frozen=True)
class Entry:
    """One line of the history: who did what, when, and what it changed."""

    at: datetime
    who: str
    words: str
    changes: list[str]


def of(person: User) -> list[Entry]:
    """The newest first, without the sign-ins: those are in the whole history."""
    events = Event.objects.about_person(person.pk).exclude(verb__in=SIGN_INS)[:LONGEST]
    return [Entry(e.at, str(e.by or "Factcheck"), e.words, _changes(e)) for e in events]


def _changes(event: Event) -> list[str]:
    before, after = event.details.get("before", {}), event.details.get("after", {})
    changed = [fact for fact in KEPT if before.get(fact) != after.get(fact)]
    return [f"{fact} {_words(before.get(fact))}, now {_words(after.get(fact))}" for fact in changed]


def _words(value: str | list[str] | None) -> str:
    if isinstance(value, list):
        value = " and ".join(value)
    return value or "none"
