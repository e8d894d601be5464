"""The queue, the views that people keep of it, and the next claim of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseLocation

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.permissions import Can
from factcheck.queue import actions, emptiness, facets, rail
from factcheck.queue.forms import (
    AssignForm,
    ChosenForm,
    DismissForm,
    DueForm,
    NameForm,
    SaveForm,
    read,
)
from factcheck.queue.models import Batch, LastView
from factcheck.queue.people import colleagues
from factcheck.queue.selection import Selection
from factcheck.review.models import Dismissal

TEMPLATE = "queue/queue.html"
# In the session until the next page: what was done, and how it is undone.
DONE = "queue_done"


@require_GET
@web.requires(Can.READ)
def queue(request: Request) -> HttpResponse:
    last = LastView.objects.filter(owner=request.user).first()
    if not request.GET and last:
        return to(last.address)
    selection = read(request.GET, request.user)
    if "" in request.GET.dict().values():
        # A form sends its empty fields too; an address to share has none.
        return to(selection.query)
    if not last or last.address != selection.query:
        actions.remember(selection)
    return show(request, selection)


def to(query: str) -> HttpResponse:
    return redirect(f"{reverse('queue:queue')}?{query}")


def show(request: Request, selection: Selection) -> HttpResponse:
    """The queue, or what is below the bar when htmx asks for it."""
    saved = {view: read(view.address, request.user) for view in request.user.saved_views.all()}
    here = next((view for view, each in saved.items() if each.query == selection.query), None)
    selection = replace(selection, saved=here)
    beside = rail.of(selection, saved)
    context: dict[str, Any] = {
        "selection": selection,
        "page": selection.page,
        "rail": beside.groups,
        "total": beside.total,
        "late": beside.late,
        "why_empty": "" if selection.page.lines else emptiness.why(selection),
        "facets": facets.of(selection) if "filters" in request.GET else None,
        "done": request.session.pop(DONE, None),
        "people": colleagues(request.user) if request.user.can(Can.CHECK) else [],
        "may_assign": request.user.can(Can.ASSIGN),
        "dismissals": Dismissal.Reason.choices,
    }
    return web.page(request, TEMPLATE, "queue", context)


@require_GET
@web.requires(Can.READ)
def filters(request: Request) -> HttpResponse:
    """The filters with their choices: the page asks for them when somebody opens them."""
    selection = read(request.GET, request.user)
    context = {"selection": selection, "facets": facets.of(selection)}
    return web.page(request, TEMPLATE, "filters", context)


@require_POST
@web.requires(Can.CHECK)
def take_next(request: Request) -> HttpResponse:
    address = request.POST.get("address")
    if address is None:
        # Beside a claim: on with what this person was looking at.
        last = LastView.objects.filter(owner=request.user).first()
        address = last.address if last else ""
    selection = read(address, request.user)
    taken = actions.take_next(selection)
    if taken is None:
        messages.info(request, emptiness.why_nothing_is_next(selection))
    there = taken.get_absolute_url() if taken else f"{reverse('queue:queue')}?{selection.query}"
    if not request.htmx:
        return redirect(there)
    if taken and beside(request) == taken.article_id:
        # The same article: its page stays, with another claim in the panel.
        told = {"Factcheck-Taken": "1"}
        return HttpResponseLocation(there, target="#claim", swap="outerHTML", headers=told)
    return HttpResponseClientRedirect(there)


def beside(request: Request) -> int | None:
    """The article on the page from which htmx asks."""
    try:
        here = resolve(urlsplit(request.htmx.current_url or "").path)
    except Resolver404:
        return None
    if here.view_name == "review:article":
        return here.kwargs["article_id"]
    claims = Claim.objects.visible_to(request.user).filter(pk=here.kwargs.get("claim_id", 0))
    return claims.values_list("article", flat=True).first()


@require_POST
@web.requires(Can.READ)
def save_view(request: Request) -> HttpResponse:
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the view a name, then save it.")
        return redirect("queue:queue")
    selection = read(form.cleaned_data["address"], request.user)
    name = form.cleaned_data["name"]
    actions.save_view(by=request.user, name=name, address=selection.query)
    messages.success(request, f"Saved as {name}.")
    return to(selection.query)


@require_POST
@web.requires(Can.READ)
def rename_view(request: Request, view_id: int) -> HttpResponse:
    view = get_object_or_404(request.user.saved_views, pk=view_id)
    form = NameForm(request.POST)
    if form.is_valid():
        actions.rename_view(view=view, **form.cleaned_data)
        messages.success(request, f"{view.name} is called {form.cleaned_data['name']} now.")
    else:
        messages.error(request, "Give the view a name, then rename it.")
    return to(view.address)


@require_POST
@web.requires(Can.READ)
def delete_view(request: Request, view_id: int) -> HttpResponse:
    view = get_object_or_404(request.user.saved_views, pk=view_id)
    actions.delete_view(view=view)
    request.session[DONE] = {
        "said": f"The view {view.name} is deleted.",
        "undo": reverse("queue:save_view"),
        "fields": {"name": view.name, "address": view.address},
    }
    return to(view.address)


def carry_out(request: Request, form: ChosenForm, action: Callable[..., Batch]) -> HttpResponse:
    """Do it to the claims that were chosen, and say beside the list what was done and what not."""
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    shared = {"claim", "all", "address"}
    words = {name: value for name, value in form.cleaned_data.items() if name not in shared}
    batch = action(keys=form.keys, by=request.user, **words)
    undo = reverse("queue:undo", args=[batch.pk]) if batch.changes else ""
    return tell(request, batch, form.cleaned_data["address"], undo)


def tell(request: Request, batch: Batch, address: str, undo: str = "") -> HttpResponse:
    request.session[DONE] = {
        "said": batch.said,
        "refused": batch.refused,
        "undo": undo,
        "fields": {"address": address},
    }
    return to(address)


@require_POST
@web.requires(Can.CHECK)
def assign(request: Request) -> HttpResponse:
    return carry_out(request, AssignForm(request.POST, by=request.user), actions.assign)


@require_POST
@web.requires(Can.ASSIGN)
def set_due(request: Request) -> HttpResponse:
    return carry_out(request, DueForm(request.POST, by=request.user), actions.set_due)


@require_POST
@web.requires(Can.CHECK)
def dismiss(request: Request) -> HttpResponse:
    return carry_out(request, DismissForm(request.POST, by=request.user), actions.dismiss)


@require_POST
@web.requires(Can.CHECK)
def release(request: Request) -> HttpResponse:
    return carry_out(request, ChosenForm(request.POST, by=request.user), actions.release)


@require_POST
@web.requires(Can.CHECK)
def undo(request: Request, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(request.user.batches, pk=batch_id)
    undone = actions.undo(batch=batch, by=request.user)
    return tell(request, undone, request.POST.get("address", ""))
