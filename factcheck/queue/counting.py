"""How many claims there are: exactly where they are few, else “1,000+”.

A count that goes on to the end grows with the newsroom's memory; nobody reads it. Each stops
one beyond what is shown, and all counts of a page are one query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.statements import Statement, fetch

MANY = 1_000


@dataclass(frozen=True)
class Count:
    """A number of claims, or how many there are at least."""

    number: int
    goes_on: bool = False

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        return f"{intcomma(self.number)}+" if self.goes_on else intcomma(self.number)


def count[Name](claims: Mapping[Name, ClaimQuerySet], *, most: int = MANY) -> dict[Name, Count]:
    """The number of claims in each queryset: one query for them all."""
    return answer({name: statement(each, most=most) for name, each in claims.items()}, most=most)


def statement(claims: ClaimQuerySet, *, most: int = MANY) -> Statement:
    """What `answer` is given to count these claims."""
    try:
        sql, values = keys(claims, most=most).query.sql_with_params()
    except EmptyResultSet:
        return None  # Nothing can be in it, so there is nothing to ask.
    return sql, list(values)


def keys(claims: ClaimQuerySet, *, most: int = MANY) -> QuerySet[Any, Any]:
    """So many of these claims, in no order, that it is known whether there are more than `most`."""
    return claims.order_by().values("pk")[: most + 1]


def answer[Name](statements: Mapping[Name, Statement], *, most: int = MANY) -> dict[Name, Count]:
    """The number of claims that each statement finds: one query for them all.

    Put together from the text of each: wrapped in one of Django's own, they took twice as long
    to write down as to answer.
    """
    found: dict[Name, int] = dict.fromkeys(statements, 0)
    asked = {name: each for name, each in statements.items() if each}
    # Django's own text, with its parameters beside it.
    counts = [f"(SELECT count(*) FROM ({sql}) AS found)" for sql, _ in asked.values()]  # noqa: S608
    if counts:
        values = [value for _, each in asked.values() for value in each]
        (numbers,) = fetch(("SELECT " + ", ".join(counts), values))
        found |= zip(asked, numbers, strict=True)
    return {name: Count(min(number, most), number > most) for name, number in found.items()}
