"""Claims that readers have marked in an article.

A table beside the text, without headings: who marked (a or b), from which letter of the text to
which, "minor" where a desk would hardly care, and who says it (nothing where the article does).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.extraction.results import Claim

READERS = "ab"
# A mark that shares fewer letters with a sentence only touches it.
TOUCHES = 8
# Reading drops it.
SOFT_HYPHEN = "\xad"


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim that a reader has marked."""

    reader: str
    start: int
    end: int
    is_minor: bool
    claimant: str


def is_in(one: Mark | Claim, start: int, end: int) -> bool:
    """Whether it belongs to the sentence there, with more than a few letters."""
    both = min(one.end, end) - max(one.start, start)
    return both > min(TOUCHES, one.end - one.start - 1)


def tells(marks: Iterable[Mark], start: int, end: int) -> bool | None:
    """Whether both readers found something worth checking there; None where they doubt or differ."""
    here = [mark for mark in marks if is_in(mark, start, end)]
    if not here:
        return False
    return True if {mark.reader for mark in here if not mark.is_minor} == set(READERS) else None


def load(path: Path) -> Iterator[Mark]:
    with path.open(encoding="utf-8", newline="") as file:
        for reader, start, end, minor, claimant in csv.reader(
            file, delimiter="\t", quoting=csv.QUOTE_NONE
        ):
            yield Mark(reader, int(start), int(end), minor == "minor", claimant)


def placed(marks: Sequence[Mark], text: str, read_as: str) -> list[Mark]:
    """The marks in the text as it was read. ValueError when one is not there."""
    found, at = [], dict.fromkeys(READERS, 0)
    for mark in marks:
        words = text[mark.start : mark.end].replace(SOFT_HYPHEN, "")
        start = read_as.find(words, at[mark.reader])
        if start < 0:
            raise ValueError(f"A mark is not in the text: {words}")
        at[mark.reader] = start
        found.append(replace(mark, start=start, end=start + len(words)))
    return found
