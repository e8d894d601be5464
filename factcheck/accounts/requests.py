"""What a view is given: Django's request, as the middleware completes it."""

from factcheck.accounts.models import User
from factcheck.web import HtmxRequest


class Request(HtmxRequest):
    """A request from a signed-in person. Only types look here: Django makes the object."""

    user: User
    # Set while an undoing is carried out, which is nothing to undo again.
    is_undo: bool
