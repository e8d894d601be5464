"""Marks remarks without a verb that tell a fact of their own: ", up from 44 per cent in 2018"."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

PAUSES = frozenset({",", "–", "—", "--", "-", "("})
ENDS = frozenset({",", ";", ":", "–", "—", "--", "-", ")", "(", "”", '"', "“"})
NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|half|an?)\b"
AMOUNT = rf"(?:(?:\w+ ){{0,3}}?[$£€¥]?\d|{NUMBER})"
SUPERLATIVE = (
    r"(?:\w{2,}(?<!w)(?<!int)est|most|least|best|worst|only|first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth|last)"
)
BEGINS = re.compile(
    # Against another figure.
    rf"(?:up|down|unchanged|compared|against|versus|rising|falling) (?:from|with|to|by|in)? ?{AMOUNT}"
    r"|(?:(?:more|less|fewer|nearly|almost|about|roughly|over|just|around|some)(?: than)? )*"
    r"(?:twice|double|triple|half|(?:two|three|four|five|ten|\d+) times|\w+-fold) (?:the|that|as|its|their|what|a) "
    # How far from another one.
    r"|(?:just |only |about |some |nearly |almost |roughly |well )*"
    rf"(?:[$£€¥]?\d[\d,.]*|{NUMBER})(?: [\w-]+){{1,3}}? "
    r"(?:shy of|short of|above|below|behind|ahead of|(?:more|less|fewer|higher|lower|later|earlier) than) "
    # What it was: "a decision that cost them the match".
    rf"|{NUMBER}|(?:something|someone) (?:that|who|which)\b"
    # With which figures.
    r"|(?:with|including|despite|without) (?:[\w’'-]+ ){0,4}?[$£€¥]?\d"
    r"|including (?:[\w’'-]+ ){2}"
    # The largest, the first, the third in a row.
    rf"|(?:the|its|their|his|her|our)(?: [\w’'-]+){{0,3}}? {SUPERLATIVE} (?!of all\b)[\w’']+"
    rf"|(?:the|a|its|their) {SUPERLATIVE}-[\w-]+ \w+|(?:the|a) record\b"
    r"|(?:one of|among) the \w+"
    # What it costs.
    rf"|(?:worth|valued at|estimated at) {AMOUNT}"
    # Some of those just named.
    r"|(?:(?:more|fewer|less|at|nearly|almost|about|including|only) (?:than |least )?)?"
    r"(?:most|many|some|half|all|none|several|few|one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*(?: ?%| per ?cent)?)"
    r" of (?:them|whom|which|those)\b"
    r"|most recently (?:in|on|at|by)\b",
)
# With a finite verb of these a remark is a clause, and cut as one.
CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LOOK = 80
SHORTEST = 3


@Language.component("tails", requires=["token.dep"], assigns=["doc.spans"])
def mark_tails(doc: Doc) -> Doc:
    found, text = [], doc.text
    for token in doc[:-SHORTEST]:
        if token.text in PAUSES and not _hyphen(token):
            first = doc[token.i + 1]
            begins = BEGINS.match(text, first.idx, first.idx + LOOK)
            if begins and (tail := _tail(token)) is not None:
                found.append(tail)
    doc.spans["tails"] = found
    return doc


def _tail(pause: Token) -> Span | None:
    """From the pause to the next one, when something stands before it to remark upon."""
    doc, start, sent = pause.doc, pause.i + 1, pause.sent
    end = start
    while end < sent.end and not _ends(doc[end], start):
        end += 1
    while end > start and doc[end - 1].is_punct:
        end -= 1
    remark = doc[start:end]
    if end - start < SHORTEST or pause.i - sent.start < SHORTEST:
        return None
    told = any(t.tag_ in FINITE for t in sent if not start <= t.i < end)
    if not told or any(token.tag_ in FINITE and _states(token, start) for token in remark):
        return None
    return remark


def _ends(token: Token, start: int) -> bool:
    if _hyphen(token):
        return False
    joins = token.dep_ == "cc" and token.head.i < start
    return token.text in ENDS or token.is_space or joins


def _hyphen(token: Token) -> bool:
    """The mark inside "campaign-finance"."""
    return token.text == "-" and token.i > 0 and not token.nbor(-1).whitespace_


def _states(verb: Token, start: int) -> bool:
    """Whether a verb, or the one that "has" or "must" helps, heads a clause of the sentence.

    In "a move that he says cost them the match" it heads one of the remark.
    """
    if verb.dep_ in ("aux", "auxpass"):
        verb = verb.head
    inside = verb.head.i >= start and verb.head.dep_ == "relcl"
    return verb.dep_ in CLAUSES and not inside
