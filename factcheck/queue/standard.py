"""The views that everybody has: what each selects for one person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import DEADLINE, UNDECIDED, ClaimQuerySet
from factcheck.permissions import Can
from factcheck.review.models import Approval, Lease, Query, Verdict

State = Claim.State
TO_CHECK = (State.OPEN, State.IN_PROGRESS, State.RETURNED)


@dataclass(frozen=True)
class View:
    """A named selection of claims: what the page calls it, and what it says when it is empty."""

    slug: str
    name: str
    empty: str


MINE = View("mine", "Mine", "You hold no claim, and none is assigned to you.")
RETURNED = View("returned", "Returned to me", "No verdict of yours was returned.")
SECOND = View("second-check", "Needs second check", "No verdict waits for your approval.")
WAITING = View("waiting", "Waiting for an answer", "No question of yours or to you is open.")
UNASSIGNED = View("unassigned", "Unassigned", "Every open claim has somebody on it.")
OVERDUE = View("overdue", "Overdue", "Nothing is late.")
EVERYTHING = View("everything", "Everything", "There are no claims here.")
OWN = (MINE, RETURNED, SECOND, WAITING)
SHARED = (UNASSIGNED, OVERDUE, EVERYTHING)
VIEWS = {view.slug: view for view in (*OWN, *SHARED)}


def select(view: View, claims: ClaimQuerySet, user: User) -> ClaimQuerySet:
    """The claims of the view. Whatever needs another table names keys, never joins."""
    if view == MINE:
        return claims.filter(pk__in=mine(user))
    if view == RETURNED:
        own = Verdict.objects.filter(author=user, ending=Verdict.Ending.RETURNED)
        return claims.filter(state=State.RETURNED, pk__in=own.values("claim"))
    if view == SECOND:
        return second_check(claims, user)
    if view == WAITING:
        asked = Query.objects.waiting().filter(Q(asked_by=user) | Q(asked_of=user))
        return claims.filter(pk__in=asked.values("claim"))
    if view == UNASSIGNED:
        return claims.filter(state__in=Claim.FREE, assignee=None)
    if view == OVERDUE:
        return late(claims)
    return claims


def late(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those past their deadline that still need work."""
    past = claims.alias(deadline=DEADLINE).filter(deadline__lt=Now())
    return past.filter(state__in=UNDECIDED)


def late_of_few(claims: ClaimQuerySet) -> ClaimQuerySet:
    """The same among claims that are found by other means: the index of all deadlines, of which
    most are past, is no help then.
    """
    return claims.filter(due_at__lt=Now(), state__in=UNDECIDED)


def mine(user: User) -> QuerySet[Lease, Any]:
    """Keys of the claims that this person holds, and of those assigned that wait for a check."""
    held = Lease.objects.filter(holder=user, expires_at__gt=Now()).values("claim")
    assigned = Claim.objects.filter(assignee=user, state__in=TO_CHECK)
    return held.union(assigned.values("pk"))


def second_check(claims: ClaimQuerySet, user: User) -> ClaimQuerySet:
    """Verdicts that this person may approve: nobody's own, and nobody's twice."""
    desks = user.desk_ids if user.can(Can.APPROVE) else []
    agreed = Approval.objects.filter(by=user, taken_back_at=None, verdict=OuterRef("pk"))
    # Claim by claim, from the verdict that it has: all that somebody ever wrote or approved grows
    # with the newsroom.
    others = Verdict.objects.standing().filter(~Q(author=user), ~Exists(agreed))
    waiting = claims.filter(state=State.IN_REVIEW, desk__in=desks)
    return waiting.filter(Exists(others.filter(claim=OuterRef("pk"))))
