"""Who a session belongs to, with all that each request needs to know about them."""

from allauth.account.auth_backends import AuthenticationBackend

from factcheck.accounts.models import User


class Backend(AuthenticationBackend):
    """Sign-in by e-mail address; fetches a person together with what they still owe."""

    def get_user(self, user_id: int) -> User | None:
        person = User.objects.signed_in().filter(pk=user_id).first()
        return person if person and person.is_active else None
