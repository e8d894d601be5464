"""What kind of statement a claim is, and whether evidence could settle it."""

import re
from collections.abc import Sequence

from spacy.tokens import Span

from factcheck.extraction.results import ClaimType

FIGURES = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
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
    r"\b(?:should|ought to|must|beautiful|terrible|wonderful|great|awful|amazing|disgrace\w*|shameful|"
    r"unfair|unacceptable|best|worst|important|hope|believe|i think|we think|in my (?:view|opinion)|"
    r"deserves?|tragic|sadly|fortunately|unfortunately|good news|bad news|no surprise|ridiculous|"
    r"outrageous|incredible|fantastic|lovely|stupid|brilliant|boring)\b",
    re.IGNORECASE,
)
IMPERATIVE = frozenset({"VB"})


def types(span: Span, quoted: bool, attributed: bool, identity: bool) -> tuple[str, ...]:
    """The kinds that fit, most telling first."""
    text = span.text
    labels = {entity.label_ for entity in span.ents}
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
    if not found or found == [ClaimType.ATTRIBUTION]:
        happened = any(token.tag_ in ("VBD", "VBN", "VBZ", "VBP") for token in span)
        found.append(ClaimType.EVENT if happened and labels else ClaimType.OTHER)
    return tuple(found)


def has_figure(span: Span) -> bool:
    """An amount of something; "5G" and "one analyst" are none."""
    for entity in span.ents:
        if entity.label_ in FIGURES and entity.text.lower() != "one":
            last = entity[-1]
            joined = not last.whitespace_ and last.i + 1 < len(last.doc) and last.nbor().is_alpha
            if not joined:
                return True
    return False


def checkable(span: Span, kinds: Sequence[str], attributed: bool) -> tuple[bool, str]:
    """Whether evidence could settle it, and if not, why."""
    text = span.text.rstrip(" ”\"’'")
    if text.endswith("?"):
        return False, "a question"
    root = span.root
    if root.tag_ == "VB" and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux") for c in root.children
    ):
        return False, "an instruction"
    if kinds[0] == ClaimType.OPINION and not attributed:
        return False, "an opinion"
    return True, ""
