"""Settings, top to bottom. Values that differ between places come from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import tzlocal
from celery.schedules import crontab
from django.utils.csp import CSP
from dotenv import dotenv_values, load_dotenv

from factcheck import pool

BASE_DIR = Path(__file__).resolve().parent.parent
# What the program writes while it runs; nothing in it belongs in git.
VAR_DIR = Path(os.environ.get("FACTCHECK_VAR") or BASE_DIR / "var")

load_dotenv(BASE_DIR / ".env")
# Where the embedded servers of `make run` answer while they do, and the key it made.
load_dotenv(VAR_DIR / "servers.env")
load_dotenv(VAR_DIR / "secret.env")

# Who and where

DEBUG = False
# Missing is reported by a check (factcheck/checks.py) and not here: commands
# such as `extract` need neither a key nor a database.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
# The one that `make run` makes for a laptop; a server that starts with it is refused.
DEMO_KEY = dotenv_values(VAR_DIR / "secret.env").get("SECRET_KEY") or ""
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("CSRF_TRUSTED_ORIGINS", "").split()

# Rooms

INSTALLED_APPS = [
    "factcheck",
    "factcheck.audit",
    "factcheck.accounts",
    "factcheck.sources",
    "factcheck.articles",
    "factcheck.review",
    "factcheck.queue",
    "factcheck.reports",
    "factcheck.privacy",
    "factcheck.exports",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "factcheck.web.HeadersMiddleware",
    "factcheck.web.AddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.web.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "factcheck.accounts.middleware.PersonMiddleware",
    "factcheck.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "factcheck.web.RefusalMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factcheck.web.navigation",
                "factcheck.review.questions.navigation",
            ],
            # Nearly every page draws marks and names addresses.
            "builtins": ["factcheck.templatetags.marks", "factcheck.templatetags.ways"],
        },
    }
]

# Django's fields in the faster of its two template languages: a claim's panel has thirty of them.
FORM_RENDERER = "django.forms.renderers.Jinja2"

# Database

DATABASES: dict[str, Any] = {"default": {}}
if url := os.environ.get("DATABASE_URL"):
    DATABASES["default"] = dj_database_url.parse(url)
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": int(os.environ.get("DATABASE_POOL", "8")),
        # A connection that a restarted database has ended is not handed out.
        "check": pool.check,
        # Seconds until a page says that the database is away, instead of hanging.
        "timeout": 5,
        # Seconds that a connection lives: with it go the plans that it has kept.
        "max_lifetime": 12 * 60 * 60,
    }

# What counts tries to sign in. In the database, so that all web processes count together and a
# broker that is down, or speaks another protocol, keeps nobody out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempts",
        # More than anybody can fill from a few machines, to have the count of their tries dropped.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["factcheck.accounts.backends.Backend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "review:desk"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
SESSION_ENGINE = "factcheck.accounts.sessions"
# Whoever does nothing for so long is signed out; after two weeks everybody is (Django's default).
SESSION_IDLE = timedelta(hours=int(os.environ.get("SESSION_IDLE_HOURS") or 12))
# How long an invitation or a new sign-in link stays good.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Sign-in: e-mail and password or a passkey, then a code where there is a second factor. Nobody
# signs themselves up, and the addresses are those that admins typed.
ACCOUNT_ADAPTER = "factcheck.accounts.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "factcheck.accounts.forms.SignInForm",
    "reauthenticate": "factcheck.accounts.forms.ConfirmForm",
}
# Five wrong passwords for one address in five minutes, ten from one machine in a minute; a
# newsroom shares an address, so those that succeed are counted generously.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "10/m/ip,2/m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "factcheck.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Factcheck"
MFA_FORMS = {
    "authenticate": "factcheck.accounts.forms.CodeForm",
    "reauthenticate": "factcheck.accounts.forms.ConfirmCodeForm",
    "activate_totp": "factcheck.accounts.forms.FirstCodeForm",
}
# A newsroom's own identity provider. It lets people in who are on the list; it adds nobody.
OIDC_SERVER_URL = os.environ.get("OIDC_SERVER_URL", "")
OIDC_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER_URL))] * bool(OIDC_SERVER_URL)
OIDC_NAME = os.environ.get("OIDC_NAME") or "your newsroom’s account"
SOCIALACCOUNT_ADAPTER = "factcheck.accounts.adapters.Identities"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "newsroom",
                "name": OIDC_NAME,
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}

# Mail, where it is set up: smtp://user:password@host:587, smtps:// for TLS from the first byte.
MAIL_URL = os.environ.get("MAIL_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "")
# Without mail, admins hand out links themselves: nothing is wrong then.
SILENCED_SYSTEM_CHECKS = [] if MAIL_URL else ["mail.W001"]
# The address under which people open Factcheck, for links in mails.
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")
MAILERS: dict[str, Any] = {}
if MAIL_URL:
    _mail = urlsplit(MAIL_URL)
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _mail.hostname,
            "port": _mail.port or (465 if _mail.scheme == "smtps" else 587),
            "username": unquote(_mail.username or ""),
            "password": unquote(_mail.password or ""),
            "use_ssl": _mail.scheme == "smtps",
            # A password never travels in the open.
            "use_tls": _mail.scheme == "smtp" and bool(_mail.username),
            "timeout": 20,
        },
    }

# Who publishes: the author of the reviews that search engines read.

PUBLISHER_NAME = os.environ.get("PUBLISHER_NAME") or "Factcheck"
PUBLISHER_URL = os.environ.get("PUBLISHER_URL", "")

# Words and time

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
# A laptop knows where it stands; a server is told.
TIME_ZONE = os.environ.get("TIME_ZONE") or tzlocal.get_localzone_name()

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A draft larger than this is refused with a sentence that says so.
UPLOAD_LIMIT = 20 * 1024 * 1024
# Pasted text travels as a form field, so the form must carry as much as a file may.
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + 1024 * 1024

# What one person may ask of the workers; 0 for no limit. Far above what a busy desk needs.
UPLOADS_AN_HOUR = int(os.environ.get("UPLOADS_AN_HOUR") or 60)
CAPTURES_AN_HOUR = int(os.environ.get("CAPTURES_AN_HOUR") or 300)
EXPORTS_AT_ONCE = int(os.environ.get("EXPORTS_AT_ONCE") or 3)
EXPORTS_A_DAY = int(os.environ.get("EXPORTS_A_DAY") or 30)

# Safety of pages

# HTTPS=1 where a proxy terminates TLS in front of us: production, not the laptop.
HTTPS = os.environ.get("HTTPS") == "1"
# Browsers let localhost use passkeys without TLS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# How many proxies of ours a request passes: whom to believe where it comes from.
TRUSTED_PROXIES = int(os.environ.get("PROXIES") or HTTPS)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
# With this beginning a browser takes a cookie from this very host alone, and over TLS alone.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "factcheck.web.csrf_failure"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    # A form that is answered with a way to the identity provider leads there.
    "form-action": [CSP.SELF, *OIDC_ORIGIN],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# Tasks

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A web request that finds the broker down must not wait for it: the row is
# stored, and a periodic task queues it again. RabbitMQ knows neither option.
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "visibility_timeout": 15 * 60}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# How long a worker that stops may finish what it has begun; the rest goes back to the queue.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 8.0
# A section takes a second or two.
CELERY_TASK_SOFT_TIME_LIMIT = 2 * 60
CELERY_TASK_TIME_LIMIT = 2.5 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# In KB: a process that has grown beyond it is replaced after its task. What one file may take
# while it is read is bounded in factcheck/reading/limits.py.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = int(os.environ.get("WORKER_MEMORY") or 1_500_000)
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": 60.0, "options": {"priority": 0, "expires": 55}}
    for name, task in {
        "resume reading": "factcheck.articles.tasks.resume_reading",
        "end leases": "factcheck.review.tasks.end_leases",
        "resume captures": "factcheck.sources.tasks.resume_captures",
        "look at pages again": "factcheck.sources.tasks.look_at_pages_again",
        "resume reports": "factcheck.reports.tasks.resume_reports",
        "resume exports": "factcheck.exports.tasks.resume_exports",
        "remove old exports": "factcheck.exports.tasks.remove_old_exports",
    }.items()
} | {
    "mail what waits": {
        "task": "factcheck.review.tasks.mail_what_waits",
        "schedule": 300.0,
        "options": {"priority": 0, "expires": 290},
    },
    # At night, in UTC.
    "seal the audit": {
        "task": "factcheck.audit.tasks.seal",
        "schedule": crontab(hour=2, minute=30),
    },
    "forget sessions": {
        "task": "factcheck.accounts.tasks.forget_sessions",
        "schedule": crontab(hour=1, minute=0),
    },
    "forget visits": {
        "task": "factcheck.review.tasks.forget_visits",
        "schedule": crontab(hour=1, minute=10),
    },
    # Before the seal, which then covers what was removed.
    "clear out": {
        "task": "factcheck.privacy.tasks.clear_out",
        "schedule": crontab(hour=1, minute=30),
    },
}

# Logs carry no article text and no secret.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
