"""Who a session belongs to, with all that each request needs to know about them."""

from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck.accounts.models import User
from factcheck.compiled import compiled

# Who was fetched with the session of the request that is answered.
_fetched: ContextVar[User | None] = ContextVar("fetched", default=None)


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Who has signed in, as Django finds it out from the session and verifies it."""
    session: Any = request.session
    # Sessions are read when something is asked of them.
    session.get(SESSION_KEY)
    before = _fetched.set(session.person)
    try:
        person = get_user(request)
    finally:
        _fetched.reset(before)
    if isinstance(person, User):
        session.belongs_to(person.pk)
    return person


@compiled
def _signed_in(key: int) -> QuerySet[User]:
    return User.objects.signed_in().filter(pk=key)


class Backend(AuthenticationBackend):
    """Sign-in by e-mail address; fetches a person together with what they still owe."""

    def get_user(self, user_id: int) -> User | None:
        person = _fetched.get()
        if person is None or person.pk != user_id:
            person = next(iter(_signed_in(user_id)), None)
        return person if person and person.is_active else None
