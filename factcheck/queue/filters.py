"""What the address of the queue asks for: each filter by its name, as people share it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from functools import reduce
from operator import and_
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import Lexeme, SearchQuery
from django.db.models import F, Q
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import DEADLINE, NEVER, WORDS, ClaimQuerySet
from factcheck.review.models import Verdict

ME, NOBODY = "me", "nobody"
DUE_WORDS = {"late": "Late", "today": "Today", "week": "In a week", "none": "No deadline"}
EDGE_OF_WORDS = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Filters:
    """The filters of one selection; what is empty filters nothing."""

    desk: str = ""
    article: int | None = None
    state: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    rating: tuple[str, ...] = ()
    claimant: str = ""
    assignee: str = ""
    due: str = ""
    least: float | None = None
    most: float | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def words(self) -> dict[str, Any]:
        """The filters that are set, by the names that the address gives them."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in ("", None, ())}

    def without(self, *names: str) -> "Filters":
        empty: dict[str, Any] = {field.name: field.default for field in fields(self)}
        return replace(self, **{name: empty[name] for name in names})

    def conditions(self, user: User) -> Mapping[str, Q]:
        """What each filter that is set asks of a claim.

        Each looks at the claim's own row, or at keys that a subquery names, so that no claim
        comes twice.
        """
        how: dict[str, Callable[[Any], Q]] = {
            "desk": lambda slug: Q(desk__slug=slug),
            "article": lambda pk: Q(article=pk),
            "state": lambda states: Q(state__in=states),
            "type": lambda types: Q(types__overlap=list(types)),
            "rating": rated,
            "claimant": lambda words: Q(claimant__icontains=words),
            "assignee": lambda who: assigned(who, user),
            "due": due,
            "least": lambda score: Q(unworth__lte=-score),
            "most": lambda score: Q(unworth__gte=-score),
        }
        return {name: how[name](value) for name, value in self.words.items() if name in how}

    def apply(self, claims: ClaimQuerySet, user: User) -> ClaimQuerySet:
        # The expressions of the indexes, by name.
        claims = claims.alias(deadline=DEADLINE, unworth=-F("score"))
        claims = claims.filter(*self.conditions(user).values())
        if "state" not in self.words:
            # Set aside means out of sight until somebody asks.
            claims = claims.exclude(state=Claim.State.DEFERRED)
        return matching(claims, self.text) if self.text else claims

    def query(self, **more: Any) -> str:
        """As the query of an address; `more` stands before the filters."""
        return urlencode({k: v for k, v in more.items() if v} | self.words, doseq=True)


def matching(claims: ClaimQuerySet, text: str) -> ClaimQuerySet:
    """The claims in whose statement or claimant there are words that begin like these."""
    begun = [word for part in text.split() if (word := EDGE_OF_WORDS.sub("", part))]
    if not begun:
        return claims.none()
    query = reduce(and_, [Lexeme(word, prefix=True) for word in begun])
    return claims.alias(words=WORDS).filter(words=SearchQuery(query, config="simple"))


def rated(names: tuple[str, ...]) -> Q:
    standing = Verdict.objects.standing().filter(rating__name__in=names)
    return Q(pk__in=standing.values("claim"))


def assigned(who: str, user: User) -> Q:
    if who == NOBODY:
        return Q(assignee=None)
    return Q(assignee=user.pk if who == ME else int(who))


def due(when: str) -> Q:
    if when == "none":
        return Q(deadline=NEVER)
    now, midnight, week = edges_of_due()
    if when == "late":
        return Q(deadline__lt=now)
    return Q(deadline__gte=now, deadline__lt=midnight if when == "today" else week)


def edges_of_due() -> tuple[datetime, datetime, datetime]:
    """Now, the end of today, the end of the seventh day after it."""
    today = timezone.localdate()
    tonight, week = (
        timezone.make_aware(datetime.combine(today + timedelta(days), time())) for days in (1, 8)
    )
    return timezone.now(), tonight, week
