"""The queue: which claims wait, and for whom, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from factcheck.accounts.alike import for_all_alike
from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.queue import lines, standard
from factcheck.queue.filters import Filters
from factcheck.queue.lines import Line
from factcheck.queue.models import SavedView
from factcheck.queue.orders import ORDERS, WORTH, Order
from factcheck.queue.standard import View

A_PAGE = 50


@dataclass(frozen=True)
class Selection:
    """The claims that a view and its filters select for one person, in an order."""

    user: User
    view: View = standard.UNASSIGNED
    filters: Filters = field(default_factory=Filters)
    order: Order = WORTH
    after: str = ""
    # The view that was kept, where this is one.
    saved: SavedView | None = None

    @property
    def name(self) -> str:
        return self.saved.name if self.saved else self.view.name

    @cached_property
    def claims(self) -> ClaimQuerySet:
        """All of them, in no order."""
        return self.filters.apply(self.of_view, self.user)

    @cached_property
    def of_view(self) -> ClaimQuerySet:
        """All that the view selects, before the filters."""
        visible = Claim.objects.visible_to(self.user).standing()
        return standard.select(self.view, visible, self.user)

    @property
    def ordered(self) -> ClaimQuerySet:
        return self.order.arrange(self.claims)

    @cached_property
    def page(self) -> "Page":
        """The claims after the place in the address, with all that a row shows: two queries."""
        place = self.order.read(self.after)
        if place is None and not self.filters:
            keys = first_keys(self.user, self.view, self.order.slug)
        else:
            claims = self.ordered if place is None else self.order.after(self.ordered, place)
            keys = list(claims.values_list("pk", flat=True)[: A_PAGE + 1])
        return Page(self, lines.of(keys[:A_PAGE]), len(keys) > A_PAGE)

    # Addresses

    @property
    def query(self) -> str:
        """This selection in the words of an address, without the place in it."""
        words = {"view": self.view.slug, "sort": "" if self.order is WORTH else self.order.slug}
        return self.filters.query(**words)

    @property
    def orders(self) -> list[tuple[Order, str, bool]]:
        """(order, address in that order, whether it is this one)"""
        return [(each, self.address(order=each), each is self.order) for each in ORDERS.values()]

    @property
    def unfiltered(self) -> str:
        return self.address(filters=Filters())

    def address(self, **changes: Any) -> str:
        return "?" + replace(self, after="", **changes).query

    @cached_property
    def article(self) -> Article | None:
        """The article that the filters name: its number says nothing to anybody."""
        if self.filters.article is None:
            return None
        return Article.objects.visible_to(self.user).filter(pk=self.filters.article).first()

    @property
    def chips(self) -> list[tuple[str, str, str]]:
        """(name, value, address without it) of every filter, in the address's own words."""
        words = self.filters.words
        if "least" in words or "most" in words:
            words["score"] = f"{words.pop('least', 0)}..{words.pop('most', 1)}"
        if self.article:
            words["article"] = str(self.article)
        return [(name, in_words(value), self._without(name)) for name, value in words.items()]

    def filtered_by(self, filters: Filters) -> "Selection":
        """The same with other filters. What the view selects is not put together again."""
        other = replace(self, filters=filters)
        other.__dict__["of_view"] = self.of_view
        return other

    def _without(self, name: str) -> str:
        names = ("least", "most") if name == "score" else (name,)
        return self.address(filters=self.filters.without(*names))


@for_all_alike
def first_keys(user: User, view: View, order: str) -> QuerySet[Claim, int]:
    """The keys of a view's first page, and of one claim more."""
    first = Selection(user, view, order=ORDERS[order]).ordered
    return first.values_list("pk", flat=True)[: A_PAGE + 1]


@dataclass(frozen=True)
class Page:
    """Some claims of a selection, one after the other."""

    selection: Selection
    lines: list[Line]
    goes_on: bool

    @property
    def next(self) -> str:
        """The address of what comes after the last claim here."""
        place = self.selection.order.place(self.lines[-1])
        return f"{self.selection.address()}&{urlencode({'after': place})}"

    @property
    def last_place(self) -> str:
        return self.selection.order.in_words(self.lines[-1])

    @property
    def rows(self) -> Iterable[tuple[Line, str]]:
        return [(claim, self.selection.order.because(claim)) for claim in self.lines]


def in_words(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
