"""The choices of each filter, and how many claims each would leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value

from factcheck.accounts.alike import for_all_alike
from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Claim
from factcheck.extraction import ClaimType
from factcheck.queue.counting import Count
from factcheck.queue.filters import DUE_WORDS, ME, NOBODY, edges_of_due
from factcheck.queue.people import colleagues
from factcheck.queue.selection import Selection
from factcheck.review.models import Rating, Verdict

# So many claims are counted. Where there are more, each count says “at least”.
COUNTED = 1_000
# The column of each filter.
FACETS = {
    "state": "state",
    "due": "due_at",
    "type": "types",
    "rating": "given",
    "assignee": "assignee",
    "desk": "desk__slug",
}
# Merged claims stand nowhere.
STATES = [(value, label) for value, label in Claim.State.choices if value != Claim.State.MERGED]
# A longer list of names is not read; the address takes everybody.
PEOPLE = 12
SEVERAL = {"state", "type", "rating"}


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    is_chosen: bool
    count: Count


@dataclass(frozen=True)
class Facet:
    """A filter with its values. Of several ticks any will do; of the others there is one."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def is_set(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)

    @property
    def takes_several(self) -> bool:
        return self.name in SEVERAL


def of(selection: Selection) -> list[Facet]:
    """Each filter with its choices, counted as if that filter were not set: four queries."""
    found = _found(selection)
    words = selection.filters.words
    facets = []
    for name, (label, choices) in _offered(selection.user).items():
        sample = found.get(name, found[""])
        counts = sample.counts(name, selection.user)
        chosen = words.get(name, ())
        chosen = chosen if isinstance(chosen, tuple) else (chosen,)
        listed = [
            Choice(value, text, value in chosen, Count(counts[value], sample.goes_on))
            for value, text in choices
        ]
        # What leaves nothing is only in the way, unless it is what is chosen.
        facets.append(Facet(name, label, [c for c in listed if c.count or c.is_chosen]))
    return facets


@dataclass(frozen=True)
class Sample:
    """The first claims of a selection, as far as they are counted."""

    rows: list[dict[str, Any]]

    @property
    def goes_on(self) -> bool:
        return len(self.rows) > COUNTED

    def counts(self, name: str, user: User) -> Counter[str]:
        """How many of them each value of a filter would leave."""
        if name == "type":
            return Counter(kind for row in self.rows for kind in row["types"])
        if name == "due":
            return Counter(chain.from_iterable(_dues(row["due_at"] for row in self.rows)))
        counts = Counter(row[FACETS[name]] for row in self.rows)
        if name == "assignee":
            counts = Counter({str(key or NOBODY): count for key, count in counts.items()})
            counts[ME] = counts[str(user.pk)]
        return counts


def _dues(deadlines: Iterable[datetime | None]) -> Iterable[list[str]]:
    """Which of the words for a deadline fit each."""
    now, midnight, week = edges_of_due()
    for at in deadlines:
        if at is None:
            yield ["none"]
        elif at < now:
            yield ["late"]
        else:
            yield [word for word, end in (("today", midnight), ("week", week)) if at < end]


def _found(selection: Selection) -> dict[str, Sample]:
    """What is counted: under "" all that is selected, under a filter that is set what it
    would be without this one. One query.
    """
    filters = selection.filters
    names = ["", *(name for name in FACETS if name in filters.words)]
    columns = [column for column in FACETS.values() if column != "given"]
    given = Verdict.objects.standing().filter(claim=OuterRef("pk")).values("rating__name")
    samples = [
        filters.without(*filter(None, [name]))
        .apply(selection.of_view, selection.user)
        .order_by()
        .annotate(of=Value(name), given=Subquery(given[:1]))
        .values("of", "given", *columns)[: COUNTED + 1]
        for name in names
    ]
    rows = samples[0].union(*samples[1:], all=True) if samples[1:] else samples[0]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for row in rows:
        found[row["of"]].append(row)
    return {name: Sample(rows) for name, rows in found.items()}


def _offered(user: User) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """{filter: (its label, [(value, label)…])}"""
    return {
        "state": ("State", STATES),
        "due": ("Due", list(DUE_WORDS.items())),
        "type": ("Type", [(str(kind), str(kind).capitalize()) for kind in ClaimType]),
        "rating": ("Rating", [(name, name) for name in _ratings()]),
        "assignee": ("Assigned to", [(ME, "Me"), (NOBODY, "Nobody"), *_others(user)]),
        "desk": ("Desk", list(Desk.objects.values_list("slug", "name"))),
    }


def _ratings() -> Iterable[str]:
    return Rating.objects.filter(scale__is_current=True).values_list("name", flat=True)


def _others(user: User) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in _names(user)]


@for_all_alike
def _names(user: User) -> QuerySet[User, tuple[int, str]]:
    """The first of the people that one asks, by name."""
    return colleagues(user).exclude(pk=user.pk).values_list("pk", "name")[:PEOPLE]
