"""Questions to the database that are put into SQL once and asked many times.

Django builds a queryset and turns it into SQL anew for each request. For the few dozen rows of a
claim's page that is more work than asking and reading. What is decorated here is built once, with
a placeholder for each argument; afterwards only the values change:

    @compiled
    def _of_claim(claim: int) -> QuerySet[Verdict]:
        return Verdict.objects.filter(claim=claim).select_related("author")

    verdicts = _of_claim(claim.pk)

The answer is a list. Arguments are numbers, texts, moments and lists of numbers. A tuple has a
placeholder for each value, as `IN` wants them, and SQL of its own for each length. Whatever else,
such as a state or a yes and no, may shape the question, which is then put together for each.
Questions about a person are in `factcheck/accounts/alike.py`.

What is no argument stands in the SQL as it is, so that PostgreSQL sees for which of our partial
indexes it asks and may keep the plan.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, update_wrapper
from itertools import count
from types import SimpleNamespace
from typing import Any

import psycopg
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.utils import CursorWrapper
from django.db.models import Aggregate, F, Func, QuerySet, Value
from psycopg.sql import Identifier, Literal

# SQL and its values. None where nothing can be found, so that there is nothing to ask.
type Statement = tuple[str, list[Any]] | None

# Placeholders: values that a question of ours holds nowhere else.
NUMBER = 2_147_000_000
MOMENT = datetime(9998, 1, 1, tzinfo=UTC)
WORDS = "the argument with the number "
STAND_INS: dict[Any, Callable[[int], Any]] = {
    int: lambda number: NUMBER + number,
    str: lambda number: f"{WORDS}{number}",
    datetime: lambda number: MOMENT + timedelta(days=number),
    list: lambda number: [NUMBER + number],
}
# What Django's readers of rows ask of a queryset, beside its query.
KNOWN = ("_fetch_mode", "_known_related_objects", "_fields", "model")
PLACEHOLDER = re.compile(r"(?<!%)%s")
# Plans that a connection keeps. All pages together ask some hundreds of questions, and psycopg
# would make room after the first hundred.
PLANS = 1_000


class AnyOf(Func):
    """A field is one of these keys, however many: `AnyOf("desk", keys)`. One SQL for every length."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()

    def __init__(self, field: str, keys: Sequence[int]) -> None:
        super().__init__(F(field), Value(list(keys), ArrayField(models.BigIntegerField())))


def keep_plans(connection: Any, **_: Any) -> None:
    """Have a new connection plan each of our questions once, and not for each of its values:
    many take ten times as long to plan as to answer.

    What Django asks by itself carries its values in its text, and is planned for them.
    """
    its = connection.connection
    if its.prepared_max == PLANS:
        return  # It comes from the pool and was here before.
    its.prepared_max = PLANS
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")


@contextmanager
def asking() -> Iterator[CursorWrapper]:
    """A cursor that hands values over beside the SQL, so that its plan is kept."""
    # The connection itself: what stands for it looks it up again at every word.
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    its = database.connection
    # As Django makes its own, which would put the values into the text.
    make: Any = database.make_debug_cursor if database.queries_logged else database.make_cursor
    its.prepare_threshold = 0
    try:
        with make(psycopg.Cursor(its)) as cursor:
            yield cursor
    finally:
        # What is not prepared would be remembered, too, with all its values.
        its.prepare_threshold = None


def compiled[**P, T](build: Callable[P, QuerySet[Any, T]]) -> "Compiled[P, T]":
    """Ask this from now on with SQL that is put together once. The arguments have no names."""
    return Compiled(build)


def compiled_sharing[**P, T](
    table: str,
) -> Callable[[Callable[P, QuerySet[Any, T]]], "Compiled[P, T]"]:
    """The same, and the rows of this table stay as they are read until the transaction ends.

    For what locks the rows of another table for itself: Django knows one lock for all of a question.
    """
    return lambda build: Compiled(build, lock=f" FOR SHARE OF {Identifier(table).as_string()}")


def in_all(rows: QuerySet[Any, Any], **numbers: Aggregate) -> QuerySet[Any, Any]:
    """These numbers of all the rows, as a question with one row for an answer; with none where
    there are no rows. `aggregate` answers at once.
    """
    # All of them are one group.
    group = rows.order_by().annotate(group=Value(1)).values("group")
    return group.annotate(**numbers).values_list(*numbers)


def number(answer: Iterable[tuple[int]]) -> int:
    """The number in the answer of a question `in_all`."""
    return next((found for (found,) in answer), 0)


class Compiled[**P, T]:
    """A question that is put into SQL once for each shape of its arguments."""

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, T]],
        values: Callable[..., tuple[Any, ...]] = lambda *args: args,
        *,
        must_use_all: bool = True,
        lock: str = "",
    ) -> None:
        """`values` makes of the arguments what `build` is called with. Where it need not use all,
        one that is changed on the way is not noticed. `lock` stands at the end of the SQL.
        """
        self._build = build
        self._values = values
        self._must_use_all = must_use_all
        self._lock = lock
        self._of_shape = lru_cache(1_000)(self._put_together)
        update_wrapper(self, build)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[T]:
        values = self._values(*args, **kwargs)
        return self._ready(values).ask(_flat(values))

    def statement(self, *args: P.args, **kwargs: P.kwargs) -> Statement:
        """The SQL and its values, for whoever asks it as part of a larger question."""
        values = self._values(*args, **kwargs)
        ready = self._ready(values)
        return (ready.sql, ready.params(_flat(values))) if ready.sql else None

    def _ready(self, values: tuple[Any, ...]) -> "_Ready":
        return self._of_shape(tuple(map(_shape, values)))

    def _put_together(self, shape: tuple[Any, ...]) -> "_Ready":
        numbers = count()
        stand_ins = [
            tuple(_stand_in(one, next(numbers)) for one in each)
            if type(each) is tuple
            else _stand_in(each, next(numbers))
            for each in shape
        ]
        ready = _Ready.of(self._build(*stand_ins), _flat(stand_ins), self._lock)
        if self._must_use_all and ready.sql and ready.lost:
            raise ValueError(
                f"Arguments {ready.lost} do not reach the database as they are: {ready.sql}"
            )
        return ready


def _flat(values: Iterable[Any]) -> list[Any]:
    """The values with each one of a tuple by itself, as they are numbered."""
    return [one for each in values for one in (each if type(each) is tuple else (each,))]


def _shape(arg: Any) -> Any:
    """What of an argument the SQL depends on: its kind, or all of it."""
    if type(arg) is tuple:
        return tuple(map(_shape, arg))
    return type(arg) if type(arg) in STAND_INS else arg


def _stand_in(shape: Any, number: int) -> Any:
    return STAND_INS[shape](number) if shape in STAND_INS else shape


@dataclass(frozen=True)
class _Ready:
    """The SQL of a question, where its arguments go, and how rows are read."""

    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    # For each placeholder in the SQL: the number of its value, and how it reaches the database.
    places: Sequence[tuple[int, Callable[[Any], Any]]]
    # The values that have no place.
    lost: Sequence[int]
    converters: dict[int, Any]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any], stand_ins: Sequence[Any], lock: str = "") -> "_Ready":
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise ValueError("What is prefetched is a question of its own.")
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return cls(queryset, compiler, "", (), (), {})
        wanted = {n: each for n, each in enumerate(stand_ins) if _shape(each) is not each}
        first, *pieces = PLACEHOLDER.split(sql)
        places = []
        for param, piece in zip(params, pieces, strict=True):
            number = next((n for n, each in wanted.items() if each == param), None)
            first += ("%s" if number is not None else _literal(param)) + piece
            if number is not None:
                places.append((number, _way(param)))
        lost = sorted(wanted.keys() - {number for number, _ in places})
        fields = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(fields)
        return cls(queryset, compiler, first + lock, places, lost, converters)

    def params(self, values: Sequence[Any]) -> list[Any]:
        return [way(values[number]) for number, way in self.places]

    def ask(self, values: Sequence[Any]) -> list[Any]:
        if not self.sql:
            return []
        answer = _Answer(self, self.params(values))
        query = SimpleNamespace(get_compiler=lambda *_, **__: answer)
        known = {name: getattr(self.queryset, name) for name in KNOWN}
        asked = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, **known)
        read: Any = self.queryset._iterable_class
        return list(read(asked))


def _way(param: Any) -> Callable[[Any], Any]:
    """From an argument to the type in which its placeholder reached the database."""
    if isinstance(param, list):
        of_one = type(param[0])
        return lambda keys: [of_one(key) for key in keys]
    return type(param) if isinstance(param, int) else lambda arg: arg


def _literal(param: Any) -> str:
    if isinstance(param, datetime) and param < MOMENT:
        raise ValueError("A moment is an argument, or it stays what it is now.")
    written: str = Literal(param).as_string(connection.connection)
    return written.replace("%", "%%")


class _Answer:
    """What Django's readers of rows want of a compiler, without compiling."""

    def __init__(self, ready: _Ready, params: Sequence[Any]) -> None:
        self.ready = ready
        self.params = params
        self.select = ready.compiler.select
        self.klass_info = ready.compiler.klass_info
        self.annotation_col_map = ready.compiler.annotation_col_map

    def execute_sql(self, **_: Any) -> list[Sequence[Any]]:
        with asking() as cursor:
            cursor.execute(self.ready.sql, self.params)
            return cursor.fetchall()

    def results_iter(
        self, results: list[Sequence[Any]] | None = None, **_: Any
    ) -> Iterator[Sequence[Any]]:
        rows = self.execute_sql() if results is None else results
        if not self.ready.converters:
            return iter(rows)
        return (self._converted(row) for row in rows)

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, (converters, expression) in self.ready.converters.items():
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)
