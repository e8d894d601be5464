"""Large exports: the form, the list of one's own, the file."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.exports import actions, content, making
from factcheck.exports.forms import ExportForm
from factcheck.exports.models import Export
from factcheck.permissions import Can

# How many of one's own the page shows.
SHOWN = 50


@require_http_methods(["GET", "POST"])
@web.requires(Can.EXPORT)
def exports(request: Request) -> HttpResponse:
    form = ExportForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.ask(by=request.user, **form.cleaned_data)
        messages.success(request, "The export is asked for. It goes on when you leave this page.")
        return redirect("exports:exports")
    status = 422 if request.method == "POST" else 200
    return _page(request, form, status=status)


def _page(request: Request, form: ExportForm, *, status: int = 200) -> HttpResponse:
    mine = list(Export.objects.held_by(request.user).newest_first()[:SHOWN])
    context = {
        "form": form,
        "exports": mine,
        "is_under_way": any(export.is_under_way for export in mine),
    }
    return web.page(request, "exports/list.html", "list", context, status=status)


def _own(request: Request, export_id: int) -> Export:
    return get_object_or_404(Export.objects.held_by(request.user).newest_first(), pk=export_id)


@require_POST
@web.requires(Can.EXPORT)
def cancel(request: Request, export_id: int) -> HttpResponse:
    actions.cancel(export=_own(request, export_id), by=request.user)
    return _changed(request)


@require_POST
@web.requires(Can.EXPORT)
def ask_again(request: Request, export_id: int) -> HttpResponse:
    actions.ask_again(export=_own(request, export_id), by=request.user)
    return _changed(request)


def _changed(request: Request) -> HttpResponse:
    if request.htmx:
        return _page(request, ExportForm(by=request.user))
    return redirect("exports:exports")


@require_GET
@web.requires(Can.EXPORT)
def download(request: Request, export_id: int) -> StreamingHttpResponse:
    export = _own(request, export_id)
    if not export.is_ready:
        raise Http404("There is no file, or no longer.")
    response = StreamingHttpResponse(
        making.read(export), content_type=content.FORMS[export.form].content_type
    )
    response["Content-Disposition"] = content_disposition_header(True, export.file_name) or ""
    response["Content-Length"] = str(export.size)
    response["X-Content-Type-Options"] = "nosniff"
    # Unpublished, and perhaps confidential: no copy stays behind on a shared computer.
    response["Cache-Control"] = "private, no-store"
    return response
