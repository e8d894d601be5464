"""Everything a report says about one article, collected once for all its forms."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import dropwhile, takewhile
from typing import NamedTuple

from django.utils import timezone

from factcheck import reading
from factcheck.accounts.models import User
from factcheck.articles import galley
from factcheck.articles.models import Article, Claim, Paragraph, Revision, Sentence
from factcheck.errors import Refused
from factcheck.review import gate, sentences
from factcheck.review.models import Approval, Dismissal, Evidence, Rating, Scale, Verdict

State = Claim.State


@dataclass(frozen=True)
class Note:
    """What a report says about one claim. In the galley it stands for the claim."""

    claim: Claim
    number: int
    # Of the verdict that stands, one of these: people never agreed to the second.
    verdict: Verdict | None
    proposal: Verdict | None
    approvals: list[Approval]
    evidence: list[Evidence]
    dismissal: Dismissal | None

    @property
    def pk(self) -> int:
        return self.claim.pk

    @property
    def start(self) -> int:
        return self.claim.start

    @property
    def end(self) -> int:
        return self.claim.end

    @property
    def is_decided(self) -> bool:
        return self.verdict is not None or self.dismissal is not None

    @property
    def decided_by(self) -> User | None:
        """Who gave the verdict, or the reason why there is none."""
        if self.verdict:
            return self.verdict.author
        return self.dismissal.by if self.dismissal else None

    @property
    def state(self) -> State:
        """The claim's state. It counts as decided only if this report can show the decision."""
        state = State(self.claim.state)
        return State.OPEN if state in Claim.DECIDED and not self.is_decided else state

    @property
    def symbol(self) -> str:
        if self.verdict:
            return self.verdict.rating.symbol
        # On paper it makes no difference how far the work on an undecided claim is.
        return State.DISMISSED.value if self.dismissal else State.OPEN.value

    @property
    def colour(self) -> str:
        return self.verdict.rating.colour if self.verdict else ""

    @property
    def label(self) -> str:
        """The rating, or what the claim is without one."""
        if self.verdict:
            return self.verdict.rating.name
        return "Dismissed" if self.dismissal else "Still open"


@dataclass(frozen=True)
class Total:
    """How many claims ended in one way."""

    name: str
    count: int
    symbol: str
    colour: str = ""


@dataclass(frozen=True)
class Dismissed:
    """A sentence that holds no claim, and why it needs none."""

    sentence: Sentence
    words: str
    dismissal: Dismissal


class Head(NamedTuple):
    """The lines of the text that are printed across the whole sheet, above the columns."""

    headline: galley.Block[Note] | None = None
    standfirsts: Sequence[galley.Block[Note]] = ()
    byline: galley.Block[Note] | None = None


@dataclass(frozen=True)
class Report:
    """What the desk found out about one revision of an article, up to one moment."""

    article: Article
    revision: Revision
    scales: list[Scale]
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    notes: list[Note]
    gate: gate.Gate
    made_at: datetime

    @property
    def sign_off(self) -> str:
        """Whether a desk editor has signed this revision off, in words."""
        signed = self.gate.sign_off
        if not signed:
            return "Not signed off"
        at = timezone.localtime(signed.at)
        return f"Signed off by {signed.by}, {at.day} {at:%B %Y, %H:%M}"

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the text: whoever holds the same text can make the same."""
        return sha256(self.revision.text.encode()).hexdigest()

    @property
    def short_fingerprint(self) -> str:
        return f"{self.fingerprint[:4]} {self.fingerprint[4:8]}"

    @cached_property
    def blocks(self) -> list[galley.Block[Note]]:
        numbers = {note.pk: note.number for note in self.notes}
        return galley.blocks(
            self.revision.text, self.paragraphs, self.sentences, self.notes, numbers=numbers
        )

    @cached_property
    def head(self) -> Head:
        return _head(self.blocks, " ".join(self.article.title.split()), self.revision.byline)

    @cached_property
    def body(self) -> list[galley.Block[Note]]:
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
    def _bare(self) -> list[Sentence]:
        return galley.unclaimed(self.sentences, self.notes)

    @cached_property
    def dismissed(self) -> list[Dismissed]:
        """The sentences that people dismissed, in the order of the text."""
        return [
            Dismissed(sentence, self.revision.text[sentence.start : sentence.end], dismissal)
            for sentence in self._bare
            if (dismissal := sentences.dismissal_of(sentence))
        ]

    @property
    def accounted(self) -> int:
        """How many sentences hold a claim, or are dismissed with a reason."""
        return len(self.sentences) - len(self._bare) + len(self.dismissed)

    @property
    def has_brackets(self) -> bool:
        return self.accounted < len(self.sentences)

    @cached_property
    def ratings(self) -> list[Rating]:
        """What a claim could be rated: the scales' ratings, in the order of their keys."""
        return [rating for scale in self.scales for rating in scale.ratings.all()]

    @cached_property
    def totals(self) -> list[Total]:
        """Claims by rating, then those without one. Ratings that nobody gave are told as 0."""
        if not self.notes:
            return []
        given = Counter(note.verdict.rating_id for note in self.notes if note.verdict)
        rated = [
            Total(_name(rating, self.scales), given[rating.pk], rating.symbol, rating.colour)
            for rating in self.ratings
        ]
        dismissed = sum(note.dismissal is not None for note in self.notes)
        unrated = [
            Total("Dismissed", dismissed, State.DISMISSED.value),
            Total("Still open", len(self.still_open), State.OPEN.value),
        ]
        return [*rated, *(total for total in unrated if total.count)]

    @property
    def checked_by(self) -> str:
        """Who decided something, in the order of the text."""
        names = dict.fromkeys(note.decided_by.name for note in self.notes if note.decided_by)
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


def _head(blocks: Iterable[galley.Block[Note]], title: str, names: str) -> Head:
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


def _words(block: galley.Block[Note]) -> str:
    return " ".join("".join(run.text for run in block.runs).split())


def _name(rating: Rating, scales: list[Scale]) -> str:
    """Which scale it comes from is said only where two could be meant."""
    if len(scales) == 1:
        return rating.name
    return next(f"{rating.name} ({scale})" for scale in scales if scale.pk == rating.scale_id)


def collect(article: Article) -> Report:
    """Fetch all of it, in a number of queries that doesn't grow with the article.

    Needs the article's desk. Refused while there is no complete reading of the text.
    """
    if article.is_being_read or article.has_failed:
        raise Refused(not_yet(article))
    revision = article.revisions.latest("number")
    notes = _notes(revision)
    return Report(
        article=article,
        revision=revision,
        scales=_scales(notes),
        paragraphs=list(revision.paragraphs.all()),
        sentences=list(revision.sentences.prefetch_related(sentences.STANDING)),
        notes=notes,
        gate=gate.of([article])[article.pk],
        made_at=timezone.now(),
    )


def not_yet(article: Article) -> str:
    """Why there is no report, in words."""
    if article.has_failed:
        return "This article could not be read to its end, so there is nothing to report yet."
    return "This article is still being read. Its report is there when every section is."


def _notes(revision: Revision) -> list[Note]:
    mine = {"claim__revision": revision}
    verdicts = Verdict.objects.standing().filter(**mine)
    standing = {v.claim_id: v for v in verdicts.select_related("author", "rating__scale")}
    dismissals = Dismissal.objects.filter(reopened_at=None, **mine).select_related("by")
    dismissed = {dismissal.claim_id: dismissal for dismissal in dismissals}
    approvals = _grouped(
        "verdict_id",
        Approval.objects.standing().filter(
            verdict__ended_at=None, verdict__claim__revision=revision
        ),
    )
    evidence = _grouped("claim_id", Evidence.objects.standing().read_by(None).filter(**mine))
    notes = []
    for number, claim in enumerate(revision.claims.standing().in_text_order(), start=1):
        verdict = standing.get(claim.pk)
        is_approved = claim.state == State.APPROVED
        notes.append(
            Note(
                claim=claim,
                number=number,
                verdict=verdict if is_approved else None,
                proposal=None if is_approved else verdict,
                approvals=approvals[verdict.pk] if verdict else [],
                evidence=evidence[claim.pk],
                dismissal=dismissed.get(claim.pk) if claim.state == State.DISMISSED else None,
            )
        )
    return notes


def _grouped[Row](key: str, rows: Iterable[Row]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _scales(notes: Iterable[Note]) -> list[Scale]:
    """The scales of the verdicts given, newest first; without any, the desk's scale of today."""
    verdicts = [note.verdict or note.proposal for note in notes]
    used = {verdict.rating.scale_id for verdict in verdicts if verdict}
    scales = Scale.objects.filter(pk__in=used) if used else Scale.objects.filter(is_current=True)
    return list(scales.prefetch_related("ratings").order_by("-is_current", "name", "-version"))


def iso_time(moment: datetime) -> str:
    """A time as the files for other programs give it: ISO 8601, with the offset of the zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
