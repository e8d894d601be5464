"""Who did what: the pages of the audit."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from factcheck import web
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event, EventQuerySet, Seal
from factcheck.history import files, numbers
from factcheck.history.forms import Filters
from factcheck.history.lines import lines
from factcheck.history.paging import page
from factcheck.permissions import Can

TEMPLATE = "history/history.html"


@require_GET
@web.requires(Can.AUDIT)
def newsroom(request: Request) -> HttpResponse:
    filters = _filters(request)
    context = {
        "title": "History of the newsroom",
        "filters": filters,
        "last_seal": Seal.objects.order_by("-pk").first(),
        "shows_addresses": True,
    }
    return _page(request, filters.events(), filters.cleaned_data.get("before"), context)


@require_GET
@web.requires(Can.AUDIT)
def newsroom_csv(request: Request) -> StreamingHttpResponse:
    return _file(request, files.as_csv, "text/csv; charset=utf-8", "csv")


@require_GET
@web.requires(Can.AUDIT)
def newsroom_json_lines(request: Request) -> StreamingHttpResponse:
    return _file(request, files.as_json_lines, "application/jsonl; charset=utf-8", "jsonl")


@require_GET
@web.requires(Can.READ)
def article(request: Request, article_id: int) -> HttpResponse:
    found = get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)
    context = {"title": "History of an article", "about": found.title, "back": found}
    return _page(request, Event.objects.filter(article_id=found.pk), _before(request), context)


@require_GET
@web.requires(Can.READ)
def claim(request: Request, claim_id: int) -> HttpResponse:
    found = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim_id)
    context = {"title": "History of a claim", "about": found.quote, "back": found}
    events = Event.objects.in_history_of_claim(found.pk, found.article_id, found.created_at)
    return _page(request, events, _before(request), context)


@require_GET
@web.requires(Can.READ)
def person(request: Request, person_id: int) -> HttpResponse:
    """What was done to somebody: for themselves and for admins."""
    sees_all = request.user.can(Can.AUDIT)
    if not sees_all and person_id != request.user.pk:
        raise Http404
    found = get_object_or_404(User, pk=person_id)
    context = {
        "title": "History of a person",
        "about": found.name,
        "back": found if request.user.can(Can.MANAGE_PEOPLE) else None,
        "shows_addresses": sees_all,
    }
    return _page(request, Event.objects.filter(person_id=found.pk), _before(request), context)


def _filters(request: Request) -> Filters:
    filters = Filters(request.GET)
    filters.is_valid()
    return filters


def _before(request: Request) -> int | None:
    return _filters(request).cleaned_data.get("before")


def _page(
    request: Request, events: EventQuerySet, before: int | None, context: dict[str, Any]
) -> HttpResponse:
    found = page(events, before)
    context |= {
        "lines": lines(found.events, request.user, numbers.of_claims(found.events)),
        "older": found.older,
        "is_first": before is None,
    }
    return web.page(request, TEMPLATE, "lines", context)


def _file(
    request: Request,
    write: Callable[[EventQuerySet, User], Iterator[bytes]],
    content_type: str,
    ending: str,
) -> StreamingHttpResponse:
    name = f"history-{timezone.localdate():%Y-%m-%d}.{ending}"
    return StreamingHttpResponse(
        write(_filters(request).events(), request.user),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
