"""Views of the queue that people keep, and the one they used last."""

from django.db import IntegrityError, transaction

from factcheck.accounts.models import User
from factcheck.errors import Refused
from factcheck.queue.models import LONGEST_ADDRESS, LastView, SavedView
from factcheck.queue.selection import Selection

# More views than this nobody finds again.
VIEWS_A_PERSON = 30


def remember(selection: Selection) -> None:
    """Keep what somebody looks at as the place where “Queue” leads. No event: it is theirs."""
    if len(selection.query) <= LONGEST_ADDRESS:
        words = {"address": selection.query}
        LastView.objects.update_or_create(owner=selection.user, defaults=words)


@transaction.atomic
def save_view(*, by: User, name: str, address: str) -> SavedView:
    """Keep a selection under a name; under a name that is there it takes its place."""
    if len(address) > LONGEST_ADDRESS:
        raise Refused("These filters are too long to keep. Shorten the words, then save.")
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
