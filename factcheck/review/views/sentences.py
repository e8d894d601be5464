"""Sentences without a claim, and what the program proposes to leave out."""

from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Article
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.exits import DismissForm
from factcheck.review.forms.sentences import DismissedForm, ProposalsForm, SeveralForm
from factcheck.review.models import Dismissal
from factcheck.review.views.whole import (
    answer_whole,
    article_of,
    go_to,
    own_ids,
    sentence_of,
    show,
    stay,
    with_sentence,
)
from factcheck.review.workbench import Workbench


@require_GET
@web.requires(Can.READ)
def sentence(request: Request, sentence_id: int) -> HttpResponse:
    return show(request, sentence_of(request, sentence_id), "selection")


@require_POST
@web.requires(Can.CHECK)
def dismiss_sentence(request: Request, sentence_id: int) -> HttpResponse:
    found = sentence_of(request, sentence_id)
    form = DismissForm(request.POST, auto_id=own_ids(found))
    if not form.is_valid():
        return show(request, found, "selection", status=422, dismiss_form=form)
    actions.dismiss_sentence(sentence=found, by=request.user, **form.cleaned_data)
    # On to the next one: whoever goes through them presses one key for each.
    following = with_sentence(request, found)["bench"].next_open_sentence
    said = f"Sentence dismissed: {in_words(form.cleaned_data['reason'])}."
    at = sentence_of(request, following) if following else found
    undo = reverse("review:reopen_sentence", args=[found.pk])
    about = found.revision.text[found.start : found.end]
    return go_to(request, at, said, undo=undo, about=about)


@require_POST
@web.requires(Can.CHECK)
def reopen_sentence(request: Request, sentence_id: int) -> HttpResponse:
    found = sentence_of(request, sentence_id)
    actions.reopen_sentence(sentence=found, by=request.user)
    return go_to(request, found, "Sentence reopened.")


@require_POST
@web.requires(Can.CHECK)
def dismiss_sentences(request: Request, article_id: int) -> HttpResponse:
    """Those that are ticked, or all that are open in the part on the page."""
    article = article_of(request, article_id)
    form = SeveralForm(request.POST)
    if not form.is_valid():
        return answer_whole(request, article, status=422, several_form=form)
    chosen = form.cleaned_data
    keys = chosen["sentence"]
    if chosen["which"] == "all":
        bench = Workbench(article, request.user, part=chosen["part"] or 1)
        keys = [row.pk for row in bench.open_here]
    dismissed = actions.dismiss_sentences(
        article=article, keys=keys, by=request.user, reason=chosen["reason"], note=chosen["note"]
    )
    said = f"{count(len(dismissed), 'sentence')} dismissed: {in_words(chosen['reason'])}."
    return stay(request, article, said, **way_back(article, dismissed))


@require_POST
@web.requires(Can.CHECK)
def accept_proposals(request: Request, article_id: int) -> HttpResponse:
    article = article_of(request, article_id)
    form = ProposalsForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    reason = form.cleaned_data["reason"]
    dismissed = actions.accept_proposals(article=article, by=request.user, reason=reason)
    said = f"{count(len(dismissed), 'proposal')} accepted: {in_words(reason)}."
    return stay(request, article, said, **way_back(article, dismissed))


@require_POST
@web.requires(Can.CHECK)
def reopen_dismissed(request: Request, article_id: int) -> HttpResponse:
    article = article_of(request, article_id)
    form = DismissedForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    reopened = actions.reopen_dismissed(article=article, by=request.user, **form.cleaned_data)
    return stay(request, article, f"{reopened:,} reopened.")


def way_back(article: Article, dismissed: list[int]) -> dict[str, Any]:
    """The undo that takes exactly these dismissals back."""
    return {
        "undo": reverse("review:reopen_dismissed", args=[article.pk]),
        "undo_fields": {"dismissals": ",".join(map(str, dismissed))},
    }


def in_words(reason: str) -> str:
    return Dismissal.Reason(reason).label.lower()


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
