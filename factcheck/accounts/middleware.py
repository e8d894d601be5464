"""What happens to each request of a signed-in person."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django_htmx.http import reswap, retarget

from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.web import View

SEEN_EVERY = timedelta(minutes=5)
# What stays open to whoever must set a second factor up first.
OPEN = {"accounts:sign_in", "accounts:sign_out", "accounts:forgotten", "accounts:welcome", "health"}


class PersonMiddleware:
    """Shows times in the person's own zone, and notes every few minutes that they are here."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, User):
            return self.get_response(request)
        note_seen(person, request)
        with timezone.override(ZoneInfo(person.time_zone or settings.TIME_ZONE)):
            return self.get_response(request)


def note_seen(person: User, request: HttpRequest) -> None:
    now = timezone.now()
    if person.last_seen and person.last_seen > now - SEEN_EVERY:
        return
    User.objects.filter(pk=person.pk).update(seen_at=now)
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


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
