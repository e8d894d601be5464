"""The workbench, the claim panel and the queue."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import replace_url, reswap, retarget

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Article, Claim
from factcheck.permissions import Can
from factcheck.review import actions, worklist
from factcheck.review.forms import (
    DismissForm,
    DraftForm,
    EvidenceForm,
    QueueForm,
    ReadingForm,
    ReturnForm,
    VerdictForm,
    VerdictReadForm,
)
from factcheck.review.models import Evidence
from factcheck.review.panel import Panel
from factcheck.review.work import Work
from factcheck.review.workbench import Workbench

TEMPLATE = "review/workbench.html"
# What a phone shows one at a time; each has an address.
PANES = ("ledger", "article", "claim")


@require_GET
@web.requires(Can.READ)
def article(request: Request, article_id: int) -> HttpResponse:
    visible = Article.objects.visible_to(request.user).select_related("desk", "uploaded_by")
    found = get_object_or_404(visible, pk=article_id)
    asked = ReadingForm(request.GET).chosen
    bench = Workbench(found, request.user, part=asked.get("part") or 1)
    if request.htmx and asked.get("seen") == bench.progress.sections_done and found.is_being_read:
        # Nothing new: leave the page, and what is selected on it, alone.
        return HttpResponse(status=204)
    pane = request.GET.get("pane")
    context = {"bench": bench, "pane": pane if pane in PANES else "article"}
    return web.page(request, TEMPLATE, "reading", context)


@require_GET
@web.requires(Can.READ)
def claim(request: Request, claim_id: int) -> HttpResponse:
    return _answer(request, _claim(request, claim_id), "selection")


def _claim(request: Request, claim_id: int) -> Claim:
    claims = Claim.objects.visible_to(request.user).select_related(
        "article__desk", "article__uploaded_by", "sentence__paragraph"
    )
    return get_object_or_404(claims, pk=claim_id)


def _answer(
    request: Request,
    claim: Claim,
    fragment: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The workbench with this claim selected, or the fragment of it that htmx wants."""
    bench = Workbench(claim.article, request.user, claim)
    panel = Panel(claim, request.user, bench.revision.text, Work.on(claim))
    # The form that was just refused keeps what was typed, the others start afresh.
    forms = {
        "evidence_form": EvidenceForm(),
        "verdict_form": VerdictForm(initial=panel.verdict_so_far),
        "return_form": ReturnForm(),
        "dismiss_form": DismissForm(),
    }
    context = {"bench": bench, "panel": panel, "pane": "claim"} | forms | context
    response = web.page(request, TEMPLATE, fragment, context, status=status)
    if status == 422 and request.htmx:
        # Only the refused form is shown again: what was typed elsewhere in the panel stays.
        response = reswap(retarget(response, f"#{fragment}"), "outerHTML")
    return response


def _done(
    request: Request,
    claim: Claim,
    said: str,
    *,
    undo: str = "",
    fragment: str = "changed",
) -> HttpResponse:
    """Answer a POST that worked: the changed parts with a line to undo it, or the page again."""
    if not request.htmx:
        messages.success(request, said)
        return redirect(claim)
    changed = _claim(request, claim.pk)
    address = changed.get_absolute_url()
    # An undo may come when another claim is on the page: then the whole panel and the
    # address follow, so that nothing of one claim stands in the panel of another.
    here = urlsplit(request.htmx.current_url or "").path == address
    if fragment == "evidence" and here:
        return _answer(request, changed, fragment, said=said, undo=undo, undo_target="#evidence")
    response = _answer(request, changed, "changed", said=said, undo=undo)
    return replace_url(reswap(retarget(response, "#claim"), "outerHTML"), address)


def _do(request: Request, claim_id: int, action: Any, said: str, undo: str = "") -> HttpResponse:
    """Carry out an action that needs nothing but the claim and the person."""
    found = _claim(request, claim_id)
    action(claim=found, by=request.user)
    return _done(request, found, said, undo=undo and reverse(undo, args=[found.pk]))


@require_POST
@web.requires(Can.CHECK)
def take(request: Request, claim_id: int) -> HttpResponse:
    return _do(request, claim_id, actions.take, "You took the claim.", "review:release")


@require_POST
@web.requires(Can.CHECK)
def release(request: Request, claim_id: int) -> HttpResponse:
    return _do(request, claim_id, actions.release, "Released.", "review:take")


@require_POST
@web.requires(Can.CHECK)
def withdraw(request: Request, claim_id: int) -> HttpResponse:
    return _do(request, claim_id, actions.withdraw, "Taken back. It is yours again.")


@require_POST
@web.requires(Can.APPROVE)
def approve(request: Request, claim_id: int) -> HttpResponse:
    read = VerdictReadForm(request.POST)
    if not read.is_valid():
        return HttpResponseBadRequest()
    action = partial(actions.approve, **read.cleaned_data)
    return _do(request, claim_id, action, "Approved.", "review:take_back_approval")


@require_POST
@web.requires(Can.APPROVE)
def take_back_approval(request: Request, claim_id: int) -> HttpResponse:
    said = "Approval taken back. The verdict waits again."
    return _do(request, claim_id, actions.take_back_approval, said)


@require_POST
@web.requires(Can.APPROVE)
def take_back_return(request: Request, claim_id: int) -> HttpResponse:
    said = "Return taken back. The verdict waits again."
    return _do(request, claim_id, actions.take_back_return, said)


@require_POST
@web.requires(Can.CHECK)
def reopen(request: Request, claim_id: int) -> HttpResponse:
    return _do(request, claim_id, actions.reopen, "Reopened.")


@require_POST
@web.requires(Can.CHECK)
def add_evidence(request: Request, claim_id: int) -> HttpResponse:
    found = _claim(request, claim_id)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _answer(request, found, "evidence", status=422, evidence_form=form)
    evidence = actions.add_evidence(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:remove_evidence", args=[evidence.pk])
    return _done(request, found, "Evidence added.", undo=undo, fragment="evidence")


@require_POST
@web.requires(Can.CHECK)
def remove_evidence(request: Request, evidence_id: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=evidence_id)
    found = _claim(request, evidence.claim_id)
    actions.remove_evidence(evidence=evidence, by=request.user)
    undo = reverse("review:restore_evidence", args=[evidence.pk])
    return _done(request, found, "Evidence removed.", undo=undo, fragment="evidence")


@require_POST
@web.requires(Can.CHECK)
def restore_evidence(request: Request, evidence_id: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=evidence_id)
    found = _claim(request, evidence.claim_id)
    actions.restore_evidence(evidence=evidence, by=request.user)
    return _done(request, found, "Evidence put back.", fragment="evidence")


@require_POST
@web.requires(Can.CHECK)
def save_draft(request: Request, claim_id: int) -> HttpResponse:
    found = _claim(request, claim_id)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    draft = actions.save_draft(claim=found, by=request.user, **form.cleaned_data)
    # The most frequent request of all while people write: nothing but the line is made.
    return render(request, f"{TEMPLATE}#saved", {"draft": draft})


@require_POST
@web.requires(Can.CHECK)
def propose(request: Request, claim_id: int) -> HttpResponse:
    found = _claim(request, claim_id)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _answer(request, found, "verdict", status=422, verdict_form=form)
    if not request.htmx:
        # A refusal is a page of its own here; what was typed must survive it.
        actions.save_draft(claim=found, by=request.user, **form.cleaned_data)
    actions.propose(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:withdraw", args=[found.pk])
    return _done(request, found, "Sent for approval.", undo=undo)


@require_POST
@web.requires(Can.APPROVE)
def return_verdict(request: Request, claim_id: int) -> HttpResponse:
    found = _claim(request, claim_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _answer(request, found, "verdict", status=422, return_form=form)
    actions.return_verdict(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:take_back_return", args=[found.pk])
    return _done(request, found, "Returned to its author.", undo=undo)


@require_POST
@web.requires(Can.CHECK)
def dismiss(request: Request, claim_id: int) -> HttpResponse:
    found = _claim(request, claim_id)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _answer(request, found, "verdict", status=422, dismiss_form=form)
    actions.dismiss(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:reopen", args=[found.pk])
    return _done(request, found, "Dismissed.", undo=undo)


@require_GET
@web.requires(Can.READ)
def queue(request: Request) -> HttpResponse:
    form = QueueForm(request.GET, by=request.user)
    selection = worklist.Selection(request.user, **form.chosen)
    page = Paginator(selection.claims, 50).get_page(request.GET.get("page"))
    context = {"selection": selection, "form": form, "page": page}
    return web.page(request, "review/queue.html", "rows", context)


@require_POST
@web.requires(Can.CHECK)
def take_next(request: Request) -> HttpResponse:
    form = QueueForm(request.POST, by=request.user)
    selection = worklist.Selection(request.user, **form.chosen)
    taken = actions.take_next(by=request.user, among=selection.filtered)
    if taken is None:
        messages.info(request, worklist.why_nothing_is_next(request.user))
    return redirect(taken or reverse("review:queue") + selection.address())
