"""Comments on a claim."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.comments import CommentForm
from factcheck.review.models import Comment
from factcheck.review.views.answers import answer, claim_of, done


@require_POST
@web.requires(Can.HAND_IN)
def comment(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return answer(request, found, "comments", status=422, comment_form=form)
    said = actions.comment(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:remove_comment", args=[said.pk])
    return done(request, found, "Comment added.", undo=undo, fragment="comments")


@require_POST
@web.requires(Can.HAND_IN)
def remove_comment(request: Request, comment_id: int) -> HttpResponse:
    said = get_object_or_404(Comment, pk=comment_id)
    found = claim_of(request, said.claim_id)
    actions.remove_comment(comment=said, by=request.user)
    undo = reverse("review:restore_comment", args=[said.pk])
    return done(request, found, "Comment removed.", undo=undo, fragment="comments")


@require_POST
@web.requires(Can.HAND_IN)
def restore_comment(request: Request, comment_id: int) -> HttpResponse:
    said = get_object_or_404(Comment, pk=comment_id)
    found = claim_of(request, said.claim_id)
    actions.restore_comment(comment=said, by=request.user)
    return done(request, found, "Comment put back.", fragment="comments")
