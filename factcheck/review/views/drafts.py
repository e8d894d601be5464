"""What is typed and not sent yet: kept, discarded, brought back."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.drafts import words_of
from factcheck.review.models import Lease
from factcheck.review.views.answers import TEMPLATE, done, named


def refuse_unknown(form: str) -> None:
    """A form goes by the name of the address to which it is sent."""
    try:
        reverse(f"review:{form}", args=[1])
    except NoReverseMatch as error:
        raise Http404 from error


@require_POST
@web.requires(Can.HAND_IN)
def save_draft(request: Request, claim_id: int, form: str) -> HttpResponse:
    refuse_unknown(form)
    found = named(request, claim_id)
    words = words_of(request.POST)
    draft = actions.save_draft(claim=found, by=request.user, form=form, words=words)
    lease = Lease.objects.filter(claim=found, holder=request.user).first()
    # The most frequent request of all while people write: nothing but the line is made.
    context = {"draft": draft, "name": form, "claim": found, "lease": lease}
    return render(request, f"{TEMPLATE}#saved", context)


@require_POST
@web.requires(Can.HAND_IN)
def discard_draft(request: Request, claim_id: int, form: str) -> HttpResponse:
    found = named(request, claim_id)
    actions.discard_draft(claim=found, by=request.user, form=form)
    undo = reverse("review:restore_draft", args=[found.pk, form])
    return done(request, found, "What you typed is discarded.", undo=undo)


@require_POST
@web.requires(Can.HAND_IN)
def restore_draft(request: Request, claim_id: int, form: str) -> HttpResponse:
    found = named(request, claim_id)
    actions.restore_draft(claim=found, by=request.user, form=form)
    return done(request, found, "What you typed is back.")
