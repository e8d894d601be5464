"""What a person can still undo in this visit: a pile of ways back, the latest on top.

Rows of their own, so that two actions of one visit at the same moment both leave theirs. The session
knows their key, once there is one.
"""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db.models import Count, QuerySet, Window
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.text import Truncator

from factcheck.compiled import compiled
from factcheck.review.models import WayBack
from factcheck.writing import insert

VISIT = "visit"


@dataclass(frozen=True)
class Top:
    """What is undone next, and how many ways back there are in all."""

    key: int
    said: str
    pile: int


def remember(
    session: Any, said: str, address: str, *, about: str = "", fields: dict[str, str] | None = None
) -> None:
    """Put the way back of what was just done on the pile: an address to POST, with its fields."""
    about = Truncator(about.strip('“”"')).chars(40)
    words = f"{said.removesuffix('.')}: “{about}”" if about else said
    visit = session.setdefault(VISIT, token_hex(16))
    insert(WayBack(visit=visit, said=words, address=address, fields=fields or {}))


def top(session: Any) -> Top | None:
    """What can be undone next: one query, none before anything was done."""
    visit = session.get(VISIT)
    return next((Top(*row) for row in _top(visit)), None) if visit else None


def offer(session: Any) -> dict[str, Any]:
    """What a page needs to offer an undoing; asked for where it is shown."""
    return {"can_undo": SimpleLazyObject(lambda: top(session))}


@compiled
def _top(visit: str) -> QuerySet[WayBack, tuple[int, str, int]]:
    pile = WayBack.objects.filter(visit=visit).annotate(pile=Window(Count("pk")))
    return pile.order_by("-pk").values_list("pk", "said", "pile")[:1]


def pop(session: Any, key: str) -> WayBack | None:
    """Take an entry off the pile. None where it is not there any more."""
    if not key.isdecimal() or VISIT not in session:
        return None
    entry = WayBack.objects.filter(visit=session[VISIT], pk=key).first()
    # Of two who take it at once, one does.
    return entry if entry and WayBack.objects.filter(pk=entry.pk).delete()[0] else None


@receiver(user_logged_out)
def end(request: HttpRequest, **kwargs: Any) -> None:
    if visit := request.session.get(VISIT):
        WayBack.objects.filter(visit=visit).delete()


def forget_old() -> None:
    """Forget what was done longer ago than a session lasts."""
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    WayBack.objects.filter(at__lt=timezone.now() - lasts).delete()
