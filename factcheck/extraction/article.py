"""Reads the parsed paragraphs of one article into its sentences, claims and attributions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from factcheck.extraction import attributions, clauses, kinds, statements, worthiness
from factcheck.extraction.attributions import Found
from factcheck.extraction.clauses import Kind, Piece
from factcheck.extraction.names import Directory
from factcheck.extraction.places import Places
from factcheck.extraction.results import (
    Attribution,
    Claim,
    Entity,
    Extraction,
    Place,
    Sentence,
    Voice,
)
from factcheck.extraction.speakers import Speakers
from factcheck.extraction.statements import Known
from factcheck.reading import Paragraph

# Below this a sentence without a name or a figure says nothing to look up.
VAGUE = 0.3
# What these introduce is a claim by itself; of the others the whole clause is.
INTRODUCING = frozenset({"clause", "aside", "quotation"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A parsed paragraph, or a part of one, and where it starts in the whole text."""

    doc: Doc
    paragraph: int
    start: int


def read(text: str, paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> Extraction:
    """Everything that the passages say; the rest of the text only lends its names."""
    read_here = sum(len(passage.doc.text) for passage in passages)
    rest = text if read_here < 0.9 * len(text) else ""
    reader = _Reader(text, paragraphs, Directory([p.doc for p in passages], rest))
    for passage in passages:
        reader.read(passage)
    return Extraction(tuple(reader.sentences), tuple(reader.claims), tuple(reader.attributions))


class _Reader:
    """Goes through an article once and keeps what later sentences need from earlier ones."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], directory: Directory) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.speakers = Speakers(directory)
        self.places = Places(text, paragraphs)
        self.company = ""
        self.sentences: list[Sentence] = []
        self.claims: list[Claim] = []
        self.attributions: list[Attribution] = []

    def read(self, passage: Passage) -> None:
        doc = passage.doc
        said = [(one, self.speakers.name(one)) for one in attributions.find(doc)]
        for one, _ in said:
            self.attributions.append(
                Attribution(
                    _places(passage, one.source),
                    _places(passage, one.cue),
                    _places(passage, one.content),
                )
            )
        introducing = {one.verb.i for one, _ in said if one.how in INTRODUCING}
        for sent in doc.sents:
            start, end = clauses.trimmed(sent, sent.start, sent.end)
            if not any(token.is_alpha or token.like_num for token in doc[start:end]):
                continue
            self.sentences.append(Sentence(*_place(passage, start, end), passage.paragraph))
            for piece in clauses.find(sent, introducing):
                if claim := self._claim(passage, piece, said):
                    self.claims.append(claim)
            self._remember_company(sent)

    def _claim(
        self, passage: Passage, piece: Piece, said: Sequence[tuple[Found, str | None]]
    ) -> Claim | None:
        doc = passage.doc
        span = doc[piece.start : piece.end]
        found, claimant = _attribution(piece, said)
        voice = _voice(doc, piece, found)
        quoted = voice in (Voice.DIRECT, Voice.MIXED)
        types = kinds.types(span, quoted, found is not None, piece.kind is Kind.IDENTITY)
        checkable, why_not = kinds.checkable(span, types, found is not None)
        places = self.places.labels(span, passage.paragraph, piece.kind, claimant)
        score, reasons = worthiness.total(span, places if checkable else [*places, why_not])
        if checkable and score < VAGUE and not kinds.is_specific(span):
            return None
        known = Known(person=self.speakers.person, company=self.company)
        statement, guesses = statements.write(doc, piece, known)
        start, end = _place(passage, piece.start, piece.end)
        return Claim(
            start=start,
            end=end,
            quote=self.text[start:end],
            statement=statement,
            claimant=claimant,
            voice=voice,
            cue=" ".join(doc[i].text for i in found.cue) if found else "",
            types=types,
            checkable=checkable,
            score=score,
            reasons=reasons,
            entities=tuple(
                Entity(passage.start + e.start_char, passage.start + e.end_char, e.label_)
                for e in span.ents
            ),
            sentence=len(self.sentences) - 1,
            guesses=guesses,
        )

    def _remember_company(self, sent: Span) -> None:
        """The one company that a sentence names, other than the paper it quotes."""
        named = {
            e.text
            for e in sent.ents
            if e.label_ == "ORG" and e.root.dep_ not in ("compound", "nmod", "poss")
        }
        if named:
            self.company = named.pop() if len(named) == 1 else ""


def _attribution(
    piece: Piece, said: Sequence[tuple[Found, str | None]]
) -> tuple[Found | None, str | None]:
    """The attribution that most of a piece stands in, the closest when several do."""
    size = piece.end - piece.start
    fitting = [
        (len(found.content), n)
        for n, (found, _) in enumerate(said)
        if 2 * sum(piece.start <= i < piece.end for i in found.content) >= size
    ]
    if not fitting:
        return None, None
    return said[min(fitting)[1]]


def _voice(doc: Doc, piece: Piece, found: Found | None) -> Voice:
    """Direct when nearly all that is reported stands in quotation marks, mixed when some does."""
    if found is None:
        return Voice.ARTICLE
    quoted = attributions.quoted_tokens(doc)
    words = [i for i in found.content if piece.start <= i < piece.end and not doc[i].is_punct]
    inside = sum(i in quoted for i in words)
    if inside == 0:
        return Voice.INDIRECT
    return Voice.DIRECT if inside >= 0.8 * len(words) else Voice.MIXED


def _place(passage: Passage, start: int, end: int) -> Place:
    last = passage.doc[end - 1]
    return passage.start + passage.doc[start].idx, passage.start + last.idx + len(last)


def _places(passage: Passage, words: Iterable[int]) -> tuple[Place, ...]:
    """Token positions as runs of text."""
    runs: list[list[int]] = []
    for i in sorted(set(words)):
        if runs and all(passage.doc[j].is_space for j in range(runs[-1][1] + 1, i)):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    return tuple(_place(passage, first, last + 1) for first, last in runs)
