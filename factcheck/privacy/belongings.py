"""What is kept about one person: each row that names them, in their own words where they wrote it."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, Field, Model, Q

from factcheck.accounts.models import User
from factcheck.articles.models import Revision
from factcheck.audit.models import Event

# Nobody's words: files, indexes and what opens a door.
LEFT_OUT = (BinaryField, SearchVectorField)
# The newsroom's article, and no words about a person.
TEXTS = {(Revision, "text")}
OWN = ("pk", "name", "email", "is_active", "joined_at", "last_login")


def of(person: User) -> Iterator[str]:
    """A JSON document, part by part: the person, the events, then the rows of each table."""
    own = {name: getattr(person, name) for name in OWN}
    own |= {"roles": person.role_names, "desks": [desk.name for desk in person.desks.all()]}
    yield f'{{"person": {_json(own)}'
    events = Event.objects.filter(Q(by=person) | Q(person_id=person.pk)).order_by("pk")
    yield from _rows("history", events.values(*_names(Event)).iterator())
    for model, field in _naming(person):
        rows = model._default_manager.filter(**{field: person}).order_by("pk")
        label = f"{model._meta.verbose_name_plural}, {field.replace('_', ' ')}"
        yield from _rows(label, rows.values(*_names(model)).iterator())
    yield "}\n"


def _naming(person: User) -> Iterator[tuple[type[Model], str]]:
    for relation in person._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and model.__module__.startswith("factcheck."):
            if model is not Event:
                yield model, relation.field.name


def _names(model: type[Model]) -> list[str]:
    """The columns that hold words, numbers and moments."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, Field)
        and not isinstance(field, LEFT_OUT)
        and not field.generated
        and (model, field.name) not in TEXTS
    ]


def _rows(name: str, rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield f",\n{_json(name)}: ["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + _json(row)
    yield "]"


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
