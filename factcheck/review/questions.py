"""Queries: those on one claim, and those that wait for one person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from factcheck.accounts.alike import for_all_alike
from factcheck.accounts.models import User
from factcheck.compiled import compiled, in_all, number
from factcheck.review import rules
from factcheck.review.models import Query
from factcheck.review.models.question import QueryQuerySet
from factcheck.review.work import Work

# More than this on one page is a list that nobody works off; the queue has a view of all.
MOST = 50
ANSWERED = 20
# What a list shows of each.
SHOWN = (
    "question",
    "asked_at",
    "due_at",
    "answer",
    "answered_at",
    "withdrawn_at",
    "expert",
    "asked_by__name",
    "asked_of__name",
    "answered_by__name",
    "evidence__stance",
    "evidence__removed_at",
    "claim__statement",
    "claim__article__title",
)


@dataclass(frozen=True)
class Question:
    """A query on a claim, and what one person may do with it."""

    query: Query
    against_answering: str
    against_withdrawing: str
    against_taking_back: str
    against_using: str


def on(work: Work, user: User) -> list[Question]:
    """The queries on a claim, without those withdrawn: one query."""
    return [
        Question(
            query,
            rules.against_answering(work, query, user),
            rules.against_withdrawing_query(work, query, user),
            rules.against_taking_back_answer(work, query, user),
            rules.against_using_answer(work, query, user),
        )
        for query in _on(work.claim.pk)
    ]


@compiled
def _on(claim: int) -> QuerySet[Query]:
    return Query.objects.filter(claim=claim, withdrawn_at=None).with_people().order_by("pk")


@for_all_alike
def waiting_for(user: User) -> QuerySet[Query]:
    """The first queries that this person is to answer, the most urgent first."""
    queries = Query.objects.visible_to(user).waiting().filter(asked_of=user)
    return _with_claims(queries).soonest_due_first()[:MOST]


@for_all_alike
def asked_by(user: User) -> QuerySet[Query]:
    """The first queries of this person that nobody has answered, the most urgent first."""
    queries = Query.objects.visible_to(user).waiting().filter(asked_by=user)
    return _with_claims(queries).soonest_due_first()[:MOST]


@for_all_alike
def answered_for(user: User) -> QuerySet[Query]:
    """The first answers to this person's queries, the latest first."""
    queries = Query.objects.visible_to(user).filter(asked_by=user, answered_at__isnull=False)
    return _with_claims(queries).order_by("-answered_at", "-pk")[:ANSWERED]


def _with_claims(queries: QueryQuerySet) -> QueryQuerySet:
    """With what a list shows of them. A claim has wide columns that it does not."""
    return queries.with_people().select_related("claim__article").only(*SHOWN)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """How many queries wait for this person, for pages with the bar of rooms: one query."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"queries_waiting": SimpleLazyObject(lambda: _count_waiting(user))}


def _count_waiting(user: User) -> int:
    return number(_waiting(user))


@for_all_alike
def _waiting(user: User) -> QuerySet[Query, tuple[int]]:
    waiting = Query.objects.visible_to(user).waiting().filter(asked_of=user)
    return in_all(waiting, waiting=Count("pk"))
