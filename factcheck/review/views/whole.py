"""How the workbench answers where a whole article changed, or a sentence is chosen."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django_htmx.http import replace_url, reswap, retarget

from factcheck import web
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.articles.models import Article, Sentence
from factcheck.compiled import compiled
from factcheck.review.forms.exits import DismissForm
from factcheck.review.forms.reading import ReadingForm
from factcheck.review.sentence_panel import SentencePanel
from factcheck.review.views.answers import find_claim, remember, shown, shows_proof, workbench
from factcheck.review.workbench import Workbench


@compiled
def _article(reader: int, key: int) -> QuerySet[Article]:
    visible = Article.objects.visible_to(User(pk=reader)).filter(pk=key)
    return visible.select_related("desk", "uploaded_by")


@compiled
def _sentence(reader: int, key: int) -> QuerySet[Sentence]:
    articles = Article.objects.visible_to(User(pk=reader))
    return Sentence.objects.filter(revision__article__in=articles, pk=key).select_related(
        "paragraph", "revision__article__desk", "revision__article__uploaded_by"
    )


def article_of(request: Request, article_id: int) -> Article:
    return web.one(_article(request.user.pk, article_id))


def sentence_of(request: Request, sentence_id: int) -> Sentence:
    return web.one(_sentence(request.user.pk, sentence_id))


def with_sentence(request: Request, sentence: Sentence) -> dict[str, Any]:
    """What the workbench with this sentence chosen is made from."""
    article = sentence.revision.article
    bench = Workbench(article, request.user, sentence=sentence)
    panel = SentencePanel(sentence, request.user, bench.revision.text)
    form = DismissForm(auto_id=own_ids(sentence))
    return {"bench": bench, "sentence": panel, "pane": "claim", "dismiss_form": form}


def own_ids(sentence: Sentence) -> str:
    """Ids of fields that the next sentence's don't share: the focus would stay in the field."""
    return f"id_%s_{sentence.pk}"


def show(
    request: Request, sentence: Sentence, fragment: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The workbench with this sentence chosen, or the fragment of it that htmx wants."""
    context = with_sentence(request, sentence) | context
    context["has_proof"] = shows_proof(request, context["bench"])
    return workbench(request, fragment, context, status=status)


def go_to(request: Request, sentence: Sentence, said: str, **context: Any) -> HttpResponse:
    """Answer a POST that worked with this sentence, and everything round it, as it is now."""
    remember(request, said, context.get("undo", ""), about=context.get("about", ""))
    if not request.htmx:
        messages.success(request, said)
        return redirect(sentence)
    response = show(request, sentence, "changed", said=said, **context)
    response = reswap(retarget(response, "#claim"), "outerHTML")
    return replace_url(response, sentence.get_absolute_url())


def stay(request: Request, article: Article, said: str, **context: Any) -> HttpResponse:
    """Answer a POST that changed a whole article: what is on the page stays chosen."""
    undo, fields = context.get("undo", ""), context.get("undo_fields")
    # The offer is shown on the pages of other articles, too.
    remember(request, said, undo, fields, about=str(article))
    if not request.htmx:
        messages.success(request, said)
        return redirect(article)
    return answer_whole(request, article, said=said, **context)


def answer_whole(
    request: Request, article: Article, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The whole workbench but its frame, or all of the page; a refused form is in it again."""
    context = chosen_now(request, article) | {"of_article": True} | context
    response = workbench(request, "whole", context, status=status)
    if not request.htmx:
        return response
    response = reswap(retarget(response, "#bar"), "outerHTML")
    # An undo may come when another article is on the page: then the address follows.
    elsewhere = not at_of(request).path.startswith(context["bench"].place)
    return replace_url(response, context["bench"].place) if elsewhere else response


def at_of(request: Request) -> SplitResult:
    """The address of the page that asks."""
    return urlsplit(request.htmx.current_url or "")


def chosen_now(request: Request, article: Article) -> dict[str, Any]:
    """The claim or the sentence of this article at which the page that asks stands."""
    place = at_of(request)
    try:
        at = resolve(place.path)
    except Resolver404:
        at = None
    if at and at.view_name == "review:claim":
        claim = find_claim(request, at.kwargs["claim_id"])
        if claim and claim.article_id == article.pk:
            return shown(request, claim)
    if at and at.view_name == "review:sentence":
        found = Sentence.objects.filter(revision__article=article, pk=at.kwargs["sentence_id"])
        if found.exists():
            return with_sentence(request, sentence_of(request, at.kwargs["sentence_id"]))
    part = ReadingForm(QueryDict(place.query)).chosen.get("part") or 1
    return {"bench": Workbench(article, request.user, part=part), "pane": "article"}
