"""Everything a report says about one article, collected once for all its forms."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import dropwhile, takewhile
from typing import NamedTuple

from django.utils import timezone

from factcheck import reading
from factcheck.articles import galley
from factcheck.articles.models import Article, Claim, Paragraph, Revision
from factcheck.errors import agree
from factcheck.reports.found import Printed
from factcheck.reports.gathering import Gathering
from factcheck.reports.notes import Aside, Dismissed, Note, Signed, Step
from factcheck.reports.profiles import Profile
from factcheck.review import gate
from factcheck.review.models import Rating, Scale

State = Claim.State


@dataclass(frozen=True)
class Total:
    """How many claims ended in one way."""

    name: str
    count: int
    symbol: str
    colour: str = ""


class Head(NamedTuple):
    """The lines of the text that are printed across the whole sheet, above the columns."""

    headline: galley.Block[Note, Printed] | None = None
    standfirsts: Sequence[galley.Block[Note, Printed]] = ()
    byline: galley.Block[Note, Printed] | None = None


@dataclass(frozen=True)
class Report:
    """What the desk found out about one revision of an article, up to one moment.

    The article and its text are rows as they came in. What people did about them is told by
    plain values that hold no more than the profile allows.
    """

    article: Article
    revision: Revision
    profile: Profile
    # With the ratings that each gives, in order of their keys.
    scales: dict[Scale, list[Rating]]
    paragraphs: list[Paragraph]
    sentences: list[Printed]
    notes: list[Note]
    asides: dict[int, Aside]
    signed: Signed | None
    # What keeps the article from being signed off; empty in a public report.
    blocked_by: Sequence[gate.Reason | gate.Unread]
    made_at: datetime
    # What was done to the article itself, if the report is collected whole.
    history: tuple[Step, ...] = ()
    sign_offs: tuple[Signed, ...] = ()

    @property
    def is_signed_off(self) -> bool:
        return self.signed is not None and self.signed.revision == self.revision.number

    @property
    def sign_off(self) -> str:
        """Whether a desk editor has signed this revision off, in words."""
        if not self.signed or not self.is_signed_off:
            return "Not signed off"
        return self.signed.words

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the text: whoever holds the same text can make the same."""
        return sha256(self.revision.text.encode()).hexdigest()

    @property
    def short_fingerprint(self) -> str:
        return f"{self.fingerprint[:4]} {self.fingerprint[4:8]}"

    @cached_property
    def blocks(self) -> list[galley.Block[Note, Printed]]:
        numbers = {note.pk: note.number for note in self.notes}
        return galley.blocks(
            self.revision.text, self.paragraphs, self.sentences, self.notes, numbers=numbers
        )

    @cached_property
    def head(self) -> Head:
        return _head(self.blocks, " ".join(self.article.title.split()), self.revision.byline)

    @cached_property
    def body(self) -> list[galley.Block[Note, Printed]]:
        """The article below its head."""
        headline, standfirsts, byline = self.head
        above = {block.paragraph.start for block in (headline, *standfirsts, byline) if block}
        return [block for block in self.blocks if block.paragraph.start not in above]

    @cached_property
    def decided(self) -> list[Note]:
        return [note for note in self.notes if note.is_decided]

    @cached_property
    def still_open(self) -> list[Note]:
        return [note for note in self.notes if not note.is_decided]

    @cached_property
    def _bare(self) -> list[Printed]:
        return galley.unclaimed(self.sentences, self.notes)

    @cached_property
    def dismissed(self) -> list[Dismissed]:
        """The sentences that people dismissed, in the order of the text."""
        return [
            Dismissed(sentence, self.revision.text[sentence.start : sentence.end], dismissal)
            for sentence in self._bare
            if (dismissal := self.asides.get(sentence.pk))
        ]

    @property
    def accounted(self) -> int:
        """How many sentences hold a claim, or are dismissed with a reason."""
        return len(self.sentences) - len(self._bare) + len(self.dismissed)

    @property
    def has_brackets(self) -> bool:
        return self.accounted < len(self.sentences)

    @cached_property
    def totals(self) -> list[Total]:
        """Claims by rating, then those without one. Ratings that nobody gave are told as 0."""
        if not self.notes:
            return []
        given = Counter(note.verdict.rating.pk for note in self.notes if note.verdict)
        rated = [
            Total(self._name(rating, scale), given[rating.pk], rating.symbol, rating.colour)
            for scale, ratings in self.scales.items()
            for rating in ratings
        ]
        dismissed = sum(note.dismissal is not None for note in self.notes)
        unrated = [
            Total("Dismissed", dismissed, State.DISMISSED.value),
            Total("Still open", len(self.still_open), State.OPEN.value),
        ]
        return [*rated, *(total for total in unrated if total.count)]

    def _name(self, rating: Rating, scale: Scale) -> str:
        """Which scale it comes from is said only where two could be meant."""
        return rating.name if len(self.scales) == 1 else f"{rating.name} ({scale})"

    @property
    def checked_by(self) -> str:
        """Who decided something, in the order of the text."""
        names = dict.fromkeys(note.decided_by for note in self.notes if note.decided_by)
        *others, last = names or [""]
        return f"{', '.join(others)} and {last}" if others else last

    @property
    def claims_in_words(self) -> str:
        total, still_open = len(self.notes), len(self.still_open)
        if not total:
            return "No claims were found in this text."
        if not still_open:
            return "1 claim, decided." if total == 1 else f"{total:,} claims, all decided."
        decided = f"{total - still_open:,} of {total:,} {'claim' if total == 1 else 'claims'}"
        return f"{decided} decided. {still_open:,} {'is' if still_open == 1 else 'are'} still open."

    @property
    def sentences_in_words(self) -> str:
        total = len(self.sentences)
        noun = "sentence" if total == 1 else "sentences"
        reasons = f", {len(self.dismissed):,} of them by a reason" if self.dismissed else ""
        return f"{self.accounted:,} of {total:,} {noun} accounted for{reasons}."


def _head(blocks: Iterable[galley.Block[Note, Printed]], title: str, names: str) -> Head:
    """Empty where the desk knows the article by another name than its headline."""
    rest = list(dropwhile(lambda block: block.paragraph.is_boilerplate, blocks))
    if not rest or rest[0].paragraph.role != reading.Role.HEADLINE or _words(rest[0]) != title:
        return Head()
    headline, *rest = rest
    standfirsts = list(takewhile(lambda b: b.paragraph.role == reading.Role.STANDFIRST, rest))
    following = next(iter(rest[len(standfirsts) :]), None)
    # The line that names the authors is boilerplate to the ledger.
    if not (following and following.paragraph.is_boilerplate and names):
        return Head(headline, standfirsts)
    return Head(headline, standfirsts, following if names in _words(following) else None)


def _words(block: galley.Block[Note, Printed]) -> str:
    return " ".join("".join(run.text for run in block.runs).split())


def collect(
    article: Article, *, profile: Profile = Profile.INTERNAL, whole: bool = False
) -> Report:
    """Fetch what a profile may tell, in a number of queries that doesn't grow with the article.

    A whole report has comments, queries, replies and history too, except in public. Needs the
    article's desk. Refused while there is no complete reading of the text.
    """
    agree(against_collecting(article))
    revision = article.newest_revision()
    gathered = Gathering(revision, profile, whole=whole and not profile.is_public)
    notes = gathered.notes()
    gates = gate.of([article])[article.pk]
    return Report(
        article=article,
        revision=revision,
        profile=profile,
        scales={scale: gathered.ratings_of(scale) for scale in _used(gathered.scales, notes)},
        paragraphs=gathered.paragraphs(),
        sentences=gathered.sentences(),
        notes=notes,
        asides=gathered.asides,
        signed=gathered.redaction.signed(gates.sign_off) if gates.sign_off else None,
        blocked_by=[] if profile.is_public else gates.reasons,
        made_at=timezone.now(),
        history=gathered.history_beside(notes),
        sign_offs=gathered.sign_offs(),
    )


def against_collecting(article: Article) -> str:
    """Why there is no report yet, in words, or nothing."""
    if article.has_failed:
        return "This article could not be read to its end, so there is nothing to report yet."
    if article.is_being_read:
        return "This article is still being read. Its report is there when every section is."
    return ""


def _used(scales: list[Scale], notes: Iterable[Note]) -> list[Scale]:
    """The scales of the verdicts given; without any, the desk's scale of today."""
    verdicts = [note.verdict or note.proposal for note in notes]
    used = {verdict.rating.scale_id for verdict in verdicts if verdict}
    return [scale for scale in scales if (scale.pk in used if used else scale.is_current)]


def iso_time(moment: datetime) -> str:
    """A time as the files for other programs give it: ISO 8601, with the offset of the zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
