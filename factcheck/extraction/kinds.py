"""What kind of statement a claim is, and whether evidence could settle it."""

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from factcheck.extraction.results import ClaimType

COMPARISON = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|greater|better|worse|faster|slower|"
    r"longer|older|younger|cheaper|most|least|highest|lowest|largest|smallest|biggest|best|worst|"
    r"fastest|twice|double|half|as many as|as much as|compared (?:with|to)|record|the first|the only|"
    r"up from|down from|rose|fell|increased|decreased|grew|dropped|doubled|tripled)\b(?! (?:and|of the))",
    re.IGNORECASE,
)
CAUSE = re.compile(
    r"\b(?:because|due to|caused?|causing|leads? to|led to|leading to|as a result|results? in|resulted in|"
    r"resulting in|thanks to|owing to|responsible for|blamed (?:on|for)|sparked|triggered|prompted|"
    r"contributed to|in response to|linked to)\b",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|is (?:expected|set|due|likely|going|poised|scheduled) to|"
    r"are (?:expected|set|due|likely|going|poised|scheduled) to|plans? to|forecast|predict(?:s|ed)?|"
    r"would|could soon|by 20[3-9]\d)\b",
    re.IGNORECASE,
)
RULE = re.compile(
    r"\b(?:law|laws|bill|act|rule|rules|ruling|regulations?|legislation|legal|illegal|unlawful|ban|bans|"
    r"banned|banning|prohibit\w*|constitution\w*|statute|ordinance|decree|treaty|mandatory|permit\w*|"
    r"required? (?:to|by)|sentenced|convicted|licen[cs]ed?)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:(?<!it )should|ought to|beautiful|terrible|wonderful|awful|amazing|disgrace\w*|shameful|"
    r"unfair|unacceptable|i think|we think|in my (?:view|opinion)|deserves?|tragic|tragedy|sadly|"
    r"fortunately|unfortunately|good news|bad news|no surprise|ridiculous|outrageous|incredible|"
    r"fantastic|lovely|stupid|brilliant|boring|stunning|breathtaking|delight\w*|excellent|magical|"
    r"hard to|difficult to|easy to|of course|perhaps|needs? to|high time|proud|lucky|love[sd]?|"
    r"worth \w+ing|nightmare|disaster|reckless|great|deeply|courage|hope|hopeful|"
    r"disappoint\w*|exciting|excited|thrilled|delighted|fair|feels? like|matters? (?:most|deeply))\b",
    re.IGNORECASE,
)
WISH = re.compile(
    r"^\W*(?:(?:i|we) (?:hope|wish|pray|look forward)|may the|let us|let['’]s|hopefully)\b", re.I
)
SUPPOSES = re.compile(r"^\W*(?:if|imagine|suppose|unless|what if)\b", re.IGNORECASE)
THANKS = re.compile(
    r"\b(?:thank you|thanks to you all|good luck|congratulations|welcome to|sorry)\b", re.I
)
NO_COMMENT = re.compile(
    r"\b(?:(?:declin|refus)e[sd]? to (?:comment|say|discuss)|did not (?:immediately )?(?:respond|reply|answer)|no comment|"
    r"could not be reached|not immediately (?:known|clear|available)|only time will tell|"
    r"remains? to be seen|remains unclear)\b",
    re.IGNORECASE,
)


# Verbs in the past, the present of headlines, and participles.
HAPPENING = frozenset({"VBD", "VBN", "VBZ"})


def types(span: Span, quoted: bool, attributed: bool, identity: bool) -> tuple[str, ...]:
    """The kinds that fit, most telling first."""
    text = span.text
    tests: Sequence[tuple[ClaimType, bool]] = (
        (ClaimType.IDENTITY, identity),
        (ClaimType.QUANTITY, has_figure(span)),
        (ClaimType.RULE, bool(RULE.search(text))),
        (ClaimType.COMPARISON, bool(COMPARISON.search(text))),
        (ClaimType.CAUSAL, bool(CAUSE.search(text))),
        (ClaimType.PREDICTION, bool(FUTURE.search(text))),
        (ClaimType.QUOTE, quoted),
        (ClaimType.ATTRIBUTION, attributed and not quoted),
        (ClaimType.OPINION, bool(OPINION.search(text))),
    )
    found = [kind for kind, fits in tests if fits]
    if any(token.tag_ in HAPPENING for token in span) and ClaimType.IDENTITY not in found:
        found.append(ClaimType.EVENT)
    elif not found or found == [ClaimType.ATTRIBUTION]:
        found.append(ClaimType.OTHER)
    return tuple(found)


def has_figure(span: Span) -> bool:
    """An amount of something; "5G" and "one analyst" are none."""
    return any(token.pos_ == "NUM" and _counts(token) for token in span)


def _counts(number: Token) -> bool:
    if number.lower_ == "one" or (number.ent_type_ == "DATE" and number.shape_ == "dddd"):
        return False
    after = number.nbor() if number.i + 1 < len(number.doc) else number
    return bool(number.whitespace_) or not after.is_alpha


def checkable(span: Span, kinds: Sequence[str], attributed: bool) -> tuple[bool, str]:
    """Whether evidence could settle it, and if not, why."""
    text = span.text.rstrip(" ”\"'’")
    if text.endswith("?"):
        return False, "a question"
    if _instructs(span):
        return False, "an instruction"
    if WISH.search(text) or THANKS.search(text):
        return False, "a wish"
    if SUPPOSES.search(text):
        return False, "a supposition"
    if ClaimType.OPINION in kinds and not attributed and not has_figure(span):
        return False, "an opinion"
    return True, ""


def _instructs(span: Span) -> bool:
    """ "Add the onions": a bare verb with nobody who does it."""
    root = span.root
    if span[0].lower_ == "please":
        return True
    if root.tag_ != "VB" or root.dep_ not in ("ROOT", "ccomp") or root.i != span.start:
        return False
    return not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in root.children)


def is_specific(span: Span) -> bool:
    """Whether there is something to look up: a name, a figure, a date, a law."""
    if NO_COMMENT.search(span.text):
        return False
    if any(entity.label_ != "ORDINAL" for entity in span.ents):
        return True
    return any(token.pos_ in ("PROPN", "NUM") and token.lower_ != "one" for token in span)
