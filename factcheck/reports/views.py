"""The report of an article: as a page, as files, and as it was issued."""

from itertools import islice

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from factcheck import web
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.articles import progress
from factcheck.articles.models import Article
from factcheck.compiled import compiled
from factcheck.errors import Refused
from factcheck.permissions import Can
from factcheck.reports import (
    actions,
    as_docx,
    formats,
    issuing,
    ledger,
    manuscript,
    published,
    table,
)
from factcheck.reports.forms import IssueForm, ProfileForm, ShelfForm
from factcheck.reports.models import Issued
from factcheck.reports.profiles import Profile
from factcheck.reports.shelf import Shelf

# What is enough to see how a table looks.
ROWS = 100
TOO_LARGE = (
    "This article has more than {} claims, too many to make this form while you wait. "
    "Have it issued: a worker makes it."
)


@compiled
def _visible(reader: int, key: int) -> QuerySet[Article]:
    articles = Article.objects.visible_to(User(pk=reader)).filter(pk=key)
    return articles.select_related("desk")


def visible(request: Request, article_id: int) -> Article:
    return web.one(_visible(request.user.pk, article_id))


@require_GET
@web.requires(Can.READ)
def report(request: Request, article_id: int) -> HttpResponse:
    article = visible(request, article_id)
    if reason := ledger.against_collecting(article):
        return _not_yet(request, article, reason)
    profile = ProfileForm(request.GET).chosen
    context = {"article": article, "report": ledger.collect(article, profile=profile)}
    return web.page(request, "reports/report.html", "sheet", context)


def _not_yet(request: Request, article: Article, reason: str) -> HttpResponse:
    known = progress.of([article])[article.pk]
    context = {"article": article, "reason": reason, "progress": known}
    return web.page(request, "reports/not_yet.html", "why", context)


@require_GET
@web.requires(Can.READ)
def reports(request: Request, article_id: int) -> HttpResponse:
    article = visible(request, article_id)
    if reason := ledger.against_collecting(article):
        return _not_yet(request, article, reason)
    asked = ShelfForm(request.GET)
    shelf = Shelf(article, asked.chosen, request.user, asked.cleaned_data.get("before"))
    return web.page(request, "reports/reports.html", "issued", {"shelf": shelf})


@require_POST
@web.requires(Can.ISSUE)
def issue(request: Request, article_id: int) -> HttpResponse:
    article = visible(request, article_id)
    form = IssueForm(request.POST)
    if not form.is_valid():
        raise Refused("There is no such report. Open the page again and choose a form.")
    profile = form.profile_chosen
    made = actions.issue(article=article, by=request.user, form=form.format, profile=profile)
    said = (
        "Issued. It is the first of the list."
        if isinstance(made, Issued)
        else "A worker makes it. It comes into the list."
    )
    messages.success(request, said)
    return redirect(reverse("reports:reports", args=[article.pk]) + f"?profile={profile}")


@require_GET
@web.requires(Can.READ)
def download(request: Request, article_id: int, name: str) -> StreamingHttpResponse:
    """The file as of now, which nobody keeps."""
    article, form = visible(request, article_id), formats.FORMATS[name]
    profile = _profile(request, form)
    _refuse_what_takes_long(article, form)
    # Before the first byte leaves: what goes wrong here can still be answered with an error.
    response = StreamingHttpResponse(form.write(article, profile), content_type=form.content_type)
    told = formats.file_name(article, profile, form.ending)
    inline = form.preview == f"reports:{name}" and "show" in request.GET
    return _private(response, formats.disposition(told, inline=inline))


def _refuse_what_takes_long(article: Article, form: formats.Format) -> None:
    if form.is_slow(article):
        raise Refused(TOO_LARGE.format(form.at_once))


def _profile(request: Request, form: formats.Format) -> Profile:
    """The one asked for, where the form is made for it."""
    chosen = ProfileForm(request.GET).chosen
    return chosen if chosen in form.profiles else form.profiles[0]


@require_GET
@web.requires(Can.READ)
def sheet(request: Request, article_id: int) -> HttpResponse:
    """The first rows of the spreadsheet and the CSV table, to look at."""
    article = visible(request, article_id)
    if reason := ledger.against_collecting(article):
        return _not_yet(request, article, reason)
    profile = _profile(request, formats.FORMATS["csv"])
    report = ledger.collect(article, profile=profile)
    context = {
        "article": article,
        "profile": profile,
        "header": table.HEADER,
        "rows": list(islice(table.rows(report), ROWS)),
        "total": len(report.notes) + len(report.dismissed),
    }
    return render(request, "reports/table.html", context)


@require_GET
@web.requires(Can.READ)
def pages(request: Request, article_id: int) -> HttpResponse:
    """The Word manuscript with its comments beside the words, to look at."""
    article, form = visible(request, article_id), formats.FORMATS["docx"]
    if reason := ledger.against_collecting(article):
        return _not_yet(request, article, reason)
    _refuse_what_takes_long(article, form)
    profile = _profile(request, form)
    document = as_docx.manuscript(form.collect(article, profile))
    context = {"article": article, "profile": profile, "lines": manuscript.read(document)}
    return render(request, "reports/manuscript.html", context)


@require_GET
@web.requires(Can.READ)
def issued(request: Request, issued_id: int) -> StreamingHttpResponse:
    """The very bytes that were issued."""
    found = get_object_or_404(Issued.objects.visible_to(request.user), pk=issued_id)
    form = formats.FORMATS.get(found.form)
    kind = form.content_type if form else "application/octet-stream"
    response = StreamingHttpResponse(issuing.read(found), content_type=kind)
    response["Content-Length"] = str(found.size)
    return _private(response, formats.disposition(found.name))


@require_GET
@web.requires(Can.READ)
def feed(request: Request) -> StreamingHttpResponse:
    """All published reviews, for the newsroom's site to hand on."""
    found = published.parts(request.user)
    response = StreamingHttpResponse(found, content_type="application/ld+json")
    return _private(response, formats.disposition("reviews.jsonld", inline=True))


def _private(response: StreamingHttpResponse, disposition: str) -> StreamingHttpResponse:
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    # Unpublished, and perhaps confidential: no copy stays behind on a shared computer.
    response["Cache-Control"] = "private, no-store"
    return response
