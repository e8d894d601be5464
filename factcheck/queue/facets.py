"""The choices of each filter, and how many claims each would leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from factcheck.accounts.alike import for_all_alike
from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Claim
from factcheck.extraction import ClaimType
from factcheck.queue.counting import Count
from factcheck.queue.filters import DUE_WORDS, ME, NOBODY, edges_of_due
from factcheck.queue.people import colleagues
from factcheck.queue.selection import Selection
from factcheck.review.models import Rating

# So many claims are counted. Where there are more, each count says “at least”.
COUNTED = 1_000
FACETS = ("state", "due", "type", "rating", "assignee", "desk")
# What is counted of each claim, and how many there are for each value of a filter. Counted in the
# database: a thousand rows take longer to fetch than to find. The verdict that stands is looked up for
# each of them: joined, all verdicts that there are would be read. A sample that was made for one filter
# (`of`) is asked for that one alone.
COLUMNS = ("pk", "state", "due_at", "types", "assignee", "desk")
COUNTS = """
WITH sample (of, claim, state, due_at, types, assignee, desk) AS MATERIALIZED ({sample})
SELECT
    of,
    CASE grouping(state, rating_id, assignee, desk)
        WHEN 7 THEN 'state' WHEN 11 THEN 'rating' WHEN 13 THEN 'assignee' WHEN 14 THEN 'desk' ELSE ''
    END,
    coalesce(
        state,
        (SELECT name FROM review_rating WHERE id = rating_id),
        assignee::text,
        (SELECT slug FROM accounts_desk WHERE id = desk)
    ),
    count(*)
FROM sample LEFT JOIN LATERAL (
    SELECT rating_id FROM review_verdict
    WHERE of IN ('', 'rating') AND claim_id = claim AND ended_at IS NULL LIMIT 1
) AS given ON true
GROUP BY GROUPING SETS ((of), (of, state), (of, rating_id), (of, assignee), (of, desk))
UNION ALL SELECT of, 'type', type, count(*) FROM sample, unnest(types) AS type
WHERE of IN ('', 'type') GROUP BY of, type
UNION ALL SELECT of, 'due', word, number FROM (
    SELECT
        of,
        count(*) FILTER (WHERE due_at IS NULL) AS none,
        count(*) FILTER (WHERE due_at < %s) AS late,
        count(*) FILTER (WHERE due_at >= %s AND due_at < %s) AS today,
        count(*) FILTER (WHERE due_at >= %s AND due_at < %s) AS week
    FROM sample WHERE of IN ('', 'due') GROUP BY of
) AS due, LATERAL (
    VALUES ('none', none), ('late', late), ('today', today), ('week', week)
) AS each (word, number)
"""
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
    wanted = {
        name: selection.filtered_by(filters.without(name)) if name else selection
        for name in samples
    }
    for of, facet, value, count in _counted(wanted):
        if facet:
            # Two scales may have a rating of the same name.
            samples[of].of_facet[facet][value] += count
        else:
            samples[of].goes_on = count > COUNTED
    for sample in samples.values():
        assigned = sample.of_facet["assignee"]
        assigned[NOBODY], assigned[ME] = assigned[None], assigned[str(selection.user.pk)]
    return samples


def _counted(wanted: Mapping[str, Selection]) -> list[tuple[str, str, str | None, int]]:
    """(of, facet, value, number) of the first claims of each selection."""
    samples: list[str] = []
    values: list[Any] = []
    for name, one in wanted.items():
        found = one.claims.order_by().values_list(*COLUMNS)[: COUNTED + 1]
        with suppress(EmptyResultSet):
            sql, params = found.query.sql_with_params()
            samples.append(f"SELECT %s, found.* FROM ({sql}) AS found")  # noqa: S608
            values += [name, *params]
    if not samples:
        return []
    now, midnight, week = edges_of_due()
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTS.format(sample=" UNION ALL ".join(samples)),
            [*values, now, now, midnight, now, week],
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
