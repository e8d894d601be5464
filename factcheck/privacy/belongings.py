"""What is kept about one person: each row that names them, in their own words where they wrote it.

Of what is about an article or a source that is closed to whoever asks, it says only that it is there.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, Field, ForeignKey, Model, Q, QuerySet

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Revision
from factcheck.audit.models import Event
from factcheck.review.models import Query
from factcheck.sources.models import Source

# Nobody's words: files, indexes and what opens a door.
LEFT_OUT = (BinaryField, SearchVectorField)
# The newsroom's article, and no words about a person.
TEXTS = {(Revision, "text")}
OWN = ("pk", "name", "email", "is_active", "joined_at", "last_login")
# What is told of a row that is closed.
SHUT = ("pk",)
SHUT_EVENT = ("pk", "at", "verb")


def of(person: User, *, by: User) -> Iterator[str]:
    """A JSON document, part by part: the person, the events, then the rows of each table."""
    closed = _Closed(by)
    own = {name: getattr(person, name) for name in OWN}
    own |= {"roles": person.role_names, "desks": [desk.name for desk in person.desks.all()]}
    yield f'{{"person": {_json(own)}'
    events = Event.objects.filter(Q(by=person) | Q(person_id=person.pk)).order_by("pk")
    yield from _rows("history", events, closed.events(), SHUT_EVENT)
    for model, field in _naming(person):
        rows = model._default_manager.filter(**{field: person}).order_by("pk")
        label = f"{model._meta.verbose_name_plural}, {field.replace('_', ' ')}"
        yield from _rows(label, rows, closed.rows(model), SHUT)
    yield "}\n"


class _Closed:
    """What an admin is not named on: restricted articles, need-to-know sources."""

    def __init__(self, by: User) -> None:
        named = by.articles_named.values("pk")
        self.articles = Article.objects.filter(is_restricted=True).exclude(pk__in=named)
        self.sources = Source.objects.exclude(pk__in=Source.objects.named_to(by).values("pk"))

    def rows(self, model: type[Model]) -> Q:
        found = Q()
        for target, closed in ((Article, self.articles), (Source, self.sources)):
            for way in _ways(model, target):
                found |= Q(**{f"{way}__in": closed.values("pk")})
        return found

    def events(self) -> Q:
        queries = Query.objects.filter(self.rows(Query)).values_list("pk", flat=True)
        return (
            Q(article_id__in=self.articles.values("pk"))
            | Q(source_id__in=self.sources.values("pk"))
            # Its words can be those of a need-to-know source, on an open article.
            | Q(details__query__in=list(queries))
        )


def _ways(model: type[Model], target: type[Model]) -> list[str]:
    """The nearest ways from a row to what it is about, key by key."""
    if model is target:
        return ["pk"]
    keys = {
        field.name: field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model not in (User, model)
    }
    near = [name for name, reached in keys.items() if reached is target]
    return near or [
        f"{name}__{way}" for name, reached in keys.items() for way in _ways(reached, target)
    ]


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


def _rows(name: str, rows: QuerySet[Any], closed: Q, shut: tuple[str, ...]) -> Iterator[str]:
    """The open ones whole, then of those that are closed what may be told."""
    yield f",\n{_json(name)}: ["
    told = rows.exclude(closed) if closed else rows
    untold = rows.filter(closed) if closed else rows.none()
    whole = told.values(*_names(rows.model)).iterator()
    parts = ({**row, "closed": True} for row in untold.values(*shut).iterator())
    for number, row in enumerate(chain(whole, parts)):
        yield (",\n" if number else "\n") + _json(row)
    yield "]"


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
