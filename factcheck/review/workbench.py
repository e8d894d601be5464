"""What the workbench shows: the article as a proof, its ledger, and one claim in its place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from factcheck import reading
from factcheck.accounts.models import User
from factcheck.articles import galley, progress
from factcheck.articles.models import Article, Claim, Paragraph, Revision, Sentence
from factcheck.review.work import STANDING

# A long document is shown in parts, so that no page grows with the article.
PARAGRAPHS_A_PART = 120


@dataclass
class LedgerRow:
    """A claim, or a sentence that no claim accounts for."""

    claim: Claim | None
    number: int | None
    sentence: Sentence
    words: str
    is_selected: bool
    begins_paragraph: bool

    @cached_property
    def address(self) -> str:
        return self.claim.get_absolute_url() if self.claim else ""


class Workbench:
    """One article for one person, with or without a claim selected.

    A fixed number of queries, made as the page asks for them.
    """

    def __init__(
        self, article: Article, user: User, selected: Claim | None = None, part: int = 1
    ) -> None:
        self.article = article
        self.user = user
        self.selected = selected
        self._wanted_part = part

    @cached_property
    def part(self) -> int:
        """The part with the selected claim, else the one asked for, or the nearest that exists."""
        if self.selected:
            return self.selected.sentence.paragraph.number // PARAGRAPHS_A_PART + 1
        return min(max(self._wanted_part, 1), self.parts)

    @cached_property
    def revision(self) -> Revision:
        return self.article.revisions.latest("number")

    @cached_property
    def progress(self) -> progress.Progress:
        counted = progress.of([self.article])[self.article.pk]
        counted.claims = Counter(state for _, state in self._keys)
        return counted

    @cached_property
    def _keys(self) -> list[tuple[int, str]]:
        """Key and state of every claim, in the order of the text: what numbers stand on."""
        claims = Claim.objects.filter(revision=self.revision).standing().in_text_order()
        return list(claims.values_list("pk", "state"))

    @cached_property
    def numbers(self) -> dict[int, int]:
        return {pk: number for number, (pk, _) in enumerate(self._keys, start=1)}

    @cached_property
    def parts(self) -> int:
        return max(1, -(-self.revision.paragraphs.count() // PARAGRAPHS_A_PART))

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        first = (self.part - 1) * PARAGRAPHS_A_PART
        return list(
            self.revision.paragraphs.filter(number__gte=first, number__lt=first + PARAGRAPHS_A_PART)
        )

    @cached_property
    def sentences(self) -> list[Sentence]:
        return list(Sentence.objects.filter(paragraph__in=self.paragraphs))

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims of this part, each with its lease and the verdict that stands."""
        claims = Claim.objects.filter(sentence__paragraph__in=self.paragraphs)
        claims = claims.standing().in_text_order()
        return list(
            claims.select_related("lease__holder").prefetch_related(
                Prefetch("verdicts", STANDING, to_attr="standing_verdicts")
            )
        )

    @cached_property
    def blocks(self) -> list[galley.Block[Claim]]:  # type: ignore[type-var]
        return galley.blocks(  # type: ignore[type-var]
            self.revision.text,
            self.paragraphs,
            self.sentences,
            self.claims,
            selected=self.selected,
            numbers=self.numbers,
            first_number=self._body_paragraphs_before + 1,
        )

    @cached_property
    def _body_paragraphs_before(self) -> int:
        if self.part == 1:
            return 0
        before = self.revision.paragraphs.filter(number__lt=self.paragraphs[0].number)
        return before.filter(role=reading.Role.BODY).count()

    @cached_property
    def ledger(self) -> list[LedgerRow]:
        by_sentence: dict[int, list[Claim]] = {}
        for claim in self.claims:
            by_sentence.setdefault(claim.sentence_id, []).append(claim)
        rows: list[LedgerRow] = []
        paragraph = None
        for sentence in self.sentences:
            claims: Sequence[Claim | None] = by_sentence.get(sentence.pk, [None])
            for each in claims:
                begins = paragraph not in (None, sentence.paragraph_id)
                rows.append(self._row(sentence, each, begins))
                paragraph = sentence.paragraph_id
        return rows

    def _row(self, sentence: Sentence, claim: Claim | None, begins_paragraph: bool) -> LedgerRow:
        return LedgerRow(
            claim=claim,
            number=self.numbers[claim.pk] if claim else None,
            sentence=sentence,
            words=claim.statement if claim else self.revision.text[sentence.start : sentence.end],
            is_selected=claim is not None and claim == self.selected,
            begins_paragraph=begins_paragraph,
        )

    @cached_property
    def sentences_without_claim(self) -> int:
        claimed = Claim.objects.filter(sentence=OuterRef("pk")).standing()
        return self.revision.sentences.filter(~Exists(claimed)).count()

    @cached_property
    def people(self) -> list[User]:
        """Who holds a claim of this article now."""
        holders = User.objects.filter(
            leases__claim__article=self.article, leases__expires_at__gt=timezone.now()
        )
        return list(holders.distinct().order_by("name"))

    @property
    def address(self) -> str:
        return f"{self.article.get_absolute_url()}?part={self.part}"

    @cached_property
    def number(self) -> int | None:
        return self.numbers.get(self.selected.pk) if self.selected else None

    def _neighbour(self, step: int) -> int | None:
        if self.number is None:
            return None
        index = self.number - 1 + step
        return self._keys[index][0] if 0 <= index < len(self._keys) else None

    @property
    def previous(self) -> int | None:
        return self._neighbour(-1)

    @property
    def next(self) -> int | None:
        return self._neighbour(1) if self.selected else (self._keys[0][0] if self._keys else None)
