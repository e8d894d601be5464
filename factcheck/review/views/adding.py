"""Claims that people add, and take off again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Article
from factcheck.errors import Refused
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.editing import EdgesForm
from factcheck.review.views.answers import claim_of, done
from factcheck.review.views.whole import go_to, sentence_of


@require_POST
@web.requires(Can.CHECK)
def add_claim(request: Request, article_id: int) -> HttpResponse:
    articles = Article.objects.visible_to(request.user).select_related("desk")
    article = get_object_or_404(articles, pk=article_id)
    form = EdgesForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    made = actions.add_claim(article=article, by=request.user, **form.cleaned_data)
    undo = reverse("review:remove_claim", args=[made.pk])
    return done(request, claim_of(request, made.pk), "Claim added.", undo=undo)


@require_POST
@web.requires(Can.CHECK)
def remove_claim(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    sentence_id = found.sentence_id
    actions.remove_claim(claim=found, by=request.user)
    return go_to(request, sentence_of(request, sentence_id), "Taken off again.")
