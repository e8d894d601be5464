"""Finds who says what in a paragraph: source, cue and content, from the grammar."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import cues
from factcheck.extraction.components.titles import is_role
from factcheck.extraction.contents import (
    FINITE,
    PAUSES,
    content_of,
    is_as,
    trailed,
    without_afterthought,
)
from factcheck.extraction.names import HE, SHE
from factcheck.extraction.tellers import (
    VERBS,
    beside_the_cue,
    owner_of,
    phrase_of,
    reporting,
    speaker_of,
    subject_of,
)

# Marks that belong to what they enclose.
ENCLOSING = "“”\"‘’''«»()[]"
PRONOUNS_OF_THE_TEXT = frozenset({"i", "we", "you", "us", "me"})
BEFORE_COLON = 8
# What a verb that heads a clause of its own is called.
WHOLE = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})
# "a group called Lund First", "a law to condemn him": nobody speaks.
TELLING_APART = frozenset({"label", "object", "infinitive"})
RETORTING = frozenset({"clap", "fire", "hit", "shoot", "snap", "strike"})
SAYS = frozenset({"says"})
POINTING = frozenset({"that", "this", "it", "so"})
WRITTEN = frozenset({"write", "tweet", "post", "blog", "email"})
COUNTING = frozenset({"one", "first", "second", "third", "other", "another", "last"})
ARGUING = frozenset({"argument", "answer", "claim", "explanation", "point", "reason", "theory"})
SHORTEST = 3
# Shorter words in quotation marks are named and not said.
LONG = 4
SPEAKING = frozenset({"PERSON", "ORG"})
# How a quotation ends after which its speaker is named.
PAUSES_AFTER = frozenset({",", "?", "!"})
# So near a quotation stand those who say it, and of such words their names are made.
BESIDE = 20
NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART"})
HAVING = frozenset({"have", "make", "offer", "give", "advance"})
COUNTS = frozenset({"account", "count", "estimate", "reckoning", "calculation", "admission"})


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as token positions in its paragraph; `speaker` heads the source."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    speaker: Token | None
    verb: Token
    how: str


def find(doc: Doc) -> list[Found]:
    """The attributions of a paragraph, in the order of their cues."""
    quoted = quoted_tokens(doc)
    found = []
    for token in doc:
        # Inside a quotation it is the person quoted who tells what others say.
        if token.i in quoted and len(quoted[token.i]) > LONG:
            continue
        if one := _at(token, quoted):
            found.append(one)
    for sent in doc.sents:
        cued = any(sent.start <= one.verb.i < sent.end for one in found)
        one = _by_colon(sent)
        if one is None and not cued:
            one = (
                _by_argument(sent)
                or _before_quotation(sent, quoted)
                or _beside_quotation(sent, quoted)
                or _at_the_end(sent, quoted)
            )
        if one is not None:
            found.append(one)
    return _over_whole_quotations(doc, _one_speaker_each(found, quoted), quoted)


def quoted_tokens(doc: Doc) -> dict[int, Span]:
    """For each token inside quotation marks, its quotation."""
    spans = doc.spans["quotations"]
    return {i: span for span in spans for i in range(span.start, span.end)}


def own_thoughts(doc: Doc, said: Container[int]) -> Iterator[int]:
    """ "“I think that prices rose,” she said": what she thinks is the claim, not that she thinks.

    Unless she denies it: "I don’t think so" says the opposite of "so".
    """
    for verb in doc:
        if verb.i not in said or verb.pos_ != "VERB" or "thinks" not in cues.verb(verb.lemma_):
            continue
        parts = {child.dep_: child for child in verb.children}
        subject = parts.get("nsubj")
        clause = parts.get("ccomp")
        personal = subject is not None and subject.lower_ in ("i", "we")
        # What somebody thought once may be what they know to be wrong.
        past = verb.tag_ == "VBD"
        if clause is None or not personal or past or parts.keys() & {"neg", "aux"}:
            continue
        if clause.right_edge.i - clause.left_edge.i >= SHORTEST:
            yield verb.i


def _at(token: Token, quoted: dict[int, Span]) -> Found | None:
    """The attribution that a word makes, if it is a cue."""
    if token.lower_ == "according":
        return _according_to(token)
    if token.lower_ == "per":
        return _per(token)
    if token.pos_ == "VERB":
        kinds = SAYS if _tells_in_a_phrase(token) else cues.verb(token.lemma_)
        return _by_verb(token, kinds, quoted) if kinds else None
    if token.pos_ == "NOUN" and token.lower_ in COUNTS:
        return _by_count(token)
    if token.pos_ == "NOUN" and cues.noun(token.lemma_):
        return _by_noun(token)
    return None


def _tells_in_a_phrase(verb: Token) -> bool:
    """ "She made it clear that prices rose"; "He fired back that they had not"; "as he put it"."""
    if verb.lemma_ == "put":
        return is_as(verb) and any(child.lower_ == "it" for child in verb.rights)
    word = "clear" if verb.lemma_ == "make" else "back" if verb.lemma_ in RETORTING else ""
    return bool(word) and any(child.lower_ == word for child in verb.rights)


def _by_verb(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> Found | None:
    speaker = _heard_from(verb) or speaker_of(verb)
    if speaker is not None and speaker.i in quoted:
        speaker = beside_the_cue(verb, quoted)
    how, content = content_of(verb, kinds, quoted)
    if not content and speaker is not None and "says" in kinds:
        how, content = "aside", trailed(verb, speaker, quoted)
    if not content or not _credible(speaker, how, kinds):
        return None
    if speaker is not None and verb.dep_ == "acl" and speaker == verb.head and how in TELLING_APART:
        return None
    if how == "clause" and _is_told(verb, kinds):
        return None
    if how in TELLING_APART and (_to(verb) or _in_passing(verb) or _inside_speech(verb)):
        return None
    if verb.lemma_ == "hear" and not _is_heard(verb):
        return None
    own = {t.i for t in verb.subtree} if speaker is not None and speaker == verb.head else set()
    source = phrase_of(speaker) if speaker is not None else []
    source = [i for i in source if i not in quoted and i not in own]
    cue = _cue(verb)
    if min(content) > verb.i:
        content = without_afterthought(verb.doc, content, quoted)
    return _made(verb, how, source, cue, content, speaker)


def _is_heard(verb: Token) -> bool:
    """ "The court heard", not "she heard"."""
    listener = speaker_of(verb)
    return listener is not None and listener.lower_ in cues.LISTENING


def _heard_from(verb: Token) -> Token | None:
    """ "The court heard from Holm that the bridge was sold"."""
    if verb.lemma_ != "hear" or not _is_heard(verb):
        return None
    whom = (c for prep in verb.rights if prep.lower_ == "from" for c in prep.children)
    return next((c for c in whom if c.dep_ == "pobj"), None)


def _is_told(verb: Token, kinds: frozenset[str]) -> bool:
    """ "They said they think it will pass": what they think is part of what they said.

    And in "asked what he thought, he left", nobody of the sentence asked.
    """
    clause = verb
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and "thinks" not in kinds:
        return not any(c.dep_ == "aux" for c in verb.children)
    while clause.dep_ in ("xcomp", "conj") and clause.head != clause:
        clause = clause.head
    outer = cues.verb(clause.head.lemma_) if clause.dep_ == "ccomp" else cues.NONE
    return "says" not in kinds and bool(outer & {"says", "thinks"})


def _to(verb: Token) -> bool:
    """ "began to attack him": no attack of theirs is told."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)


def _in_passing(verb: Token) -> bool:
    """ "Left after attacking him": that she left is what is told."""
    return verb.dep_ == "pcomp" and verb.head.lower_ != "as"


def _inside_speech(verb: Token) -> bool:
    """Whether somebody else tells of it: then it is part of what they tell."""
    token = reporting(verb) or verb
    while token.head != token and token.dep_ != "ROOT":
        if token.dep_ == "ccomp" and "says" in cues.verb(token.head.lemma_):
            return True
        token = token.head
    return False


def _made(
    token: Token,
    how: str,
    source: list[int],
    cue: list[int],
    content: set[int],
    speaker: Token | None,
) -> Found | None:
    doc = token.doc
    words = _trim(doc, sorted(content - {*source, *cue}))
    source = _trim(doc, source)
    return Found(tuple(source), tuple(cue), tuple(words), speaker, token, how) if words else None


def _credible(speaker: Token | None, how: str, kinds: frozenset[str]) -> bool:
    """Thoughts and judgements need somebody other than the writer or the reader."""
    if speaker is None:
        return how in ("clause", "aside") and "says" in kinds
    if how == "clause" and "says" in kinds:
        return True
    return speaker.lower_ not in PRONOUNS_OF_THE_TEXT


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
    if not any(doc[i].tag_ in FINITE or doc[i].tag_ == "MD" for i in content):
        return None
    return _made(named[-1], "colon", source, [colon], content, named[-1])


def _before_quotation(sent: Span, quoted: dict[int, Span]) -> Found | None:
    """ "Meyer was furious: “We lost.”": whoever the clause before the colon is about."""
    doc = sent.doc
    for token in sent[:-1]:
        after = quoted.get(token.i + 1)
        if token.text != ":" or token.i in quoted or after is None or len(after) <= LONG:
            continue
        verbs = [t for t in doc[sent.start : token.i] if t.tag_ in FINITE and t.dep_ in WHOLE]
        speaker = subject_of(verbs[0]) if verbs else None
        if speaker is not None and _may_speak(speaker):
            content = set(range(after.start, after.end))
            return _made(token, "quotation", phrase_of(speaker), [token.i], content, speaker)
    return None


def _may_speak(subject: Token) -> bool:
    return subject.ent_type_ in SPEAKING or subject.lower_ in HE | SHE or is_role(subject)


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
        if not {doc[end - 2].text, doc[end].text} & PAUSES_AFTER:
            continue
        begin = end + (doc[end].text == ",")
        if pair := _subject_at(doc, begin, sent.end) or _cue_at(doc, begin, sent.end):
            speaker, verb = pair
            content = {i for i in range(sent.start, sent.end) if i in quoted}
            source = [i for i in phrase_of(speaker) if i not in quoted and i != verb.i]
            return _made(verb, "quotation", source, _cue(verb), content, speaker)
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
    verb = words[-1] if len(words) > SHORTEST else None
    if verb is None or verb.i in quoted or verb.tag_ not in FINITE or subject_of(verb) is not None:
        return None
    speaker = doc[verb.i - 1]
    first = speaker.left_edge.i
    named = speaker.pos_ in ("NOUN", "PROPN") and doc[first - 1].text == ","
    if verb.dep_ != "conj" or "says" not in cues.verb(verb.lemma_) or not named:
        return None
    source = list(range(first, verb.i))
    return _made(verb, "aside", source, [verb.i], set(range(sent.start, first - 1)), speaker)


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
    return _made(verb, "clause", phrase_of(speaker), _cue(verb), content, speaker)


def _by_argument(sent: Span) -> Found | None:
    """ "Her argument is that …"; "Owners have two arguments. The first is that …"."""
    verb = sent.root
    clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if verb.lemma_ != "be" or clause is None or subject is None:
        return None
    if not any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts):
        return None
    owner = None
    if cues.noun(subject.lemma_):
        owner = owner_of(subject, clause)
    elif subject.lower_ in COUNTING and sent.start > 0:
        before = sent.doc[sent.start - 1].sent
        argued = any(t.lemma_ in ARGUING and t.i > before.root.i for t in before)
        owner = subject_of(before.root) if argued and before.root.lemma_ in HAVING else None
    if owner is None:
        return None
    source = [i for i in phrase_of(owner) if sent.doc[i].dep_ != "case"]
    content = {t.i for t in clause.subtree}
    if owner.sent != sent:
        source = []
    return _made(verb, "clause", source, [subject.i, verb.i], content, owner)


def _by_count(noun: Token) -> Found | None:
    """ "40 of them, by her count, were soldiers"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if noun.head.lower_ != "by" or owner is None:
        return None
    clause = noun.head.head
    while clause.head != clause and (clause.dep_ not in WHOLE or clause.pos_ not in VERBS):
        clause = clause.head
    own = {t.i for t in noun.head.subtree}
    content = {t.i for t in clause.subtree} - own
    source = [i for i in phrase_of(owner) if noun.doc[i].dep_ != "case"]
    return _made(noun, "according", source, [noun.head.i, noun.i], content, owner)


def _per(token: Token) -> Found | None:
    """ "The plague, per the agency, is often found in fleas"."""
    speaker = next(
        (c for c in token.children if c.dep_ == "pobj" and c.ent_type_ in SPEAKING), None
    )
    return _source_of(token, token, speaker) if speaker is not None else None


def _according_to(token: Token) -> Found | None:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None) if to else None
    return _source_of(token, to, speaker) if to is not None and speaker is not None else None


def _source_of(token: Token, last: Token, speaker: Token) -> Found | None:
    """What stands in the clause that "according to" belongs to, or the one that this adds to."""
    own = {t.i for t in token.subtree}
    clause = token.head
    while clause.head != clause and (clause.dep_ not in WHOLE or clause.pos_ not in VERBS):
        clause = clause.head
    if clause.dep_ == "advcl" and clause.tag_ == "VBG" and clause.head.i < clause.i:
        clause = clause.head
    closing = token.i > clause.i and token.doc[token.i - 1].text in PAUSES
    while closing and clause.dep_ == "conj" and subject_of(clause) is None:
        clause = clause.head
    content = {t.i for t in clause.subtree} - own
    cue = sorted({token.i, last.i})
    return _made(token, "according", phrase_of(speaker), cue, content, speaker)


def _by_noun(noun: Token) -> Found | None:
    """ "his claim that the vote was rigged": the noun tells, its owner speaks."""
    clause = next(
        (
            child
            for child in noun.rights
            if child.dep_ in ("acl", "ccomp") and any(c.lower_ == "that" for c in child.lefts)
        ),
        None,
    )
    if clause is None:
        return None
    owner = owner_of(noun, clause)
    if owner is None:
        return None
    source = phrase_of(owner)
    source = [i for i in source if noun.doc[i].dep_ != "case"]
    content = {t.i for t in clause.subtree}
    return _made(noun, "noun", source, [noun.i], content, owner)


def _cue(verb: Token) -> list[int]:
    parts = [verb.i]
    for child in verb.children:
        if (child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) <= 4) or (
            child.dep_ == "advmod" and child.i == verb.i - 1
        ):
            parts.append(child.i)
    return sorted(parts)


def _trim(doc: Doc, words: list[int]) -> list[int]:
    """Without the commas, dashes and stops at either end; quotation marks stay."""
    first, last = 0, len(words)
    while first < last and _loose(doc[words[first]]):
        first += 1
    while last > first and _loose(doc[words[last - 1]]):
        last -= 1
    return words[first:last]


def _loose(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in ENCLOSING)


def _one_speaker_each(found: list[Found], quoted: dict[int, Span]) -> list[Found]:
    """A quotation that hangs on no verb goes to the cue that has nothing better only if free."""
    taken = {i for one in found if one.how != "quotation" for i in one.content if i in quoted}
    kept = []
    for one in found:
        if one.how == "quotation":
            if taken.intersection(one.content):
                continue
            taken.update(one.content)
        kept.append(one)
    return kept


def _over_whole_quotations(doc: Doc, found: list[Found], quoted: dict[int, Span]) -> list[Found]:
    """A speaker goes on speaking while the next sentences stand wholly in quotation marks."""
    if not quoted:
        return found
    return [_over_next_sentences(one, quoted) for one in found]


def _leads_on(one: Found, quoted: dict[int, Span]) -> bool:
    """Whether the quotation of the next sentence can be hers: she said something in this one."""
    if any(i in quoted for i in one.content):
        return True
    verb = one.verb
    return verb == verb.sent.root and "says" in cues.verb(verb.lemma_) and one.how == "clause"


def _over_next_sentences(one: Found, quoted: dict[int, Span]) -> Found:
    if one.how in TELLING_APART or not _leads_on(one, quoted):
        return one
    doc, more = one.verb.doc, set(one.content)
    here = one.verb.sent.end
    # The parser may leave an opening mark at the end of the sentence before.
    if here - 1 in quoted and quoted[here - 1].start == here - 1:
        here -= 1
    while here < len(doc) and (here in quoted or doc[here].is_space):
        end = quoted[here].end if here in quoted else here + 1
        tail = doc[end - 1].sent
        if end < tail.end - 1 and end not in quoted and _has_cue(tail, quoted):
            end = max(here, tail.start)
        more.update(range(here, end))
        goes_on = end < len(doc) and end not in quoted and doc[end].sent.start < end - 1
        if goes_on or end == here:
            break
        here = end
    return replace(one, content=tuple(sorted(more)))


def _has_cue(sent: Span, quoted: dict[int, Span]) -> bool:
    return any(
        token.pos_ == "VERB" and token.i not in quoted and "says" in cues.verb(token.lemma_)
        for token in sent
    )
