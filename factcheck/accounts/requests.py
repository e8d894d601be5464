"""What a view is given: Django's request, as the middleware completes it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from factcheck.accounts.models import User


class Request(HttpRequest):
    """A request from a signed-in person. Only types look here: Django makes the object."""

    user: User
    htmx: HtmxDetails
