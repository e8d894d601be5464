"""How much a claim deserves a checker's time, as a sum that a person can read.

Facets come first: what they cannot tell is left to the words, and then to the meaning.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np
from spacy.tokens import Span

from factcheck.extraction import facets, wording
from factcheck.extraction.results import START, WORDING, Reason
from factcheck.extraction.wording import Values

WEIGHTS = Path(__file__).parent / "weights"
UNLIKE = "worded unlike checked claims"
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
    """What was learned of facets and words. Made by `manage.py train_checkworthiness`."""

    bias: float
    facets: dict[str, float]
    wording: Values
    rarity: Values


type Term = tuple[str, float]


@cache
def weights() -> Weights:
    words = json.loads((WEIGHTS / "checkworthiness.json").read_text(encoding="utf-8"))
    with np.load(WEIGHTS / "checkworthiness.npz") as arrays:
        return Weights(
            words["bias"],
            words["facets"],
            arrays["wording"] * float(arrays["wording_step"]),
            arrays["rarity"] * float(arrays["rarity_step"]),
        )


def total(span: Span, places: Iterable[str]) -> tuple[float, tuple[Reason, ...]]:
    """The score and its terms, which add up to it. `places` are labels of BY_PLACE."""
    told: dict[str, float] = {}
    for label, weight in (*worded(span), *((label, BY_PLACE[label]) for label in places)):
        # What both the words and the place show, such as a question, is one reason.
        told[label] = told.get(label, 0.0) + weight
    return squeezed(list(told.items()), weights().bias)


def worded(span: Span) -> list[Term]:
    """What facets and words tell."""
    known = weights()
    terms = [(label, known.facets[label]) for label in facets.by_words(span)]
    columns, values = wording.weighed(wording.buckets(span.text), known.rarity)
    weight = float(values @ known.wording[columns])
    return [*terms, (WORDING if weight > 0 else UNLIKE, weight)]


def squeezed(terms: Sequence[Term], start: float) -> tuple[float, tuple[Reason, ...]]:
    """Into 0..1: the curve takes the same share of every term, so that they still add up."""
    whole = start + sum(weight for _, weight in terms)
    value = 1 / (1 + exp(-whole))
    share = (value - 0.5) / whole if abs(whole) > 1e-9 else 0.25
    shown = [Reason(label, round(weight * share, 4)) for label, weight in terms]
    # What rounding takes away or adds goes to the first term.
    score = round(value, 4)
    rest = round(score - sum(reason.weight for reason in shown), 4)
    return score, (Reason(START, rest), *shown)
