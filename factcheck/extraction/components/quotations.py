"""Marks what stands between quotation marks, curly or straight, closed or left open."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

OPENERS = {"“": "”", "«": "»", "„": "“", "‘": "’", "‟": "”"}
STRAIGHT = '"'
# Some type “…’’ for “…”.
ALSO_CLOSING = {"“": ("’’",)}
# A closing mark that a program turned the wrong way: “We lost,“ she said.
TURNED = re.compile("(?<=[,.?!])“(?= )")
OPENS = re.compile(f"[{STRAIGHT}{''.join(OPENERS)}]|''|^\\s*”")


@Language.component("quotations", assigns=["doc.spans"])
def mark_quotations(doc: Doc) -> Doc:
    text = doc.text
    spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in find(text)]
    doc.spans["quotations"] = [span for span in spans if isinstance(span, Span)]
    return doc


def find(text: str) -> list[tuple[int, int]]:
    """Places of the quotations in a paragraph, marks included.

    One that is opened and not closed runs to the end of the paragraph: in news copy
    the next paragraph opens it again. A closing mark that begins a paragraph was turned
    the wrong way by a program and opens.
    """
    places: list[tuple[int, int]] = []
    i = 0
    while found := OPENS.search(text, i):
        i = found.end() - 1 if found[0].endswith("”") else found.start()
        end = _closing(text, i)
        if end:
            places.append((i, end))
        i = end or i + 1
    return places


def _closing(text: str, start: int) -> int:
    """Where the quotation that opens here ends, or 0 when nothing opens here."""
    mark = text[start]
    if mark == "'":
        end = text.find("''", start + 2)
        # Not the inches of 6'2''.
        opens = start == 0 or text[start - 1].isspace()
        return end + 2 if end > 0 else len(text) if opens else 0
    if mark == STRAIGHT:
        end = text.find(STRAIGHT, start + 1)
        curly = text.find("”", start + 1, end if end > 0 else len(text))
        mixed = curly > 0 and "“" not in text[start:curly]
        return curly + 1 if mixed else (end + 1) or len(text)
    if mark == "‘":
        return _closing_single(text, start)
    signs = (OPENERS.get(mark, mark), STRAIGHT, *ALSO_CLOSING.get(mark, ()))
    ends = [at + len(sign) for sign in signs if (at := text.find(sign, start + 1)) > 0]
    if mark == "“" and (turned := TURNED.search(text, start + 1)):
        ends.append(turned.end())
    return min(ends, default=len(text))


def _closing_single(text: str, start: int) -> int:
    """A right single mark closes only where no letter follows: "don’t" goes on."""
    end = text.find("’", start + 1)
    while end > 0:
        following = text[end + 1 : end + 2]
        plural = text[end - 1] == "s" and following == " " and text.find("’", end + 1) > 0
        if not following.isalnum() and not plural:
            return end + 1
        end = text.find("’", end + 1)
    return 0
