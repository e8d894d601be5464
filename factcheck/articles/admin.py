"""Django's admin for articles and their claims, to read only: a revision's text never changes."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim, Original, Revision, Section
from factcheck.audit.admin import ReadOnly


class OfArticles(ReadOnly):
    """Rows that tell of an article; `article` is the way to it.

    Restricted articles are closed to admins too, unless they are named.
    """

    article = "article"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        assert isinstance(request.user, User)
        articles = Article.objects.visible_to(request.user)
        return super().get_queryset(request).filter(**{f"{self.article}__in": articles})


@admin.register(Article)
class ArticleAdmin(OfArticles):
    article = "pk"
    list_display = ["__str__", "desk", "state", "uploaded_by", "due_at", "created_at"]
    list_filter = ["state", "desk"]
    list_select_related = ["desk", "uploaded_by"]
    search_fields = ["title"]


@admin.register(Revision)
class RevisionAdmin(OfArticles):
    list_display = ["__str__", "uploaded_by", "created_at", "read_at", "failure"]
    list_select_related = ["article", "uploaded_by"]
    search_fields = ["article__title"]


@admin.register(Original)
class OriginalAdmin(OfArticles):
    article = "revision__article"
    list_display = ["name", "revision", "address", "sha256", "replaced_at"]
    list_select_related = ["revision__article"]
    fields = ["revision", "name", "address", "fetched_at", "sha256", "replaced_at"]
    search_fields = ["name", "address", "sha256"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # A file may be 20 MB, and a list shows a hundred of them.
        return super().get_queryset(request).defer("data")


@admin.register(Section)
class SectionAdmin(OfArticles):
    article = "revision__article"
    list_display = ["__str__", "revision", "attempts", "queued_at", "extracted_at", "failure"]
    list_select_related = ["revision__article"]


@admin.register(Claim)
class ClaimAdmin(OfArticles):
    list_display = ["statement", "article", "state", "score"]
    list_filter = ["state"]
    list_select_related = ["article"]
    search_fields = ["statement"]
    # Counting a million claims for each page of the list would take longer than the page.
    show_full_result_count = False
