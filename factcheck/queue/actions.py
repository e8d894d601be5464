"""What people do with the queue as a whole."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.queue import standard
from factcheck.queue.models import LastView, SavedView
from factcheck.queue.selection import Selection
from factcheck.review.actions import take

RELEASED_COMES_LAST = timedelta(hours=1)
# More views than this nobody finds again.
VIEWS_A_PERSON = 30


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


def remember(selection: Selection) -> None:
    """Keep what somebody looks at as the place where “Queue” leads. No event: it is theirs."""
    LastView.objects.update_or_create(owner=selection.user, defaults={"address": selection.query})


@transaction.atomic
def save_view(*, by: User, name: str, address: str) -> SavedView:
    """Keep a selection under a name; under a name that is there it takes its place."""
    if by.saved_views.exclude(name=name).count() >= VIEWS_A_PERSON:
        raise Refused(f"You keep {VIEWS_A_PERSON} views. Delete one, then save this one.")
    view, _ = SavedView.objects.update_or_create(owner=by, name=name, defaults={"address": address})
    return view


def rename_view(*, view: SavedView, name: str) -> None:
    """Give a kept view another name."""
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(name=name)
    except IntegrityError:
        raise Refused(f"You have a view called {name} already.") from None


def delete_view(*, view: SavedView) -> None:
    """Forget a kept view. Saving it again under its name brings it back."""
    view.delete()
