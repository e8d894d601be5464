"""Puts paragraphs into one text, with their places, roles, title, byline and language."""

import re
from collections.abc import Sequence

from factcheck.reading import roles
from factcheck.reading.manuscript import (
    MOST_PARAGRAPHS,
    TOO_MANY_PARAGRAPHS,
    Block,
    Manuscript,
    Paragraph,
    Role,
    Unreadable,
)

NO_TEXT = "There is no text in this. Check that it is the right file, or paste the article instead."
BETWEEN = "\n\n"
# The commonest English words that few other languages write.
ENGLISH = frozenset(
    "the of and to in that is was for it with as his on be at by had are but from have they which "
    "you were her she there been their has would what will who said this not he".split()
)


def from_blocks(blocks: Sequence[Block], title: str = "", byline: str = "") -> Manuscript:
    """A manuscript from a format with paragraphs of its own."""
    blocks = [Block(text, b.role) for b in blocks if (text := " ".join(b.text.split()))]
    places, start = [], 0
    for block in blocks:
        places.append((start, start + len(block.text)))
        start += len(block.text) + len(BETWEEN)
    return from_places(BETWEEN.join(b.text for b in blocks), blocks, places, title, byline)


def from_places(
    text: str,
    blocks: Sequence[Block],
    places: Sequence[tuple[int, int]],
    title: str = "",
    byline: str = "",
) -> Manuscript:
    """A manuscript from a text and the places of its paragraphs."""
    if not blocks:
        raise Unreadable(NO_TEXT)
    if len(blocks) > MOST_PARAGRAPHS:
        raise Unreadable(TOO_MANY_PARAGRAPHS)
    assigned = roles.assign(blocks)
    headline = next(
        (b.text for b, r in zip(blocks, assigned, strict=True) if r is Role.HEADLINE), ""
    )
    if not byline:
        found = (
            roles.byline_names(block.text)
            for block, role in zip(blocks, assigned, strict=True)
            if role is Role.BOILERPLATE
        )
        byline = next(filter(None, found), "")
    return Manuscript(
        text=text,
        title=" ".join((title or headline).split()),
        byline=byline,
        language=language(text),
        paragraphs=tuple(
            Paragraph(start, end, role) for (start, end), role in zip(places, assigned, strict=True)
        ),
    )


def language(text: str) -> str:
    """ "en" when the little words are English ones, else nothing."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if not words:
        return ""
    share = sum(word in ENGLISH for word in words) / len(words)
    # Headlines and notes have few little words, so short texts get the benefit of the doubt.
    enough = 0.12 if len(words) >= 60 else 0.03
    latin = sum(word.isascii() for word in words) / len(words)
    return "en" if share >= enough or (len(words) < 20 and latin == 1) else ""
