"""Out of the queue without a verdict, and back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.errors import Refused, agree
from factcheck.permissions import Can
from factcheck.review import actions, rules
from factcheck.review.forms.exits import DeferForm, DismissForm, ReopenForm
from factcheck.review.views.answers import answer, carry_out, claim_of, conflict, done, named
from factcheck.review.work import Work


@require_POST
@web.requires(Can.CHECK)
def dismiss(request: Request, claim_id: int) -> HttpResponse:
    form = DismissForm(request.POST)
    if not form.is_valid():
        found = claim_of(request, claim_id)
        return answer(request, found, "verdict", status=422, dismiss_form=form)
    found = named(request, claim_id)
    try:
        actions.dismiss(claim=found, by=request.user, **form.cleaned_data)
    except Refused as objection:
        return conflict(request, found, "dismiss", "verdict", objection)
    undo = reverse("review:take_back_exit", args=[found.pk])
    return done(request, found, "Dismissed.", undo=undo)


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def defer(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = DeferForm(request.POST or None)
    if not form.is_valid():
        if not form.is_bound:
            agree(rules.against_dismissing(Work.on(found), request.user))
        status = 422 if form.is_bound else 200
        shown = {"editing": "review/defer.jinja", "form": form}
        return answer(request, found, "editing", status=status, **shown)
    actions.defer(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:take_back_exit", args=[found.pk])
    return done(request, found, "Set aside.", undo=undo)


@require_POST
@web.requires(Can.CHECK)
def take_back_exit(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.take_back_exit, "It is yours again.")


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def reopen(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = ReopenForm(request.POST or None)
    if not form.is_valid():
        if not form.is_bound:
            agree(rules.against_reopening(Work.on(found), request.user))
        status = 422 if form.is_bound else 200
        shown = {"editing": "review/reopen.jinja", "form": form}
        return answer(request, found, "editing", status=status, **shown)
    actions.reopen(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:take_back_reopening", args=[found.pk])
    return done(request, found, "Reopened.", undo=undo)


@require_POST
@web.requires(Can.CHECK)
def take_back_reopening(request: Request, claim_id: int) -> HttpResponse:
    said = "Reopening taken back. All is as it was."
    return carry_out(request, claim_id, actions.take_back_reopening, said)
