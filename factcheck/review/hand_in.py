"""The reporter's hand-in: sources that an author attaches before the checkers start."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.audit.models import Event, Verb
from factcheck.compiled import AnyOf, compiled
from factcheck.permissions import Can
from factcheck.review.models import Evidence

State = Claim.State
# With one of these somebody takes a claim in hand, also where no lease comes of it.
TAKES = (Verb.TAKE, Verb.PROPOSE, Verb.DISMISS, Verb.DEFER)
# What needs no source.
LEFT_OUT = (State.MERGED, State.DISMISSED)
# What whoever uploaded the article attached.


@dataclass(frozen=True)
class HandIn:
    """How far an author's own article is sourced, and where the next source is missing."""

    sourced: int
    total: int
    next: int | None


def of(article: Article, user: User, keys: Sequence[tuple[int, str]], at: int) -> HandIn | None:
    """For the author who does not check: one query. None for everybody else.

    `keys` are key and state of the article's claims in the order of the text, `at` is how many
    stand up to the chosen one. A claim has a source by whoever attached it.
    """
    signed_off = article.state == Article.State.SIGNED_OFF
    if user.pk != article.uploaded_by_id or user.can(Can.CHECK) or signed_off:
        return None
    wanted = [pk for pk, state in keys if state not in LEFT_OUT]
    sourced = set(_sourced(article.pk))
    bare = [
        pk
        for pk, state in [*keys[at:], *keys[:at]]
        if pk not in sourced and state not in (*LEFT_OUT, State.APPROVED)
    ]
    chosen = keys[at - 1][0] if at else None
    following = next((pk for pk in bare if pk != chosen), None)
    return HandIn(sum(pk in sourced for pk in wanted), len(wanted), following)


def arrived_sourced(
    articles: Iterable[Article], wanted: Mapping[int, int] | None = None
) -> dict[int, int]:
    """How many percent of each article's claims arrived sourced, by its key: at most three queries.

    Counted are the claims that the program found, without those dismissed or merged since: they
    needed no source. One arrived sourced if the author, who is whoever uploaded the article, had
    attached evidence to it that stood at the moment when somebody else first took a claim of the
    article in hand: took it, proposed a verdict, dismissed it or set it aside. Until then what
    stands now counts. An article without such claims is left out.

    One query less for whoever has counted those claims: how `wanted` they are, by article.
    """
    listed = {article.pk: article for article in articles}
    if wanted is None:
        counted = _wanted(list(listed)).values_list("article").annotate(Count("pk"))
        wanted = dict(counted.order_by())
    # Named twice, so that the database may begin with the few people or with the few claims.
    authors = sorted({article.uploaded_by_id for article in listed.values()})
    own = _by_authors(list(listed), authors)
    begun = _begun({article for article, *_ in own}) if own else {}
    stood: set[tuple[int, int]] = set()
    for article, claim, added_at, removed_at in own:
        at = begun[article] or timezone.now()
        if added_at <= at and (removed_at is None or removed_at > at):
            stood.add((article, claim))
    sourced = Counter(article for article, _ in stood)
    return {pk: round(100 * sourced[pk] / total) for pk, total in wanted.items() if total}


def _wanted(articles: list[int]) -> ClaimQuerySet:
    """The claims that need a source."""
    found = Claim.objects.filter(AnyOf("article", articles), added_by=None)
    return found.exclude(state__in=LEFT_OUT)


@compiled
def _by_authors(articles: list[int], authors: list[int]) -> QuerySet[Evidence, Any]:
    """What the authors attached to these claims: article, claim, when, until when."""
    own = Evidence.objects.filter(
        AnyOf("added_by", authors),
        claim__in=_wanted(articles),
        added_by=F("claim__article__uploaded_by"),
    )
    return own.values_list("claim__article", "claim", "added_at", "removed_at")


@compiled
def _sourced(article: int) -> QuerySet[Evidence, int]:
    evidence = Evidence.objects.filter(claim__article=article, removed_at=None)
    return evidence.values_list("claim", flat=True).distinct()


def _begun(articles: Iterable[int]) -> dict[int, datetime | None]:
    """When somebody else than the author first took a claim of each article in hand."""
    taken = (
        Event.objects.filter(article_id=OuterRef("pk"), verb__in=TAKES)
        .exclude(by=OuterRef("uploaded_by"))
        .order_by("at")
    )
    rows = Article.objects.filter(pk__in=articles).annotate(begun=Subquery(taken.values("at")[:1]))
    return dict(rows.values_list("pk", "begun"))
