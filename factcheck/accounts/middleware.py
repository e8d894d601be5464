"""What happens to each request of a signed-in person."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django_htmx.http import reswap, retarget

from factcheck.accounts import presence
from factcheck.accounts.backends import person_of
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.web import View

IDLE = "You were signed out: nothing was done here for {} hour{}. What you typed was kept."
# What stays open to whoever must set a second factor up first.
OPEN = {"accounts:sign_in", "accounts:sign_out", "accounts:forgotten", "accounts:welcome", "health"}


class PersonMiddleware:
    """Shows times in the person's own zone, and notes every few minutes that they are here.

    Whoever has not been here for SESSION_IDLE is signed out.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # The person and not a stand-in that fetches them: pages ask some thousand things of it.
        person = request.user = person_of(request)
        if not isinstance(person, User):
            return self.get_response(request)
        if presence.is_idle(request):
            logout(request)
            hours = settings.SESSION_IDLE // timedelta(hours=1)
            messages.info(request, IDLE.format(hours, pluralize(hours)))
            return self.get_response(request)
        with timezone.override(ZoneInfo(person.time_zone or settings.TIME_ZONE)):
            return self.get_response(request)

    def process_view(
        self, request: Request, view: View, args: object, kwargs: object
    ) -> HttpResponse | None:
        if isinstance(request.user, User):
            presence.note(request)
        return None


class SecondFactorMiddleware:
    """Leads whoever owes a second factor to the page that sets it up, before anything else."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Request, view: View, args: object, kwargs: object
    ) -> HttpResponse | None:
        if not getattr(request.user, "owes_second_factor", False):
            return None
        at = request.resolver_match.view_name if request.resolver_match else ""
        if at in OPEN or at.startswith(("mfa_", "account_")):
            return None
        if not request.htmx:
            return redirect("mfa_index")
        # As with a sign-in that ran out: what was typed stays on the page.
        response = render(request, "refused.html#second_factor", status=403)
        return reswap(retarget(response, "#notice"), "innerHTML")
