"""Who says what a colon, a dash or quotation marks set apart, however the sentence is built."""

from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import cues
from factcheck.extraction.components.titles import is_role
from factcheck.extraction.contents import FINITE, stands_apart
from factcheck.extraction.found import ENCLOSING, LONG, WHOLE, Found, cue_of, made
from factcheck.extraction.pieces import VERBS
from factcheck.extraction.tellers import (
    NAMING,
    SPEAKING,
    could_say,
    may_speak,
    phrase_of,
    subject_of,
)

# Fewer words at the end of a sentence name nobody.
SHORTEST = 3
BEFORE_COLON = 8
POINTING = frozenset({"that", "this", "it", "so"})
WRITTEN = frozenset({"write", "tweet", "post", "blog", "email"})
DASHES = frozenset({"–", "—", "--", "―"})
# How a quotation ends after which its speaker is named.
PAUSES_AFTER = frozenset({",", "?", "!"})
# So near a quotation stand those who say it, and of such words their names are made.
BESIDE = 20
BESIDE_A_CUE = frozenset({"advmod", "aux", "npadvmod", "prep", "punct"})
HEARERS = frozenset({"reporters", "journalists", "lawmakers"})


def find(sent: Span, quoted: dict[int, Span], *, cued: bool) -> Found | None:
    """What stands beside marks in a sentence; `cued` when the grammar tells already who speaks."""
    if (one := _by_colon(sent)) is not None or cued:
        return one
    return (
        _after_quotation(sent, quoted)
        or _before_quotation(sent, quoted)
        or _beside_quotation(sent, quoted)
        or _at_the_end(sent, quoted)
        or _signed(sent, quoted)
    )


def _by_colon(sent: Span) -> Found | None:
    """ "Poll: race is tight", "MEYER: We lost.": whoever stands before the colon says the rest."""
    doc = sent.doc
    colon = next((t.i for t in sent[:BEFORE_COLON] if t.text == ":"), -1)
    if colon > 0 and (one := _verb_before(sent, colon)):
        return one
    source = list(range(sent.start, colon))
    named = [doc[i] for i in source if doc[i].ent_type_ in SPEAKING or is_role(doc[i])]
    # "Meyer on Lund’s mayor: …" is said by Meyer, "Mayor Meyer: …" by one person.
    named = [t for n, t in enumerate(named) if t.i == named[0].i + n]
    owned = bool(named) and doc[named[-1].i + 1].tag_ == "POS"
    apart = any(doc[i].pos_ in VERBS or doc[i].is_digit or doc[i].text == "(" for i in source)
    if not named or owned or apart:
        return None
    content = set(range(colon + 1, sent.end))
    told = any(doc[i].tag_ in FINITE or doc[i].tag_ == "MD" for i in content)
    if not told or doc[colon + 1].like_num:
        return None
    return made(named[-1], "colon", source, [colon], content, named[-1])


def _verb_before(sent: Span, colon: int) -> Found | None:
    """ "Meyer writes from Lund: The bridge is shut", "Meyer denies that: she was away"."""
    doc = sent.doc
    verbs = [t for t in doc[sent.start : colon] if t.pos_ == "VERB" and t.tag_ in FINITE]
    if len(verbs) != 1 or not (kinds := cues.verb(verbs[0].lemma_)):
        return None
    verb, content = verbs[0], set(range(colon + 1, sent.end))
    answers = kinds & {"judges", "labels"} and any(
        t.lower_ in POINTING for t in doc[verb.i + 1 : verb.i + 3]
    )
    speaker = subject_of(verb)
    written = verb.lemma_ in WRITTEN
    quoted = doc[colon + 1].text[:1] in ENCLOSING if colon + 1 < sent.end else True
    if speaker is None or quoted or not (written or answers):
        return None
    if written:
        content.update(range(sent.end, len(doc)))
    return made(verb, "clause", phrase_of(speaker), cue_of(verb), content, speaker)


def _after_quotation(sent: Span, quoted: dict[int, Span]) -> Found | None:
    """ "“We lost.” Meyer said.": a stop where a comma should be makes a sentence of who says it."""
    verb, said = sent.root, quoted.get(sent.start - 1)
    if said is None or said.end != sent.start or len(said) <= LONG:
        return None
    speaker = subject_of(verb) if "says" in cues.verb(verb.lemma_) else None
    if speaker is None or not could_say(speaker):
        return None
    if any(child.dep_ not in BESIDE_A_CUE for child in verb.children if child != speaker):
        return None
    content = set(range(said.start, said.end))
    return made(verb, "quotation", phrase_of(speaker), cue_of(verb), content, speaker)


def _before_quotation(sent: Span, quoted: dict[int, Span]) -> Found | None:
    """ "Meyer was furious: “We lost.”": whoever the clause before the colon is about."""
    doc = sent.doc
    for token in sent[:-1]:
        after = quoted.get(token.i + 1)
        if token.text != ":" or token.i in quoted or after is None or len(after) <= LONG:
            continue
        verbs = [t for t in doc[sent.start : token.i] if t.tag_ in FINITE and t.dep_ in WHOLE]
        speaker = subject_of(verbs[0]) if verbs else None
        if speaker is not None and may_speak(speaker):
            content = set(range(after.start, after.end))
            return made(token, "quotation", phrase_of(speaker), [token.i], content, speaker)
    return None


def _beside_quotation(sent: Span, quoted: dict[int, Span]) -> Found | None:
    """ "“We lost,” smiled Meyer", "“We lost,” Meyer recalled": whatever the verb, she says it.

    What stands beside a quotation tells more than how the parser joins it to the words inside.
    """
    doc = sent.doc
    for token in sent:
        span = quoted.get(token.i)
        end = span.end if span is not None else 0
        if span is None or len(span) <= LONG or not token.i == end - 1 < sent.end - 3:
            continue
        if not stands_apart(span, sent.start):
            continue
        if not {doc[end - 2].text, doc[end].text} & PAUSES_AFTER:
            continue
        begin = end + (doc[end].text == ",")
        if pair := _subject_at(doc, begin, sent.end) or _cue_at(doc, begin, sent.end):
            speaker, verb = pair
            content = {i for i in range(sent.start, sent.end) if i in quoted}
            source = [i for i in phrase_of(speaker) if i not in quoted and i != verb.i]
            return made(verb, "quotation", source, cue_of(verb), content, speaker)
    return None


def _subject_at(doc: Doc, begin: int, end: int) -> tuple[Token, Token] | None:
    """The subject and its verb that begin here, in either order."""
    for speaker in doc[begin:end]:
        verb = speaker.head
        begins = begin in (verb.i, speaker.left_edge.i)
        after = verb.i == begin and speaker.dep_ == "dobj" and speaker.ent_type_ in SPEAKING
        if begins and (after or speaker.dep_ in ("nsubj", "nsubjpass")) and verb.i >= begin:
            says = verb.dep_ in WHOLE or "says" in cues.verb(verb.lemma_)
            return (speaker, verb) if says else None
    return None


def _cue_at(doc: Doc, begin: int, end: int) -> tuple[Token, Token] | None:
    """ "added Meyer" or "Anna Meyer said", where the parser sees neither subject nor verb."""
    after = (t for t in doc[begin : min(end, begin + BESIDE)] if t.tag_.startswith("VB"))
    cue = next((t for t in after if "says" in cues.verb(t.lemma_)), None)
    if cue is None:
        return None
    first = begin + 1 if cue.i == begin else begin
    named = list(takewhile(lambda t: t.pos_ in NAMING, doc[first:end]))
    last = next((t for t in reversed(named) if t.pos_ in ("PROPN", "NOUN", "PRON")), None)
    if last is None:
        return None
    if cue.i == begin:
        return last, cue
    # "Anna Meyer said", "Anna Meyer, who spoke first, said".
    between = doc[last.i + 1 : cue.i].text
    return (last, cue) if last.i < cue.i and (not between or between[0] == ",") else None


def _at_the_end(sent: Span, quoted: dict[int, Span]) -> Found | None:
    """ "Police held two men, among them a guard, the news agency Norpress reported.": the parser joins
    who reports to the last of those that are named before.
    """
    doc = sent.doc
    words = [token for token in sent if not token.is_punct]
    if words and words[-1].lower_ in HEARERS:
        words.pop()
    verb = words[-1] if len(words) > SHORTEST else None
    if verb is None or verb.i in quoted or verb.tag_ not in FINITE or subject_of(verb) is not None:
        return None
    speaker = doc[verb.i - 1]
    first = max((t.i + 1 for t in doc[sent.start : verb.i] if t.text == ","), default=verb.i)
    naming = doc[first : verb.i]
    clear = len(naming) <= BESIDE and not any(t.tag_ in FINITE or t.dep_ == "cc" for t in naming)
    named = speaker.pos_ in ("NOUN", "PROPN") and first < verb.i and clear
    if verb.dep_ != "conj" or "says" not in cues.verb(verb.lemma_) or not named:
        return None
    source = list(range(first, verb.i))
    return made(verb, "aside", source, [verb.i], set(range(sent.start, first - 1)), speaker)


def _signed(sent: Span, quoted: dict[int, Span]) -> Found | None:
    """ "“We lost.” – Anna Meyer, in a letter"."""
    doc = sent.doc
    for token in sent[:-1]:
        said = quoted.get(token.i - 1)
        if said is None or token.i in quoted or token.text not in DASHES or len(said) <= LONG:
            continue
        named = list(takewhile(lambda t: t.pos_ in NAMING, doc[token.i + 1 : sent.end]))
        if named and named[-1].ent_type_ in SPEAKING:
            source = [t.i for t in named]
            content = set(range(said.start, said.end))
            return made(token, "quotation", source, [token.i], content, named[-1])
    return None
