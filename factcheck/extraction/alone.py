"""The check-worthiness of sentences that come without an article.

Each is read a second time for its meaning, since nothing around it tells more. In an article
that would take as long as all else, so a claim there is weighed by facets, words and place.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from factcheck.extraction import embedding
from factcheck.extraction.meaning import Vectors
from factcheck.extraction.results import MEANING
from factcheck.extraction.worthiness import Term, squeezed, weights, worded

ELSEWHERE = "about what is seldom checked"


def scores(docs: Sequence[Doc]) -> Iterator[float]:
    """One score from 0 to 1 for each sentence, in order; nothing is worth nothing."""
    said = embedding.vectors([doc.text for doc in docs], embedding.HOW_SAID)
    for doc, vector in zip(docs, said, strict=True):
        yield squeezed([*worded(doc[:]), _meant(vector)])[0] if len(doc) else 0.0


def _meant(vector: Vectors) -> Term:
    weight = weights().meaning.weight(vector)
    return (MEANING if weight > 0 else ELSEWHERE), weight
