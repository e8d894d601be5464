"""The choices of each filter, and how many claims each would leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet, Value

from factcheck.accounts.alike import for_all_alike
from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Claim
from factcheck.extraction import ClaimType
from factcheck.queue import counting
from factcheck.queue.counting import Count
from factcheck.queue.filters import DUE_WORDS, ME, NOBODY, edges_of_due
from factcheck.queue.people import colleagues
from factcheck.queue.selection import Selection
from factcheck.review.models import Rating

# So many claims are counted. Where there are more, each count says “at least”.
COUNTED = 1_000
FACETS = ("state", "due", "type", "rating", "assignee", "desk")
# What is counted of each claim, and how many there are for each value of a filter. Counted in the
# database: a thousand rows take longer to fetch than to find.
COLUMNS = ("state", "due_at", "types", "given__rating__name", "assignee", "desk__slug")
COUNTS = """
WITH sample (of, state, due_at, types, rating, assignee, desk) AS MATERIALIZED ({sample}),
due (word, first, last) AS (VALUES {edges})
SELECT of, '' AS facet, '' AS value, count(*) FROM sample GROUP BY of
UNION ALL SELECT of, 'state', state, count(*) FROM sample GROUP BY of, state
UNION ALL SELECT of, 'type', type, count(*) FROM sample, unnest(types) AS type GROUP BY of, type
UNION ALL SELECT of, 'rating', rating, count(*) FROM sample GROUP BY of, rating
UNION ALL SELECT of, 'assignee', assignee::text, count(*) FROM sample GROUP BY of, assignee
UNION ALL SELECT of, 'desk', desk, count(*) FROM sample GROUP BY of, desk
UNION ALL SELECT of, 'due', 'none', count(*) FROM sample WHERE due_at IS NULL GROUP BY of
UNION ALL SELECT of, 'due', word, count(*) FROM sample, due
    WHERE due_at >= first AND due_at < last GROUP BY of, word
"""
# Merged claims stand nowhere.
STATES = [(value, label) for value, label in Claim.State.choices if value != Claim.State.MERGED]
# A longer list of names is not read; the address takes everybody.
PEOPLE = 12
BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)
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
        counts = sample.of_facet[name]
        chosen = words.get(name, ())
        chosen = chosen if isinstance(chosen, tuple) else (chosen,)
        listed = [
            Choice(value, text, value in chosen, Count(counts[value], sample.goes_on))
            for value, text in choices
        ]
        # What leaves nothing is only in the way, unless it is what is chosen.
        facets.append(Facet(name, label, [c for c in listed if c.count or c.is_chosen]))
    return facets


@dataclass
class Sample:
    """The first claims of a selection: how many of them each value of a filter would leave."""

    goes_on: bool = False
    of_facet: dict[str, Counter[str | None]] = field(default_factory=lambda: defaultdict(Counter))


def _found(selection: Selection) -> dict[str, Sample]:
    """What is counted: under "" all that is selected, under a filter that is set what it
    would be without this one. One query.
    """
    filters = selection.filters
    samples = {name: Sample() for name in ("", *FACETS) if not name or name in filters.words}
    standing = FilteredRelation("verdicts", condition=Q(verdicts__ended_at=None))
    questions = [
        # Which claims comes first and alone: joined at once, every claim there is would be read.
        Claim.objects.filter(pk__in=counting.keys(one.claims, COUNTED))
        .alias(given=standing)
        .annotate(of=Value(name))
        .values_list("of", *COLUMNS)
        for name, one in (
            (name, replace(selection, filters=filters.without(*filter(None, [name]))))
            for name in samples
        )
    ]
    for of, facet, value, count in _counted(questions):
        if facet:
            samples[of].of_facet[facet][value] = count
        else:
            samples[of].goes_on = count > COUNTED
    for sample in samples.values():
        assigned = sample.of_facet["assignee"]
        assigned[NOBODY], assigned[ME] = assigned[None], assigned[str(selection.user.pk)]
    return samples


def _counted(questions: Sequence[QuerySet[Claim, Any]]) -> list[tuple[str, str, str | None, int]]:
    """(of, facet, value, number) of the claims that the questions find."""
    statements = []
    for question in questions:
        with suppress(EmptyResultSet):
            statements.append(question.query.sql_with_params())
    if not statements:
        return []
    now, midnight, week = edges_of_due()
    edges = ["late", BEFORE_ALL, now, "today", now, midnight, "week", now, week]
    sample = " UNION ALL ".join(f"({sql})" for sql, _ in statements)
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTS.format(sample=sample, edges=", ".join(["(%s, %s, %s)"] * 3)),
            [value for _, values in statements for value in values] + edges,
        )
        return cursor.fetchall()


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
