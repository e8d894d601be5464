"""The report of an article, as a page and as files."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles import progress
from factcheck.articles.models import Article
from factcheck.permissions import Can
from factcheck.reports import formats, ledger
from factcheck.reports.profiles import Profile


@require_GET
@web.requires(Can.READ)
def report(request: Request, article_id: int) -> HttpResponse:
    visible = Article.objects.visible_to(request.user).select_related("desk")
    article = get_object_or_404(visible, pk=article_id)
    if article.is_being_read or article.has_failed:
        context = {
            "article": article,
            "reason": ledger.not_yet(article),
            "progress": progress.of([article])[article.pk],
        }
        return web.page(request, "reports/not_yet.html", "why", context)
    context = {"article": article, "report": ledger.collect(article)}
    return web.page(request, "reports/report.html", "sheet", context)


@require_GET
@web.requires(Can.READ)
def download(request: Request, article_id: int, ending: str) -> StreamingHttpResponse:
    visible = Article.objects.visible_to(request.user).select_related("desk")
    article = get_object_or_404(visible, pk=article_id)
    chosen = formats.FORMATS[ending]
    # Before the first byte leaves: what goes wrong here can still be answered with an error.
    parts = chosen.write(article, Profile.INTERNAL)
    response = StreamingHttpResponse(parts, content_type=chosen.content_type)
    response["Content-Disposition"] = formats.disposition(article, chosen.ending)
    # Unpublished, and perhaps confidential: no copy stays behind on a shared computer.
    response["Cache-Control"] = "private, no-store"
    return response
