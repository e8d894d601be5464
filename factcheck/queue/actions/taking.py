"""Take next: the first claim of a selection that this person may do."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.audit.models import Event, Verb
from factcheck.queue import standard
from factcheck.queue.orders import Order
from factcheck.queue.selection import Selection
from factcheck.review import leases
from factcheck.review.work import Work, in_the_article_as_it_is

RELEASED_COMES_LAST = timedelta(hours=1)


@transaction.atomic
def take_next(selection: Selection) -> Claim | None:
    """Lease the first free claim of the selection on this person's desks, or None.

    What somebody else is assigned is theirs, and what this person has just released comes
    last. Claims that others are taking this moment are skipped, not waited for; the claim row
    stays locked until the lease is stored, so that no claim goes to two people. Where verdicts
    wait to be approved there is nothing to lease: the first of them it is.
    """
    by = selection.user
    if selection.view == standard.SECOND:
        return selection.ordered.first()
    since = timezone.now() - RELEASED_COMES_LAST
    if selection.view == standard.UNASSIGNED and not selection.filters:
        works = [Work.on(claim) for claim in _unassigned(selection.order, by, since)]
    else:
        free = _free(selection.ordered.on_desks_of(by), by.pk)
        found = free.exclude(pk__in=_released_by(by.pk, since))[:1] or free[:1]
        works = [Work.locked(claim.pk) for claim in found]
    for work in works:
        leases.take(work, by)
        return work.claim
    return None


def _free(claims: ClaimQuerySet, by: int) -> ClaimQuerySet:
    """Those that this person may take, locked."""
    free = claims.free_to_take().filter(Q(assignee=None) | Q(assignee=by))
    return free.select_for_update(skip_locked=True, of=("self",))


def _released_by(by: int, since: datetime) -> QuerySet[Event, Any]:
    return Event.objects.filter(by=by, verb=Verb.RELEASE, at__gt=since).values("claim_id")


def _unassigned(order: Order, by: User, since: datetime) -> list[Claim]:
    """Where nearly everybody takes from: the first of each desk, for which there is an index.
    Locked as `Work.locked` locks a claim.
    """
    desks = sorted(by.desk_ids)
    firsts = [claim for desk in desks for claim in _first(order, by.pk, desk, since)]
    if not firsts:
        firsts = [claim for desk in desks for claim in _first_released(order, by.pk, desk)]
    return sorted(firsts, key=order.rank)[:1]


@in_the_article_as_it_is
def _first(order: Order, by: int, desk: int, since: datetime) -> QuerySet[Claim]:
    return _on_desk(order, by, desk).exclude(pk__in=_released_by(by, since))[:1]


@in_the_article_as_it_is
def _first_released(order: Order, by: int, desk: int) -> QuerySet[Claim]:
    return _on_desk(order, by, desk)[:1]


def _on_desk(order: Order, by: int, desk: int) -> ClaimQuerySet:
    selection = Selection(User(pk=by), standard.UNASSIGNED, order=order)
    return _free(selection.ordered.filter(desk=desk), by).select_related("article__desk")
