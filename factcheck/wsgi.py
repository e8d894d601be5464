"""The door for a WSGI server: `granian --interface wsgi factcheck.wsgi:application`."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from factcheck.checks import environment_is_complete, key_is_our_own

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

application = get_wsgi_application()

# Commands and workers check this by themselves; a web server starts past the checks.
if wrong := [*environment_is_complete(None), *key_is_our_own(None)]:
    raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in wrong))

# All that pages are made with is loaded now, and the garbage collector never looks through it again:
# it did so for nearly a tenth of a second, in the middle of somebody's request.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
