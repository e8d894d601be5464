"""The list of sources: what a person sees of it, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from factcheck.accounts.models import User
from factcheck.compiled import AnyOf, compiled, in_all, number
from factcheck.sources.models import Capture, Source

PAGE = 50
COUNTED = 1_000
SUGGESTIONS = 8
LEAST_WORDS = 2
# So many uses of a source its page shows.
USES = 200
# What a row shows; a file may be 20 MB.
SHOWN = (
    "kind",
    "standing",
    "title",
    "author",
    "publisher",
    "published_on",
    "address",
    "confidentiality",
    "added_at",
    "added_by__name",
    "file__uploaded_at",
)


@dataclass(frozen=True)
class Listing:
    """The sources that words and filters leave, newest first, from one key on."""

    user: User
    chosen: dict[str, Any] = field(default_factory=dict)

    @property
    def filtered(self) -> QuerySet[Source]:
        found = Source.objects.named_to(self.user).matching(self.chosen.get("q", ""))
        if state := self.chosen.get("state"):
            found = found.last_captured(state)
        exact = {name: self.chosen.get(name) for name in ("kind", "confidentiality")}
        return found.filter(**{name: value for name, value in exact.items() if value})

    @cached_property
    def _first(self) -> list[int]:
        """The newest of them, as far as they are counted."""
        newest = self.filtered.order_by("-pk").values_list("pk", flat=True)
        return list(newest[: COUNTED + 1])

    @cached_property
    def _keys(self) -> list[int]:
        """One more than a page, so that it is known whether another follows."""
        after, before = self.chosen.get("after"), self.chosen.get("before")
        if not after and not before:
            return self._first[: PAGE + 1]
        place = {"pk__gt": after} if after else {"pk__lt": before}
        found = self.filtered.filter(**place).order_by("pk" if after else "-pk")
        return list(found.values_list("pk", flat=True)[: PAGE + 1])

    @cached_property
    def rows(self) -> list[Source]:
        """The page, each with how many claims use it and the last copy of its page."""
        keys = self._keys[:PAGE]
        rows = _rows(self.user.pk, keys)
        captures = {capture.source_id: [capture] for capture in _last_captures(keys)}
        for row in rows:
            row.last_captures = captures.get(row.pk, [])  # type: ignore[attr-defined]
        return rows

    @property
    def older(self) -> str:
        """The address of the next page, or nothing."""
        more = len(self._keys) > PAGE or self.chosen.get("after")
        return self.address(before=self.rows[-1].pk) if self.rows and more else ""

    @property
    def newer(self) -> str:
        is_first = not (self.chosen.get("before") or self.chosen.get("after"))
        more = self.chosen.get("before") or len(self._keys) > PAGE
        return self.address(after=self.rows[0].pk) if self.rows and more and not is_first else ""

    def address(self, **place: int) -> str:
        words = {n: v for n, v in self.chosen.items() if n not in ("before", "after")}
        return "?" + urlencode(words | place)

    @property
    def count_in_words(self) -> str:
        """“12 sources”; a long list is not counted to its end."""
        count = len(self._first)
        if count > COUNTED:
            return f"More than {COUNTED:,} sources"
        return f"{count:,} {'source' if count == 1 else 'sources'}"

    @cached_property
    def hidden(self) -> int:
        """How many need-to-know sources are named to others only, whatever is looked for."""
        return number(_hidden(self.user.pk))

    @property
    def is_filtered(self) -> bool:
        return bool({"q", "kind", "confidentiality", "state"} & self.chosen.keys())


@compiled
def _rows(reader: int, keys: list[int]) -> QuerySet[Source]:
    read = _evidence().visible_to(User(pk=reader)).filter(AnyOf("source", keys))
    uses = Count("evidence__claim", filter=Q(evidence__in=read.values("pk")), distinct=True)
    counted = Source.objects.filter(AnyOf("id", keys)).annotate(uses=uses)
    return counted.select_related("added_by", "file").only(*SHOWN).order_by("-pk")


@compiled
def uses(reader: int, source: int) -> QuerySet[Any]:
    """The first passages of a source that claims rest on, of those that this person may read."""
    read = _evidence().visible_to(User(pk=reader)).filter(source=source)
    return read.select_related("claim__article")[:USES]


def count_uses(user: User, source: Source, first: Sequence[Any]) -> int:
    """How many there are in all: a query only where the first are not all."""
    if len(first) < USES:
        return len(first)
    return _evidence().visible_to(user).filter(source=source).count()


def _evidence() -> Any:
    """All that stands. Who may read it is for its own room to say, which is above this one."""
    evidence: Any = Source._meta.get_field("evidence").related_model
    return evidence.objects.standing()


@compiled
def _last_captures(keys: list[int]) -> QuerySet[Capture]:
    return Capture.objects.filter(AnyOf("source", keys)).last_of_each().light()


@compiled
def _hidden(reader: int) -> QuerySet[Source, tuple[int]]:
    secret = Source.objects.filter(confidentiality=Source.Confidentiality.NEED_TO_KNOW)
    hidden = secret.exclude(pk__in=User(pk=reader).sources_known.values("pk"))
    return in_all(hidden, hidden=Count("pk"))


def suggestions(user: User, words: str) -> list[Source]:
    """The sources that somebody may mean who types these words, the likeliest first."""
    if len(words.strip()) < LEAST_WORDS:
        return []
    begins = Case(
        When(title__istartswith=words.strip(), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Source.objects.named_to(user).matching(words)
    return list(found.order_by(begins, "-pk")[:SUGGESTIONS])
