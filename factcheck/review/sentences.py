"""Sentences without a claim: which are still open."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from factcheck.addresses import address_of
from factcheck.articles.models import Claim, Sentence
from factcheck.compiled import AnyOf, compiled
from factcheck.review.models import Dismissal


class SentenceLine(NamedTuple):
    """What galley and ledger show of a sentence: its columns, and why it was dismissed."""

    pk: int
    paragraph_id: int
    start: int
    end: int
    proposal: str
    # The reason of the dismissal that stands on it, or empty.
    dismissed: str

    @property
    def address(self) -> str:
        return address_of("review:sentence", self.pk)


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


def of_paragraphs(paragraphs: list[int]) -> list[SentenceLine]:
    """The sentences of these paragraphs in text order, each with the dismissal that stands on it."""
    dismissed = dict(_dismissals_in(paragraphs))
    return [SentenceLine._make([*row, dismissed.get(row[0], "")]) for row in _in(paragraphs)]


@compiled
def _in(paragraphs: list[int]) -> QuerySet[Sentence, Any]:
    found = Sentence.objects.filter(AnyOf("paragraph", paragraphs))
    return found.values_list("pk", "paragraph_id", "start", "end", "proposal")


@compiled
def _dismissals_in(paragraphs: list[int]) -> QuerySet[Dismissal, Any]:
    within = AnyOf("sentence__paragraph", paragraphs)
    return Dismissal.objects.filter(within, reopened_at=None).values_list("sentence_id", "reason")


@compiled
def open_in(revision: int) -> QuerySet[Sentence, tuple[int, int, str]]:
    """Key, place and proposal of every sentence that nobody accounts for, in text order."""
    found = still_open(Sentence.objects.filter(revision=revision))
    return found.values_list("pk", "start", "proposal")


def of(articles: Iterable[int]) -> QuerySet[Sentence]:
    """The sentences on the ledgers of these articles."""
    return Sentence.objects.filter(revision__article__in=articles)
