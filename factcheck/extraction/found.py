"""One attribution in a paragraph: its source, its cue and its content, as places of words."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

# Marks that belong to what they enclose.
ENCLOSING = "“”\"‘’''«»()[]"
# What a verb that heads a clause of its own is called.
WHOLE = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})
# Shorter words in quotation marks are named and not said.
LONG = 4


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as token positions in its paragraph; `speaker` heads the source."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    speaker: Token | None
    verb: Token
    how: str


def quoted_tokens(doc: Doc) -> dict[int, Span]:
    """For each token inside quotation marks, its quotation."""
    spans = doc.spans["quotations"]
    return {i: span for span in spans for i in range(span.start, span.end)}


def made(
    token: Token,
    how: str,
    source: list[int],
    cue: list[int],
    content: set[int],
    speaker: Token | None,
) -> Found | None:
    """An attribution that says something; None where only marks are left of it."""
    doc = token.doc
    words = _trim(doc, sorted(content - {*source, *cue}))
    source = _trim(doc, source)
    return Found(tuple(source), tuple(cue), tuple(words), speaker, token, how) if words else None


def cue_of(verb: Token) -> list[int]:
    """The verb with what belongs to it: "has not said"."""
    parts = [verb.i]
    for child in verb.children:
        if (child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) <= 4) or (
            child.dep_ == "advmod" and child.i == verb.i - 1
        ):
            parts.append(child.i)
    return sorted(parts)


def _trim(doc: Doc, words: list[int]) -> list[int]:
    """Without the commas, dashes and stops at either end; quotation marks stay."""
    first, last = 0, len(words)
    while first < last and _loose(doc[words[first]]):
        first += 1
    while last > first and _loose(doc[words[last - 1]]):
        last -= 1
    return words[first:last]


def _loose(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in ENCLOSING)
