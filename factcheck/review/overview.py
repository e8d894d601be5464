"""What the desk page shows: the articles of one desk or of several, and how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from factcheck.accounts.models import Desk, User
from factcheck.articles import progress
from factcheck.articles import rules as article_rules
from factcheck.articles.models import Article
from factcheck.articles.models.article import SIGNED_OFF, ArticleQuerySet
from factcheck.compiled import AnyOf, compiled, in_all
from factcheck.review import gate, hand_in, rules

EVERY_DESK = "all"


@dataclass(frozen=True)
class Shown:
    """Which desks the page shows, under which name, and which other choices there are."""

    name: str
    slug: str
    desks: list[Desk]
    choices: list[Desk]
    is_everything: bool


def choose_desks(user: User, slug: str) -> Shown:
    """The desk that the address names; without one, the person's own, or all of them."""
    desks = list(Desk.objects.all())
    mine = [desk for desk in desks if desk.pk in user.desk_ids]
    named = [desk for desk in desks if desk.slug == slug]
    if slug == EVERY_DESK or not (named or mine):
        return Shown("All desks", EVERY_DESK, desks, desks, is_everything=True)
    chosen = named or mine
    name = str(chosen[0]) if len(chosen) == 1 else "My desks"
    return Shown(name, slug, chosen, desks, is_everything=False)


def desk_for_uploads(user: User, shown: Shown) -> Desk | None:
    """The desk that a draft dropped on this page goes to: the first shown that is one's own."""
    own = [desk for desk in shown.desks if desk.pk in user.desk_ids]
    return own[0] if own else None


def articles(user: User, shown: Shown) -> ArticleQuerySet:
    visible = Article.objects.visible_to(user).filter(desk__in=shown.desks)
    return visible.select_related("desk", "uploaded_by").work_first()


class Summary(NamedTuple):
    """How many articles there are, how many are late, how many are being read."""

    all: int = 0
    late: int = 0
    reading: int = 0


def summary(user: User, shown: Shown) -> Summary:
    desks = [desk.pk for desk in shown.desks]
    return next((Summary(*row) for row in _summary(user.pk, desks, timezone.now())), Summary())


@compiled
def _summary(reader: int, desks: list[int], now: datetime) -> QuerySet[Article, Any]:
    late = Count("pk", filter=Q(due_at__lt=now) & ~SIGNED_OFF)
    reading = Count("pk", filter=Q(state=Article.State.EXTRACTING))
    found = Article.objects.visible_to(User(pk=reader)).filter(AnyOf("desk", desks))
    return in_all(found, all=Count("pk"), late=late, reading=reading)


@dataclass(frozen=True)
class Row:
    """One article on the desk, for one person."""

    article: Article
    progress: progress.Progress
    gate: gate.Gate
    against_signing_off: str
    against_reading_again: str
    against_sending_another: str
    against_removing: str
    arrived_sourced: int | None


def rows(articles: Iterable[Article], user: User) -> list[Row]:
    listed = list(articles)
    gates = gate.of(listed)
    counted = progress.with_claims(listed, {key: each.claims for key, each in gates.items()})
    sourced = hand_in.arrived_sourced(
        listed, {key: each.wants_source for key, each in gates.items()}
    )
    return [
        _row(article, counted[article.pk], gates[article.pk], sourced.get(article.pk), user)
        for article in listed
    ]


def _row(
    article: Article,
    counted: progress.Progress,
    gate: gate.Gate,
    arrived_sourced: int | None,
    user: User,
) -> Row:
    # What was read has sections, so that the page need not ask for revisions.
    is_read, has_claims = bool(counted.sections), bool(counted.total)
    return Row(
        article,
        counted,
        gate,
        rules.against_signing_off(gate, user),
        article_rules.against_reading_again(article, user),
        article_rules.against_sending_another(article, user, is_read=is_read),
        article_rules.against_removing(article, user, has_claims=has_claims),
        arrived_sourced,
    )
