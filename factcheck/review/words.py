"""Words of a text and spans made of them; offsets are Unicode code points, end exclusive."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

CHUNK = re.compile(r"\S+")
# Signs that belong to the word they stand at.
KEPT = frozenset("%‰°&@#")
# What may stay outside at the edge of a claim.
LOOSE = frozenset(",;:.…–—-")
# "…, and all four carriers have switched": the second claim begins at "all".
JOINING = frozenset({"and", "but", "or", "while", "yet"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a punctuation mark that stands at one."""

    start: int
    end: int
    text: str
    is_mark: bool


def of(text: str, start: int, end: int) -> list[Word]:
    """The words and marks between two places, in order."""
    found: list[Word] = []
    for chunk in CHUNK.finditer(text, start, end):
        found += _parts(chunk.group(), chunk.start())
    return found


def _parts(chunk: str, at: int) -> list[Word]:
    """Opening marks, the word itself, closing marks; accents and joined signs stay whole."""
    lead = sum(1 for _ in takewhile(_is_mark, chunk))
    if lead == len(chunk):
        return [Word(at, at + len(chunk), chunk, is_mark=True)]
    trail = sum(1 for _ in takewhile(_is_mark, reversed(chunk)))
    body = Word(at + lead, at + len(chunk) - trail, chunk[lead : len(chunk) - trail], is_mark=False)
    marks = [Word(at + i, at + i + 1, sign, is_mark=True) for i, sign in enumerate(chunk)]
    return [*marks[:lead], body, *marks[len(chunk) - trail :]]


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "P" and sign not in KEPT


def snapped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span moved out to whole words, without loose signs at its edges; None without a word."""
    start, end = max(0, start), min(len(text), end)
    if start >= end:
        return None
    first, last = start, end
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    touched = [word for word in of(text, first, last) if word.start < end and start < word.end]
    while touched and touched[0].text in LOOSE:
        touched.pop(0)
    while touched and touched[-1].text in LOOSE:
        touched.pop()
    if all(word.is_mark for word in touched):
        return None
    return touched[0].start, touched[-1].end


def cut(text: str, start: int, end: int, at: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A span cut in two at the word that holds the place; None where a half has no word."""
    if not start < at < end:
        return None
    at = next((word.start for word in of(text, start, end) if word.start <= at < word.end), at)
    joint = list(takewhile(_joins, of(text, at, end)))
    lead = list(takewhile(_joins, reversed(of(text, start, at))))
    first_end = lead[-1].start if lead else at
    second_start = joint[-1].end if joint else at
    halves = snapped(text, start, first_end), snapped(text, second_start, end)
    return (halves[0], halves[1]) if halves[0] and halves[1] else None


def _joins(word: Word) -> bool:
    return word.text in LOOSE or word.text.lower() in JOINING


def statement(quote: str) -> str:
    """A quote as a sentence: what a claim says until somebody words it better."""
    words = " ".join(quote.split())
    return words[:1].upper() + words[1:] + ("" if words[-1:] in '.?!…”"' else ".")
