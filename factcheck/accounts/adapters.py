"""How allauth signs people in here: nobody signs themselves up, and it speaks our words."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import redirect

from factcheck.accounts import encryption
from factcheck.accounts.models import SECOND_FACTORS, User
from factcheck.audit.actions import record
from factcheck.audit.models import Verb

UNKNOWN = (
    "Nobody on the newsroom’s list has the verified address of this account. "
    "Ask an admin to add you, then try again."
)


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "That email and password do not match. Check both and try again."
        ),
        "incorrect_password": "This is not your password. Try again.",
        "too_many_login_attempts": (
            "Too many wrong passwords. Wait five minutes, or ask an admin for a sign-in link."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        # Whoever is deactivated gets the same answer as whoever types a wrong password.
        person: Any = super().authenticate(request, **credentials)
        if person and person.is_active:
            return cast(User, person)
        if person:
            self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Written down for an address that nobody has, too: the answer takes as long. Without the
        address: people type their password there.
        """
        known = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        record(by=None, verb=Verb.REFUSE_SIGN_IN, person=known, how="password")

    def reauthenticate(self, user: Any, password: str) -> bool:
        return bool(user.check_password(password))

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: str | None = None, **kw: Any
    ) -> None:
        # That somebody is signed in they see; what went wrong they must be told.
        if level >= messages.ERROR and message:
            messages.add_message(request, level, message)


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Codes change every 30 seconds: type the new one.",
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)


class Identities(DefaultSocialAccountAdapter):
    """Who comes from the newsroom's identity provider: people on the list, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Know a person by a verified address the first time, and by their identity from then on."""
        if sociallogin.is_existing:
            return
        verified = [each.email.lower() for each in sociallogin.email_addresses if each.verified]
        person = User.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            messages.error(request, UNKNOWN)
            raise ImmediateHttpResponse(redirect("accounts:sign_in"))
        sociallogin.connect(request, person)


@receiver(user_logged_in)
def write_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    known = get_authentication_records(request, user)
    how = [str(each.get("type") or each["method"]) for each in known]
    record(by=user, verb=Verb.SIGN_IN, person=user, how=how or ["link"])


@receiver(authentication_failed)
def write_refusal(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record(by=None, verb=Verb.REFUSE_SIGN_IN, person=user, how=str(authenticator.type))


@receiver([authenticator_added, authenticator_removed])
def write_history(signal: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """allauth does both by itself and has no other place to say so."""
    if authenticator.type in SECOND_FACTORS:
        added = signal is authenticator_added
        verb = Verb.ADD_SECOND_FACTOR if added else Verb.REMOVE_SECOND_FACTOR
        record(by=user, verb=verb, person=user, kind=str(authenticator.type))
