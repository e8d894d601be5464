"""Measures extraction against public data that is not part of the project."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from factcheck.extraction.engine import extract, score
from factcheck.extraction.results import Attribution, Place
from factcheck.reading import characters, read_text

FOLDS = 4
# As many sentences without as with a claim worth checking, times this: the share
# that published figures on ClaimBuster use.
OTHERS = 2.5
OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number with what it measures."""

    what: str
    value: float


def figures(folder: Path) -> Iterator[Figure]:
    """Every figure that the data in a folder allows, one after the other; the last ones take hours."""
    tune = folder / "tune_only"
    yield from _policlaim(tune / "policlaim_train_gold.tsv")
    yield from _debates(tune / "ct19_t1_train.tsv")
    yield from _attributions(tune / "polnear_dev.jsonl")
    yield from _claimbuster(folder / "train")


def _claimbuster(folder: Path) -> Iterator[Figure]:
    """Cross-validation: each quarter is answered by what the other three taught."""
    # Imported here because it needs JAX, which only those have who develop.
    training = import_module("factcheck.extraction.training")
    whole = training.table(training.debates(folder))
    chance = np.random.default_rng(0)
    worth = np.flatnonzero(whole.answers == 1)
    others = chance.permutation(np.flatnonzero(whole.answers == 0))[: int(OTHERS * len(worth))]
    chosen = chance.permutation(np.concatenate([worth, others]))
    answers = np.zeros(len(chosen))
    for fold in range(FOLDS):
        asked = np.arange(len(chosen)) % FOLDS == fold
        learned = training.learn(whole.part(chosen[~asked].tolist()))
        answers[asked] = learned.sums(whole.part(chosen[asked].tolist())) > 0
    truth = whole.answers[chosen]
    weighted = sum(_f1(truth == side, answers == side) * (truth == side).mean() for side in (0, 1))
    yield Figure("ClaimBuster, 4 folds, weighted F1", float(weighted))
    yield Figure("ClaimBuster, 4 folds, F1 of worth checking", _f1(truth == 1, answers == 1))


def _policlaim(path: Path) -> Iterator[Figure]:
    rows = _rows(path)
    answers = np.array(list(score(row["text"] for row in rows))) >= 0.5
    truth = np.array([row["label"] == "1" for row in rows])
    yield Figure("PoliClaim, accuracy", float((answers == truth).mean()))


def _debates(path: Path) -> Iterator[Figure]:
    """Mean average precision: are the sentences that were fact-checked high in each list?"""
    debates: dict[str, list[dict[str, str]]] = {}
    for row in _rows(path):
        debates.setdefault(row["doc"], []).append(row)
    precisions = []
    for rows in debates.values():
        values = np.array(list(score(row["text"] for row in rows)))
        hits = np.array([row["label"] == "1" for row in rows])[np.argsort(-values, kind="stable")]
        if hits.any():
            places = np.flatnonzero(hits) + 1
            precisions.append(float((np.arange(1, len(places) + 1) / places).mean()))
    yield Figure("CheckThat! 2019 task 1, mean average precision", float(np.mean(precisions)))


def _attributions(path: Path) -> Iterator[Figure]:
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    manuscripts = [read_text(article["text"]) for article in articles]
    counts: dict[str, list[int]] = {}
    for article, manuscript, extraction in zip(
        articles, manuscripts, extract(manuscripts), strict=True
    ):
        raw, read = article["text"], manuscript.text
        truth = [_as_sets(read, _as_read(raw, one)) for one in article["attributions"]]
        ours = [_as_sets(read, _parts(one)) for one in extraction.attributions]
        _count(counts.setdefault("content overlaps, speaker right", [0, 0, 0]), ours, truth)
        for part in ("source", "cue", "content"):
            exact = [{frozenset(one[part]) for one in side if one[part]} for side in (ours, truth)]
            tally = counts.setdefault(f"{part} exact", [0, 0, 0])
            for place, number in enumerate((len(exact[0] & exact[1]), *map(len, exact))):
                tally[place] += number
    for what, (right, given, wanted) in counts.items():
        yield Figure(f"PolNeAR, {what}, precision", right / given)
        yield Figure(f"PolNeAR, {what}, recall", right / wanted)
        yield Figure(f"PolNeAR, {what}, F1", 2 * right / (given + wanted))


type Sets = dict[str, set[int]]


def _parts(one: Attribution) -> dict[str, Sequence[Place]]:
    return {"source": one.source, "cue": one.cue, "content": one.content}


def _as_read(raw: str, parts: dict[str, list[list[int]]]) -> dict[str, list[Place]]:
    """Where the parts stand in the text as it is read: without soft hyphens and the like."""

    def place(offset: int) -> int:
        return len(characters.clean(raw[:offset]))

    return {
        part: [(place(start), place(end)) for start, end in parts[part]]
        for part in ("source", "cue", "content")
    }


def _as_sets(text: str, parts: Mapping[str, Sequence[Place]]) -> Sets:
    return {
        part: {i for start, end in parts[part] for i in range(start, end) if not text[i].isspace()}
        for part in ("source", "cue", "content")
    }


def _count(tally: list[int], ours: Sequence[Sets], truth: Sequence[Sets]) -> None:
    """Each of ours may meet one of theirs: half of the words in common, and the same speaker."""
    free = list(truth)
    for one in ours:
        met = max(free, key=lambda other: _shared(one, other), default=None)
        if met is not None and _shared(one, met) >= OVERLAP:
            free.remove(met)
            tally[0] += 1
    tally[1] += len(ours)
    tally[2] += len(truth)


def _shared(one: Sets, other: Sets) -> float:
    same_speaker = bool(one["source"] & other["source"]) or one["source"] == other["source"]
    both = len(one["content"] & other["content"])
    return both / len(one["content"] | other["content"]) if same_speaker and both else 0.0


def _f1(truth: Iterable[bool], answers: Iterable[bool]) -> float:
    wanted, given = np.asarray(truth), np.asarray(answers)
    return float(2 * (wanted & given).sum() / max(1, wanted.sum() + given.sum()))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
