"""What others did to an article since a page of it was made.

A page carries the mark of the events that it shows. An event may be committed after one with a
higher number, so that the mark names the last events by a checksum and not by the highest alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from django.db.models import QuerySet
from django.utils import timezone

from factcheck.audit.models import Event, Verb
from factcheck.compiled import compiled

# So many events back a page can be brought up to date; one that is older is made anew.
LATEST = 40
# No transaction of ours lasts so long: what is older was seen by whoever saw a later event.
LONGEST = timedelta(seconds=20)
# What changes which claims and sentences there are, and what they are numbered.
WHOLE = {
    Verb.ADD_CLAIM,
    Verb.REMOVE_CLAIM,
    Verb.MOVE,
    Verb.SPLIT,
    Verb.MERGE,
    Verb.UNMERGE,
}


@dataclass(frozen=True)
class Row:
    """An event, as far as a page has to know it."""

    pk: int
    at: datetime
    verb: str
    claim_id: int | None


@dataclass(frozen=True)
class News:
    """The claims that have changed, or None where the whole article has to be shown anew."""

    claims: set[int] | None
    after: int

    def is_about(self, claim_id: int) -> bool:
        return self.claims is None or claim_id in self.claims


def latest(article_id: int) -> list[Row]:
    """One query, on an index, however long the history."""
    return [Row(*row) for row in _latest(article_id)]


@compiled
def _latest(article: int) -> QuerySet[Event, tuple[int, datetime, str, int | None]]:
    events = Event.objects.filter(article_id=article).order_by("-at", "-pk")
    return events.values_list("pk", "at", "verb", "claim_id")[:LATEST]


def mark_of(rows: list[Row]) -> str:
    """What a page has to remember that shows these. They are fetched before anything else."""
    keys = sorted(row.pk for row in rows)
    return f"{keys[-1] if keys else 0}.{crc32(repr(keys).encode()):x}"


def since(rows: list[Row], mark: str) -> News | None:
    """Which of the latest events the page with that mark does not show. None if it shows all."""
    if mark == mark_of(rows):
        return None
    number = mark.partition(".")[0]
    after = int(number) if number.isdecimal() else 0
    new = [row for row in rows if row.pk > after or row.at > timezone.now() - LONGEST]
    reaches_back = len(rows) < LATEST or any(row.pk <= after for row in rows)
    parts = {row.claim_id for row in new if row.verb not in WHOLE}
    is_known = bool(new) and reaches_back and None not in parts
    if not is_known or any(row.verb in WHOLE for row in new):
        return News(None, after)
    return News({pk for pk in parts if pk is not None}, after)
