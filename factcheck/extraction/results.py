"""What extraction gives. Every place is in code points of the whole text, end exclusive."""

from dataclasses import dataclass
from enum import StrEnum

type Place = tuple[int, int]

# Terms of a score that no single word of the sentence accounts for.
START = "starting point"
WORDING, MEANING = "worded like checked claims", "about what is often checked"


class Voice(StrEnum):
    """Who is heard. A claim is a direct quote when most of its words stand in quotation marks."""

    ARTICLE = "article"
    DIRECT = "direct quote"
    INDIRECT = "indirect quote"
    MIXED = "mixed quote"


class ClaimType(StrEnum):
    QUANTITY = "quantity"
    EVENT = "event"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    RULE = "rule or law"
    COMPARISON = "comparison"
    CAUSAL = "causal"
    PREDICTION = "prediction"
    IDENTITY = "identity"
    OPINION = "opinion"
    OTHER = "other"


class WhyNot(StrEnum):
    """Why no evidence could settle something."""

    QUESTION = "a question"
    INSTRUCTION = "an instruction"
    WISH = "a wish"
    SUPPOSITION = "a supposition"
    OPINION = "an opinion"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and why it is not checkable when nothing in it is and the reason is known."""

    start: int
    end: int
    paragraph: int
    why_not: WhyNot | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a score, in words. The weights of a claim add up to its score."""

    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Entity:
    start: int
    end: int
    label: str


# How sure a guess is: of what the grammar tells, of whom a pronoun means, of who does what.
SURE, LIKELY, UNSURE = 0.9, 0.75, 0.6


@dataclass(frozen=True, slots=True)
class Guess:
    """Words of a statement that are the program's, where they stand and what they replace."""

    start: int
    end: int
    original: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    start: int
    end: int
    quote: str
    statement: str
    claimant: str | None
    voice: Voice
    cue: str
    types: tuple[str, ...]
    checkable: bool
    score: float
    reasons: tuple[Reason, ...]
    entities: tuple[Entity, ...]
    sentence: int
    guesses: tuple[Guess, ...] = ()
    # Set exactly when the claim is not checkable.
    why_not: WhyNot | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, and the words that tell so. Source and cue may be empty."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
