"""What galley and ledger show of paragraphs and claims, and the rows of the ledger.

Plain values and no models, as in the lines of the queue: a page has some hundred of each, and
making objects of them took longer than finding them.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from factcheck import reading
from factcheck.accounts.models import initials
from factcheck.addresses import address_of
from factcheck.articles.models import Claim, Paragraph
from factcheck.compiled import AnyOf, compiled
from factcheck.review.models import Dismissal
from factcheck.review.sentences import SentenceLine

STATES: dict[str, str] = dict(Claim.State.choices)
REASONS = {reason.value: reason.label.lower() for reason in Dismissal.Reason}


class ParagraphLine(NamedTuple):
    """A paragraph, as far as galley and ledger have to know it."""

    pk: int
    number: int
    start: int
    end: int
    role: str

    @property
    def is_boilerplate(self) -> bool:
        return self.role == reading.Role.BOILERPLATE


class ClaimLine(NamedTuple):
    """A claim with its lease and the rating of the verdict that stands."""

    pk: int
    start: int
    end: int
    statement: str
    state: str
    proposal: str
    sentence_id: int
    expires_at: datetime | None
    holder_id: int | None
    holder: str | None
    rating: str | None
    symbol: str
    colour: str

    @property
    def address(self) -> str:
        return address_of("review:claim", self.pk)

    @property
    def is_held(self) -> bool:
        return self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def initials(self) -> str:
        return initials(self.holder or "")

    @property
    def is_decided(self) -> bool:
        return self.state in Claim.DECIDED


class LedgerRow(NamedTuple):
    """A claim, or a sentence without one: dismissed, or still open."""

    claim: ClaimLine | None
    number: int | None
    sentence: SentenceLine
    words: str
    is_selected: bool
    begins_paragraph: bool

    @property
    def is_open_sentence(self) -> bool:
        return not self.claim and not self.sentence.dismissed

    @property
    def dismissal(self) -> str:
        """Why the sentence needs no claim, in words."""
        return "" if self.claim or not self.sentence.dismissed else REASONS[self.sentence.dismissed]

    @property
    def proposal(self) -> str:
        """What the program proposes where nobody has decided yet, in words."""
        if self.claim:
            proposed = self.claim.proposal if self.claim.state == Claim.State.OPEN else ""
        else:
            proposed = "" if self.sentence.dismissed else self.sentence.proposal
        return REASONS[proposed] if proposed else ""


@compiled
def _paragraphs(revision: int, first: int, beyond: int) -> QuerySet[Paragraph, Any]:
    found = Paragraph.objects.filter(revision=revision, number__gte=first, number__lt=beyond)
    return found.values_list(*ParagraphLine._fields)


@compiled
def _claims(paragraphs: list[int]) -> QuerySet[Claim, Any]:
    claims = Claim.objects.filter(AnyOf("sentence__paragraph", paragraphs)).standing()
    standing = FilteredRelation("verdicts", condition=Q(verdicts__ended_at=None))
    return (
        claims.in_text_order()
        .alias(given=standing)
        .values_list(
            *ClaimLine._fields[:7],
            "lease__expires_at",
            "lease__holder",
            F("lease__holder__name"),
            F("given__rating__name"),
            F("given__rating__symbol"),
            F("given__rating__colour"),
        )
    )


def paragraphs_of(revision: int, first: int, beyond: int) -> list[ParagraphLine]:
    """The paragraphs of a revision from one number to another, in order."""
    return list(map(ParagraphLine._make, _paragraphs(revision, first, beyond)))


def claims_of(paragraphs: list[int]) -> list[ClaimLine]:
    """The claims of these paragraphs in the order of the text: one query."""
    return list(map(ClaimLine._make, _claims(paragraphs)))
