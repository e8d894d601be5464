"""Who a session belongs to, with all that each request needs to know about them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from factcheck.accounts.models import User
from factcheck.statements import written_once


class Backend(AuthenticationBackend):
    """Sign-in by e-mail address; fetches a person together with what they still owe."""

    def get_user(self, user_id: int) -> User | None:
        statement = _signed_in([user_id])
        person = next(iter(User.objects.raw(*statement)), None) if statement else None
        return person if person and person.is_active else None


@written_once
def _signed_in(keys: list[int]) -> QuerySet[User, Any]:
    """The question of every request."""
    return User.objects.signed_in().filter(pk=keys[0])
