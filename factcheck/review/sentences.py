"""Sentences without a claim: which are still open."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from factcheck.articles.models import Claim, Sentence
from factcheck.compiled import AnyOf, compiled
from factcheck.review.models import Dismissal

# The dismissal that stands on a sentence, for lists of sentences.
STANDING = Prefetch(
    "dismissals",
    Dismissal.objects.filter(reopened_at=None).select_related("by"),
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


def of_paragraphs(paragraphs: list[int]) -> list[Sentence]:
    """The sentences of these paragraphs, each with the dismissal that stands on it."""
    dismissed = {each.sentence_id: [each] for each in _dismissals_in(paragraphs)}
    sentences = _in(paragraphs)
    for sentence in sentences:
        sentence.standing_dismissals = dismissed.get(sentence.pk, [])  # type: ignore[attr-defined]
    return sentences


@compiled
def _in(paragraphs: list[int]) -> QuerySet[Sentence]:
    return Sentence.objects.filter(AnyOf("paragraph", paragraphs))


@compiled
def _dismissals_in(paragraphs: list[int]) -> QuerySet[Dismissal]:
    within = AnyOf("sentence__paragraph", paragraphs)
    return Dismissal.objects.filter(within, reopened_at=None).only("sentence_id", "reason")


@compiled
def open_in(revision: int) -> QuerySet[Sentence, tuple[int, int, str]]:
    """Key, place and proposal of every sentence that nobody accounts for, in text order."""
    found = still_open(Sentence.objects.filter(revision=revision))
    return found.values_list("pk", "start", "proposal")


def of(articles: Iterable[int]) -> QuerySet[Sentence]:
    """The sentences on the ledgers of these articles."""
    return Sentence.objects.filter(revision__article__in=articles)


def dismissal_of(sentence: Sentence) -> Dismissal | None:
    """The dismissal that stands on a sentence that was fetched for the ledger."""
    standing: list[Dismissal] = sentence.standing_dismissals  # type: ignore[attr-defined]
    return standing[0] if standing else None
