"""What people do with the queue as a whole."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.audit.models import Event, Verb
from factcheck.review.actions import take

RELEASED_COMES_LAST = timedelta(hours=1)


@transaction.atomic
def take_next(*, by: User, among: ClaimQuerySet | None = None) -> Claim | None:
    """Lease the most check-worthy free claim on this person's desks, or None.

    `among` narrows the choice. What this person has just released comes last. Claims that others are taking this moment are skipped, not waited for; the claim row
    stays locked until the lease is stored, so that no claim goes to two people.
    """
    choice = Claim.objects.all() if among is None else among
    free = choice.visible_to(by).on_desks_of(by).free_to_take().strongest_first()
    free = free.select_for_update(skip_locked=True, of=("self",))
    since = timezone.now() - RELEASED_COMES_LAST
    released = Event.objects.filter(by=by, verb=Verb.RELEASE, at__gt=since).values("claim_id")
    claim = free.exclude(pk__in=released).first() or free.first()
    if claim:
        take(claim=claim, by=by)
    return claim
