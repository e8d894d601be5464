"""Taking claims and giving them back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.holding import AssignForm, TakeOverForm
from factcheck.review.views.answers import answer, carry_out, claim_of, done


@require_POST
@web.requires(Can.CHECK)
def take(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.take, "You took the claim.", "review:release")


@require_POST
@web.requires(Can.CHECK)
def release(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.release, "Released.", "review:take")


@require_POST
@web.requires(Can.ASSIGN)
def take_over(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        return answer(request, found, "holder", status=422, take_over_form=form)
    actions.take_over(claim=found, by=request.user, **form.cleaned_data)
    return done(
        request,
        found,
        "You took the claim over.",
        undo=reverse("review:hand_back", args=[claim_id]),
    )


@require_POST
@web.requires(Can.ASSIGN)
def hand_back(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.hand_back, "Given back.")


@require_POST
@web.requires(Can.CHECK)
def assign(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = AssignForm(request.POST)
    if not form.is_valid():
        return answer(request, found, "holder", status=422)
    before, to = found.assignee_id, form.cleaned_data["to"]
    actions.assign(claim=found, by=request.user, to=to)
    said = f"Assigned to {'you' if to == request.user else to or 'nobody'}."
    undo = reverse("review:assign", args=[claim_id])
    return done(request, found, said, undo=undo, fields={"to": str(before or "")})
