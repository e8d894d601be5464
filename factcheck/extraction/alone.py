"""The check-worthiness of sentences that come without an article.

Each is read a second time for its meaning, since nothing around it tells more. In an article
that would take as long as all else, so a claim there is weighed by facets, words and place.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from spacy.tokens import Doc

from factcheck.extraction import meaning
from factcheck.extraction.meaning import AS_WORDED, Meaning
from factcheck.extraction.results import MEANING
from factcheck.extraction.worthiness import WEIGHTS, squeezed, weights, worded

ELSEWHERE = "about what is seldom checked"


def scores(docs: Sequence[Doc]) -> Iterator[float]:
    """One score from 0 to 1 for each sentence, in order; nothing is worth nothing."""
    meant = _learned().weights([doc.text for doc in docs])
    for doc, weight in zip(docs, meant.tolist(), strict=True):
        terms = [(label, AS_WORDED * told) for label, told in worded(doc[:])]
        terms.append((MEANING if weight > 0 else ELSEWHERE, weight))
        yield squeezed(terms, AS_WORDED * weights().bias)[0] if len(doc) else 0.0


@cache
def _learned() -> Meaning:
    with np.load(WEIGHTS / "checkworthiness.npz") as arrays:
        return meaning.load(arrays)
