"""Out of the queue without a verdict, and back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.exits import DismissForm
from factcheck.review.views.answers import answer, carry_out, claim_of, done


@require_POST
@web.requires(Can.CHECK)
def dismiss(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return answer(request, found, "verdict", status=422, dismiss_form=form)
    actions.dismiss(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:reopen", args=[found.pk])
    return done(request, found, "Dismissed.", undo=undo)


@require_POST
@web.requires(Can.CHECK)
def reopen(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.reopen, "Reopened.")
