"""What can be said of a claim in words a journalist would use: the single terms of its score."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from spacy.tokens import Span, Token

from factcheck.extraction.kinds import CAUSE, has_figure


@dataclass(frozen=True, slots=True)
class Look:
    """What the facets ask about a span, looked up once."""

    span: Span
    words: frozenset[str]
    modals: frozenset[str]
    tags: frozenset[str]
    labels: frozenset[str]
    subjects: tuple[Token, ...]
    told: frozenset[str]
    length: int


LAW = frozenset("law laws bill act court vote voted votes congress parliament tax taxes".split())
THOUGHT = frozenset("think believe hope feel wish guess love want".split())
ABSOLUTE = frozenset("never every all only first none nobody always most".split())
MONEY = re.compile(r"[$£€¥₹]|\b(?:dollars?|pounds|euros?|cents|yuan|yen|rupees|francs)\b")
PERCENT = re.compile(r"%|\bper ?cent\b")
WE = frozenset("we us our".split())

USUAL = 15

# What a single word tells.
TOLD_BY_A_WORD = {
    "says that something rose or fell": r"rose|risen|fell|fallen|grew|grown|increas\w+|decreas\w+|"
    r"doubled|tripled|halved|dropped|declin\w+|cut|lost|gained|soared|plunged|raised|lowered",
    "tells how somebody decided": r"voted?|votes|veto\w*|signed|passed|opposed|supported|introduced|"
    r"proposed|banned",
    "tells what somebody said": r"said|says|promised|claimed|told|called|admitted|denied|accused",
    "says since when or how long": r"since|ago|years?|decades?|months?|(?:1[89]|20)\d\d",
    "speaks of an extreme": r"record|highest|lowest|largest|biggest|smallest|worst|first|only|most|least|ever",
    "counts in millions": r"millions?|billions?|trillions?|[$£€¥]?\d[\d.,]*(?:m|mn|bn|tn)",
    "gives a share": r"half|third|quarter|thirds|majority|twice|times",
    "accuses": r"accus\w+|fraud\w*|brib\w+|corrupt\w*|lied|lying|stole\w*|cheat\w*|illegal\w*|"
    r"violat\w+|misle[ad]\w*|failed|refused|broke|abus\w+",
    "speaks of wanting or knowing": r"got|gotta|want|need|going|know|mean|let",
    "about jobs, prices or trade": r"jobs?|wages?|unemploy\w*|inflation|econom\w+|prices?|exports?|"
    r"imports?|trade|tariffs?|sales|profits?|workers?|employ\w*|recession|deficits?|debts?|factor(?:y|ies)",
    "about taxes or spending": r"tax\w*|budgets?|spen[dt]\w*|subsid\w+|fund(?:s|ed|ing)?|cuts?|costs?",
    "about crime or courts": r"crimes?|criminals?|police|courts?|judges?|prisons?|jail\w*|arrest\w*|"
    r"murder\w*|drugs?|guns?|sentenced|convict\w*|prosecut\w+|trial|victims?",
    "about war or weapons": r"wars?|troops|soldiers?|army|military|weapons?|nuclear|missiles?|bomb\w*|"
    r"attack\w*|terror\w*|invad\w+|navy|defen[sc]e",
    "about health or schools": r"health\w*|hospitals?|doctors?|patients?|vaccin\w+|medic\w+|disease\w*|"
    r"cancer|insurance|schools?|teachers?|students?|universit\w+|education",
    "about energy or climate": r"oil|gas|energy|coal|climate|emissions?|carbon|electricity|solar|pollut\w+",
}
PATTERNS = {label: re.compile(pattern) for label, pattern in TOLD_BY_A_WORD.items()}


@lru_cache(maxsize=50_000)
def _told(word: str) -> frozenset[str]:
    """The labels of one word, found once: a pattern takes longer than a look."""
    return frozenset(label for label, pattern in PATTERNS.items() if pattern.fullmatch(word))


def _tells(label: str, look: Look) -> bool:
    return label in look.told


# The order is that of the weights.
BY_WORDS: dict[str, Callable[[Look], bool]] = {
    "exact figure": lambda look: has_figure(look.span),
    "gives a percentage": lambda look: bool(PERCENT.search(look.span.text)),
    "gives a sum of money": lambda look: bool(MONEY.search(look.span.text)),
    "several figures": lambda look: _figures(look.span) > 1,
    "names a company or body": lambda look: "ORG" in look.labels,
    "names a person": lambda look: "PERSON" in look.labels,
    "names a place": lambda look: bool(look.labels & {"GPE", "LOC", "FAC"}),
    "names a nation or group": lambda look: "NORP" in look.labels,
    "gives a date": lambda look: "DATE" in look.labels,
    "speaks of law or government": lambda look: bool(look.words & LAW),
    "says what happened": lambda look: "VBD" in look.tags,
    "says what is": lambda look: bool(look.tags & {"VBZ", "VBP"}),
    "says what has been done": lambda look: "VBN" in look.tags,
    "says what will be": lambda look: bool(look.modals & {"will", "’ll", "'ll", "wo"}),
    "says what should be": lambda look: bool(look.words & {"should", "must", "ought", "let"}),
    "says what may be": lambda look: bool(look.modals & {"would", "could", "may", "might", "can"}),
    "compares": lambda look: bool(look.tags & {"JJR", "JJS", "RBR", "RBS"}),
    "names a cause": lambda look: bool(CAUSE.search(look.span.text)),
    "speaks in absolutes": lambda look: bool(look.words & ABSOLUTE),
    "denies": lambda look: bool(look.words & {"not", "n't", "n’t", "no"}),
    "tells a thought or a wish": lambda look: bool(look.words & THOUGHT),
    "a question": lambda look: look.span.text.rstrip(" ”\"’'").endswith("?"),
    "speaks as I": lambda look: bool(look.words & {"i", "me", "my"}),
    "speaks as we": lambda look: bool(look.words & WE) and _says_we(look.span),
    "addresses the reader": lambda look: bool(look.words & {"you", "your"}),
    "says what somebody named does": lambda look: any(s.pos_ == "PROPN" for s in look.subjects),
    "says what he, she or they do": lambda look: _are(look, "he", "she", "they"),
    "says what this or that is": lambda look: _are(look, "it", "that", "this", "there", "what"),
    "tells what we did": lambda look: _are(look, "we") and bool(look.tags & {"VBD", "VBN"}),
    "tells what I did": lambda look: _are(look, "i") and bool(look.tags & {"VBD", "VBN"}),
    "has no verb": lambda look: not look.tags & {"VBD", "VBZ", "VBP", "VBN", "VB", "VBG", "MD"},
    "very short": lambda look: look.length < 6,
    "short": lambda look: look.length < 10,
    "long": lambda look: look.length > 25,
    **{label: partial(_tells, label) for label in TOLD_BY_A_WORD},
}


def _counts(token: Token) -> bool:
    """Not in a turn that says something else: "at least", "the third quarter", "the first half of May"."""
    if token.lower_ in ("least", "most", "first", "last"):
        at = token.i > 0 and token.nbor(-1).lower_ == "at"
        return not at and not (token.lower_ == "first" and token.ent_type_ == "DATE")
    if token.lower_ in ("half", "quarter"):
        return token.ent_type_ != "DATE"
    return token.lower_ != "third" or token.tag_ != "JJ"


def _are(look: Look, *words: str) -> bool:
    return any(subject.lower_ in words for subject in look.subjects)


def _figures(span: Span) -> int:
    """How many: the two words of "nine million" are one."""
    numbers = [token.i for token in span if token.like_num]
    return sum(place - 1 not in numbers for place in numbers)


def _says_we(span: Span) -> bool:
    """Not when all that looks like it is the country."""
    return any(token.lower_ in WE and token.text != "US" for token in span)


def by_words(span: Span) -> list[str]:
    """The facets that the words alone show, in a fixed order.

    Part of a sentence is not called short: what it leaves out stands in the rest.
    """
    whole = not span or span.end - span.start >= len(span.sent) - 2
    counting = [token for token in span if _counts(token)]
    words = frozenset(token.lower_ for token in counting)
    look = Look(
        span,
        words,
        frozenset(token.lower_ for token in span if token.tag_ == "MD"),
        frozenset(token.tag_ for token in counting),
        frozenset(entity.label_ for entity in span.ents),
        tuple(t for t in span if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"),
        frozenset().union(*map(_told, words)),
        len(span) if whole else max(len(span), USUAL),
    )
    return [name for name, fits in BY_WORDS.items() if fits(look)]
