"""Sentences without a claim: which are still open."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from factcheck.articles.models import Claim, Sentence
from factcheck.review.models import Dismissal

# The dismissal that stands on a sentence, for lists of sentences.
STANDING = Prefetch(
    "dismissals",
    Dismissal.objects.filter(reopened_at=None).select_related("by"),
    to_attr="standing_dismissals",
)
# The same where nobody asks by whom.
DISMISSED = Prefetch(
    "dismissals",
    Dismissal.objects.filter(reopened_at=None).only("sentence_id", "reason"),
    to_attr="standing_dismissals",
)


def unclaimed(sentences: QuerySet[Sentence]) -> QuerySet[Sentence]:
    """Those of which no claim holds a word."""
    standing = Claim.objects.standing()
    within = standing.filter(sentence=OuterRef("pk"))
    # A claim may run on beyond the sentence in which it begins.
    across = standing.filter(
        revision=OuterRef("revision"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
        sentence__end__lt=F("end"),
    )
    return sentences.exclude(Exists(within)).exclude(Exists(across))


def still_open(sentences: QuerySet[Sentence]) -> QuerySet[Sentence]:
    """Those that nobody has accounted for: without a claim, and not dismissed."""
    dismissed = Dismissal.objects.filter(sentence=OuterRef("pk"), reopened_at=None)
    return unclaimed(sentences).exclude(Exists(dismissed))


def of(articles: Iterable[int]) -> QuerySet[Sentence]:
    """The sentences on the ledgers of these articles."""
    return Sentence.objects.filter(revision__article__in=articles)


def dismissal_of(sentence: Sentence) -> Dismissal | None:
    """The dismissal that stands on a sentence that was fetched for the ledger."""
    standing: list[Dismissal] = sentence.standing_dismissals  # type: ignore[attr-defined]
    return standing[0] if standing else None
