"""The orders of the queue. Each is told in words, and each is an index of the claims."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from factcheck.articles.harm import HARM
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import DEADLINE, NEVER, ClaimQuerySet
from factcheck.queue.lines import Line

type Key = str | float


class Row(Func):
    """Several values that are compared one after the other, as an index orders them."""

    function = "ROW"
    output_field = BooleanField()


@dataclass(frozen=True)
class Order:
    """One way to say which claim comes first; ties go to the claim that came in first."""

    slug: str
    name: str
    words: str
    expressions: tuple[Combinable, ...]

    def arrange(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        return claims.order_by(*self.expressions, "pk")

    def after(self, claims: ClaimQuerySet, place: tuple[Any, ...]) -> ClaimQuerySet:
        """The claims behind a place. One comparison, so that the index begins there."""
        values = [Value(value) for value in place]
        return claims.filter(GreaterThan(Row(*self.expressions, F("pk")), Row(*values)))

    def place(self, claim: Line) -> str:
        """Where a claim stands, in the words of an address."""
        return "_".join(map(str, [*self._keys(claim), claim.pk]))

    def rank(self, claim: Claim) -> tuple[Any, ...]:
        """What a claim is sorted by among claims that are here already."""
        first = {DUE: claim.due_at or NEVER, RISK: -claim.risk}
        return (first.get(self, 0), -claim.score, claim.pk)

    def _keys(self, claim: Line) -> list[Key]:
        if self is DUE:
            return [(claim.due_at or NEVER).isoformat(), claim.score]
        return [claim.risk, claim.score] if self is RISK else [claim.score]

    def read(self, place: str) -> tuple[Any, ...] | None:
        """What `place` wrote, as the values to compare with; None where it is not ours."""
        *keys, pk = place.split("_")
        if len(keys) != len(self.expressions):
            return None
        try:
            first = datetime.fromisoformat(keys.pop(0)) if self is DUE else None
            numbers = [-float(key) for key in keys]
            if first and first.tzinfo is None:
                return None
            return (*([first] if first else []), *numbers, int(pk))
        except ValueError:
            return None

    def in_words(self, claim: Line) -> str:
        """Where a claim stands, as people say it."""
        if self is DUE:
            return (
                f"{timezone.localtime(claim.due_at):%a %-d %b, %H:%M}"
                if claim.due_at
                else "no deadline"
            )
        return f"{claim.risk if self is RISK else claim.score:.2f}"

    def because(self, claim: Line) -> str:
        """Why a claim stands where it does, in words, beside what the columns say."""
        reasons = claim.features
        if self is RISK:
            reasons = sorted(reasons, key=lambda label: -HARM.get(label, 0))
        return ", ".join(reasons[:2])


WORTH = Order("worth", "Check-worthiness", "most check-worthy first", (-F("score"),))
DUE = Order("due", "Deadline", "by deadline, then check-worthiness", (DEADLINE, -F("score")))
RISK = Order("risk", "Risk", "by risk, then check-worthiness", (-F("risk"), -F("score")))
ORDERS = {order.slug: order for order in (WORTH, DUE, RISK)}
