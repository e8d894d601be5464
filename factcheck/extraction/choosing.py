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

from factcheck.extraction import substance
from factcheck.extraction.excerpts import Excerpt
from factcheck.extraction.pieces import Kind, Piece, set_off, shared, subject_of
from factcheck.extraction.results import Voice
from factcheck.extraction.statements import stated
from factcheck.extraction.worthiness import WEIGHTS

# From here on a piece is a claim, and a phrase: of those at .5 half are what readers mark, and they are
# the ones that read worst.
LIKELY, LIKELY_PHRASE = 0.5, 0.55
# And a phrase that can only be stated by the words of a clause that is a claim already.
LIKELY_AGAIN = 0.7
# Of a sentence that tells less (log odds) no piece is one; of the others the likeliest needs only this.
SAYS_NOTHING, ANY = -0.9, 0.1
DISPUTING = frozenset({"accuse", "allege", "deny", "dispute"})
# A name with its role always is.
SURE = frozenset({Kind.IDENTITY, Kind.TITLE})
# Clauses that tell more of a noun.
TOLD_OF = frozenset({Kind.RELATIVE, Kind.IDENTITY, Kind.PARTICIPLE})
# Two pieces that share so much of their letters are the same claim, worded twice.
SAME = 0.5

FLAGS = "word number amount date person body place finite past may not verb we you capital noun adds pronoun name".split()
AT = {flag: column for column, flag in enumerate(FLAGS)}
# What counts whether there is any of it, and counts by the kind of piece and by the voice, too.
ANY_OF = "number amount date person body place finite past may not we you".split()
BY_KIND = frozenset("number amount date person body finite past we".split())
BY_VOICE = frozenset("number person we".split())
BODIES, PLACES = frozenset({"ORG"}), frozenset("GPE LOC FAC NORP EVENT LAW PRODUCT".split())
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WE = frozenset("i me my mine we us our ours".split())
YOU = frozenset({"you", "your", "yours"})
LENGTHS = [(n, f"words >= {n}") for n in (3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 35)]
SHARES = [(part, f"share >= {part}") for part in (0.15, 0.25, 0.4, 0.6, 0.8, 0.95)]
OF_HEAD = [(part, f"of its head >= {part}") for part in (0.3, 0.5, 0.7, 0.9)]
STANDS = [(part, f"place >= {part}") for part in (0.01, 0.25, 0.5, 0.75)]
HELD = frozenset("relcl acl prep appos advcl conj nsubj dobj ccomp xcomp attr poss nummod".split())
DEEPEST = 6

# By what it counts (of any piece, of a kind of piece, of a voice), its name, and how much there is of it.
type Feature = tuple[str, str, float]
EVERY = "every piece"


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
    # How much it tells, as `substance.of` says.
    tells: float
    role: str
    # Where the paragraph stands among those of the article, from 0 to 1, and whether it is an early one.
    late: float
    early: bool
    options: Sequence[Option]

    @cached_property
    def _sums(self) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
        """How many words before each word of the sentence have which flag."""
        rows = np.array([_flags(token) for token in self.sent], dtype=np.int64)
        return np.concatenate([np.zeros((1, len(FLAGS)), np.int64), rows.cumsum(axis=0)])

    def features(self, option: Option) -> Iterator[Feature]:
        """What is known of a piece; mostly only that it is so."""
        piece, head = option.piece, option.piece.head
        start, end = piece.start - self.sent.start, piece.end - self.sent.start
        has: list[int] = (self._sums[end] - self._sums[start]).tolist()
        kind = piece.kind if piece.kind is not Kind.PHRASE else f"phrase, {head.dep_}"
        voice = option.voice.value
        for name in self._around(piece, has):
            yield EVERY, name, 1.0
        for name in (*_grammar(head), *self._beside(piece)):
            yield EVERY, name, 1.0
            yield kind, name, 1.0
        for flag in ANY_OF:
            if has[AT[flag]]:
                for group in _groups(flag, kind, voice):
                    yield group, flag, 1.0
        yield kind, "itself", 1.0
        yield voice, "itself", 1.0
        yield EVERY, f"said: {option.how}", 1.0
        yield from self._length(head, has, kind, voice)
        words = max(1, has[0])
        yield EVERY, "capitals", (has[AT["capital"]] - self.sent[start].is_title) / words
        yield EVERY, "adjectives", has[AT["adds"]] / words
        yield EVERY, "pronouns", has[AT["pronoun"]] / words
        yield EVERY, "nouns", has[AT["noun"]] / words
        yield EVERY, "late", self.late
        yield EVERY, "tells", self.tells / 2
        yield "a phrase" if piece.kind is Kind.PHRASE else "a clause", "tells", self.tells / 2

    def _length(self, head: Token, has: Sequence[int], kind: str, voice: str) -> Iterator[Feature]:
        """How long it is, by itself and beside its sentence and what it hangs on."""
        words, whole = has[0], int(self._sums[-1][0])
        length = f"length {min(7, words // 4)}"
        yield kind, length, 1.0
        yield voice, length, 1.0
        if has[AT["number"]]:
            yield "with a number", length, 1.0
        yield from ((EVERY, name, 1.0) for limit, name in LENGTHS if words >= limit)
        yield from ((EVERY, name, 1.0) for limit, name in SHARES if words >= limit * whole)
        of = head.head.right_edge.i + 1 - head.head.left_edge.i
        for limit, name in OF_HEAD:
            if words >= limit * of:
                yield EVERY, name, 1.0
                yield kind, name, 1.0

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
        for limit, name in STANDS:
            if place >= limit:
                yield name
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


def _groups(flag: str, kind: str, voice: str) -> Iterator[str]:
    yield EVERY
    if flag in BY_KIND:
        yield kind
    if flag in BY_VOICE:
        yield voice


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
    known, level = _weights()
    for group, name, value in features:
        if group in known:
            level += known[group].get(name, 0.0) * value
    return 1 / (1 + exp(-level))


class Chooser:
    """Chooses by what was learned."""

    def tells(self, sent: Excerpt) -> float:
        """How much a sentence tells, as `Choice` wants it."""
        return substance.of(" ".join(sent.text.split()))

    def choose(self, choice: Choice) -> Sequence[Piece]:
        """The pieces that are claims."""
        if choice.tells < SAYS_NOTHING and not _disputes(choice.sent):
            return []
        sure = [option.piece for option in choice.options if option.piece.kind in SURE]
        rest = [option for option in choice.options if option.piece.kind not in SURE]
        likely = [(likelihood(choice.features(option)), option.piece) for option in rest]
        likely.sort(key=_in_turn)
        chosen: list[Piece] = []
        for value, piece in likely:
            likely_enough = _needed(piece, chosen)
            if value < (likely_enough if chosen else ANY):
                continue
            others = [*sure, *chosen] if piece.kind is Kind.PHRASE else chosen
            if not any(_repeats(piece, other) for other in others):
                chosen.append(piece)
        return [*sure, *chosen]


def _needed(piece: Piece, chosen: Sequence[Piece]) -> float:
    """How likely a piece must be."""
    if piece.kind is not Kind.PHRASE:
        return LIKELY
    return LIKELY_AGAIN if stated(piece) in chosen else LIKELY_PHRASE


def _disputes(sent: Excerpt) -> bool:
    """ "He denied any wrongdoing": few words, and graver than most."""
    return any(token.lemma_ in DISPUTING and token.pos_ == "VERB" for token in sent)


def _in_turn(pair: tuple[float, Piece]) -> tuple[bool, float, int, int]:
    """The likeliest first, but a likely clause before any phrase that may be most of it."""
    value, piece = pair
    return value < LIKELY or piece.kind is Kind.PHRASE, -value, piece.start, piece.end


def _repeats(piece: Piece, other: Piece) -> bool:
    """Whether it says the same, or is a phrase that begins in one claim and ends outside of it.

    "Meyer, who led the party" says what "who led the party" says.
    """
    if shared(piece.place, other.place) >= SAME:
        return True
    if piece.kind is Kind.PHRASE and other.kind in TOLD_OF and other.subject == piece.head:
        return True
    first, last = sorted([piece, other], key=lambda one: (one.start, -one.end))
    return piece.kind is Kind.PHRASE and last.start < first.end < last.end


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


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token and depth < DEEPEST:
        token, depth = token.head, depth + 1
    return depth


@cache
def _weights() -> tuple[dict[str, dict[str, float]], float]:
    read = json.loads((WEIGHTS / "choosing.json").read_text(encoding="utf-8"))
    return read["weights"], read["bias"]
