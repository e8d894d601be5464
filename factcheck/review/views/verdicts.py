"""Verdicts and what others say of them."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.errors import Refused
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.verdicts import ReturnForm, VerdictForm, VerdictReadForm
from factcheck.review.views.answers import (
    answer,
    carry_out,
    claim_of,
    conflict,
    done,
    named,
    remember,
)
from factcheck.writing import along


@require_POST
@web.requires(Can.CHECK)
def propose(request: Request, claim_id: int) -> HttpResponse:
    form = VerdictForm(request.POST)
    if not form.is_valid():
        found = claim_of(request, claim_id)
        return answer(request, found, "verdict", status=422, verdict_form=form)
    found = named(request, claim_id)
    said, undo = "Sent for approval.", reverse("review:withdraw", args=[found.pk])
    try:
        # The step that is taken most often writes its way back with it.
        with along(lambda: remember(request, said, undo, about=found.statement)):
            actions.propose(claim=found, by=request.user, **form.cleaned_data)
    except Refused as objection:
        return conflict(request, found, "propose", "verdict", objection)
    return done(request, found, said, undo=undo, is_remembered=True)


@require_POST
@web.requires(Can.CHECK)
def withdraw(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.withdraw, "Taken back. It is yours again.")


@require_POST
@web.requires(Can.APPROVE)
def approve(request: Request, claim_id: int) -> HttpResponse:
    read = VerdictReadForm(request.POST)
    if not read.is_valid():
        return HttpResponseBadRequest()
    found = named(request, claim_id)
    actions.approve(claim=found, by=request.user, **read.cleaned_data)
    found.refresh_from_db(fields=["state"])
    said = "Approved." if found.is_decided else "Approved. One more needed."
    undo = reverse("review:take_back_approval", args=[found.pk])
    return done(request, found, said, undo=undo)


@require_POST
@web.requires(Can.APPROVE)
def take_back_approval(request: Request, claim_id: int) -> HttpResponse:
    said = "Approval taken back. The verdict waits again."
    return carry_out(request, claim_id, actions.take_back_approval, said)


@require_POST
@web.requires(Can.APPROVE)
def return_verdict(request: Request, claim_id: int) -> HttpResponse:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        found = claim_of(request, claim_id)
        return answer(request, found, "verdict", status=422, return_form=form)
    found = named(request, claim_id)
    try:
        actions.return_verdict(claim=found, by=request.user, **form.cleaned_data)
    except Refused as objection:
        return conflict(request, found, "return", "verdict", objection)
    undo = reverse("review:take_back_return", args=[found.pk])
    return done(request, found, "Returned to its author.", undo=undo)


@require_POST
@web.requires(Can.APPROVE)
def take_back_return(request: Request, claim_id: int) -> HttpResponse:
    said = "Return taken back. The verdict waits again."
    return carry_out(request, claim_id, actions.take_back_return, said)
