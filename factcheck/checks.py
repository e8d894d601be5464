"""What the environment must give, checked when a command starts that needs it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

RUN_ONCE = "`make run` sets it up on a laptop; README.md says what a server needs."

SHORTEST_KEY = 50
MAKE_ONE = "Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'"


@register
def environment_is_complete(app_configs: Any, **options: Any) -> Sequence[CheckMessage]:
    missing = [
        ("factcheck.E001", "SECRET_KEY", settings.SECRET_KEY),
        ("factcheck.E002", "DATABASE_URL", settings.DATABASES["default"]),
        ("factcheck.E003", "CELERY_BROKER_URL", settings.CELERY_BROKER_URL),
    ]
    if settings.MAIL_URL:
        # Links in mails are made where no request says under which address people come.
        missing += [
            ("factcheck.E004", "SITE_URL", settings.SITE_URL),
            ("factcheck.E005", "MAIL_FROM", settings.DEFAULT_FROM_EMAIL),
        ]
    if settings.OIDC_SERVER_URL:
        providers: Any = settings.SOCIALACCOUNT_PROVIDERS
        app = providers["openid_connect"]["APPS"][0]
        missing += [
            ("factcheck.E006", "OIDC_CLIENT_ID", app["client_id"]),
            ("factcheck.E007", "OIDC_CLIENT_SECRET", app["secret"]),
        ]
    return [
        Error(f"{name} is not set.", hint=RUN_ONCE, id=number)
        for number, name, value in missing
        if not value
    ]


@register
def key_is_our_own(app_configs: Any, **options: Any) -> Sequence[CheckMessage]:
    """A server does not start with the key of the demo, nor with one that can be guessed."""
    if not settings.HTTPS or not settings.SECRET_KEY:
        return []
    if settings.SECRET_KEY == settings.DEMO_KEY:
        return [Error("SECRET_KEY is the one of the demo.", hint=MAKE_ONE, id="factcheck.E008")]
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return [Error("SECRET_KEY is too short.", hint=MAKE_ONE, id="factcheck.E009")]
    return []
