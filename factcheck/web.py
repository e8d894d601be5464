"""What rooms need to speak HTTP and htmx."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import reswap, retarget

from factcheck.errors import Refused
from factcheck.permissions import Can

type View = Callable[..., HttpResponse]


def requires(permission: Can) -> Callable[[View], View]:
    """Let only people in whose roles grant the verb; everybody else gets a 403."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.can(permission):
                raise PermissionDenied(f"Your roles do not let you {permission}.")
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return mark


def page(
    request: HttpRequest, template: str, partial: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render the whole page, or only the named partial of it when htmx asks."""
    asked_by_htmx = request.htmx and not request.htmx.boosted
    name = f"{template}#{partial}" if asked_by_htmx else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Everything needs a signed-in person, and htmx hears of it without losing the page."""

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponse:
        if not request.htmx:
            return super().handle_no_permission(request, view_func)
        # A redirect would swap the sign-in page into a fragment and drop what was typed.
        response = render(request, "refused.html#signed_out", status=401)
        return reswap(retarget(response, "#notice"), "innerHTML")


class RefusalMiddleware:
    """Answers a Refused with 409 and its sentence; what was typed stays where it is."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        context = {"reason": str(exception), "back": request.META.get("HTTP_REFERER", "/")}
        response = page(request, "refused.html", "notice", context, status=409)
        return reswap(retarget(response, "#notice"), "innerHTML") if request.htmx else response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in words what to do when a form is older than the sign-in."""
    response = page(request, "refused.html", "stale", {}, status=403)
    return reswap(retarget(response, "#notice"), "innerHTML") if request.htmx else response


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Which rooms and which frequent buttons a page may show to this person."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "can_manage_people": known and user.can(Can.MANAGE_PEOPLE),
        "may_check": known and user.can(Can.CHECK),
        "may_upload": known and user.can(Can.UPLOAD),
    }
