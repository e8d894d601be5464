"""Reads a PDF: its text in the order of reading, without line ends, with running heads marked."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from factcheck.reading import characters, dates, page_text
from factcheck.reading.assemble import NOTHING, from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Place, Properties, Role, Unreadable
from factcheck.reading.page_order import Line
from factcheck.reading.page_paragraphs import ENDED, Passage, passages
from factcheck.reading.roles import is_boilerplate

DAMAGED = (
    "This PDF is damaged or is not a PDF. Save it again and send it once more, or paste its text."
)
LOCKED = "This PDF is locked with a password. Save a copy without one, or paste its text."
TOO_LONG = (
    f"This PDF has more than {page_text.MOST_PAGES:,} pages, or more text than can be read at once. "
    "Send a part of it."
)
PICTURES = "This PDF holds pictures of pages, not text. Upload one with text, or paste it."
GARBLED = "The letters in this PDF do not say which letters they are. Paste its text instead."
WORDS = {page_text.LOCKED: LOCKED, page_text.TOO_LONG: TOO_LONG}
# The program that reads the pages limits its own seconds at work; this is for one that hangs.
PATIENCE = 90
# Soft hyphens show at the end of a line only, and PDFium has signs of its own for them.
HYPHENS = ("\u00ad", "\u0002", "\ufffe")
UNKNOWN, MOST_UNKNOWN = "\ufffd", 0.3
UNKNOWN_LETTER = re.compile(f"[{UNKNOWN}\ue000-\uf8ff]")
HEADLINE, SUBHEAD = 1.3, 1.1
LONGEST_SUBHEAD = 120


def read(data: bytes) -> Manuscript:
    try:
        done = subprocess.run(  # noqa: S603 our own program, and nothing of the file in its name
            [sys.executable, "-I", str(Path(page_text.__file__))],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(DAMAGED) from error
    if done.returncode:
        raise Unreadable(WORDS.get(done.returncode, DAMAGED))
    facts, *pages = map(json.loads, done.stdout.splitlines())
    stamps = dates.stamped(facts["CreationDate"], facts["ModDate"])
    return in_order(pages, Properties(facts["Author"], stamps))


def in_order(pages: Sequence[Sequence[page_text.Piece]], says: Properties = NOTHING) -> Manuscript:
    """The manuscript in the pieces of lines on each page."""
    lines = [[_line(piece, n) for piece in page] for n, page in enumerate(pages, start=1)]
    found = passages([[line for line in page if line.words] for page in lines])
    text = "".join(passage.words for passage in found)
    if not any(map(str.isalpha, text)) and UNKNOWN not in text:
        raise Unreadable(PICTURES)
    unknown = len(UNKNOWN_LETTER.findall(text))
    if unknown > MOST_UNKNOWN * len(text):
        raise Unreadable(GARBLED)
    return from_blocks(_blocks(found), says)


def _line(piece: page_text.Piece, page: int) -> Line:
    words, left, bottom, right, top, size, bold, turn = piece
    if words.endswith(HYPHENS):
        words = words[:-1] + "-"
    words = " ".join(characters.clean(words).split())
    return Line(words, left, bottom, right, top, size, bool(bold), page, turn)


def _blocks(found: Sequence[Passage]) -> list[Block]:
    letters: Counter[float] = Counter()
    for passage in found:
        letters[round(passage.size, 1)] += len(passage.words)
    usual = letters.most_common(1)[0][0]
    headline = _headline(found, usual)
    blocks = []
    in_body = False
    for passage in found:
        in_body = in_body or (passage.size < SUBHEAD * usual and len(passage.words) > 80)
        role = Role.HEADLINE if passage is headline else _role(passage, usual, in_body)
        blocks.append(Block(passage.words, role, _place(passage)))
    return blocks


def _place(passage: Passage) -> Place:
    return {
        "lines": [
            [line.page, *_rectangle(line), *span]
            for line, span in zip(passage.lines, passage.spans, strict=True)
        ]
    }


def _rectangle(line: Line) -> Sequence[float]:
    return page_text.turned((line.left, line.bottom, line.right, line.top), line.turn)


def _headline(found: Sequence[Passage], usual: float) -> Passage | None:
    """The largest letters on the first page with text, if they are larger than usual."""
    first = [p for p in found if p.page == found[0].page and not p.is_furniture]
    large = [p for p in first if p.size >= HEADLINE * usual and len(p.words) > 3]
    return max(large, key=lambda p: p.size, default=None)


def _role(passage: Passage, usual: float, in_body: bool) -> Role | None:
    if passage.is_furniture:
        return Role.BOILERPLATE
    if passage.lines[0].is_row:
        return Role.BODY
    stands_out = passage.bold or passage.size >= SUBHEAD * usual
    words = passage.words
    if stands_out and in_body and len(words) <= LONGEST_SUBHEAD and not is_boilerplate(words):
        return None if ENDED.search(words) or words[:1].islower() else Role.SUBHEAD
    return None
