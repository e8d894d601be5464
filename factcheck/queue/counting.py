"""How many claims there are: exactly where they are few, else “1,000+”.

A count that goes on to the end grows with the newsroom's memory; nobody reads it. Each stops
one beyond what is shown.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from factcheck.articles.models import Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.compiled import Statement, asking

MANY = 1_000


@dataclass(frozen=True)
class Count:
    """A number of claims, or how many there are at least."""

    number: int
    goes_on: bool = False

    def up_to(self, most: int) -> "Count":
        """The same where less is told."""
        return Count(min(self.number, most), self.goes_on or self.number > most)

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.goes_on else ''}"


@dataclass(frozen=True)
class Asked:
    """Claims to count: what finds their keys, and from which number on it says “at least”."""

    statement: Statement
    most: int
    # Whether the statement is one of those that are put into SQL once.
    is_compiled: bool = False


def asked(claims: ClaimQuerySet, *, most: int = MANY) -> Asked:
    try:
        sql, values = keys(claims, most).query.sql_with_params()
    except EmptyResultSet:
        return Asked(None, most)  # Nothing can be in it, so there is nothing to ask.
    return Asked((sql, list(values)), most)


def keys(claims: ClaimQuerySet, most: int) -> QuerySet[Claim, tuple[int]]:
    """So many of these claims, in no order, that it is known whether there are more than `most`."""
    return claims.order_by().values_list("pk")[: most + 1]


def count[Name](wanted: Mapping[Name, Asked]) -> dict[Name, Count]:
    """The numbers of claims: one query for all that is compiled, one for all that is not."""
    found: dict[Name, int] = dict.fromkeys(wanted, 0)
    for is_compiled, cursor in ((True, asking), (False, connection.cursor)):
        statements = {
            name: each.statement
            for name, each in wanted.items()
            if each.statement and each.is_compiled == is_compiled
        }
        if statements:
            found |= _count(statements, cursor)
    return {
        name: Count(min(n, wanted[name].most), n > wanted[name].most) for name, n in found.items()
    }


def _count[Name](
    statements: Mapping[Name, tuple[str, list[Any]]],
    cursor: Callable[[], AbstractContextManager[CursorWrapper]],
) -> dict[Name, int]:
    """Put together from the text of each: wrapped in one of Django's own, they took twice as long
    to write down as to answer.
    """
    # Django's own text, with its parameters beside it.
    counts = [f"(SELECT count(*) FROM ({sql}) AS found)" for sql, _ in statements.values()]  # noqa: S608
    values = [value for _, each in statements.values() for value in each]
    with cursor() as asked:
        asked.execute("SELECT " + ", ".join(counts), values)
        return dict(zip(statements, asked.fetchone(), strict=True))
