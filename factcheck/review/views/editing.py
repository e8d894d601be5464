"""A claim in other words, at other edges, cut in two, merged: the forms and what they do."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import agree
from factcheck.permissions import Can
from factcheck.review import actions, choosing, rules
from factcheck.review.changes import Overtaken
from factcheck.review.forms.editing import EdgesForm, EditForm, MergeForm, SplitForm
from factcheck.review.views.answers import answer, carry_out, claim_of, done
from factcheck.review.work import Work

# What undoes a change, by the verb under which the history keeps it.
WAYS_BACK = {
    Verb.EDIT: actions.put_back,
    Verb.MOVE: actions.put_back,
    Verb.SPLIT: actions.rejoin,
}


def open_form(
    request: Request,
    claim: Claim,
    name: str,
    form: forms.Form,
    *,
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """The claim panel with a form about the claim's own words open in it, perhaps refused."""
    status = status or (422 if form.is_bound else 200)
    if request.method == "GET":
        agree(rules.against_editing(Work.on(claim), request.user))
    template = f"review/{name}.jinja"
    return answer(request, claim, "editing", status=status, editing=template, form=form, **context)


def changed(request: Request, claim: Claim, event: Event | None, said: str) -> HttpResponse:
    undo = reverse("review:undo_change", args=[event.pk]) if event else ""
    return done(request, claim, said if event else "Nothing has changed.", undo=undo)


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def edit(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    if request.method == "GET":
        return open_form(request, found, "edit", EditForm.of(found))
    form = EditForm(request.POST)
    if not form.is_valid():
        return open_form(request, found, "edit", form)
    try:
        event = actions.edit_claim(claim=found, by=request.user, **form.wanted)
    except Overtaken as clash:
        found.refresh_from_db()
        form = form.after(clash, found)
        return open_form(request, found, "edit", form, status=409, clash=clash)
    return changed(request, found, event, "Edited.")


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def edges(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = EdgesForm(request.POST or None, initial={"start": found.start, "end": found.end})
    if not form.is_valid():
        return open_form(request, found, "edges", form, words=choosing.edges_of(found))
    event = actions.move_edges(claim=found, by=request.user, **form.cleaned_data)
    return changed(request, found, event, "Edges moved. Read its statement again.")


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def split(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = SplitForm(request.POST or None)
    if not form.is_valid():
        return open_form(request, found, "split", form, words=choosing.cuts_of(found))
    event = actions.split(claim=found, by=request.user, **form.cleaned_data)
    return changed(request, found, event, "Split in two.")


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def merge(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    others = choosing.beside(found)
    # One that cannot be merged any more is refused with the reason, and not unknown.
    offered = choosing.mergeable(found, others, request.user)
    form = MergeForm(request.POST or None, others=others, offered=offered)
    if not form.is_valid():
        return open_form(request, found, "merge", form, others=others)
    other = form.cleaned_data["other"]
    actions.merge(claim=found, by=request.user, other=other)
    return done(request, found, "Merged.", undo=reverse("review:unmerge", args=[other.pk]))


@require_POST
@web.requires(Can.CHECK)
def unmerge(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.unmerge, "Taken apart again.")


@require_POST
@web.requires(Can.CHECK)
def undo_change(request: Request, event_id: int) -> HttpResponse:
    """Undo one's own edit, move or split, as the history keeps it."""
    event = get_object_or_404(Event, pk=event_id, verb__in=WAYS_BACK, claim_id__isnull=False)
    assert event.claim_id
    found = claim_of(request, event.claim_id)
    WAYS_BACK[Verb(event.verb)](event=event, by=request.user)
    return done(request, found, "As it was before.")
