"""Measures claims against news articles that two readers marked.

The articles are those of Zyte's article-extraction-benchmark, which is not part of the project;
the marks are, in `readers`: letters of `articleBody` in its ground truth. What the articles in
`readers/unread` say was read by nobody who works on the extractor, and is to stay so.
`python -m factcheck.extraction.measuring DIR` prints the table.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.extraction.engine import extract
from factcheck.extraction.marked import READERS, Mark, is_in, load, placed, tells
from factcheck.extraction.pieces import shared
from factcheck.extraction.results import Claim, Extraction
from factcheck.reading import read_text
from factcheck.reading.manuscript import Manuscript

MARKS = Path(__file__).parent / "readers"
SETS = ("read", "unread")
# Two places are the same claim from here on: what they share of what either has.
MET = 0.5
ARTICLES = ("the ", "a ", "an ")
LINES = (
    ("readers agree on a claim", "agreed", "marked"),
    ("marked claims met", "met", "marked"),
    ("of the claims made, those that a reader marked", "wanted", "made"),
    ("claimant right, of those met", "right", "met"),
    ("sentences worth checking to both that carry a claim", "carried", "worth"),
    ("sentences empty to both that get one", "filled", "empty"),
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article, what each reader marked in it, and what was extracted."""

    marks: dict[str, list[Mark]]
    found: Extraction

    @property
    def claims(self) -> list[Claim]:
        return [claim for claim in self.found.claims if claim.checkable]


def articles(folder: Path, of: str) -> Iterator[Article]:
    """Those of a set. ValueError when a text is not the one that was marked."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    told, manuscripts = [], list[Manuscript]()
    for path in sorted((MARKS / of).glob("*.tsv")):
        text = truth[path.stem]["articleBody"]
        manuscripts.append(read_text(text))
        told.append(placed(list(load(path)), text, manuscripts[-1].text))
    for marks, found in zip(told, extract(manuscripts), strict=True):
        yield Article({one: [m for m in marks if m.reader == one] for one in READERS}, found)


def count(article: Article) -> Counter[str]:
    """How many marks, claims and sentences there are, and of how many what is hoped for is true."""
    counts, claims = Counter[str](), article.claims
    for reader, marks in article.marks.items():
        (others,) = (found for other, found in article.marks.items() if other != reader)
        for mark in marks:
            claim = _nearest(mark, claims)
            counts["marked"] += 1
            counts["agreed"] += _nearest(mark, others) is not None
            if claim is not None:
                counts["met"] += 1
                counts["right"] += is_same(claim.claimant or "", mark.claimant)
    every = [mark for marks in article.marks.values() for mark in marks]
    counts["made"] = len(claims)
    counts["wanted"] = sum(_nearest(claim, every) is not None for claim in claims)
    for sentence in article.found.sentences:
        worth = tells(every, sentence.start, sentence.end)
        carries = any(is_in(claim, sentence.start, sentence.end) for claim in claims)
        if worth is True:
            counts["worth"] += 1
            counts["carried"] += carries
        elif worth is False:
            counts["empty"] += 1
            counts["filled"] += carries
    return counts


def is_same(name: str, other: str) -> bool:
    """One name contains the other, or both end in the same word."""
    one, two = _plain(name), _plain(other)
    if not one or not two:
        return one == two
    return one in two or two in one or one.split()[-1] == two.split()[-1]


def _plain(name: str) -> str:
    plain = name.strip().casefold()
    return next((plain.removeprefix(a) for a in ARTICLES if plain.startswith(a)), plain)


def _nearest[T: (Mark, Claim)](one: Mark | Claim, others: Sequence[T]) -> T | None:
    """What has most in common with a place, if that is enough to be the same claim."""
    alike = [(shared((one.start, one.end), (o.start, o.end)), n) for n, o in enumerate(others)]
    most, number = max(alike, default=(0.0, 0))
    return others[number] if most >= MET else None


def table(folder: Path) -> Iterator[str]:
    sets = [list(articles(folder, of)) for of in SETS]
    sums = [sum((count(article) for article in some), Counter[str]()) for some in sets]
    yield "| measure | " + " | ".join(SETS) + " |\n| --- | --- | --- |"
    for what, some, of in LINES:
        cells = (f"{counts[some] / counts[of]:.3f} of {counts[of]:,}" for counts in sums)
        yield f"| {what} | {' | '.join(cells)} |"


if __name__ == "__main__":
    for line in table(Path(sys.argv[1])):
        print(line)
