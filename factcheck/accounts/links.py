"""One-time links through which people choose a password."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from factcheck.accounts.models import User


class LinkTokens(PasswordResetTokenGenerator):
    """Django's tokens, which a newer link and a deactivation make void as well."""

    key_salt = "factcheck.accounts.links"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.link_made_at}"

    def check_token(self, user: Any, token: str | None) -> bool:
        usable = bool(user and user.is_active and user.link_made_at)
        return usable and super().check_token(user, token)


tokens = LinkTokens()


def path_for(person: User) -> str:
    """Where the person chooses a password. Only whoever has just made the link may see it."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("accounts:welcome", args=[uid, tokens.make_token(person)])


def mail(person: User) -> None:
    """Mail the newest link to the person. Nothing, where it was used already."""
    if person.link_made_at is None:
        return
    address = f"{settings.SITE_URL}{path_for(person)}"
    context = {"person": person, "address": address, "ends_at": ends_at(person)}
    words = render_to_string("accounts/link.txt", context)
    EmailMessage("Your sign-in link for Factcheck", words, to=[person.email]).send()


def ends_at(person: User) -> datetime | None:
    """Until when the person's newest link is good, if there is one."""
    lasts = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return person.link_made_at + lasts if person.link_made_at else None
