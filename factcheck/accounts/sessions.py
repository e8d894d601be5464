"""Sessions in the database, as Django keeps them, found with one question that is put together once."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as Sessions
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from factcheck.compiled import compiled


@compiled
def _alive(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(Sessions):
    """What a browser's cookie stands for."""

    def _get_session_from_db(self) -> Session | None:
        for session in _alive(self.session_key or "", timezone.now()):
            return session
        self._session_key = None
        return None
