"""The queue: which claims wait, for whom, and which one is next."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.review.models import Verdict

State = Claim.State


@dataclass(frozen=True)
class View:
    """A named selection of claims, as the queue's rail lists it."""

    slug: str
    name: str
    empty: str


VIEWS = (
    View("open", "Open", "Nothing is open here."),
    View("mine", "In my hands", "Nothing is in your hands. Take the next open claim (T)."),
    View("returned", "Returned to me", "No verdict of yours was returned."),
    View("approval", "Waiting for my approval", "No verdict waits for your approval."),
    View("all", "Everything", "No article has any claims yet."),
)


def claims(user: User, view: str) -> QuerySet[Claim]:
    """The claims of a view, for this person, in no order."""
    visible = Claim.objects.visible_to(user)
    mine = visible.on_desks_of(user)
    return {
        "open": visible.free_to_take(),
        "mine": visible.filter(lease__holder=user),
        "returned": visible.filter(
            state=State.RETURNED, verdicts__author=user, verdicts__ending=Verdict.Ending.RETURNED
        ).distinct(),
        "approval": mine.filter(state=State.IN_REVIEW).exclude(
            verdicts__author=user, verdicts__ended_at=None
        ),
        "all": visible,
    }[view]


def for_list(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """With everything that a row of the queue shows, in a fixed number of queries."""
    standing = Verdict.objects.standing().select_related("rating", "author")
    return (
        claims.select_related("article__desk", "lease__holder")
        .prefetch_related(Prefetch("verdicts", standing, to_attr="standing_verdicts"))
        .strongest_first()
    )
