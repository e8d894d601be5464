"""Signing an article off, and taking that back."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.signing import WithdrawSignOffForm
from factcheck.review.views.whole import answer_whole, article_of, stay


@require_POST
@web.requires(Can.SIGN_OFF)
def sign_off(request: Request, article_id: int) -> HttpResponse:
    article = article_of(request, article_id)
    signed = actions.sign_off(article=article, by=request.user)
    undo = reverse("review:withdraw_sign_off", args=[article.pk])
    return stay(
        request,
        article_of(request, article_id),
        f"Revision {signed.revision.number} signed off.",
        undo=undo,
        undo_fields={"reason": "Taken back at once."},
    )


@require_POST
@web.requires(Can.SIGN_OFF)
def withdraw_sign_off(request: Request, article_id: int) -> HttpResponse:
    article = article_of(request, article_id)
    form = WithdrawSignOffForm(request.POST)
    if not form.is_valid():
        return answer_whole(request, article, status=422, withdraw_form=form)
    actions.withdraw_sign_off(article=article, by=request.user, **form.cleaned_data)
    said = "Sign-off withdrawn. The article is checked again."
    undo = reverse("review:sign_off", args=[article.pk])
    return stay(request, article_of(request, article_id), said, undo=undo)
