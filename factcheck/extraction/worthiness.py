"""How much a claim deserves a checker's time, as a sum that a person can read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Span

from factcheck.extraction import facets, wording
from factcheck.extraction.results import MEANING, START, WORDING, Reason
from factcheck.extraction.wording import Values

WEIGHTS = Path(__file__).parent / "weights"
UNLIKE, ELSEWHERE = "worded unlike checked claims", "about what is seldom checked"
# Set by hand: debates, from which the other weights are learned, have no headline.
BY_PLACE = {
    "in the headline": 0.5,
    "in the standfirst": 0.3,
    "early in the article": 0.25,
    "about what the article is about": 0.2,
    "accuses a named person": 0.6,
    "attributed to an unnamed source": 0.3,
    "gives a name its role": -0.3,
    "a question": -1.0,
    "an instruction": -1.5,
    "a wish": -1.5,
    "a supposition": -1.0,
    "an opinion": -1.0,
}


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned. Made by `manage.py train_checkworthiness`."""

    bias: float
    facets: dict[str, float]
    meaning: Values
    wording: Values
    rarity: Values


@cache
def weights() -> Weights:
    words = json.loads((WEIGHTS / "checkworthiness.json").read_text(encoding="utf-8"))
    with np.load(WEIGHTS / "checkworthiness.npz") as arrays:
        return Weights(
            words["bias"],
            words["facets"],
            arrays["meaning"].astype(np.float64),
            arrays["wording"] * float(arrays["wording_step"]),
            arrays["rarity"] * float(arrays["rarity_step"]),
        )


def score_alone(doc: Doc) -> float:
    """The score of one sentence that comes without an article."""
    return total(doc[:], ())[0] if len(doc) else 0.0


def total(span: Span, places: Iterable[str]) -> tuple[float, tuple[Reason, ...]]:
    """The score and its terms, which add up to it. `places` are labels of BY_PLACE."""
    known = weights()
    terms = [_worded(span, known), _meant(span, known)]
    terms += [(label, known.facets[label]) for label in facets.by_words(span)]
    terms += [(label, BY_PLACE[label]) for label in places]
    return _squeezed(known.bias, terms)


def _worded(span: Span, known: Weights) -> tuple[str, float]:
    columns, values = wording.weighed(wording.buckets(span.text), known.rarity)
    weight = float(values @ known.wording[columns])
    return (WORDING if weight > 0 else UNLIKE), weight


def _meant(span: Span, known: Weights) -> tuple[str, float]:
    weight = float(wording.meaning(span) @ known.meaning)
    return (MEANING if weight > 0 else ELSEWHERE), weight


def _squeezed(bias: float, terms: Iterable[tuple[str, float]]) -> tuple[float, tuple[Reason, ...]]:
    """Into 0..1: the curve takes the same share of every term, so that they still add up."""
    terms = list(terms)
    whole = bias + sum(weight for _, weight in terms)
    value = 1 / (1 + exp(-whole))
    share = (value - 0.5) / whole if abs(whole) > 1e-9 else 0.25
    shown = [Reason(label, round(weight * share, 4)) for label, weight in terms]
    # What rounding takes away or adds goes to the first term.
    score = round(value, 4)
    start = round(score - sum(reason.weight for reason in shown), 4)
    return score, (Reason(START, start), *shown)
