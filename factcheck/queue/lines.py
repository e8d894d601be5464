"""What one line of the queue shows of a claim.

Plain values and no models: fifty claims with their articles, people and verdicts would be
three hundred objects, and making them took longer than finding them.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from factcheck.accounts.models import initials
from factcheck.addresses import address_of
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import UNDECIDED, Reasoned
from factcheck.compiled import compiled

# Where a line finds what is not the claim's own.
ELSEWHERE = {
    "title": F("article__title"),
    "desk_name": F("desk__name"),
    "holder_id": F("lease__holder"),
    "holder": F("lease__holder__name"),
    "taken_at": F("lease__taken_at"),
    "expires_at": F("lease__expires_at"),
    "assigned_to": F("assignee__name"),
    "rating": F("given__rating__name"),
    "symbol": F("given__rating__symbol"),
    "colour": F("given__rating__colour"),
}


@dataclass
class Line(Reasoned):
    """A claim in a list."""

    pk: int
    article_id: int
    statement: str
    claimant: str
    voice: str
    types: list[str]
    score: float
    risk: float
    needs_two: bool
    reasons: Any
    state: str
    due_at: datetime | None
    assignee_id: int | None
    title: str
    desk_name: str
    holder_id: int | None
    holder: str | None
    taken_at: datetime | None
    expires_at: datetime | None
    assigned_to: str | None
    rating: str | None
    symbol: str | None
    colour: str | None

    def get_absolute_url(self) -> str:
        return address_of("review:claim", self.pk)

    @property
    def state_in_words(self) -> str:
        """The rating once it is approved, the state before."""
        rated = self.state == Claim.State.APPROVED and self.rating
        return self.rating if rated and self.rating else Claim.State(self.state).label

    @property
    def mark(self) -> tuple[str, str]:
        """(symbol, colour) of what `state_in_words` says."""
        if self.state == Claim.State.APPROVED and self.symbol:
            return self.symbol, self.colour or ""
        return self.state, ""

    @property
    def needs_work(self) -> bool:
        """What is decided, or set aside, is not late."""
        return self.state in UNDECIDED

    @property
    def is_held(self) -> bool:
        return self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def initials(self) -> str:
        return initials((self.holder if self.is_held else self.assigned_to) or "")


COLUMNS = [field.name for field in fields(Line)]


def of(keys: list[int]) -> list[Line]:
    """The lines of these claims, in this order: one query.

    The keys come first and alone, so that the joins touch one page of claims and no more.
    """
    lines = {line.pk: line for line in (Line(*row) for row in _rows(tuple(keys)))}
    return [lines[key] for key in keys if key in lines]


@compiled
def _rows(keys: tuple[int, ...]) -> QuerySet[Claim, Any]:
    standing = FilteredRelation("verdicts", condition=Q(verdicts__ended_at=None))
    claims = Claim.objects.filter(pk__in=keys).alias(given=standing)
    own = [name for name in COLUMNS if name not in ELSEWHERE]
    return claims.values_list(*own, *ELSEWHERE.values())
