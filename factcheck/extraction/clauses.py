"""Cuts a sentence into the pieces that each state one thing."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

RELATIVE = frozenset({"which", "who", "that", "whom"})
EDGE = frozenset({",", ";", ":", "–", "—", "-", "--", ".", "•", "*", "·"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of tokens that states something. `subject` is whom a relative clause is about."""

    start: int
    end: int
    subject: Token | None = None


def find(sent: Span) -> list[Piece]:
    """The pieces of a sentence, each once, in the order of their first words."""
    whole = _whole(sent)
    pieces = [whole] if whole else []
    pieces += _relative_clauses(sent)
    return sorted(set(pieces), key=lambda piece: (piece.start, -piece.end))


def _whole(sent: Span) -> Piece | None:
    if not any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod",) for t in sent):
        return None
    start, end = trimmed(sent, sent.start, sent.end)
    return Piece(start, end) if sum(t.is_alpha for t in sent.doc[start:end]) >= 3 else None


def _relative_clauses(sent: Span) -> Iterator[Piece]:
    for token in sent:
        if token.dep_ != "relcl" or token.right_edge.i - token.left_edge.i < 3:
            continue
        first = token.left_edge
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        # Only a clause set off by a comma or a dash adds a fact; the others pick out
        # which thing is meant ("the man who shot him").
        set_off = first.i > sent.start and first.nbor(-1).text in EDGE | {"("}
        if subject is None or subject.lower_ not in RELATIVE or not set_off:
            continue
        start, end = trimmed(sent, subject.i + 1, token.right_edge.i + 1)
        if end - start >= 3:
            yield Piece(start, end, subject=token.head)


def trimmed(sent: Span, start: int, end: int) -> tuple[int, int]:
    """Without loose marks at either end."""
    doc = sent.doc
    while start < end and (doc[start].is_space or doc[start].text in EDGE):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in EDGE - {"."}):
        end -= 1
    return start, end
