"""How much a claim deserves a checker's time, as a sum that a person can read."""

from math import exp

from spacy.tokens import Doc, Span

from factcheck.extraction.kinds import has_figure
from factcheck.extraction.results import Reason

BASE = -1.0
WEIGHTS = {
    "exact figure": 1.1,
    "names a company or body": 0.5,
    "names a person": 0.4,
    "names a place": 0.3,
    "gives a date": 0.3,
    "states something done": 0.3,
    "a question": -1.6,
    "not checkable": -1.5,
    "in the headline": 0.4,
    "early in the article": 0.2,
    "speaks in the first person": -0.6,
    "very short": -0.8,
}
START = "starting point"


def score_alone(doc: Doc) -> float:
    """The score of one sentence that comes without an article."""
    return total(facets(doc[:]) if len(doc) else [])[0]


def facets(span: Span) -> list[str]:
    """What the words of a claim say for or against checking it."""
    labels = {entity.label_ for entity in span.ents}
    tests = (
        ("exact figure", has_figure(span)),
        ("names a company or body", "ORG" in labels),
        ("names a person", "PERSON" in labels),
        ("names a place", bool(labels & {"GPE", "LOC", "FAC"})),
        ("gives a date", bool(labels & {"DATE"})),
        ("states something done", any(t.tag_ in ("VBD", "VBN") for t in span)),
        ("a question", span.text.rstrip(' ”"’').endswith("?")),
        ("speaks in the first person", any(t.lower_ in ("i", "we", "my", "our") for t in span)),
        ("very short", len(span) < 6),
    )
    return [label for label, true in tests if true]


def total(labels: list[str]) -> tuple[float, tuple[Reason, ...]]:
    """The score and its terms, which add up to it."""
    terms = [(label, WEIGHTS[label]) for label in labels]
    sum_ = BASE + sum(weight for _, weight in terms)
    value = 1 / (1 + exp(-sum_))
    # The curve squeezes the sum into 0..1; each term is squeezed by the same share.
    share = (value - 0.5) / sum_ if sum_ else 0.25
    shown = [Reason(START, 0.5 + BASE * share)]
    shown += [Reason(label, weight * share) for label, weight in terms]
    return round(value, 4), tuple(Reason(r.label, round(r.weight, 4)) for r in shown)
