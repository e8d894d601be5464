"""Events as lines for people: who, what, about what, before and after, from where.

What a line is about is named only to those who may see it. An admin reads the whole newsroom's
history, but of an article or a source that is closed to them only who did what and when.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article
from factcheck.audit.models import Event, Verb
from factcheck.sources.models import Source

# What the details of an event hold for the program alone.
SILENT = {"before", "after", "version", "erased"}


@dataclass(frozen=True)
class Line:
    """One event, as a page or a file shows it."""

    event: Event
    about: str
    address: str
    details: dict[str, Any]

    @property
    def who(self) -> str:
        return str(self.event.by or "Factcheck")

    @property
    def words(self) -> str:
        """What was done; a verb that is no longer in use is said as it was stored."""
        verb = self.event.verb
        return Verb(verb).label if verb in Verb else verb

    @property
    def changes(self) -> list[str]:
        """What was before and what came after, then whatever else was written down."""
        before, after = self.details.get("before"), self.details.get("after")
        other = {name: value for name, value in self.details.items() if name not in SILENT}
        return [*_changes(before, after), *(f"{_name(n)}: {_said(v)}" for n, v in other.items())]

    @property
    def stored(self) -> str:
        """The details as they are stored, for a file."""
        return json.dumps(self.details, ensure_ascii=False, sort_keys=True) if self.details else ""


def _changes(before: Any, after: Any) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**before, **after}:
            if before.get(name) != after.get(name):
                was, is_ = (_said(_read(name, told.get(name))) for told in (before, after))
                yield f"{_name(name)}: {was} → {is_}"
    elif before is not None or after is not None:
        yield f"{_said(before)} → {_said(after)}"


def _read(name: str, value: Any) -> Any:
    """A moment, which is kept as JSON holds it, as people read it; anything else as it is."""
    at = parse_datetime(value) if name.endswith("_at") and isinstance(value, str) else None
    return f"{timezone.localtime(at):%-d %b %Y, %H:%M}" if at and at.tzinfo else value


def _name(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else "nothing"


def lines(events: Sequence[Event], reader: User) -> list[Line]:
    """The lines for these events: four queries, however many there are."""
    named = Article.objects.open_to(reader).filter(pk__in={event.article_id for event in events})
    articles = named.only("title", "archived_at").in_bulk()
    sources = dict(
        Source.objects.named_to(reader)
        .filter(pk__in={event.source_id for event in events})
        .values_list("pk", "title")
    )
    people = dict(
        User.objects.filter(pk__in={event.person_id for event in events}).values_list("pk", "name")
    )
    desks = dict(Desk.objects.filter(pk__in={e.desk_id for e in events}).values_list("pk", "name"))
    return [_line(event, articles, sources, people, desks) for event in events]


def _line(
    event: Event,
    articles: dict[int, Article],
    sources: dict[int, str],
    people: dict[int, str],
    desks: dict[int, str],
) -> Line:
    if event.article_id and event.article_id not in articles:
        return Line(event, f"Article {event.article_id}, which is closed to you", "", {})
    if event.source_id and event.source_id not in sources:
        return Line(event, f"Source {event.source_id}, which is closed to you", "", {})
    about_article = articles.get(event.article_id or 0)
    if about_article and about_article.archived_at:
        # Removed, it has no page to lead to.
        return Line(event, str(about_article), "", event.details)
    if event.claim_id:
        about = f"Claim {event.claim_id} of “{about_article}”"
        return Line(event, about, reverse("history:claim", args=[event.claim_id]), event.details)
    if event.article_id:
        address = reverse("history:article", args=[event.article_id])
        return Line(event, str(about_article), address, event.details)
    if event.source_id:
        address = reverse("sources:source", args=[event.source_id])
        return Line(event, sources[event.source_id], address, event.details)
    if event.person_id:
        address = reverse("history:person", args=[event.person_id])
        return Line(event, people.get(event.person_id, "Somebody"), address, event.details)
    return Line(event, desks.get(event.desk_id or 0, "The newsroom"), "", event.details)
