"""Sessions in the database, as Django keeps them, found with one question that is put together once.

Whom a session belongs to stands inside of it, so that Django asks for the session first and then for the
person. Whose a session is does not change: a process that has seen it asks for both at once.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Sessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.compiled import compiled

# Of so many sessions a process remembers whose they are.
KNOWN = 10_000


@compiled
def _alive(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@compiled
def _of_person(person: int, key: str, now: datetime) -> QuerySet[User]:
    alive = Session.objects.filter(session_key=key, expire_date__gt=now)
    found = User.objects.signed_in().filter(pk=person)
    return found.annotate(session_data=Subquery(alive.values("session_data")))


class SessionStore(Sessions):
    """What a browser's cookie stands for."""

    # {key: whose it is}
    owners: dict[str, int] = {}
    # Who was fetched with it: whose it was said to be, which its words decide.
    person: User | None = None

    def belongs_to(self, person: int) -> None:
        """Ask for both from the next request on."""
        if len(self.owners) >= KNOWN:
            self.owners.clear()
        if self.session_key:
            self.owners[self.session_key] = person

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        stored = super().create_model_instance(data)
        if SESSION_KEY in data:
            self.belongs_to(int(data[SESSION_KEY]))
        return stored

    def _get_session_from_db(self) -> Session | None:
        key, now = self.session_key or "", timezone.now()
        for session in self._with_person(key, now) or _alive(key, now):
            return session
        self._session_key = None
        return None

    def _with_person(self, key: str, now: datetime) -> list[Session]:
        """The session and who it belongs to, if that is known and it has not ended."""
        for person in _of_person(self.owners[key], key, now) if key in self.owners else ():
            if words := person.session_data:  # type: ignore[attr-defined]
                self.person = person
                return [Session(session_key=key, session_data=words)]
        return []
