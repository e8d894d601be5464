"""Parts of a sentence that may state a fact without being one of its clauses.

"An order of 50 jets", "the station that opened in 1964", "after reaching a settlement": whether a
desk would check one of them, `choosing.py` decides.
"""

from collections.abc import Iterator, Sequence

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
# "To decide whether it was safe" leaves open whether it was.
ASKING = frozenset({"if", "whether"})
# "To avoid drinking the water": what is not done.
UNDONE = frozenset("avoid deny escape fail prevent refrain refuse resist stop".split())
FINITE = frozenset({"VBD", "VBZ", "VBP"})
TELLS = {"acl": frozenset({"VBG", "VBN"}), "advcl": frozenset({"VBG", "VBN"}), "conj": FINITE}


def find(sent: Span, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """What hangs on one word, with that word, where no piece says about the same already."""
    known = [(piece.start, piece.end) for piece in pieces]
    seen: set[tuple[int, int]] = set()
    for token in sent:
        if token.dep_ not in PARTS or _is_half(token):
            continue
        first, last = token.left_edge.i, token.right_edge.i + 1
        last = _before_source(sent, first, last)
        if last - first < LEAST:
            continue
        subject = _subject(token)
        if token.dep_ == "relcl":
            own = subject_of(token)
            if own is None or own.lower_ not in RELATIVE:
                # "The apps that the state plans to ban" needs "the apps".
                continue
            first, subject = own.i + 1, token.head
        start, end = _trimmed(sent, *clauses.edges(sent, list(range(first, last))))
        if sent.doc[start].tag_ == "TO":
            # "To defeat Holm" tells what was meant, and not that it was done.
            continue
        if _is_no_fact(token):
            continue
        words = sum(not word.is_punct for word in sent.doc[start:end])
        place = (start, end)
        if words < LEAST or sent.doc[start].lower_ in ASKING:
            continue
        if place in seen or any(shared(place, other) > ALIKE for other in known):
            continue
        seen.add(place)
        yield Piece(start, end, Kind.PHRASE, token, subject, around=_around(place, pieces))


def _is_half(token: Token) -> bool:
    """ "Cross-examined by Holm"; "which she founded and ran from home", without its object."""
    hyphen = token.i > 1 and token.nbor(-1).text == "-" and token.head == token.nbor(-2)
    return hyphen or (token.dep_ == "conj" and clauses.shares_an_object(token.head, token))


def _before_source(sent: Span, first: int, last: int) -> int:
    """Where a phrase ends before ", according to Holm"."""
    words = sent.doc[first + 1 : last]
    source = next(
        (t for t in words if t.lower_ == "according" and t.right_edge.i == last - 1), None
    )
    return source.i if source is not None and source.nbor(-1).text == "," else last


def _is_no_fact(token: Token) -> bool:
    """ "Avoid drinking the water", "if he finds that rules were broken", "did not show it was"."""
    if token.head.lemma_ in UNDONE and token.dep_ in ("xcomp", "ccomp", "pcomp"):
        return True
    if clauses.is_provided(token):
        return True
    denied = any(child.dep_ == "neg" for child in token.head.lefts)
    return token.dep_ == "ccomp" and (denied or clauses.supposes(token.head))


def _around(place: tuple[int, int], pieces: Sequence[Piece]) -> Piece | None:
    """The smallest clause that holds a phrase."""
    holding = (one for one in pieces if one.start <= place[0] and place[1] <= one.end)
    return min(holding, key=lambda one: one.end - one.start, default=None)


def _trimmed(sent: Span, start: int, end: int) -> tuple[int, int]:
    """Without the words that join it, nor the stop of the sentence."""
    start, end = trimmed(sent, start, end, connectors=True)
    while end > start and sent.doc[end - 1].text == ".":
        end -= 1
    return start, end


def _subject(verb: Token) -> Token | None:
    """Who does it, where the words around say that it is done: "the firm facing charges"."""
    told = TELLS.get(verb.dep_, frozenset())
    return clauses.borrowed(verb) if verb.tag_ in told and subject_of(verb) is None else None
