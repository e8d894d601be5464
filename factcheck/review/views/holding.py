"""Taking claims and giving them back."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.views.answers import carry_out


@require_POST
@web.requires(Can.CHECK)
def take(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.take, "You took the claim.", "review:release")


@require_POST
@web.requires(Can.CHECK)
def release(request: Request, claim_id: int) -> HttpResponse:
    return carry_out(request, claim_id, actions.release, "Released.", "review:take")
