"""The room of sources: the list, one source with all that uses it, our copies of pages."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.audit.models import Event
from factcheck.compiled import compiled
from factcheck.errors import Refused
from factcheck.permissions import Can
from factcheck.sources import actions, downloads, listing, rules
from factcheck.sources.forms import FilterForm, SourceForm, UploadForm, WordsForm, said
from factcheck.sources.models import Capture, Source, SourceFile

# The last change of each source that a person made during this visit, to take it back.
CHANGES = "changes of sources"
HISTORY = 20


def named(request: Request, source_id: int) -> Source:
    """A source whose name this person may see; any other is none to them."""
    return web.one(_named(request.user.pk, source_id))


@compiled
def _named(reader: int, key: int) -> QuerySet[Source]:
    sources = Source.objects.named_to(User(pk=reader)).filter(pk=key)
    return sources.select_related("added_by", "origin")


@require_GET
@web.requires(Can.READ)
def sources(request: Request) -> HttpResponse:
    form = FilterForm(request.GET)
    found = listing.Listing(request.user, form.chosen)
    return web.page(request, "sources/list.html", "rows", {"listing": found, "form": form})


@require_GET
@web.requires(Can.READ)
def find(request: Request) -> HttpResponse:
    found = listing.suggestions(request.user, WordsForm(request.GET).typed)
    return render(request, "sources/find.html", {"sources": found})


@require_http_methods(["GET", "POST"])
@web.requires(Can.HAND_IN)
def add(request: Request) -> HttpResponse:
    form = SourceForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return web.page(request, "sources/change.html", "form", {"form": form}, status=status)
    source, is_new = actions.add(by=request.user, **form.facts)
    if not is_new:
        messages.info(request, f"This source was here already, as “{source}”. Nothing was added.")
    return redirect(source)


@require_GET
@web.requires(Can.READ)
def source(request: Request, source_id: int) -> HttpResponse:
    found = named(request, source_id)
    return web.page(request, "sources/source.html", "source", about(request, found))


def about(request: Request, found: Source) -> dict[str, Any]:
    """All that the page of a source shows, in a number of queries that does not grow."""
    evidence = listing.uses(request.user.pk, found.pk)
    repeating = Source.objects.named_to(request.user).filter(origin=found)
    others = found.repeated_by.exclude(pk__in=repeating.values("pk")).count()
    origin = found.origin
    file = SourceFile.objects.filter(source=found).defer("data").first()
    is_named = origin and Source.objects.named_to(request.user).filter(pk=origin.pk).exists()
    return {
        "source": found,
        "origin": origin if is_named else None,
        "has_hidden_origin": origin is not None and not is_named,
        "evidence": evidence,
        "uses": listing.count_uses(request.user, found, evidence),
        "captures": found.captures.light().order_by("-pk")[:HISTORY],
        "file": file,
        "known_to": found.known_to.order_by("name"),
        "repeating": repeating.order_by("title"),
        "repeating_hidden": others,
        "history": Event.objects.about_source(found.pk)[:HISTORY],
        "can_undo": str(found.pk) in request.session.get(CHANGES, {}),
        "against_changing": rules.against_changing(found, request.user),
        "against_uploading": rules.against_uploading(
            found, request.user, has_file=file is not None
        ),
        "upload_form": UploadForm(),
        "against_capturing": rules.against_capturing(found, request.user),
    }


@require_http_methods(["GET", "POST"])
@web.requires(Can.HAND_IN)
def change(request: Request, source_id: int) -> HttpResponse:
    found = named(request, source_id)
    form = SourceForm(request.POST or None, by=request.user, source=found)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "source": found}
        status = 200 if request.method == "GET" else 422
        return web.page(request, "sources/change.html", "form", context, status=status)
    before = said(found, request.user)
    if actions.change(source=found, by=request.user, **form.facts):
        after = said(named(request, source_id), request.user)
        kept = request.session.get(CHANGES, {})
        request.session[CHANGES] = kept | {str(found.pk): [before, after]}
        messages.success(request, "Source changed.")
    return redirect(found)


@require_POST
@web.requires(Can.HAND_IN)
def undo_change(request: Request, source_id: int) -> HttpResponse:
    found = named(request, source_id)
    kept = request.session.get(CHANGES, {})
    before, after = kept.get(str(found.pk), [{}, {}])
    form = SourceForm(before | {"seen": after.get("seen")}, by=request.user, source=found)
    if not form.is_valid():
        raise Refused("This source was changed again meanwhile. Change it by hand.")
    actions.change(source=found, by=request.user, **form.facts)
    request.session[CHANGES] = {key: kept[key] for key in kept if key != str(found.pk)}
    messages.success(request, "Changed back.")
    return redirect(found)


@require_POST
@web.requires(Can.HAND_IN)
def upload(request: Request, source_id: int) -> HttpResponse:
    found = named(request, source_id)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        context = about(request, found) | {"upload_form": form}
        return web.page(request, "sources/source.html", "source", context, status=422)
    actions.upload(source=found, by=request.user, document=form.cleaned_data["document"])
    messages.success(request, "File uploaded.")
    return redirect(found)


@require_POST
@web.requires(Can.HAND_IN)
def capture(request: Request, source_id: int) -> HttpResponse:
    found = named(request, source_id)
    actions.capture_again(source=found, by=request.user)
    return _last_capture(request, source_id) if request.htmx else redirect(found)


@require_GET
@web.requires(Can.READ)
def capture_state(request: Request, source_id: int) -> HttpResponse:
    return _last_capture(request, source_id)


def _last_capture(request: Request, source_id: int) -> HttpResponse:
    with_copy = Source.objects.named_to(request.user).with_last_capture()
    found = get_object_or_404(with_copy, pk=source_id)
    return render(request, "sources/capture.html", {"source": found})


@require_GET
@web.requires(Can.READ)
def copy(request: Request, capture_id: int) -> HttpResponse:
    copies = Capture.objects.of_named(request.user).filter(captured_at__isnull=False).defer("data")
    return render(
        request, "sources/copy.html", {"capture": get_object_or_404(copies, pk=capture_id)}
    )


@require_GET
@web.requires(Can.READ)
def download_copy(request: Request, capture_id: int) -> HttpResponse:
    copies = Capture.objects.of_named(request.user).filter(captured_at__isnull=False)
    found = get_object_or_404(copies, pk=capture_id)
    return downloads.attachment(found.name, found.data)


@require_GET
@web.requires(Can.READ)
def document(request: Request, source_id: int) -> HttpResponse:
    files = SourceFile.objects.filter(source__in=Source.objects.named_to(request.user))
    found = get_object_or_404(files, source=source_id)
    return downloads.attachment(found.name, found.data)
