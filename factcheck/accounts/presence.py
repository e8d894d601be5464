"""When a person was last here: for colleagues to see, and to sign out whoever has left."""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.accounts.requests import Request

EVERY = timedelta(minutes=5)
# In the session: the minute in which its person last did something.
SEEN = "seen"
# An open page asks for news by itself, whoever sits before it.
BY_ITSELF = "review:news"


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session[SEEN] = _minute(timezone.now())


def is_idle(request: HttpRequest) -> bool:
    """Whether nobody has done anything in this session for SESSION_IDLE."""
    seen = request.session.get(SEEN)
    return seen is not None and seen < _minute(timezone.now() - settings.SESSION_IDLE)


def note(request: Request) -> None:
    """Write down that the person is here, unless that was done a few minutes ago."""
    now = timezone.now()
    asked = request.resolver_match
    if request.session.get(SEEN, 0) > _minute(now - EVERY) or (
        asked and asked.view_name == BY_ITSELF
    ):
        return
    request.session[SEEN] = _minute(now)
    User.objects.filter(pk=request.user.pk).update(seen_at=now)
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)
