"""Who a session belongs to, with all that each request needs to know about them."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from factcheck.accounts.models import User
from factcheck.compiled import compiled


@compiled
def _signed_in(key: int) -> QuerySet[User]:
    return User.objects.signed_in().filter(pk=key)


class Backend(AuthenticationBackend):
    """Sign-in by e-mail address; fetches a person together with what they still owe."""

    def get_user(self, user_id: int) -> User | None:
        return next((person for person in _signed_in(user_id) if person.is_active), None)
