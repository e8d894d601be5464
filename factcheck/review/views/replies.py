"""The right of reply of those who are accused."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Claim
from factcheck.errors import agree
from factcheck.permissions import Can
from factcheck.review import actions, rules
from factcheck.review.forms.replies import ReplyForm, sent
from factcheck.review.models import RightOfReply
from factcheck.review.views.answers import answer, claim_of, done
from factcheck.review.work import Work


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def record_reply(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = ReplyForm(request.POST) if request.method == "POST" else ReplyForm.new()
    if not form.is_valid():
        return show_form(request, found, form)
    reply = actions.record_reply(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:remove_reply", args=[reply.pk])
    return done(request, found, "Right of reply written down.", undo=undo)


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def change_reply(request: Request, reply_id: int) -> HttpResponse:
    reply = reply_of(request, reply_id)
    found = claim_of(request, reply.claim_id)
    form = ReplyForm(request.POST) if request.method == "POST" else ReplyForm.of(reply)
    if not form.is_valid():
        return show_form(request, found, form, reply)
    actions.change_reply(reply=reply, by=request.user, **form.cleaned_data)
    undo = reverse("review:change_reply", args=[reply.pk])
    return done(request, found, "Right of reply changed.", undo=undo, fields=sent(reply))


def show_form(
    request: Request, claim: Claim, form: ReplyForm, reply: RightOfReply | None = None
) -> HttpResponse:
    if not form.is_bound:
        agree(rules.against_recording_reply(Work.on(claim), request.user))
    status = 422 if form.is_bound else 200
    shown = {"editing": "review/reply.jinja", "form": form, "reply": reply}
    return answer(request, claim, "editing", status=status, **shown)


@require_POST
@web.requires(Can.CHECK)
def remove_reply(request: Request, reply_id: int) -> HttpResponse:
    reply = reply_of(request, reply_id)
    found = claim_of(request, reply.claim_id)
    actions.remove_reply(reply=reply, by=request.user)
    undo = reverse("review:restore_reply", args=[reply.pk])
    return done(request, found, "Right of reply removed.", undo=undo)


@require_POST
@web.requires(Can.CHECK)
def restore_reply(request: Request, reply_id: int) -> HttpResponse:
    reply = reply_of(request, reply_id)
    found = claim_of(request, reply.claim_id)
    actions.restore_reply(reply=reply, by=request.user)
    return done(request, found, "Right of reply put back.")


def reply_of(request: Request, reply_id: int) -> RightOfReply:
    return get_object_or_404(RightOfReply.objects.visible_to(request.user), pk=reply_id)
