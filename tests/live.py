"""Settings of the real programs that tests start: production's, with a fast password hash."""

from factcheck.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
