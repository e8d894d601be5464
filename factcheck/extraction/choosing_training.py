"""Learns which pieces of a sentence are claims, from articles that two readers have marked.

The articles in `weights/marked` are our own. Beside each stands a table of marks (`marked.py`).
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from math import inf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.extraction import article, embedding, fitting, substance
from factcheck.extraction.choosing import SAME, Choice, Chooser, Option
from factcheck.extraction.engine import parse
from factcheck.extraction.excerpts import Excerpt
from factcheck.extraction.fitting import Fitted, Sparse, Values
from factcheck.extraction.marked import Mark, load, placed, tells
from factcheck.extraction.pieces import Piece, shared
from factcheck.extraction.worthiness import WEIGHTS
from factcheck.reading import read_text

HERE = Path(__file__).parent
MARKED = WEIGHTS / "marked"
WORDS = "inner.embeddings.word_embeddings.weight"
# The model's numbers are small; so they weigh about as much as a yes or no.
SCALE, READ_SCALE = 10.0, 6.0
# How much large weights cost, divided by the number of examples.
WORDS_PENALTY, READ_PENALTY, CHOICE_PENALTY = 3.0, 10.0, 150.0
# A piece is learned from with what the other parts of the articles taught of its sentence.
PARTS = 8
# What is seen less often is chance, and what weighs less is left out of the file.
SELDOM, LIGHT = 3, 0.004
CODE = ("choosing", "choosing_training", "marked", "phrases", "substance", "fitting")
DECIDES = [*(HERE / f"{name}.py" for name in CODE), *sorted(MARKED.iterdir())]
SOURCE = "articles written and marked for this project (weights/marked)"


# The group and the name of a feature.
type Name = tuple[str, str]
type Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence of an article: its choice, what is told of it, and which of its options were marked."""

    part: int
    choice: Choice
    tells: bool | None
    answers: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """What tells something: of a sentence by its words and as it is read; and what makes a piece a claim."""

    words: Fitted
    read: Fitted
    pieces: Fitted
    names: tuple[Name, ...]


class _Keeper(Chooser):
    """Keeps what there is to choose from and chooses nothing."""

    def __init__(self) -> None:
        self.choices: list[Choice] = []

    def tells(self, sent: Excerpt) -> float:
        # Nothing is known yet; so no opinion is left out for telling nothing else.
        return inf

    def choose(self, choice: Choice) -> Sequence[Piece]:
        self.choices.append(choice)
        return ()


def names() -> list[str]:
    return sorted(path.stem for path in MARKED.glob("*.txt"))


def read(some: Iterable[str]) -> list[Read]:
    """The sentences of articles with what their readers marked."""
    found: list[Read] = []
    for number, name in enumerate(some):
        text = (MARKED / f"{name}.txt").read_text(encoding="utf-8")
        manuscript = read_text(text)
        told = placed(list(load(MARKED / f"{name}.tsv")), text, manuscript.text)
        passages = parse(manuscript.text, manuscript.paragraphs, 0, len(manuscript.paragraphs))
        starts = {id(passage.doc): passage.start for passage in passages}
        keeper = _Keeper()
        article.read(manuscript.text, manuscript.paragraphs, passages, chooser=keeper)
        for choice in keeper.choices:
            start = starts[id(choice.sent.doc)]
            answers = tuple(_is_marked(option, start, told) for option in choice.options)
            found.append(Read(number % PARTS, choice, _tells(choice, start, told), answers))
    return found


def learn(sentences: Sequence[Read]) -> Learned:
    """The weights, found without chance: the same articles give the same to the last digit."""
    texts = [" ".join(one.choice.sent.text.split()) for one in sentences]
    means = np.array([SCALE * _table()[ids].mean(axis=0) for ids in embedding.pieces(texts)])
    vectors = READ_SCALE * substance.vectors(texts).astype(np.float64)
    parts = np.array([one.part for one in sentences])
    clear = np.array([one.tells is not None for one in sentences])
    answers = np.array([float(bool(one.tells)) for one in sentences])

    def fitted(rest: Rows) -> tuple[Fitted, Fitted]:
        return (
            _telling(means[rest], answers[rest], WORDS_PENALTY),
            _telling(vectors[rest], answers[rest], READ_PENALTY),
        )

    tells = np.zeros(len(sentences))
    for part in range(PARTS):
        words, read_ = fitted(clear & (parts != part))
        here = parts == part
        by_words = means[here] @ words.dense + words.bias
        as_read = vectors[here] @ read_.dense + read_.bias
        doubt = (by_words > substance.DOUBT[0]) & (by_words < substance.DOUBT[1])
        tells[here] = np.where(doubt, as_read, by_words)
    rows, marked = [], []
    for one, told in zip(sentences, tells.tolist(), strict=True):
        choice = replace(one.choice, tells=told)
        for option, answer in zip(choice.options, one.answers, strict=True):
            found = choice.features(option)
            rows.append({(group, name): value for group, name, value in found})
            marked.append(float(answer))
    seen = Counter(name for row in rows for name in row)
    columns = {name: n for n, name in enumerate(sorted(k for k, v in seen.items() if v >= SELDOM))}
    sparse = Sparse.stack([_row(row, columns) for row in rows], len(columns), len(rows))
    pieces = fitting.fit(
        sparse,
        np.zeros((len(rows), 0)),
        np.array(marked),
        np.ones(len(rows)),
        (CHOICE_PENALTY / len(rows), 1.0),
    )
    return Learned(*fitted(clear), pieces, tuple(columns))


def save(learned: Learned, folder: Path) -> None:
    """A readable file of what counts for a piece, and a small one of what each word piece tells."""
    kept: dict[str, dict[str, float]] = {}
    for (group, name), weight in zip(learned.names, learned.pieces.sparse.tolist(), strict=True):
        if abs(weight) >= LIGHT:
            kept.setdefault(group, {})[name] = round(weight, 3)
    readable = {
        "learned from": SOURCE,
        "learned by": made_by(),
        "bias": round(learned.pieces.bias, 3),
        "weights": kept,
    }
    text = json.dumps(readable, indent=1, ensure_ascii=False)
    (folder / "choosing.json").write_text(text + "\n", encoding="utf-8")
    by_word = SCALE * (_table() @ learned.words.dense)
    step = float(np.abs(by_word).max()) / 127
    np.savez_compressed(
        folder / "choosing.npz",
        pieces=np.round(by_word / step).astype(np.int8),
        step=step,
        level=learned.words.bias,
        read=(READ_SCALE * learned.read.dense).astype(np.float32),
        level_read=learned.read.bias,
    )


def made_by() -> str:
    """Eight signs that change with the code and the articles that make the weights."""
    whole = sha256()
    for path in DECIDES:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:8]


def _is_marked(option: Option, start: int, told: Sequence[Mark]) -> bool:
    first, last = option.piece.place
    place = start + first, start + last
    return any(shared(place, (mark.start, mark.end)) >= SAME for mark in told)


def _tells(choice: Choice, start: int, told: Sequence[Mark]) -> bool | None:
    return tells(told, start + choice.sent.start_char, start + choice.sent.end_char)


def _telling(rows: Values, answers: Values, penalty: float) -> Fitted:
    """Both answers weigh the same in all."""
    empty, number = Sparse.stack([], 1, len(answers)), len(answers)
    yes, no = answers / answers.sum(), (1 - answers) / (1 - answers).sum()
    return fitting.fit(empty, rows, answers, number / 2 * (yes + no), (1.0, penalty / number))


@cache
def _table() -> Values:
    """The model's numbers for each word piece."""
    return embedding.numbers()[WORDS].astype(np.float64)


def _row(row: dict[Name, float], columns: dict[Name, int]) -> tuple[fitting.Indices, Values]:
    known = [(columns[name], value) for name, value in row.items() if name in columns]
    return (
        np.array([column for column, _ in known], dtype=np.int64),
        np.array([value for _, value in known], dtype=np.float64),
    )
