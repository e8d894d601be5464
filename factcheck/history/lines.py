"""Events as lines for people: who, what, about what, before and after, from where.

What a line is about is named only to those who may see it. An admin reads the whole newsroom's
history, but of an article or a source that is closed to them only who did what and when.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event, Verb
from factcheck.history.numbers import CLAIMS
from factcheck.review.models import Dismissal, Evidence
from factcheck.sources.models import Capture, Source

# What the details of an event hold for the program alone; verdicts and evidence are told by what
# was done, and these are their keys.
SILENT = {"before", "after", "version", "erased", "verdict", "evidence", "holder_id"}
# What is stored under these names is a choice, which has words of its own.
CHOICES: dict[str, dict[str, str]] = {
    "state": {
        str(state): str(state.label)
        for states in (Capture.State, Article.State, Claim.State)
        for state in states
    },
    "stance": {str(stance): str(stance.label) for stance in Evidence.Stance},
    "reason": {str(reason): str(reason.label) for reason in Dismissal.Reason},
}


class Place(NamedTuple):
    """What an event is about, and where that is."""

    words: str
    address: str = ""


class Said(NamedTuple):
    """A value as it was written down: words, or a moment."""

    words: str
    at: datetime | None = None


class Change(NamedTuple):
    """What was written down under one name, or what it was before and became."""

    name: str
    values: tuple[Said, ...]


@dataclass(frozen=True)
class Line:
    """One event, as a page or a file shows it."""

    event: Event
    about: list[Place]
    details: dict[str, Any]
    # The page with all that was done to what it is about.
    history: str = ""
    # What claims are called, by their keys.
    claims: Mapping[int, str] = field(default_factory=dict)

    @property
    def who(self) -> str:
        return str(self.event.by or "Factcheck")

    @property
    def words(self) -> str:
        """What was done; a verb that is no longer in use is said as it was stored."""
        verb = self.event.verb
        return Verb(verb).label if verb in Verb else verb

    @property
    def changes(self) -> list[Change]:
        """What was before and what came after, then whatever else was written down."""
        before, after = self.details.get("before"), self.details.get("after")
        other = {name: value for name, value in self.details.items() if name not in SILENT}
        named = other | {n: self.claims.get(v, v) for n, v in other.items() if n in CLAIMS}
        written = (Change(_name(name), (_said(value, name),)) for name, value in named.items())
        return [*_changes(before, after), *written]

    @property
    def stored(self) -> str:
        """The details as they are stored, for a file."""
        return json.dumps(self.details, ensure_ascii=False, sort_keys=True) if self.details else ""


def _changes(before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**before, **after}:
            if before.get(name) != after.get(name):
                values = (_said(before.get(name), name), _said(after.get(name), name))
                yield Change(_name(name), values)
    elif before is not None or after is not None:
        yield Change("", (_said(before), _said(after)))


def _name(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(value: Any, name: str = "") -> Said:
    if isinstance(value, str) and value in CHOICES.get(name, {}):
        return Said(CHOICES[name][value])
    if isinstance(value, list):
        return Said(", ".join(map(str, value)) or "nothing")
    if isinstance(value, bool):
        return Said("yes" if value else "no")
    return Said(str(value) if value not in (None, "") else "nothing", _moment(value))


def _moment(value: Any) -> datetime | None:
    """A moment as it is stored: with its day, its time and its zone."""
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None


def lines(
    events: Sequence[Event], reader: User, claims: Mapping[int, str] | None = None
) -> list[Line]:
    """The lines for these events: four queries, however many there are.

    `claims` says what claims are called, by their keys; a file names them by the key.
    """
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
    return [_line(event, articles, sources, people, desks, claims or {}) for event in events]


def _line(
    event: Event,
    articles: dict[int, Article],
    sources: dict[int, str],
    people: dict[int, str],
    desks: dict[int, str],
    claims: Mapping[int, str],
) -> Line:
    if event.article_id and event.article_id not in articles:
        return Line(event, [Place(f"Article {event.article_id}, which is closed to you")], {})
    if event.source_id and event.source_id not in sources:
        return Line(event, [Place(f"Source {event.source_id}, which is closed to you")], {})
    if event.article_id:
        article = articles[event.article_id]
        if article.archived_at:
            # Removed, it has no page to lead to.
            return Line(event, [Place(str(article))], event.details)
        about = [Place(f"“{article}”", _to("review:article", event.article_id))]
        if not event.claim_id:
            history = _to("history:article", event.article_id)
            return Line(event, about, event.details, history, claims)
        about = [_claim(event.claim_id, claims), *about]
        return Line(event, about, event.details, _to("history:claim", event.claim_id), claims)
    if event.source_id:
        place = Place(sources[event.source_id], _to("sources:source", event.source_id))
        return Line(event, [place], event.details)
    if event.person_id:
        name = people.get(event.person_id, "Somebody")
        return Line(event, [Place(name, _to("history:person", event.person_id))], event.details)
    return Line(event, [Place(desks.get(event.desk_id or 0, "The newsroom"))], event.details)


def _to(view: str, key: int) -> str:
    return reverse(view, args=[key])


def _claim(key: int, claims: Mapping[int, str]) -> Place:
    if key in claims:
        return Place(claims[key], _to("review:claim", key))
    return Place("A claim that was taken off again")
