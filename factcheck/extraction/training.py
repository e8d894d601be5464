"""Learns the weights of check-worthiness from labelled sentences."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Span

from factcheck.extraction import facets, fitting, wording
from factcheck.extraction.fitting import Sparse
from factcheck.extraction.model import build
from factcheck.extraction.wording import Values

NEWS = Path(__file__).parent / "weights" / "news.tsv"
DEBATES = ("claimbuster_crowdsourced.tsv", "claimbuster_groundtruth.tsv")
# News copy is rarer in the examples than debates, and what we read.
NEWS_COUNTS = 6.0
WORD_PENALTY, FACET_PENALTY = 1.5e-5, 1e-5
# How much the facets and the meaning add to the words; chosen by cross-validation.
SHARE = 0.8
SOURCE = (
    "ClaimBuster (Arslan, Hassan, Li, Tremayne 2020, CC BY 4.0) and news sentences "
    "written and labelled for this project (news.tsv)"
)


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    answer: float
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """The examples as numbers."""

    found: list[tuple[wording.Buckets, Values]]
    dense: Values
    answers: Values
    counts: Values

    def part(self, rows: Sequence[int]) -> "Table":
        chosen = np.asarray(rows)
        found = [self.found[row] for row in rows]
        return Table(found, self.dense[chosen], self.answers[chosen], self.counts[chosen])


@dataclass(frozen=True, slots=True)
class Learned:
    words: fitting.Fitted
    rest: fitting.Fitted
    rarity: Values

    def sums(self, table: Table) -> Values:
        sparse = _sparse(table.found, self.rarity)
        rest = table.dense @ self.rest.dense + self.rest.bias
        return sparse.times(self.words.sparse) + self.words.bias + SHARE * rest


def debates(folder: Path) -> Iterator[Example]:
    """ClaimBuster's sentences; those worth checking are the ones that its readers called so."""
    for name in DEBATES:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Example(row["text"], float(row["check_worthy"]))


def news() -> Iterator[Example]:
    for line in NEWS.read_text(encoding="utf-8").splitlines():
        answer, text = line.split("\t")
        yield Example(text, float(answer), NEWS_COUNTS)


def table(examples: Iterable[Example]) -> Table:
    """Reads the examples with the language model."""
    listed = list(examples)
    found, dense = [], []
    for doc in build().pipe((" ".join(e.text.split()) for e in listed), batch_size=256):
        found.append(wording.buckets(doc.text))
        dense.append(_dense(doc[:]))
    answers = np.array([example.answer for example in listed])
    counts = np.array([example.counts for example in listed])
    return Table(found, np.array(dense), answers, counts)


def learn(examples: Table) -> Learned:
    """The weights, found without chance: the same table gives the same to the last digit."""
    rarity = _rarity(examples.found)
    sparse = _sparse(examples.found, rarity)
    importance = _balanced(examples)
    nothing = np.zeros((len(examples.found), 0))
    words = fitting.fit(sparse, nothing, examples.answers, importance, (WORD_PENALTY, 1.0))
    empty = Sparse.stack([], 1, len(examples.found))
    rest = fitting.fit(empty, examples.dense, examples.answers, importance, (1.0, FACET_PENALTY))
    return Learned(words, rest, rarity)


def save(learned: Learned, folder: Path) -> None:
    """A readable file of facets, and the numbers of the words in single bytes."""
    size = len(facets.BY_WORDS)
    near = SHARE * learned.rest.dense
    readable = {
        "learned from": SOURCE,
        "bias": round(learned.words.bias + SHARE * learned.rest.bias, 6),
        "facets": dict(zip(facets.BY_WORDS, map(_rounded, near[:size]), strict=True)),
    }
    text = json.dumps(readable, indent=2, ensure_ascii=False)
    (folder / "checkworthiness.json").write_text(text + "\n", encoding="utf-8")
    wording_step = float(np.abs(learned.words.sparse).max()) / 127
    rarity_step = float(learned.rarity.max()) / 255
    np.savez_compressed(
        folder / "checkworthiness.npz",
        meaning=near[size:].astype(np.float32),
        wording=np.round(learned.words.sparse / wording_step).astype(np.int8),
        wording_step=wording_step,
        rarity=np.round(learned.rarity / rarity_step).astype(np.uint8),
        rarity_step=rarity_step,
    )


def _rounded(value: float) -> float:
    return round(float(value), 4)


def _dense(span: Span) -> Values:
    shown = set(facets.by_words(span))
    return np.concatenate([[name in shown for name in facets.BY_WORDS], wording.meaning(span)])


def _rarity(found: Sequence[tuple[wording.Buckets, Values]]) -> Values:
    seen = np.zeros(wording.BUCKETS)
    for columns, _ in found:
        seen[columns] += 1
    return np.log((1 + len(found)) / (1 + seen)) + 1


def _sparse(found: Sequence[tuple[wording.Buckets, Values]], rarity: Values) -> Sparse:
    rows = [wording.weighed(row, rarity) for row in found]
    return Sparse.stack(rows, wording.BUCKETS, len(rows))


def _balanced(examples: Table) -> Values:
    """Both answers weigh the same in all, however many examples each has."""
    yes = examples.counts * examples.answers
    no = examples.counts * (1 - examples.answers)
    whole: Values = yes / yes.sum() + no / no.sum()
    return whole
