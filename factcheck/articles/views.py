"""Ways to send an article in, and to have it read again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles import actions
from factcheck.articles.forms import KINDS, UploadForm
from factcheck.articles.models import Article
from factcheck.permissions import Can


@require_http_methods(["GET", "POST"])
@web.requires(Can.UPLOAD)
def upload(request: Request) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        article = actions.upload(by=request.user, **form.cleaned_data)
        # Without leaving the page before the story has arrived, so that it is not lost on the way.
        there = article.get_absolute_url()
        return HttpResponseClientRedirect(there) if request.htmx else redirect(there)
    context: dict[str, Any] = {"form": form, "kinds": KINDS}
    status = 422 if request.method == "POST" else 200
    return web.page(request, "articles/upload.html", "form", context, status=status)


@require_POST
@web.requires(Can.UPLOAD)
def read_again(request: Request, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)
    actions.read_again(article=article, by=request.user)
    return redirect(article)
