"""What the workbench shows: the article as a proof, its ledger, and one claim in its place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from factcheck import reading
from factcheck.accounts.models import User
from factcheck.articles import galley, progress, sameness
from factcheck.articles import rules as article_rules
from factcheck.articles.models import Article, Claim, Revision, Sentence
from factcheck.compiled import compiled
from factcheck.review import gate, hand_in, lines, news, rules
from factcheck.review import sentences as ledger_sentences
from factcheck.review.lines import ClaimLine, LedgerRow, ParagraphLine
from factcheck.review.models import Dismissal
from factcheck.review.sentences import SentenceLine

# A long document is shown in parts, so that no page grows with the article.
PARAGRAPHS_A_PART = 120


# The questions that a workbench asks of the database.


@compiled
def _claim_keys(revision: int) -> QuerySet[Claim, tuple[int, str, str]]:
    claims = Claim.objects.filter(revision=revision).standing().in_text_order()
    return claims.values_list("pk", "state", "proposal")


@compiled
def _holders(article: int, now: datetime) -> QuerySet[User]:
    holders = User.objects.filter(leases__claim__article=article, leases__expires_at__gt=now)
    return holders.distinct().order_by("name")


@dataclass(frozen=True)
class Proposals:
    """How often the program proposes one reason, on claims and sentences still undecided."""

    reason: str
    label: str
    count: int


class Workbench:
    """One article for one person, with or without a claim or a sentence chosen.

    A fixed number of queries, made as the page asks for them.
    """

    def __init__(
        self,
        article: Article,
        user: User,
        selected: Claim | None = None,
        part: int = 1,
        sentence: Sentence | None = None,
        find: str = "",
        *,
        tells_news: bool = True,
    ) -> None:
        self.article = article
        self.user = user
        self.selected = selected
        self.sentence = sentence
        self.find = find
        self._wanted_part = part
        # First of all: what happens while the page is made is told a moment later.
        self.latest = news.latest(article.pk) if tells_news else []
        self.is_narrow = False

    @cached_property
    def news_mark(self) -> str:
        return news.mark_of(self.latest)

    @property
    def proof(self) -> str:
        """Which text is on the page: the article and the part of it."""
        return f"{self.article.pk}-{self.part}"

    def narrow(self, claims: set[int]) -> None:
        """Show nothing but the paragraphs with these claims. Their numbers in the margin are not
        right then: a page that has them keeps its own.
        """
        numbers = set()
        if self.selected and self.selected.pk in claims:
            numbers.add(self.selected.sentence.paragraph.number)
            claims = claims - {self.selected.pk}
        if claims:
            changed = Claim.objects.filter(pk__in=claims, revision=self.revision)
            numbers |= set(changed.values_list("sentence__paragraph__number", flat=True))
        first = self.paragraphs[0].number if self.paragraphs else 0
        self.paragraphs = [each for each in self.paragraphs if each.number in numbers]
        self.begins_part = first in numbers
        self.is_narrow = True

    @cached_property
    def part(self) -> int:
        """The part with what is chosen, else the one asked for, or the nearest that exists."""
        if chosen := self.selected.sentence if self.selected else self.sentence:
            return chosen.paragraph.number // PARAGRAPHS_A_PART + 1
        return min(self._wanted_part, self._count_parts()) if self._wanted_part > 1 else 1

    @cached_property
    def revision(self) -> Revision:
        return self.article.newest_revision()

    @cached_property
    def same_text(self) -> Article | None:
        """The first other article with this very text that the person may read."""
        is_repeated = self.revision.is_repeated  # type: ignore[attr-defined]
        return sameness.first_other(self.revision, self.user) if is_repeated else None

    @cached_property
    def progress(self) -> progress.Progress:
        counted = Counter(state for _, state in self._keys)
        return progress.with_claims([self.article], {self.article.pk: counted})[self.article.pk]

    @cached_property
    def _keys(self) -> list[tuple[int, str]]:
        """Key and state of every claim, in the order of the text: what numbers stand on."""
        return [(pk, state) for pk, state, _ in self._claim_keys]

    @cached_property
    def _claim_keys(self) -> list[tuple[int, str, str]]:
        return _claim_keys(self.revision.pk)

    @cached_property
    def numbers(self) -> dict[int, int]:
        return {pk: number for number, (pk, _) in enumerate(self._keys, start=1)}

    @cached_property
    def parts(self) -> int:
        is_all = self.part == 1 and len(self._part_paragraphs) < PARAGRAPHS_A_PART
        return 1 if is_all else self._count_parts()

    def _count_parts(self) -> int:
        return max(1, -(-self.revision.paragraphs.count() // PARAGRAPHS_A_PART))

    @cached_property
    def paragraphs(self) -> list[ParagraphLine]:
        """Those that are shown: all of this part, until somebody wants fewer."""
        return self._part_paragraphs

    @cached_property
    def _part_paragraphs(self) -> list[ParagraphLine]:
        first = (self.part - 1) * PARAGRAPHS_A_PART
        return lines.paragraphs_of(self.revision.pk, first, first + PARAGRAPHS_A_PART)

    @cached_property
    def sentences(self) -> list[SentenceLine]:
        return ledger_sentences.of_paragraphs([each.pk for each in self.paragraphs])

    @cached_property
    def claims(self) -> list[ClaimLine]:
        """The claims of this part, each with its lease and the verdict that stands.

        One that somebody added since the numbers were given comes with the next news.
        """
        found = lines.claims_of([each.pk for each in self.paragraphs])
        return [claim for claim in found if claim.pk in self.numbers]

    @cached_property
    def blocks(self) -> list[galley.Block[ClaimLine, SentenceLine]]:
        return galley.blocks(
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
        if not self.paragraphs or self.paragraphs[0].number == 0:
            return 0
        before = self.revision.paragraphs.filter(number__lt=self.paragraphs[0].number)
        return before.filter(role=reading.Role.BODY).count()

    @property
    def rows(self) -> list[LedgerRow]:
        """The rows of the ledger, or those that say the words that somebody looks for."""
        wanted = self.find.casefold()
        if not wanted:
            return self.ledger
        return [row for row in self.ledger if wanted in row.words.casefold()]

    @cached_property
    def ledger(self) -> list[LedgerRow]:
        by_sentence: dict[int, list[ClaimLine]] = {}
        for claim in self.claims:
            by_sentence.setdefault(claim.sentence_id, []).append(claim)
        rows: list[LedgerRow] = []
        paragraph = 0 if self.is_narrow and not self.begins_part else None
        bare = {sentence.pk for sentence in self._bare}
        for sentence in self.sentences:
            # A sentence whose words a claim of the one before holds has no row of its own.
            alone: list[None] = [None] if sentence.pk in bare else []
            claims: Sequence[ClaimLine | None] = by_sentence.get(sentence.pk, alone)
            for each in claims:
                begins = paragraph not in (None, sentence.paragraph_id)
                rows.append(self._row(sentence, each, begins))
                paragraph = sentence.paragraph_id
        return rows

    def _row(
        self, sentence: SentenceLine, claim: ClaimLine | None, begins_paragraph: bool
    ) -> LedgerRow:
        one, chosen = (claim, self.selected) if claim else (sentence, self.sentence)
        return LedgerRow(
            claim=claim,
            number=self.numbers[claim.pk] if claim else None,
            sentence=sentence,
            words=claim.statement if claim else self.revision.text[sentence.start : sentence.end],
            is_selected=chosen is not None and one.pk == chosen.pk,
            begins_paragraph=begins_paragraph,
        )

    @cached_property
    def _open_sentences(self) -> list[tuple[int, int, str]]:
        """Key, place and proposal of every sentence that nobody accounts for, in text order."""
        return ledger_sentences.open_in(self.revision.pk)

    @property
    def open_sentences(self) -> int:
        return len(self._open_sentences)

    @property
    def left(self) -> int:
        """How many rows of the ledger nobody has decided."""
        return self.progress.undecided + self.open_sentences

    @property
    def first_open_sentence(self) -> int | None:
        return self._open_sentences[0][0] if self._open_sentences else None

    @property
    def next_open_sentence(self) -> int | None:
        """The one after the chosen sentence; after the last, the first again."""
        here = self.sentence.start if self.sentence else -1
        after = [pk for pk, start, _ in self._open_sentences if start > here]
        before = [pk for pk, start, _ in self._open_sentences if start < here]
        return next(iter(after + before), None)

    @property
    def previous_open_sentence(self) -> int | None:
        here = self.sentence.start if self.sentence else -1
        before = [pk for pk, start, _ in self._open_sentences if start < here]
        return before[-1] if before else None

    @cached_property
    def _bare(self) -> list[SentenceLine]:
        """The sentences of this part of which no claim holds a word."""
        return galley.unclaimed(self.sentences, self.claims)

    @cached_property
    def open_here(self) -> list[SentenceLine]:
        """The open sentences of this part."""
        return [one for one in self._bare if not one.dismissed]

    @cached_property
    def gate(self) -> gate.Gate:
        first = self.first_open_sentence
        bare = {self.article.pk: (self.open_sentences, first)} if first else {}
        return gate.of([self.article], bare)[self.article.pk]

    @cached_property
    def against_signing_off(self) -> str:
        return rules.against_signing_off(self.gate, self.user)

    @cached_property
    def against_withdrawing_sign_off(self) -> str:
        return rules.against_withdrawing_sign_off(self.article, self.user)

    @cached_property
    def against_setting_deadline(self) -> str:
        return rules.against_setting_deadline(self.article, self.user)

    @cached_property
    def against_reading_again(self) -> str:
        return article_rules.against_reading_again(self.article, self.user)

    @cached_property
    def against_sending_another(self) -> str:
        is_read = bool(self.revision.read_at)
        return article_rules.against_sending_another(self.article, self.user, is_read=is_read)

    @cached_property
    def against_removing(self) -> str:
        has_claims = self.article.claims.exists()
        return article_rules.against_removing(self.article, self.user, has_claims=has_claims)

    @cached_property
    def against_working(self) -> str:
        return rules.against_working_on(self.article, self.user)

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Why a sentence may need no claim: the value that is stored, and its words."""
        return Dismissal.Reason.choices

    @cached_property
    def proposals(self) -> list[Proposals]:
        """What the program proposes to leave out and nobody has decided, by reason."""
        counted = Counter(
            proposal for _, state, proposal in self._claim_keys if state == Claim.State.OPEN
        )
        counted.update(proposal for *_, proposal in self._open_sentences if proposal)
        return [
            Proposals(reason.value, reason.label.lower(), counted[reason])
            for reason in Dismissal.Reason
            if counted[reason.value]
        ]

    @cached_property
    def people(self) -> list[User]:
        """Who holds a claim of this article now."""
        return _holders(self.article.pk, timezone.now())

    @property
    def address(self) -> str:
        return f"{self.article.get_absolute_url()}?part={self.part}"

    @property
    def place(self) -> str:
        """The address of what is chosen, else of the article."""
        return (self.selected or self.sentence or self.article).get_absolute_url()

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

    @cached_property
    def next_open(self) -> int | None:
        """The next claim that is free to take, from the top again after the last."""
        at = self.number or 0
        free = [pk for pk, state in self._keys[at:] + self._keys[:at] if state in Claim.FREE]
        return next((pk for pk in free if not self.selected or pk != self.selected.pk), None)

    @cached_property
    def hand_in(self) -> hand_in.HandIn | None:
        """Where the author's own sources are missing."""
        return hand_in.of(self.article, self.user, self._keys, self.number or 0)

    @cached_property
    def arrived_sourced(self) -> int | None:
        """How many percent of the claims came with a source of the author's."""
        wanted = {self.article.pk: self.gate.wants_source}
        return hand_in.arrived_sourced([self.article], wanted).get(self.article.pk)

    @property
    def next(self) -> int | None:
        return self._neighbour(1) if self.selected else (self._keys[0][0] if self._keys else None)
