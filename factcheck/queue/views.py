"""The queue, and the next claim of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.queue import actions
from factcheck.queue import selection as worklist
from factcheck.queue.forms import QueueForm


@require_GET
@web.requires(Can.READ)
def queue(request: Request) -> HttpResponse:
    form = QueueForm(request.GET, by=request.user)
    selection = worklist.Selection(request.user, **form.chosen)
    page = Paginator(selection.claims, 50).get_page(request.GET.get("page"))
    context = {"selection": selection, "form": form, "page": page}
    return web.page(request, "queue/queue.html", "rows", context)


@require_POST
@web.requires(Can.CHECK)
def take_next(request: Request) -> HttpResponse:
    form = QueueForm(request.POST, by=request.user)
    selection = worklist.Selection(request.user, **form.chosen)
    taken = actions.take_next(by=request.user, among=selection.filtered)
    if taken is None:
        messages.info(request, worklist.why_nothing_is_next(request.user))
    return redirect(taken or reverse("queue:queue") + selection.address())
