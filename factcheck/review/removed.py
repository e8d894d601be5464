"""Which articles were removed: by whom and when, and whether this person may put them back."""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.accounts.models import User
from factcheck.articles import progress, rules
from factcheck.articles.models import Article
from factcheck.articles.models.article import ArticleQuerySet
from factcheck.audit.models import Event, Verb
from factcheck.permissions import Can
from factcheck.review.overview import Shown


@dataclass(frozen=True)
class Removed:
    """One article that is on no other page, for one person."""

    article: Article
    by: User | None
    failures: list[str]
    against_putting_back: str


def sees_only_own(user: User) -> bool:
    """Whoever neither leads a desk nor manages people is shown the drafts that they sent."""
    return not (user.can(Can.ASSIGN) or user.can(Can.MANAGE_PEOPLE))


def articles(user: User, shown: Shown) -> ArticleQuerySet:
    """The latest removed first."""
    found = Article.objects.open_to(user).exclude(archived_at=None).filter(desk__in=shown.desks)
    if sees_only_own(user):
        found = found.filter(uploaded_by=user)
    return found.select_related("desk", "uploaded_by").order_by("-archived_at", "-pk")


def rows(articles: Iterable[Article], user: User) -> list[Removed]:
    listed = list(articles)
    events = Event.objects.filter(
        article_id__in=[article.pk for article in listed], verb=Verb.REMOVE_ARTICLE
    )
    # What was put back may have been removed again: the last one counts.
    by = {event.article_id: event.by for event in events.select_related("by").order_by("pk")}
    read = progress.with_claims(listed, {})
    return [
        Removed(
            article,
            by.get(article.pk),
            read[article.pk].failures,
            rules.against_putting_back(article, user),
        )
        for article in listed
    ]
