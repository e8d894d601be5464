"""Reads plain text, from a file or pasted: every line is a paragraph, unless lines are wrapped."""

import re

from factcheck.reading import characters
from factcheck.reading.assemble import from_places
from factcheck.reading.manuscript import (
    MOST_PARAGRAPHS,
    TOO_MANY_PARAGRAPHS,
    Block,
    Manuscript,
    Unreadable,
)
from factcheck.reading.roles import BULLET, is_boilerplate

PARAGRAPHS = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
LINES = re.compile(r"[^\n]*[^\s][^\n]*")
NARROWEST, WIDEST = 40, 100


def read(data: bytes) -> Manuscript:
    return read_text(characters.decode(data))


def read_text(text: str) -> Manuscript:
    """The text itself with nothing moved, and where its paragraphs are."""
    text = characters.clean(characters.mended(text))
    places = []
    for found in PARAGRAPHS.finditer(text):
        lines = [_trim(text, *line.span()) for line in LINES.finditer(text, *found.span())]
        if _wrapped([text[start:end] for start, end in lines]):
            lines = [(lines[0][0], lines[-1][1])]
        places += lines
        # Before anything is made of them: blank lines by the million are no text.
        if len(places) > MOST_PARAGRAPHS:
            raise Unreadable(TOO_MANY_PARAGRAPHS)
    blocks = []
    line = after = 0
    for start, end in places:
        line += text.count("\n", after, start)
        numbers = [line + 1, line + 1 + text.count("\n", start, end)]
        blocks.append(Block(text[start:end], place={"lines": numbers}))
        after = start
    return from_places(text, blocks, places)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip())


def _wrapped(lines: list[str]) -> bool:
    """Whether lines were broken to a width, as in e-mail, and belong together."""
    if len(lines) < 2 or any(BULLET.match(line) or is_boilerplate(line) for line in lines):
        return False
    inner = lines[:-1]
    widest = max(map(len, lines))
    if not NARROWEST <= widest <= WIDEST:
        return False
    full = sum(
        len(a) + 1 + len(b.split()[0]) > widest for a, b in zip(inner, lines[1:], strict=True)
    )
    unfinished = sum(line[-1] not in '.!?”"' for line in inner)
    return full == len(inner) and unfinished >= len(inner) / 2
