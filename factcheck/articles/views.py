"""The desk: which articles there are, and a way to send one in."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles import actions, overview
from factcheck.articles.forms import KINDS, UploadForm
from factcheck.articles.models import Article
from factcheck.permissions import Can


@require_GET
@web.requires(Can.READ)
def desk(request: Request) -> HttpResponse:
    shown = overview.choose_desks(request.user, request.GET.get("desk", ""))
    found = overview.articles(request.user, shown)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "shown": shown,
        "page": page,
        "rows": overview.rows(page.object_list),
        "summary": overview.summary(found),
        "kinds": KINDS,
        "form": UploadForm(by=request.user),
        "upload_desk": overview.desk_for_uploads(request.user, shown),
    }
    return web.page(request, "articles/desk.html", "articles", context)


@require_http_methods(["GET", "POST"])
@web.requires(Can.UPLOAD)
def upload(request: Request) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        article = actions.upload(by=request.user, **form.cleaned_data)
        return redirect(article)
    context: dict[str, Any] = {"form": form, "kinds": KINDS}
    status = 422 if request.method == "POST" else 200
    return web.page(request, "articles/upload.html", "form", context, status=status)


@require_POST
@web.requires(Can.UPLOAD)
def read_again(request: Request, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)
    actions.read_again(article=article, by=request.user)
    return redirect(article)
