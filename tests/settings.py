"""Settings of the test process itself: it renders pages before any static file is collected."""

from tests.live import *

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
