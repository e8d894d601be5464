"""Which of the pieces of a sentence are claims.

A sum of learned weights says how likely it is that readers would mark a piece; of those that overlap
the likeliest is taken. What was learned from is in `weights/marked`, how is in `choosing_training.py`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp

import numpy as np
from spacy.tokens import Token

from factcheck.extraction import kinds, substance
from factcheck.extraction.excerpts import Excerpt
from factcheck.extraction.pieces import Kind, Piece, set_off, subject_of
from factcheck.extraction.results import Voice
from factcheck.extraction.worthiness import WEIGHTS

# From here on a piece is a claim.
LIKELY = 0.5
# The likeliest piece of a sentence that does not tell nothing (log odds) needs less.
SAYS_SOMETHING, ANY = -1.0, 0.1
# Of a sentence that tells nothing no piece is a claim.
SAYS_NOTHING = -1.0
# Two pieces that share so much of their letters are the same claim, worded twice.
SAME = 0.5

FLAGS = "word number amount date person body place finite past may not verb we you capital noun adds pronoun name".split()
AT = {flag: column for column, flag in enumerate(FLAGS)}
# What counts whether there is any of it, and counts by the kind of piece and by the voice, too.
ANY_OF = "number amount date person body place finite past may not we you".split()
BY_KIND = "number amount date person body finite past we".split()
BY_VOICE = "number person we".split()
BODIES, PLACES = frozenset({"ORG"}), frozenset("GPE LOC FAC NORP EVENT LAW PRODUCT".split())
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WE = frozenset("i me my mine we us our ours".split())
YOU = frozenset({"you", "your", "yours"})
LENGTHS = (3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 35)
SHARES = (0.15, 0.25, 0.4, 0.6, 0.8, 0.95)
OF_HEAD = (0.3, 0.5, 0.7, 0.9)
PLACES_IN_SENTENCE = (0.01, 0.25, 0.5, 0.75)
HELD = frozenset(
    "relcl acl prep appos advcl conj nsubj dobj ccomp xcomp attr poss nummod".split()
)
DEEPEST = 6

type Feature = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Option:
    """A piece that could be a claim, and who says it how."""

    piece: Piece
    voice: Voice
    how: str


@dataclass(frozen=True)
class Choice:
    """The pieces of one sentence, of which some are claims."""

    sent: Excerpt
    role: str
    # Where the paragraph stands among those of the article, from 0 to 1, and whether it is an early one.
    late: float
    early: bool
    options: Sequence[Option]

    @cached_property
    def tells(self) -> float:
        return substance.of(" ".join(self.sent.text.split()))

    @cached_property
    def _sums(self) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
        """How many words before each word of the sentence have which flag."""
        rows = np.array([_flags(token) for token in self.sent], dtype=np.int64)
        return np.concatenate([np.zeros((1, len(FLAGS)), np.int64), rows.cumsum(axis=0)])

    def features(self, option: Option) -> Iterator[Feature]:
        """What is known of a piece, by name; mostly that it is so."""
        piece, head, sent = option.piece, option.piece.head, self.sent
        start, end = piece.start - sent.start, piece.end - sent.start
        has: list[int] = (self._sums[end] - self._sums[start]).tolist()
        words, whole = max(1, has[0]), max(1, int(self._sums[-1][0]))
        kind = piece.kind if piece.kind is not Kind.PHRASE else f"phrase {head.dep_}"
        voice = option.voice
        for name in self._around(piece, has):
            yield name, 1.0
        for name in (*_grammar(head), *self._beside(piece)):
            yield name, 1.0
            yield f"{kind}, {name}", 1.0
        for flag in ANY_OF:
            if has[AT[flag]]:
                yield flag, 1.0
        for flag in BY_KIND:
            if has[AT[flag]]:
                yield f"{kind}, {flag}", 1.0
        for flag in BY_VOICE:
            if has[AT[flag]]:
                yield f"{voice}, {flag}", 1.0
        yield kind, 1.0
        yield str(voice), 1.0
        yield f"said: {option.how}", 1.0
        length = min(7, words // 4)
        yield f"{kind}, length {length}", 1.0
        yield f"{voice}, length {length}", 1.0
        if has[AT["number"]]:
            yield f"number, length {length}", 1.0
        yield from ((f"words >= {n}", 1.0) for n in LENGTHS if words >= n)
        yield from ((f"share >= {part}", 1.0) for part in SHARES if words >= part * whole)
        of_head = words / max(1, _size(head.head))
        for part in OF_HEAD:
            if of_head >= part:
                yield f"of its head >= {part}", 1.0
                yield f"{kind}, of its head >= {part}", 1.0
        yield "capitals", (has[AT["capital"]] - (sent[start].is_title)) / words
        yield "adjectives", has[AT["adds"]] / words
        yield "pronouns", has[AT["pronoun"]] / words
        yield "nouns", has[AT["noun"]] / words
        yield "late", self.late
        yield "tells", self.tells / 2
        yield "phrase, tells" if piece.kind is Kind.PHRASE else "clause, tells", self.tells / 2

    def _around(self, piece: Piece, has: Sequence[int]) -> Iterator[str]:
        """Of the sentence and of the place in it."""
        sent = self.sent
        yield f"role: {self.role}"
        if self.early:
            yield "early"
        if sent.text.rstrip(" ”\"'").endswith("?"):
            yield "in a question"
        if "!" in sent.text:
            yield "exclaimed"
        place = (piece.start - sent.start) / len(sent)
        yield from (f"place >= {part}" for part in PLACES_IN_SENTENCE if place >= part)
        yield f"numbers {min(4, has[AT['number']])}"
        yield f"names {min(4, has[AT['name']])}"
        yield f"verbs {min(5, has[AT['verb']])}"

    def _beside(self, piece: Piece) -> Iterator[str]:
        """The words before and after it."""
        sent, doc = self.sent, piece.head.doc
        first = doc[piece.start]
        before = doc[piece.start - 1] if piece.start > sent.start else None
        after = doc[piece.end] if piece.end < sent.end else None
        yield f"begins: {first.tag_}"
        yield f"before: {before.lower_ if before else '^'}"
        yield f"before: {before.pos_ if before else '^'}"
        yield f"after: {'$' if after is None else after.lower_ if after.is_punct else after.pos_}"
        if piece.start - 1 > sent.start:
            yield f"two before: {doc[piece.start - 2].pos_}"


def _grammar(head: Token) -> Iterator[str]:
    """Of the word that it hangs on, and what hangs on that."""
    above = head.head
    yield f"tag: {head.tag_}"
    yield f"dep: {head.dep_}"
    yield f"above: {above.dep_}"
    yield f"above: {above.pos_}"
    yield f"two above: {above.head.dep_}"
    if head.dep_ in ("pobj", "pcomp"):
        yield f"after: {above.lower_}"
    if set_off(head):
        yield "set off"
    for child in head.lefts:
        if child.dep_ in ("mark", "advmod", "prep"):
            yield f"mark: {child.lower_}"
            break
    for child in head.lefts:
        if child.dep_ in ("det", "poss", "nummod"):
            yield f"det: {child.lower_}"
            break
    held = {child.dep_ for child in head.children}
    yield from (f"holds: {dep}" for dep in sorted(held & HELD))
    subject = subject_of(head)
    if subject is not None:
        what = subject.lower_ if subject.pos_ == "PRON" else subject.ent_type_ or subject.pos_
        yield f"subject: {what}"
    yield f"depth {_depth(head)}"


def likelihood(features: Iterable[Feature]) -> float:
    known, bias = _weights()
    return 1 / (1 + exp(-bias - sum(known.get(name, 0.0) * value for name, value in features)))


def choose(choice: Choice) -> list[Piece]:
    """The pieces that are claims, in the order of the text."""
    if not choice.options or choice.tells < SAYS_NOTHING:
        return []
    likely = [(likelihood(choice.features(option)), option.piece) for option in choice.options]
    likely.sort(key=lambda pair: (-pair[0], pair[1].start, pair[1].end))
    chosen: list[Piece] = []
    for value, piece in likely:
        least = LIKELY if chosen or choice.tells < SAYS_SOMETHING else ANY
        if value < least:
            break
        if all(_shared(piece, other) < SAME for other in chosen):
            chosen.append(piece)
    return sorted(chosen, key=lambda piece: (piece.start, -piece.end))


def _shared(one: Piece, other: Piece) -> float:
    """The letters that two pieces have in common, of all that either has."""
    doc = one.head.doc
    (a, b), (c, d) = _letters(doc, one), _letters(doc, other)
    return max(0, min(b, d) - max(a, c)) / (max(b, d) - min(a, c))


def _letters(doc: "Token.doc", piece: Piece) -> tuple[int, int]:
    last = doc[piece.end - 1]
    return doc[piece.start].idx, last.idx + len(last)


def _flags(token: Token) -> tuple[bool, ...]:
    """In the order of FLAGS."""
    word, kind, tag, pos, small = (
        not (token.is_punct or token.is_space),
        token.ent_type_,
        token.tag_,
        token.pos_,
        token.lower_,
    )
    return (
        word,
        token.like_num,
        kind in ("MONEY", "PERCENT"),
        kind in ("DATE", "TIME"),
        kind == "PERSON",
        kind in BODIES,
        kind in PLACES,
        tag in FINITE,
        tag == "VBD",
        tag == "MD",
        token.dep_ == "neg",
        pos in ("VERB", "AUX"),
        small in WE,
        small in YOU,
        token.is_title,
        pos in ("NOUN", "PROPN"),
        pos in ("ADJ", "ADV"),
        pos == "PRON",
        token.ent_iob == 3,
    )


def _size(token: Token) -> int:
    return token.right_edge.i + 1 - token.left_edge.i


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token and depth < DEEPEST:
        token, depth = token.head, depth + 1
    return depth


@cache
def _weights() -> tuple[dict[str, float], float]:
    read = json.loads((WEIGHTS / "choosing.json").read_text(encoding="utf-8"))
    return read["weights"], read["bias"]
