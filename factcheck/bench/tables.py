"""Many rows at once: gathered in memory, then copied into the database."""

from collections import defaultdict
from itertools import count
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg import sql
from psycopg.types.json import Jsonb


class Tables:
    """Rows by model, numbered from 1. Kept in the order in which the models came first."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[tuple[Any, ...]]] = {}
        self._numbers: dict[type[Model], count[int]] = defaultdict(lambda: count(1))
        self._fields: dict[type[Model], list[Field[Any, Any]]] = {}
        self.added = 0

    def add(self, model: type[Model], **values: Any) -> int:
        """A row with these values by column, defaults for the others; returns its key."""
        fields = self._fields.get(model) or self._learn(model)
        values["id"] = number = next(self._numbers[model])
        self._rows.setdefault(model, []).append(
            tuple(_prepared(field, values.pop(field.attname, None)) for field in fields)
        )
        if values:
            raise TypeError(f"{model.__name__} has no {', '.join(values)}.")
        self.added += 1
        return number

    def copy(self) -> None:
        """Write what was gathered, and forget it."""
        with connection.cursor() as cursor:
            for model, rows in self._rows.items():
                names = [sql.Identifier(str(field.column)) for field in self._fields[model]]
                table = sql.Identifier(model._meta.db_table)
                order = sql.SQL("COPY {} ({}) FROM STDIN").format(table, sql.SQL(", ").join(names))
                with cursor.copy(order) as copy:
                    for row in rows:
                        copy.write_row(row)
                rows.clear()

    def finish(self) -> None:
        """Let the next rows follow on, and the planner know what there is."""
        models = list(self._numbers)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
        self.analyze()

    def analyze(self) -> None:
        """Tell the planner what the tables hold now."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _learn(self, model: type[Model]) -> "list[Field[Any, Any]]":
        fields = [field for field in model._meta.local_concrete_fields if not field.generated]
        self._fields[model] = fields
        return fields


def _prepared(field: "Field[Any, Any]", value: Any) -> Any:
    value = _default(field) if value is None else value
    return Jsonb(value) if isinstance(field, JSONField) else value


def _default(field: "Field[Any, Any]") -> Any:
    """None for what only the database can say, such as the time."""
    if not field.has_db_default():
        return field.get_default()
    return None if hasattr(field.db_default, "resolve_expression") else field.db_default
