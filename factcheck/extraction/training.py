"""Learns the weights of check-worthiness from labelled sentences."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from factcheck.extraction import facets, fitting, tuning, wording
from factcheck.extraction.fitting import Sparse
from factcheck.extraction.meaning import AS_WORDED, Meaning
from factcheck.extraction.model import build
from factcheck.extraction.wording import Values

HERE = Path(__file__).parent
NEWS = HERE / "weights" / "news.tsv"
DEBATES = ("claimbuster_crowdsourced.tsv", "claimbuster_groundtruth.tsv")
# News copy is rarer in the examples than debates, and what we read.
NEWS_COUNTS = 6.0
WORD_PENALTY, FACET_PENALTY = 6e-5, 1e-4
# Fits in a row are surer than they are right. This share of the sum is as sure as it should be:
# of those tried, the one with the least log loss in cross-validation, as with the penalties.
SURENESS = 0.6
# What decides the weights, beside ClaimBuster and the language model.
CODE = ("training", "fitting", "facets", "wording", "meaning", "embedding", "tuning")
DECIDES = [*(HERE / f"{name}.py" for name in CODE), NEWS]
SOURCE = (
    "ClaimBuster (Arslan, Hassan, Li, Tremayne 2020, CC BY 4.0) and news sentences "
    "written and labelled for this project (news.tsv)"
)


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    answer: float
    # For facets and words; for the meaning all examples count the same.
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """The examples as numbers."""

    texts: list[str]
    found: list[tuple[wording.Buckets, Values]]
    facets: Values
    answers: Values
    counts: Values

    def part(self, rows: Sequence[int]) -> "Table":
        chosen = np.asarray(rows)
        return Table(
            [self.texts[row] for row in rows],
            [self.found[row] for row in rows],
            self.facets[chosen],
            self.answers[chosen],
            self.counts[chosen],
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """Facets, what they leave open to the words, and the meaning, which is learned by itself."""

    facets: fitting.Fitted
    words: fitting.Fitted
    meaning: Meaning
    rarity: Values

    def sums(self, table: Table) -> Values:
        """What each example's terms add up to; above zero is worth checking."""
        words = _sparse(table.found, self.rarity).times(self.words.sparse) + self.words.bias
        first = table.facets @ self.facets.dense + self.facets.bias
        whole: Values = AS_WORDED * (first + words) + self.meaning.weights(table.texts)
        return whole


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
    texts = [" ".join(example.text.split()) for example in listed]
    return Table(
        texts,
        [wording.buckets(text) for text in texts],
        np.array([_facets(doc) for doc in build().pipe(texts, batch_size=256)], dtype=np.float64),
        np.array([example.answer for example in listed]),
        np.array([example.counts for example in listed]),
    )


def learn(examples: Table) -> Learned:
    """The weights, found without chance: the same table gives the same to the last digit."""
    rarity = _rarity(examples.found)
    sparse = _sparse(examples.found, rarity)
    height = len(examples.found)
    nothing, empty = np.zeros((height, 0)), Sparse.stack([], 1, height)
    answers, importance = examples.answers, _balanced(examples.answers, examples.counts)
    near = fitting.fit(empty, examples.facets, answers, importance, (1.0, FACET_PENALTY))
    told = examples.facets @ near.dense + near.bias
    words = fitting.fit(sparse, nothing, answers, importance, (WORD_PENALTY, 1.0), told)
    alike = height / 2 * _balanced(answers, np.ones(height))
    meant = tuning.tune(examples.texts, answers, alike)
    return Learned(near, words, meant, rarity)


def save(learned: Learned, folder: Path) -> None:
    """A readable file of facets, and the numbers of words and meaning in few bytes."""
    by_facet = SURENESS * learned.facets.dense
    readable = {
        "learned from": SOURCE,
        "learned by": made_by(),
        "bias": _rounded(SURENESS * (learned.facets.bias + learned.words.bias)),
        "facets": dict(zip(facets.BY_WORDS, map(_rounded, by_facet), strict=True)),
    }
    text = json.dumps(readable, indent=2, ensure_ascii=False)
    (folder / "checkworthiness.json").write_text(text + "\n", encoding="utf-8")
    words = SURENESS * learned.words.sparse
    wording_step = float(np.abs(words).max()) / 127
    rarity_step = float(learned.rarity.max()) / 255
    np.savez_compressed(
        folder / "checkworthiness.npz",
        **learned.meaning.arrays(SURENESS),
        wording=np.round(words / wording_step).astype(np.int8),
        wording_step=wording_step,
        rarity=np.round(learned.rarity / rarity_step).astype(np.uint8),
        rarity_step=rarity_step,
    )


def made_by() -> str:
    """Eight signs that change with the code and the sentences of our own that make the weights."""
    whole = sha256()
    for path in DECIDES:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:8]


def _rounded(value: float) -> float:
    return round(float(value), 4)


def _facets(doc: Doc) -> list[bool]:
    shown = set(facets.by_words(doc[:]))
    return [name in shown for name in facets.BY_WORDS]


def _rarity(found: Sequence[tuple[wording.Buckets, Values]]) -> Values:
    seen = np.zeros(wording.BUCKETS)
    for columns, _ in found:
        seen[columns] += 1
    return np.log((1 + len(found)) / (1 + seen)) + 1


def _sparse(found: Sequence[tuple[wording.Buckets, Values]], rarity: Values) -> Sparse:
    rows = [wording.weighed(row, rarity) for row in found]
    return Sparse.stack(rows, wording.BUCKETS, len(rows))


def _balanced(answers: Values, counts: Values) -> Values:
    """Both answers weigh the same in all, however many examples each has: one."""
    yes, no = counts * answers, counts * (1 - answers)
    whole: Values = yes / yes.sum() + no / no.sum()
    return whole
