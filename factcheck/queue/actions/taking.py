"""Take next: the first claim of a selection that this person may do."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.queue import standard
from factcheck.queue.selection import Selection
from factcheck.review.actions import take

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
    free = selection.ordered.on_desks_of(by).free_to_take()
    free = free.filter(Q(assignee=None) | Q(assignee=by))
    free = free.select_for_update(skip_locked=True, of=("self",))
    since = timezone.now() - RELEASED_COMES_LAST
    released = Event.objects.filter(by=by, verb=Verb.RELEASE, at__gt=since).values("claim_id")
    claim = free.exclude(pk__in=released).first() or free.first()
    if claim:
        take(claim=claim, by=by)
    return claim
