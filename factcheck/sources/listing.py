"""The list of sources: what a person sees of it, page by page."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from factcheck.accounts.models import User
from factcheck.sources.models import Source

PAGE = 50
SUGGESTIONS = 8
LEAST_WORDS = 2


@dataclass(frozen=True)
class Listing:
    """The sources that words and filters leave, newest first, from one key on."""

    user: User
    chosen: dict[str, Any] = field(default_factory=dict)

    @property
    def named(self) -> QuerySet[Source]:
        return Source.objects.named_to(self.user)

    @property
    def filtered(self) -> QuerySet[Source]:
        found = Source.objects.named_to(self.user).matching(self.chosen.get("q", ""))
        if state := self.chosen.get("state"):
            found = found.last_captured(state)
        exact = {name: self.chosen.get(name) for name in ("kind", "confidentiality")}
        return found.filter(**{name: value for name, value in exact.items() if value})

    @cached_property
    def _rows(self) -> list[Source]:
        """One more than a page, so that it is known whether another follows."""
        after, before = self.chosen.get("after"), self.chosen.get("before")
        found = self.filtered.select_related("added_by", "file").defer("file__data")
        if after:
            return list(_complete(found.filter(pk__gt=after).order_by("pk"))[: PAGE + 1])
        if before:
            found = found.filter(pk__lt=before)
        return list(_complete(found.order_by("-pk"))[: PAGE + 1])

    @cached_property
    def rows(self) -> list[Source]:
        page = self._rows[:PAGE]
        return page[::-1] if self.chosen.get("after") else page

    @property
    def older(self) -> str:
        """The address of the next page, or nothing."""
        more = len(self._rows) > PAGE or self.chosen.get("after")
        return self.address(before=self.rows[-1].pk) if self.rows and more else ""

    @property
    def newer(self) -> str:
        is_first = not (self.chosen.get("before") or self.chosen.get("after"))
        more = self.chosen.get("before") or len(self._rows) > PAGE
        return self.address(after=self.rows[0].pk) if self.rows and more and not is_first else ""

    def address(self, **place: int) -> str:
        words = {n: v for n, v in self.chosen.items() if n not in ("before", "after")}
        return "?" + urlencode(words | place)

    @cached_property
    def count(self) -> int:
        return self.filtered.count()

    @cached_property
    def hidden(self) -> int:
        """How many need-to-know sources are named to others only, whatever is looked for."""
        return Source.objects.exclude(pk__in=self.named.values("pk")).count()

    @property
    def is_filtered(self) -> bool:
        return bool({"q", "kind", "confidentiality", "state"} & self.chosen.keys())


def _complete(sources: QuerySet[Source]) -> QuerySet[Source]:
    """With how many claims use each, and the last copy of its page."""
    standing = Q(evidence__removed_at=None)
    counted = sources.annotate(uses=Count("evidence__claim", filter=standing, distinct=True))
    return counted.with_last_capture()  # type: ignore[attr-defined]


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
