"""Taking a draft that could not be read off every page, the page of those, and putting it back."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles import actions
from factcheck.articles.models import Article
from factcheck.permissions import Can
from factcheck.review import overview, visit
from factcheck.review import removed as taken_off
from factcheck.review.views.desk import A_PAGE, REMOVED
from factcheck.review.views.whole import article_of, stay


@require_GET
@web.requires(Can.SEE_REMOVED)
def removed(request: Request) -> HttpResponse:
    shown = overview.choose_desks(request.user, request.GET.get("desk", ""))
    found = taken_off.articles(request.user, shown)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = taken_off.rows(page.object_list, request.user)
    context = {
        "shown": shown,
        "page": page,
        "rows": rows,
        "only_own": taken_off.sees_only_own(request.user),
    }
    return render(request, "review/removed.html", context)


@require_POST
@web.requires(Can.UPLOAD)
def remove(request: Request, article_id: int) -> HttpResponse:
    article = article_of(request, article_id)
    actions.remove(article=article, by=request.user)
    undo = reverse("review:put_back", args=[article.pk])
    visit.remember(request.session, "Removed.", undo, about=str(article))
    top = visit.top(request.session)
    # Its page is gone; the desk says so, with the way back.
    request.session[REMOVED] = {"title": str(article), "entry": top.key if top else ""}
    return redirect(reverse("review:desk", query=_view_of_desk(request)))


def _view_of_desk(request: Request) -> dict[str, str]:
    """The desks that were on the page, where it was a desk's."""
    return {"desk": desk} if (desk := request.POST.get("desk")) else {}


@require_POST
@web.requires(Can.UPLOAD)
def put_back(request: Request, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.open_to(request.user), pk=article_id)
    actions.put_back(article=article, by=request.user)
    return stay(request, article_of(request, article_id), "The article is back.")
