"""What kind of statement a claim is, and whether evidence could settle it."""

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from factcheck.extraction.excerpts import Excerpt
from factcheck.extraction.results import ClaimType, WhyNot

COMPARISON = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|greater|better|worse|faster|slower|"
    r"longer|older|younger|cheaper|most|least|highest|lowest|largest|smallest|biggest|best|worst|"
    r"fastest|twice|double|half|as many as|as much as|compared (?:with|to)|record|the first|the only|"
    r"the (?:[\w’'-]+ ){0,2}?(?:\w{2,}(?<!w)(?<!int)est|second|third|fourth|fifth|last)|"
    r"up from|down from|rose|fell|increased|decreased|grew|dropped|doubled|tripled)\b(?! (?:and|of the))"
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
    r"would|could soon|by 20[3-9]\d)\b"
)
RULE = re.compile(
    r"\b(?:law|laws|bill|act|rule|rules|ruling|regulations?|legislation|legal|illegal|unlawful|ban|bans|"
    r"banned|banning|prohibit\w*|constitution\w*|statute|ordinance|decree|treaty|mandatory|permit\w*|"
    r"required? (?:to|by)|sentenced|convicted|licen[cs]ed?)\b"
)
OPINION = re.compile(
    r"\b(?:(?<!it )should|ought to|beautiful|terrible|wonderful|awful|amazing|disgrace\w*|shameful|"
    r"unfair|unacceptable|i think|we think|in (?:my|our) (?:view|opinion|judge?ment|eyes|book)|(?:may|might) want to|it(?:['’]s| is) (?:a (?:good|safe|fair) bet|time (?:to|for|that))|deserves?|good news|bad news|no surprise|ridiculous|outrageous|fantastic|lovely|stupid|"
    r"brilliant|boring|stunning|breathtaking|magical|of course|high time|worth \w+ing|hopeful|"
    r"reckless|thrilled|delightful|feels? like|matters? (?:most|deeply))\b"
)
# Words of feeling that facts are told with too: an opinion only where nothing can be looked up.
FEELING = re.compile(
    r"\b(?:incredible|excellent|tragic|tragedy|hard to|difficult to|easy to|perhaps|needs? to|proud|"
    r"lucky|love[sd]?|nightmare|disaster|great|deeply|courage|hope|disappoint\w*|exciting|excited|"
    r"delighted|fair)\b"
)
WISH = re.compile(
    r"^\W*(?:(?:i|we) (?:hope|wish|pray|look forward)|may the|let us|let['’]s|hopefully)\b"
)
SUPPOSES = re.compile(r"^\W*(?:if|imagine|suppose|unless|what if)\b")
THANKS = re.compile(
    r"\b(?:thank you|thanks to you all|good luck|congratulations|welcome to|(?:i['’]?m|am|are|so) sorry)\b"
)
NO_COMMENT = re.compile(
    r"\b(?:(?:declin|refus)e[sd]? to (?:comment|say|discuss)|did not (?:immediately )?(?:respond|reply|answer)|no comment|"
    r"(?:did|would|could) not (?:say|elaborate|give (?:details|a reason))\b(?! that)|could not be reached|not immediately (?:known|clear|available)|only time will tell|"
    r"remains? to be seen|remains unclear)\b"
)

SHARE = re.compile(r"\b(?:most|half|none|a third|a quarter) of\b")

SHORTEST = 3

# Verbs in the past, the present of headlines, and participles.
HAPPENING = frozenset({"VBD", "VBN", "VBZ"})


def types(span: Excerpt, quoted: bool, attributed: bool, identity: bool) -> tuple[str, ...]:
    """The kinds that fit, most telling first."""
    text = span.small
    tests: Sequence[tuple[ClaimType, bool]] = (
        (ClaimType.IDENTITY, identity),
        (ClaimType.QUANTITY, has_figure(span) or bool(SHARE.search(text))),
        (ClaimType.RULE, bool(RULE.search(text))),
        (ClaimType.COMPARISON, bool(COMPARISON.search(text))),
        (ClaimType.CAUSAL, bool(CAUSE.search(text))),
        (ClaimType.PREDICTION, bool(FUTURE.search(text))),
        (ClaimType.QUOTE, quoted),
        (ClaimType.ATTRIBUTION, attributed and not quoted),
        (ClaimType.OPINION, _judges(span)),
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


def why_not(span: Excerpt, attributed: bool) -> WhyNot | None:
    """Why no evidence could settle it, or None when some could."""
    text = span.small
    if asks(span):
        return WhyNot.QUESTION
    if _instructs(span):
        return WhyNot.INSTRUCTION
    if WISH.search(text) or THANKS.search(text):
        return WhyNot.WISH
    if SUPPOSES.search(text) and not (attributed and _concludes(span)):
        return WhyNot.SUPPOSITION
    if not attributed and not has_figure(span) and _judges(span):
        return WhyNot.OPINION
    return None


def asks(span: Excerpt) -> bool:
    return span.text.rstrip(" ”\"'’").endswith("?")


def _concludes(span: Excerpt) -> bool:
    """ "If it rains, the dam will break": what somebody is quoted with as a whole."""
    return span.root.dep_ not in ("advcl", "pcomp") and span.root.i > span.start + SHORTEST


def _judges(span: Excerpt) -> bool:
    text = span.small
    return bool(OPINION.search(text) or (FEELING.search(text) and not is_specific(span)))


def _instructs(span: Excerpt) -> bool:
    """ "Add the onions": a bare verb with nobody who does it."""
    first, root = next((token for token in span if not token.is_punct), span[0]), span.root
    if first.lower_ == "please":
        return True
    if root.tag_ != "VB" or root.dep_ not in ("ROOT", "ccomp"):
        return False
    subjects = (child for child in root.children if child.dep_ in ("nsubj", "nsubjpass"))
    if any(child.lower_ not in ("n’t", "n't") for child in subjects):
        return False
    return first == root or (first.lower_ in ("do", "don’t", "don't") and first.head == root)


def is_specific(span: Excerpt) -> bool:
    """Whether there is something to look up: a name, a figure, a date, a law."""
    if NO_COMMENT.search(span.small):
        return False
    if any(entity.label_ != "ORDINAL" for entity in span.ents):
        return True
    return any(token.pos_ in ("PROPN", "NUM") and token.lower_ != "one" for token in span)
