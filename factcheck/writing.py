"""Rows that every step of the work writes, with SQL that is put together once.

What `compiled` is for questions. `save` and `delete` of Django's build a query for each row and collect
what hangs on it; for the five rows of a verdict that takes as long as writing them. Signals are not
sent, and the database gives back keys and moments as they are.

What a step writes may go to the database together, in one statement: see `together`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault
from psycopg.sql import SQL, Composable, Composed, Identifier, Placeholder

from factcheck.compiled import asking

type Fields = tuple[Field[Any, Any], ...]


@dataclass(frozen=True, slots=True)
class _Write:
    """One statement, and what the database gives back of the row that it stores."""

    sql: str
    values: list[Any]
    row: Model | None = None
    given: Fields = ()


_waiting: ContextVar[list[_Write] | None] = ContextVar("waiting", default=None)
# What goes along with the next statement.
_along: ContextVar[list[_Write] | None] = ContextVar("along", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Send what is written in this block as one statement, at its end.

    Until then rows have no keys, questions find nothing of it, and no write may touch a row of
    another. The database checks each row as ever. Nothing is written when the block fails.
    """
    with _kept_back() as writes:
        yield
    if writes:
        _send(writes)


@contextmanager
def along(write: Callable[[], object]) -> Iterator[None]:
    """Send what `write` writes with the first statement of this block, and in its transaction.

    Where the block writes nothing it is sent at its end; where the block fails, not at all.
    """
    with _kept_back() as writes:
        write()
    before = _along.set(writes)
    try:
        yield
    finally:
        _along.reset(before)
    if writes:
        _send(writes)


@contextmanager
def _kept_back() -> Iterator[list[_Write]]:
    writes: list[_Write] = []
    before = _waiting.set(writes)
    try:
        yield writes
    finally:
        _waiting.reset(before)


def _write(write: _Write) -> None:
    waiting = _waiting.get()
    if waiting is None:
        _send([write])
    else:
        waiting.append(write)


def _send(writes: list[_Write]) -> None:
    if along := _along.get():
        writes = [*writes, *along]
        along.clear()
    sql = _joined(tuple((write.sql, bool(write.given)) for write in writes))
    with asking() as cursor:
        cursor.execute(sql, [value for write in writes for value in write.values])
        rows = [(write.row, field) for write in writes for field in write.given]
        for (row, field), value in zip(rows, cursor.fetchone() if rows else (), strict=True):
            setattr(row, field.attname, value)


@cache
def _joined(statements: tuple[tuple[str, bool], ...]) -> str:
    """All of them as one, whose only row holds what is given back of each."""
    if len(statements) == 1:
        return statements[0][0]
    parts = ", ".join(f"part{n} AS ({sql})" for n, (sql, _) in enumerate(statements))
    giving = [f"part{n}" for n, (_, gives) in enumerate(statements) if gives]
    told = f" {', '.join(f'{part}.*' for part in giving)} FROM {', '.join(giving)}"
    return f"WITH {parts} SELECT{told if giving else ''}"


def insert[M: Model](row: M, *, instead_of: str = "") -> M:
    """Store a new row; it then knows its key and what the database gave it.

    `instead_of` names a unique field: a row that has the same value there is overwritten.
    """
    fields = tuple(
        field
        for field in row._meta.concrete_fields
        if not (field.primary_key and row.pk is None)
        and not isinstance(getattr(row, field.attname), DatabaseDefault)
    )
    sql, given = _insertion(type(row), fields, instead_of)
    _write(_Write(sql, _prepared(fields, row), row, given))
    row._state.adding = False
    row._state.db = DEFAULT_DB_ALIAS
    return row


@cache
def _insertion(model: type[Model], fields: Fields, instead_of: str) -> tuple[str, Fields]:
    meta = model._meta
    given = tuple(field for field in meta.concrete_fields if field not in fields)
    over: Composable = SQL("")
    if instead_of:
        unique = meta.get_field(instead_of)
        new = (SQL("{0} = EXCLUDED.{0}").format(_name(one)) for one in fields if one != unique)
        over = SQL(" ON CONFLICT ({}) DO UPDATE SET {}").format(_name(unique), _list(new))
    sql = SQL("INSERT INTO {} ({}) VALUES ({}){} RETURNING {}").format(
        Identifier(meta.db_table),
        _list(map(_name, fields)),
        _list(Placeholder() for _ in fields),
        over,
        _list(map(_name, given)),
    )
    return sql.as_string(), given


def update(row: Model, *names: str) -> None:
    """Store these fields of a row that is there."""
    fields = tuple(row._meta.get_field(name) for name in names)
    values = _prepared((*fields, row._meta.pk), row)
    _write(_Write(_change(type(row), fields), values))


@cache
def _change(model: type[Model], fields: Fields) -> str:
    meta = model._meta
    sql = SQL("UPDATE {} SET {} WHERE {}").format(
        Identifier(meta.db_table), _list(map(_equals, fields)), _equals(meta.pk)
    )
    return sql.as_string()


def delete(model: type[Model], **values: Any) -> None:
    """Remove the rows with these values, on which nothing hangs."""
    fields: tuple[Any, ...] = tuple(model._meta.get_field(name) for name in values)
    wanted = zip(fields, values.values(), strict=True)
    database = connections[DEFAULT_DB_ALIAS]
    prepared = [field.get_db_prep_save(value, database) for field, value in wanted]
    _write(_Write(_removal(model, fields), prepared))


@cache
def _removal(model: type[Model], fields: Fields) -> str:
    those = SQL(" AND ").join(map(_equals, fields))
    return (
        SQL("DELETE FROM {} WHERE {}").format(Identifier(model._meta.db_table), those).as_string()
    )


def _prepared(fields: tuple[Any, ...], row: Model) -> list[Any]:
    """A row's values as they reach the database."""
    database, is_new = connections[DEFAULT_DB_ALIAS], row._state.adding
    return [field.get_db_prep_save(field.pre_save(row, add=is_new), database) for field in fields]


def _name(field: Any) -> Identifier:
    return Identifier(field.column)


def _equals(field: Any) -> Composed:
    return SQL("{} = {}").format(_name(field), Placeholder())


def _list(parts: Iterable[Composable]) -> Composed:
    return SQL(", ").join(parts)
