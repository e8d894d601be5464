"""Reads plain text, from a file or pasted: every line is a paragraph, unless lines are wrapped."""

import re
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise
from operator import and_

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
# In so many lines some may be short, each the last one of its paragraph.
MANY = 6
# A dash is not left alone at the end of a line.
FIRST_WORD = re.compile(r"[^\w\s]*\s?\S+")
# "1974." and "more." are the ends of sentences after a line that is full, and no lines of the page.
LAST_WORD = re.compile(r"\S+[.!?][”\"’']?")

type Span = tuple[int, int]


def read(data: bytes) -> Manuscript:
    return read_text(characters.decode(data))


def read_text(text: str) -> Manuscript:
    """The text itself with nothing moved, and where its paragraphs are."""
    text = characters.clean(characters.mended(text))
    places: list[Span] = []
    for found in PARAGRAPHS.finditer(text):
        lines = [_trim(text, *line.span()) for line in LINES.finditer(text, *found.span())]
        places += _unwrapped(text, lines)
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


def _trim(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip())


def _unwrapped(text: str, lines: Sequence[Span]) -> Sequence[Span]:
    """The paragraphs in lines that were broken to a width, as in e-mail, else the lines."""
    said = [text[start:end] for start, end in lines]
    indents = [start - text.rfind("\n", 0, start) - 1 for start, _ in lines]
    full = _full(said, indents)
    if not any(full):
        return lines
    goes_on = list(map(and_, full, _belong(said, full)))
    if len(lines) < MANY:
        return [(lines[0][0], lines[-1][1])] if all(goes_on) else lines
    found = [lines[0]]
    for i, line in enumerate(lines[1:]):
        is_indented = indents[i + 1] > indents[i] and not BULLET.match(text, *found[-1])
        if goes_on[i] and not is_indented:
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def _full(said: Sequence[str], indents: Sequence[int]) -> list[bool]:
    """Of each line but the last, whether the next word had no room; of none, if few are so."""
    widths = [indent + len(line) for indent, line in zip(indents, said, strict=True)]
    if len(said) < 2 or not NARROWEST <= max(widths) <= WIDEST:
        return []
    words = [len(found[0]) for line in said[1:] if (found := FIRST_WORD.match(line))]
    full = [a + 1 + b > max(widths) for a, b in zip(widths[:-1], words, strict=True)]
    enough = len(full) if len(said) < MANY else len(full) / 2
    unfinished = sum(map(_is_unfinished, compress(said, full)))
    return full if sum(full) >= enough and unfinished >= sum(full) / 2 else []


def _belong(said: Sequence[str], full: Sequence[bool]) -> Iterator[bool]:
    """Of each line but the last, whether the next one may go on with it: no item, no byline."""
    bullets = sum(bool(BULLET.match(line)) for line in said)
    for i, (line, following) in enumerate(pairwise(said)):
        if BULLET.match(following):
            # "… a record / – the lowest since 1974 – as more / people found work" is no list.
            yield bullets == 1 and i + 1 < len(full) and full[i + 1]
        elif is_boilerplate(following):
            yield _is_unfinished(line) and bool(LAST_WORD.fullmatch(following))
        else:
            yield not is_boilerplate(line)


def _is_unfinished(line: str) -> bool:
    return line[-1] not in '.!?”"'
