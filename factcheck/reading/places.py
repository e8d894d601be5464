"""Where each paragraph stands in its original file, so that reports can mark the original.

A place is a small dict that can be stored as JSON. Its keys are those of the format:

    .txt .md   {"lines": [3, 5]}: the first and the last line, counted from 1 as str.splitlines does
    .html      {"path": "/html/body/p[3]"}: the element of the page, as lxml builds it
    .docx      {"paragraph": 7, "start": 0, "end": 40}: the paragraph among all w:p of the body,
               counted from 0, and the characters of its words, as `word.words_of` gives them
    .odt       the same among all text:p and text:h of content.xml, with a line break, a tab and a
               run of spaces counting as one character each
    .rtf       {"start": 310, "end": 420}: bytes of the file
    .pdf       {"lines": [[1, left, bottom, right, top, start, end], …]}: for each line its page,
               counted from 1, its rectangle in points from the page's lower left corner, and which
               characters of the paragraph stand in it; a page that is shown turned (/Rotate) is
               measured as it is before it is turned, as its annotations are

A row of a table has {"cells": [{"from", "to", "column", "place"}, …]}: the characters of the
paragraph that a cell fills, the name of its column, and where the cell's words stand in the file.
Paragraphs of a .docx that are one, since the end between them was deleted, are told the same way.
What was put together from a file's properties, such as a title, has no place: {}. Nor have the
footnotes and endnotes of a .docx, which stand in files of their own inside it.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from factcheck.reading import characters

ENDS = "".join(map(chr, characters.LINE_ENDS)) + "\n"
LINE = re.compile(f"[^{re.escape(ENDS)}]+")
# Parts of Korean syllables, which join the letter before them without being marks.
JAMO = range(0x1160, 0x1200)


def lines(raw: str) -> Iterator[tuple[str, int, int]]:
    """The lines in the words of a paragraph, as they are read, and where each stands in them."""
    for found in LINE.finditer(raw):
        words = characters.clean(found[0])
        if words.strip():
            line = found[0]
            start = found.start() + len(line) - len(line.lstrip())
            yield words, start, found.end() - len(line) + len(line.rstrip())


def origins(raw: str) -> list[int]:
    """For each character of a paragraph as it is read, where in its raw words it begins.

    One more place, the end of the raw words, stands at the end. So the raw words of the
    characters 3 to 7 are `raw[found[3]:found[7]]`.
    """
    starts = [i for i, letter in enumerate(raw) if i == 0 or not _belongs_to_the_last(letter)]
    found: list[int] = []
    spaced = True
    for start, end in pairwise([*starts, len(raw)]):
        for letter in characters.clean(raw[start:end]):
            # Of several spaces the first is read, and none at either end.
            if not (letter.isspace() and spaced):
                found.append(start)
            spaced = letter.isspace()
    end = len(raw.rstrip())
    return [*(found[:-1] if spaced and found else found), end]


def _belongs_to_the_last(letter: str) -> bool:
    """Whether cleaning may join it with the letter before, or drops it."""
    code = ord(letter)
    return (
        unicodedata.category(letter).startswith("M")
        or code in JAMO
        or characters.TABLE.get(code, letter) is None
    )
