"""Measures how much of the articles in web pages is read, and how little else.

The folder is laid out like Zyte's article-extraction-benchmark, and the measure is its own: runs
of four words that the page's article and what was read have in common. `python -m
factcheck.reading.measuring DIR` prints the table.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from trafilatura import extract

from factcheck.reading.manuscript import Role, Unreadable
from factcheck.reading.readers import read

RUN = 4
WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """Means over all pages, and the harmonic mean of the two."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


def whole(page: bytes) -> str:
    """All that is read, with headline, standfirst and what is greyed."""
    return read(page, "page.html").text


def article(page: bytes) -> str:
    """What the benchmark calls an article's body: no headline, captions or greyed lines."""
    manuscript = read(page, "page.html")
    return "\n".join(
        manuscript.text[p.start : p.end]
        for p in manuscript.paragraphs
        if p.role not in (Role.HEADLINE, Role.CAPTION, Role.BOILERPLATE)
    )


def bare(page: bytes) -> str:
    """What trafilatura alone gives for the same page."""
    return extract(page.decode(), include_comments=False) or ""


def score(folder: Path, how: Callable[[bytes], str]) -> Score:
    pairs = [(_runs(true), _runs(_tried(how, page))) for page, true in _pages(folder)]
    return Score(
        precision=fmean((true & read).total() / read.total() for true, read in pairs if read),
        recall=fmean((true & read).total() / true.total() for true, read in pairs if true),
    )


def _pages(folder: Path) -> Iterator[tuple[bytes, str]]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, fields in truth.items():
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield page, fields.get("articleBody", "")


def _tried(how: Callable[[bytes], str], page: bytes) -> str:
    try:
        return how(page)
    except Unreadable:
        return ""


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(
        run for i in range(max(1, len(words) - RUN + 1)) if (run := tuple(words[i : i + RUN]))
    )


if __name__ == "__main__":
    print("| read by | F1 | precision | recall |\n| --- | --- | --- | --- |")
    for name, how in (("the article", article), ("the whole text", whole), ("trafilatura", bare)):
        found = score(Path(sys.argv[1]), how)
        print(f"| {name} | {found.f1:.3f} | {found.precision:.3f} | {found.recall:.3f} |")
