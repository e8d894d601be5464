"""Ways to send an article in, and what is done when it could not be read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles import actions, rules
from factcheck.articles.forms import KINDS, DraftForm, UploadForm
from factcheck.articles.models import Article
from factcheck.errors import agree
from factcheck.permissions import Can


@require_http_methods(["GET", "POST"])
@web.requires(Can.UPLOAD)
def upload(request: Request) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        article = actions.upload(by=request.user, **form.cleaned_data)
        return go_to(request, article)
    context: dict[str, Any] = {"form": form, "kinds": KINDS}
    status = 422 if request.method == "POST" else 200
    return web.page(request, "articles/upload.html", "form", context, status=status)


def go_to(request: Request, article: Article) -> HttpResponse:
    """Without leaving the page before the story has arrived, so that it is not lost on the way."""
    there = article.get_absolute_url()
    return HttpResponseClientRedirect(there) if request.htmx else redirect(there)


@require_http_methods(["GET", "POST"])
@web.requires(Can.UPLOAD)
def send_another(request: Request, article_id: int) -> HttpResponse:
    articles = Article.objects.visible_to(request.user).select_related("desk", "uploaded_by")
    article = get_object_or_404(articles, pk=article_id)
    form = DraftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.send_another(article=article, by=request.user, **form.cleaned_data)
        return go_to(request, article)
    revision = article.newest_revision()
    agree(rules.against_sending_another(article, request.user, is_read=bool(revision.read_at)))
    context = {"form": form, "kinds": KINDS, "article": article, "failure": revision.failure}
    status = 422 if request.method == "POST" else 200
    return web.page(request, "articles/another.html", "form", context, status=status)


@require_POST
@web.requires(Can.UPLOAD)
def read_again(request: Request, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)
    actions.read_again(article=article, by=request.user)
    return redirect(article)
