"""SQL that Django writes once a process, and not once for each request.

A question that a page asks again and again is the same text each time, with other keys in it. To
put it together takes Django some milliseconds, often longer than the database needs to answer.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from itertools import chain, count
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Subquery
from django.db.models.lookups import IsNull

# SQL and its values. None where nothing can be found, so that there is nothing to ask.
type Statement = tuple[str, list[Any]] | None

# Keys that no row has, from here on: in the text they stand in for those that come with a request.
NO_ROW = -(2**62)


def written_once(ask: Callable[..., QuerySet[Any, Any]]) -> Callable[..., Statement]:
    """Turn a question about rows, given by their keys, into its SQL.

    `ask` gets each sequence of keys as a list, then what else it is `about`. That must be
    hashable and say all that the text depends on: a moment is `Now()`, never a time of Python's.
    The text is written once for each number of keys.
    """

    @lru_cache(1_000)
    def write(sizes: tuple[int, ...], about: tuple[Any, ...]) -> Statement:
        numbers = count(NO_ROW)
        keys = [[next(numbers) for _ in range(size)] for size in sizes]
        try:
            sql, values = ask(*keys, *about).query.sql_with_params()
        except EmptyResultSet:
            return None
        return sql, list(values)

    @wraps(ask)
    def statement(*keys: Sequence[int], about: tuple[Any, ...] = ()) -> Statement:
        written = write(tuple(map(len, keys)), about)
        if written is None:
            return None
        sql, values = written
        given = dict(zip(count(NO_ROW), chain(*keys), strict=False))
        # Only a number can be a key; other values may not even be hashable.
        return sql, [given.get(v, v) if isinstance(v, int) else v for v in values]

    return statement


def has_one(rows: QuerySet[Any, Any]) -> IsNull:
    """Whether there is such a row for the row at hand. Not `Exists`: where PostgreSQL expects to
    ask that often, it reads a whole table once to answer for a few. This it asks row by row.
    """
    return IsNull(Subquery(rows.values("pk")[:1]), False)


def fetch(statement: Statement) -> list[tuple[Any, ...]]:
    """The rows as the database driver gives them: for columns of text, numbers and times."""
    if statement is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()
