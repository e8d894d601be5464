"""Who may read an article: the newsroom, or only the people named on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Article
from factcheck.articles.models.article import ArticleQuerySet
from factcheck.permissions import Can
from factcheck.review import actions, rules
from factcheck.review.forms.restricting import RestrictForm


@require_GET
@web.requires(Can.MANAGE_PEOPLE)
def restricted(request: Request) -> HttpResponse:
    """For admins: when the last person who is named leaves, somebody must name another."""
    articles = Article.objects.filter(is_restricted=True, archived_at=None)
    found = articles.select_related("desk").prefetch_related("named").order_by("-pk")
    return render(request, "review/restricted.html", {"articles": found})


@require_http_methods(["GET", "POST"])
@web.requires(Can.RESTRICT)
def restrict(request: Request, article_id: int) -> HttpResponse:
    article = get_object_or_404(_articles(request), pk=article_id)
    form = RestrictForm(request.POST or None, article=article, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.restrict(article=article, by=request.user, **form.cleaned_data)
        return _go_on(request, article, "Saved. Only the people named on it see this article.")
    context = {
        "article": article,
        "form": form,
        "is_readable": article.is_readable_by(request.user),
        "objection": rules.against_restricting(article, request.user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "review/restrict.html", context, status=status)


@require_POST
@web.requires(Can.RESTRICT)
def open_up(request: Request, article_id: int) -> HttpResponse:
    article = get_object_or_404(_articles(request), pk=article_id)
    actions.open_up(article=article, by=request.user)
    return _go_on(request, article, "The whole newsroom sees this article again.")


def _articles(request: Request) -> ArticleQuerySet:
    """Admins name people on articles too that are closed to themselves, whose titles they do not
    see: when all who are named have left, nobody else could.
    """
    visible = Article.objects.visible_to(request.user)
    if request.user.can(Can.MANAGE_PEOPLE):
        visible = visible | Article.objects.filter(is_restricted=True, archived_at=None)
    return visible.select_related("desk", "uploaded_by")


def _go_on(request: Request, article: Article, said: str) -> HttpResponse:
    messages.success(request, said)
    is_visible = Article.objects.visible_to(request.user).filter(pk=article.pk).exists()
    return redirect(article if is_visible else "review:desk")
