"""What rooms need to speak HTTP and htmx."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import reswap, retarget
from django_htmx.middleware import HtmxDetails

from factcheck.errors import Refused
from factcheck.permissions import Can

# What pages may ask of a machine: a passkey, and to copy words. Nothing else, nor may others in ours.
PERMISSIONS = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer autoplay bluetooth camera display-capture encrypted-media fullscreen "
                "geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi "
                "payment picture-in-picture screen-wake-lock serial usb web-share xr-spatial-tracking"
            ).split()
        ),
        "clipboard-write=(self)",
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)

type View = Callable[..., HttpResponseBase]


class HtmxRequest(HttpRequest):
    """A request as the htmx middleware completes it. Only types look here."""

    htmx: HtmxDetails


def requires(permission: Can) -> Callable[[View], View]:
    """Let only people in whose roles grant the verb; everybody else gets a 403."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.can(permission):
                raise PermissionDenied(f"Your roles do not let you {permission}.")
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return mark


def one[T](found: Iterable[T]) -> T:
    """The row that was asked for by its key; a 404 where there is none for this person."""
    for row in found:
        return row
    raise Http404


def wants_partial(request: HtmxRequest) -> bool:
    """Whether htmx asks for a part of the page, and not for the page itself."""
    return bool(request.htmx) and not request.htmx.boosted


def page(
    request: HtmxRequest, template: str, partial: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render the whole page, or only the named partial of it when htmx asks."""
    name = f"{template}#{partial}" if wants_partial(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


_address: ContextVar[str | None] = ContextVar("address", default=None)


def address() -> str | None:
    """Where the request that is being answered came from. None in a task or a command."""
    return _address.get()


def address_of(request: HttpRequest) -> str | None:
    """The address next to the outermost proxy of ours: what stands before it anybody can write."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        on_the_way = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        said = on_the_way[-settings.TRUSTED_PROXIES :][0]
    try:
        found = ip_address(said.strip())
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(found)


class AddressMiddleware:
    """Lets whatever is written down during a request know where the request came from."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _address.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)


class HeadersMiddleware:
    """What a browser is told on every answer, beside what Django tells it by settings."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Everything needs a signed-in person, and htmx hears of it without losing the page."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HtmxRequest, view_func: View
    ) -> HttpResponse:
        if not request.htmx:
            return self._send_to_sign_in(request, view_func)
        # A redirect would swap the sign-in page into a fragment and drop what was typed.
        response = render(request, "refused.html#signed_out", status=401)
        return reswap(retarget(response, "#notice"), "innerHTML")

    def _send_to_sign_in(self, request: HtmxRequest, view_func: View) -> HttpResponse:
        # What was posted is gone; the page that it came from is where to go on.
        came_from = request.META.get("HTTP_REFERER", "")
        ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
        if request.method == "POST" and ours:
            return redirect_to_login(urlsplit(came_from).path)
        return super().handle_no_permission(request, view_func)


class RefusalMiddleware:
    """Answers a Refused with 409 and its sentence; what was typed stays where it is."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HtmxRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        context = {"reason": str(exception), "back": request.META.get("HTTP_REFERER", "/")}
        response = page(request, "refused.html", "notice", context, status=409)
        return reswap(retarget(response, "#notice"), "innerHTML") if request.htmx else response


def csrf_failure(request: HtmxRequest, reason: str = "") -> HttpResponse:
    """Say in words what to do when a form is older than the sign-in."""
    response = page(request, "refused.html", "stale", {}, status=403)
    return reswap(retarget(response, "#notice"), "innerHTML") if request.htmx else response


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Which rooms and which frequent buttons a page may show to this person."""
    user: Any = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "can_audit": known and user.can(Can.AUDIT),
        "can_manage_people": known and user.can(Can.MANAGE_PEOPLE),
        "may_export": known and user.can(Can.EXPORT),
        "may_check": known and user.can(Can.CHECK),
        "may_hand_in": known and user.can(Can.HAND_IN),
        "may_restrict": known and user.can(Can.RESTRICT),
        "may_upload": known and user.can(Can.UPLOAD),
    }
