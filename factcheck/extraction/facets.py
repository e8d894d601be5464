"""What can be said of a claim in words a journalist would use: the single terms of its score."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Span

from factcheck.extraction.kinds import CAUSE, has_figure


@dataclass(frozen=True, slots=True)
class Look:
    """What the facets ask about a span, looked up once."""

    span: Span
    words: frozenset[str]
    tags: frozenset[str]
    labels: frozenset[str]
    length: int


LAW = frozenset("law laws bill act court vote voted votes congress parliament tax taxes".split())
THOUGHT = frozenset("think believe hope feel wish guess love want".split())
ABSOLUTE = frozenset("never every all only first none nobody always most".split())
MONEY = re.compile(r"[$£€¥]|\b(?:dollars|pounds|euros|million|billion|trillion)\b")
PERCENT = re.compile(r"%|\bper ?cent\b")

USUAL = 15

# The order is that of the weights.
BY_WORDS: dict[str, Callable[[Look], bool]] = {
    "exact figure": lambda look: has_figure(look.span),
    "gives a percentage": lambda look: bool(PERCENT.search(look.span.text)),
    "gives a sum of money": lambda look: bool(MONEY.search(look.span.text)),
    "several figures": lambda look: sum(token.like_num for token in look.span) > 1,
    "names a company or body": lambda look: "ORG" in look.labels,
    "names a person": lambda look: "PERSON" in look.labels,
    "names a place": lambda look: bool(look.labels & {"GPE", "LOC", "FAC"}),
    "names a nation or group": lambda look: "NORP" in look.labels,
    "gives a date": lambda look: "DATE" in look.labels,
    "speaks of law or government": lambda look: bool(look.words & LAW),
    "says what happened": lambda look: "VBD" in look.tags,
    "says what is": lambda look: bool(look.tags & {"VBZ", "VBP"}),
    "says what has been done": lambda look: "VBN" in look.tags,
    "says what will be": lambda look: bool(look.words & {"will", "’ll", "'ll", "wo"}),
    "says what should be": lambda look: bool(look.words & {"should", "must", "ought", "let"}),
    "says what may be": lambda look: bool(look.words & {"would", "could", "may", "might", "can"}),
    "compares": lambda look: bool(look.tags & {"JJR", "JJS", "RBR", "RBS"}),
    "names a cause": lambda look: bool(CAUSE.search(look.span.text)),
    "speaks in absolutes": lambda look: bool(look.words & ABSOLUTE),
    "denies": lambda look: bool(look.words & {"not", "n't", "n’t", "no"}),
    "tells a thought or a wish": lambda look: bool(look.words & THOUGHT),
    "a question": lambda look: look.span.text.rstrip(" ”\"’'").endswith("?"),
    "speaks as I": lambda look: bool(look.words & {"i", "me", "my"}),
    "speaks as we": lambda look: bool(look.words & {"we", "us", "our"}),
    "addresses the reader": lambda look: bool(look.words & {"you", "your"}),
    "has no verb": lambda look: not look.tags & {"VBD", "VBZ", "VBP", "VBN", "VB", "VBG", "MD"},
    "very short": lambda look: look.length < 6,
    "short": lambda look: look.length < 10,
    "long": lambda look: look.length > 25,
}


def by_words(span: Span) -> list[str]:
    """The facets that the words alone show, in a fixed order.

    Part of a sentence is not called short: what it leaves out stands in the rest.
    """
    whole = not span or span.end - span.start >= len(span.sent) - 2
    look = Look(
        span,
        frozenset(token.lower_ for token in span),
        frozenset(token.tag_ for token in span),
        frozenset(entity.label_ for entity in span.ents),
        len(span) if whole else max(len(span), USUAL),
    )
    return [name for name, fits in BY_WORDS.items() if fits(look)]
