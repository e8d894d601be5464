"""Undo, one step after the other, for the rest of a visit."""

from django.http import Http404, HttpResponse
from django.urls import resolve
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.errors import Refused
from factcheck.permissions import Can
from factcheck.review import visit
from factcheck.review.views.answers import workbench

GONE = "This has been undone already, or it is from an earlier visit."


@require_POST
@web.requires(Can.READ)
def undo(request: Request) -> HttpResponse:
    """Take the entry that was on the page off the pile and go its way back.

    The view behind the entry's address asks for its own verb. What it refuses is off the pile.
    """
    entry = visit.pop(request.session, request.POST.get("entry", ""))
    if entry is None:
        return refused(request, GONE)
    view, args, kwargs = resolve(entry.address)
    request.is_undo = True
    posted = request.POST.copy()
    posted.update(entry.fields)
    request.POST = posted  # type: ignore[assignment]
    try:
        return view(request, *args, **kwargs)
    except (Refused, Http404) as objection:
        why = str(objection) if isinstance(objection, Refused) else "It is not there any more."
        return refused(request, f"Not undone: {entry.said}. {why}")


def refused(request: Request, reason: str) -> HttpResponse:
    """The sentence at the head of the page, and at its foot what can be undone next."""
    if not request.htmx:
        raise Refused(reason)
    response = workbench(request, "not_undone", {"reason": reason}, status=409)
    return reswap(retarget(response, "#notice"), "innerHTML")
