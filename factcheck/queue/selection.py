"""The queue: which claims wait, and for whom."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article, Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.permissions import Can
from factcheck.review.models import Verdict
from factcheck.review.work import STANDING

State = Claim.State


@dataclass(frozen=True)
class View:
    """A named selection of claims, as the queue's rail lists it."""

    slug: str
    name: str
    empty: str


OPEN = View("open", "Open", "No claim is open here.")
VIEWS = (
    OPEN,
    View("mine", "In my hands", "You hold no claim."),
    View("returned", "Returned to me", "No verdict of yours was returned."),
    View("approval", "Waiting for my approval", "No verdict waits for your approval."),
    View("all", "Everything", "There are no claims here."),
)


def conditions(user: User) -> dict[str, Q]:
    """What each view selects for this person. Every condition is on the claim's own row
    or on a row of which there is one at most, so that no claim is counted twice.
    """
    own = Verdict.objects.filter(author=user)
    returned = own.filter(ending=Verdict.Ending.RETURNED)
    desks_to_approve = user.desk_ids if user.can(Can.APPROVE) else []
    return {
        "open": Q(state__in=Claim.FREE),
        "mine": Q(lease__holder=user, lease__expires_at__gt=timezone.now()),
        "returned": Q(state=State.RETURNED, pk__in=returned.values("claim")),
        "approval": Q(state=State.IN_REVIEW, article__desk__in=desks_to_approve)
        & ~Q(pk__in=own.standing().values("claim")),
        "all": Q(),
    }


@dataclass(frozen=True)
class Selection:
    """The claims that a view and its filters select for one person."""

    user: User
    view: View = OPEN
    desk: Desk | None = None
    article: Article | None = None
    state: str = ""

    @property
    def claims(self) -> QuerySet[Claim]:
        """Most check-worthy first, with all that a row shows: two queries."""
        chosen = self.filtered.filter(conditions(self.user)[self.view.slug])
        return (
            chosen.strongest_first()
            .select_related("article__desk", "lease__holder")
            .prefetch_related(Prefetch("verdicts", STANDING, to_attr="standing_verdicts"))
        )

    @property
    def filtered(self) -> ClaimQuerySet:
        """The claims that the filters leave, whatever the view."""
        claims = Claim.objects.visible_to(self.user).standing()
        if self.desk:
            claims = claims.filter(article__desk=self.desk)
        if self.article:
            claims = claims.filter(article=self.article)
        return claims.filter(state=self.state) if self.state else claims

    @cached_property
    def rail(self) -> list[tuple[View, int, str]]:
        """(view, how many claims, address) of every view under the same filters: one query."""
        counts = self.filtered.aggregate(
            **{slug: Count("pk", filter=where) for slug, where in conditions(self.user).items()}
        )
        return [(view, counts[view.slug], self.address(view=view.slug)) for view in VIEWS]

    @property
    def filters(self) -> list[tuple[str, str, str]]:
        """(name, value, address without it) of every filter, in the address's own words.

        Only an article goes by its title: its number says nothing to anybody.
        """
        words = self._words | ({"article": str(self.article)} if self.article else {})
        return [
            (name, value, self.address(**{name: ""}))
            for name, value in words.items()
            if value and name != "view"
        ]

    @property
    def _words(self) -> dict[str, str]:
        return {
            "view": self.view.slug,
            "desk": self.desk.slug if self.desk else "",
            "article": str(self.article.pk) if self.article else "",
            "state": self.state,
        }

    def address(self, **changes: str) -> str:
        """This selection as the query of an address, with some of its words changed."""
        words = self._words | changes
        return "?" + urlencode({name: value for name, value in words.items() if value})


def why_nothing_is_next(user: User) -> str:
    """Why there is nothing to take, and what would fill the queue, in words."""
    desks = " and ".join(str(desk) for desk in user.desks.all())
    if not desks:
        return "You are on no desk yet. An admin puts you on one."
    states = Claim.objects.visible_to(user).on_desks_of(user)
    counts = states.aggregate(
        held=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        waiting=Count("pk", filter=Q(state=State.IN_REVIEW)),
    )
    return (
        f"Nothing is open on the {desks}. {counts['held']} in progress, "
        f"{counts['waiting']} in review. A new article would fill the queue."
    )
