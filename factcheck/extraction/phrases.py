"""Parts of a sentence that may state a fact without being one of its clauses.

"An order of 50 jets", "the station that opened in 1964", "after reaching a settlement": whether a
desk would check one of them, `choosing.py` decides.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from factcheck.extraction import clauses
from factcheck.extraction.pieces import RELATIVE, Kind, Piece, shared, subject_of, trimmed

# What such parts are to the word that they hang on.
PARTS = frozenset(
    "acl acomp advcl appos attr ccomp conj dobj nsubj nsubjpass pcomp pobj relcl xcomp".split()
)
# Fewer words seldom say something.
LEAST = 5
# Two that share so much of their words differ by a word or two at the ends.
ALIKE = 0.6
TELLS = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN"})
QUOTES = frozenset("“”‘’«»\"'")


def find(sent: Span, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """What hangs on one word, with that word, where no piece says about the same already."""
    known = [(piece.start, piece.end) for piece in pieces]
    seen: set[tuple[int, int]] = set()
    for token in sent:
        if token.dep_ not in PARTS:
            continue
        first, last = token.left_edge.i, token.right_edge.i + 1
        if last - first < LEAST:
            continue
        own = subject_of(token)
        relative = token.dep_ == "relcl" and own is not None and own.lower_ in RELATIVE
        if relative and own is not None and own.i + 1 < last:
            first = own.i + 1
        start, end = _without_lone_marks(sent, *trimmed(sent, first, last, connectors=True))
        words = sum(not word.is_punct for word in sent.doc[start:end])
        place = (start, end)
        if words < LEAST or place in seen or any(shared(place, other) > ALIKE for other in known):
            continue
        seen.add(place)
        yield Piece(start, end, Kind.PHRASE, token, token.head if relative else _subject(token))


def _subject(verb: Token) -> Token | None:
    if verb.tag_ not in TELLS or subject_of(verb) is not None:
        return None
    return clauses.borrowed(verb)


def _without_lone_marks(sent: Span, start: int, end: int) -> tuple[int, int]:
    """Without a quotation mark at either end whose partner lies outside."""
    doc = sent.doc
    marks = [token.i for token in doc[start:end] if token.text in QUOTES]
    if len(marks) % 2 == 0:
        return start, end
    if marks[0] == start:
        return start + 1, end
    return (start, end - 1) if marks[-1] == end - 1 else (start, end)
