"""Finds who says what in a paragraph: source, cue and content, from the grammar."""

from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import beside, cues
from factcheck.extraction.contents import (
    FINITE,
    PAUSES,
    content_of,
    is_as,
    subject_before,
    trailed,
    without_afterthought,
)
from factcheck.extraction.found import LONG, WHOLE, Found, cue_of, made, quoted_tokens
from factcheck.extraction.names import HE, SHE
from factcheck.extraction.pieces import VERBS, leaves_open
from factcheck.extraction.tellers import (
    NAMING,
    SPEAKING,
    beside_the_cue,
    could_say,
    owner_of,
    phrase_of,
    reporting,
    speaker_of,
    subject_of,
)

WRITERS = frozenset({"i", "we", "you"})
PRONOUNS_OF_THE_TEXT = WRITERS | {"us", "me"}
# "a group called Lund First", "a law to condemn him": nobody speaks.
TELLING_APART = frozenset({"label", "object", "infinitive"})
RETORTING = frozenset({"clap", "fire", "hit", "shoot", "snap", "strike"})
SAYS = frozenset({"says"})
POINTING = frozenset({"that", "this"})
IS = frozenset({"is", "was", "’s", "'s"})
SHOWN = frozenset({"dobj", "ccomp", "xcomp", "oprd", "acomp"})
COUNTING = frozenset({"one", "first", "second", "third", "other", "another", "last"})
ARGUING = frozenset({"argument", "answer", "claim", "explanation", "point", "reason", "theory"})
ABLE = frozenset("able difficult early easy hard impossible possible unable".split())
# What lawyers do in court, beside their names.
APPEARING = frozenset({"appearing", "defending", "mitigating", "prosecuting"})
SHORTEST = 3
SHOWING = frozenset({"indicate", "suggest"})
HAVING = frozenset({"have", "make", "offer", "give", "advance"})
VIEWS = frozenset({"opinion", "telling", "view", "words"})
COUNTS = frozenset({"account", "count", "estimate", "reckoning", "calculation", "admission"})


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
        argued = None if cued else _by_argument(sent)
        one = beside.find(sent, quoted, cued=cued or argued is not None) or argued
        if one is not None:
            found.append(one)
    # "Its teeth, Holm said, suggest that it was young": he says so, and not its teeth.
    asides = {one.verb.head.i for one in found if one.how == "aside" and one.verb.head != one.verb}
    found = [one for one in found if one.verb.i not in asides or not _only_shows(one)]
    return _over_whole_quotations(doc, _one_speaker_each(found, quoted), quoted)


def _only_shows(one: Found) -> bool:
    return "says" not in cues.verb(one.verb.lemma_) or one.verb.lemma_ in SHOWING


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
    if token.pos_ == "NOUN" and token.lower_ in COUNTS | VIEWS:
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
    if "says" in kinds and (one := _in_the_middle(verb)):
        return one
    speaker, how, content = _speech_of(verb, kinds, quoted)
    if not content or not _credible(speaker, how, kinds) or _is_passed_over(verb, kinds, how):
        return None
    if speaker is not None and verb.dep_ == "acl" and speaker == verb.head and how in TELLING_APART:
        return None
    own = {t.i for t in verb.subtree} if speaker is not None and speaker == verb.head else set()
    source = phrase_of(speaker) if speaker is not None else []
    source = [i for i in source if i not in quoted and i not in own]
    cue = cue_of(verb)
    if min(content) > verb.i:
        content = without_afterthought(verb.doc, content, quoted)
    return made(verb, how, source, cue, content, speaker)


def _appearing(verb: Token) -> Token | None:
    """ "Opening the case, Anna Weiss, prosecuting, said …", however it was parsed."""
    before = verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]
    if len(before) < 4 or before[2].lower_ not in APPEARING or before[0].pos_ != "PROPN":
        return None
    return before[0] if before[1].text == before[3].text == "," else None


type Speech = tuple[Token | None, str, set[int]]


def _speech_of(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> Speech:
    """Who speaks, how the words are tied to the verb, and the words."""
    if (lawyer := _appearing(verb)) is not None:
        how, content = content_of(verb, kinds, quoted)
        return lawyer, how, {i for i in content if i > verb.i}
    speaker = _heard_from(verb) or speaker_of(verb)
    if speaker is not None and speaker.i in quoted:
        speaker = beside_the_cue(verb, quoted)
    how, content = content_of(verb, kinds, quoted)
    if speaker is None and content and "says" in kinds and verb.tag_ in FINITE:
        speaker, content = _speaker_beside(verb, content, quoted)
    if not content:
        how, content = "aside", _told_around(verb, kinds, speaker, quoted)
    if not content and speaker is not None and "shows" in kinds:
        how, content = "object", _shown(verb, speaker)
    return speaker, how, content


def _speaker_beside(
    verb: Token, content: set[int], quoted: dict[int, Span]
) -> tuple[Token | None, set[int]]:
    """Whoever is named beside the verb, where the parser finds no subject, and what they say."""
    after = _ends_before(verb, quoted) and min(content) < verb.i
    if not after and max(content) > verb.i:
        return _in_front(verb, quoted), content
    speaker = _behind(verb)
    if after and speaker is not None:
        content = {i for i in content if i < verb.i or i in quoted}
    return speaker, content


def _fills(verb: Token) -> bool:
    """ "That said, prices fell", "All told, 40 came": nobody says it."""
    sent = verb.sent
    filling = verb.i == sent.start + 1 and sent[0].lower_ in ("that", "all")
    return filling and verb.i + 1 < sent.end and verb.nbor().text == ","


def _told_around(
    verb: Token, kinds: frozenset[str], speaker: Token | None, quoted: dict[int, Span]
) -> set[int]:
    """What does not hang on the verb and is told by it all the same."""
    words: set[int] = set()
    shows = speaker is not None and "shows" in kinds and speaker.lemma_ in cues.RECORDS
    if speaker is not None and ("says" in kinds or shows):
        words = trailed(verb, speaker, quoted)
    return words or (_told_of(verb) if "says" in kinds else words)


def _shown(verb: Token, speaker: Token) -> set[int]:
    """ "A poll shows the party ahead by four points", "with 40 per cent"."""
    if speaker.lemma_.lower() not in cues.SURVEYS or any(c.dep_ == "neg" for c in verb.lefts):
        return set()
    parts = [c for c in verb.rights if c.dep_ in SHOWN]
    parts += [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("with", "at")]
    return {t.i for part in parts for t in part.subtree}


def _is_passed_over(verb: Token, kinds: frozenset[str], how: str) -> bool:
    """What is told in a way that leaves nobody who says it here."""
    if _fills(verb):
        return True
    if how == "clause" and (_is_told(verb, kinds) or _is_open(verb)):
        return True
    if how in TELLING_APART and (_to(verb) or _in_passing(verb) or _inside_speech(verb)):
        return True
    return verb.lemma_ == "hear" and not _is_heard(verb)


def _in_the_middle(verb: Token) -> Found | None:
    """ "The bridge, said the treasurer, is sold", where the parser takes the bridge for who says it."""
    doc, sent = verb.doc, verb.sent
    taken = subject_before(verb)
    before = doc[taken.i : verb.i] if taken is not None else doc[0:0]
    if verb.tag_ not in FINITE or [t.text for t in before if t.is_punct] != [","]:
        return None
    named = list(takewhile(lambda t: t.pos_ in (*NAMING, "NUM"), doc[verb.i + 1 : sent.end]))
    closing = next((t.i for t in doc[verb.i + 1 : sent.end] if t.text == ","), 0)
    if not named or not closing or before[-1].text != "," or not could_say(named[-1]):
        return None
    source = list(range(verb.i + 1, closing))
    content = {i for i in range(sent.start, sent.end) if not verb.i - 1 <= i <= closing}
    return made(verb, "aside", source, [verb.i], content, named[-1])


def _told_of(verb: Token) -> set[int]:
    """ "A man who police say broke into a shop was held", where the parser takes "broke" for what is
    told of the man.
    """
    clause = verb.head.head
    noun = verb.head if verb.dep_ == "relcl" else None
    if noun is None or noun.dep_ not in ("nsubj", "nsubjpass") or clause.i != verb.i + 1:
        return set()
    later = (t.i for c in clause.rights if c.dep_ == "conj" for t in c.subtree)
    return {t.i for t in clause.subtree if t.i >= clause.i} - set(later)


def _ends_before(verb: Token, quoted: Container[int]) -> bool:
    """ "“We lost,” said Meyer, who …": the quotation ends where the verb begins."""
    before = verb.i - 1 if verb.i and verb.doc[verb.i - 1].text != "," else verb.i - 2
    return before in quoted


def _behind(verb: Token) -> Token | None:
    """ "“We lost,” tweeted Meyer", where the parser takes her for what is tweeted or joins her to
    a later verb.
    """
    after = (c for c in verb.rights if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1)
    thing = next((c for c in after if could_say(c)), None)
    named = list(
        takewhile(lambda t: t.pos_ in (*NAMING, "NUM"), verb.doc[verb.i + 1 : verb.sent.end])
    )
    return thing or (named[-1] if named and could_say(named[-1]) else None)


def _in_front(verb: Token, quoted: Container[int]) -> Token | None:
    """ "Despite what he wrote about Holm, Meyer said …", where the parser joins her to Holm."""
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else verb
    joined = before.dep_ in ("conj", "appos", "dep")
    return before if joined and could_say(before) and before.i not in quoted else None


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


def _is_open(verb: Token) -> bool:
    """ "It was not possible to tell when they came"."""
    told = (c.left_edge for c in verb.rights if c.dep_ == "ccomp")
    return any(map(leaves_open, told)) and verb.head.lower_ in ABLE and _to(verb)


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


def _credible(speaker: Token | None, how: str, kinds: frozenset[str]) -> bool:
    """Thoughts and judgements need somebody other than the writer or the reader."""
    if speaker is None:
        return how in ("clause", "aside") and "says" in kinds
    if how == "clause" and "says" in kinds:
        return True
    return speaker.lower_ not in PRONOUNS_OF_THE_TEXT


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
    return made(verb, "clause", source, [subject.i, verb.i], content, owner)


def _by_count(noun: Token) -> Found | None:
    """ "40 of them, by her count, were soldiers"; "in her view it was a crime"."""
    prep = noun.head
    by = prep.lower_ == "by" and noun.lower_ in COUNTS
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and (by or noun.lower_ == "words"):
        of = next((c for c in noun.rights if c.lower_ == "of"), None)
        owner = next((c for c in of.children if c.dep_ == "pobj"), None) if of else None
    if not (by or (prep.lower_ == "in" and noun.lower_ in VIEWS)) or owner is None:
        return None
    clause = _clause_of(prep)
    own = {t.i for t in prep.subtree}
    content = {t.i for t in clause.subtree} - own
    speaker = owner
    if owner.lower_ in HE | SHE and any(c.lower_ == "own" for c in noun.lefts):
        # "Holm had never, by his own account, been there".
        speaker = subject_of(clause) or owner
    source = [i for i in phrase_of(owner) if noun.doc[i].dep_ != "case"]
    return made(noun, "according", source, [prep.i, noun.i], content, speaker)


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
    clause = _clause_of(token)
    if clause.dep_ == "advcl" and clause.tag_ == "VBG" and clause.head.i < clause.i:
        clause = clause.head
    closing = token.i > clause.i and token.doc[token.i - 1].text in PAUSES
    while closing and _goes_with_more(clause):
        clause = clause.head
    content = {t.i for t in clause.subtree} - own
    if clause.i > token.i > clause.sent.start and _is_apart(token, clause):
        # "It cost a million, according to Holm; the council says two": not what the council says.
        content = set(range(clause.sent.start, token.i))
    if _points_back(clause) and clause.sent.start > 0:
        # "Prices fell. That’s according to the bank."
        content = {t.i for t in token.doc[clause.sent.start - 1].sent}
    cue = sorted({token.i, last.i})
    return made(token, "according", phrase_of(speaker), cue, content, speaker)


def _points_back(clause: Token) -> bool:
    subject = subject_of(clause)
    bare = all(c.dep_ in ("nsubj", "prep", "punct") for c in clause.children)
    return (
        clause.pos_ in VERBS
        and clause.lower_ in IS
        and bare
        and subject is not None
        and subject.lower_ in POINTING
    )


def _goes_with_more(clause: Token) -> bool:
    """ "Rents rose and fell", "Half of them were sold, while a third were let"."""
    if clause.dep_ == "conj":
        return subject_of(clause) is None
    return clause.dep_ == "advcl" and any(c.lower_ == "while" for c in clause.lefts)


def _clause_of(token: Token) -> Token:
    """The verb of the clause that "according to" stands in: also "which according to Holm failed"."""
    clause = token.head
    within = token.i > 0 and token.doc[token.i - 1].tag_ in ("WDT", "WP")
    while clause.head != clause and (clause.dep_ not in WHOLE or clause.pos_ not in VERBS):
        if within and clause.dep_ == "relcl":
            break
        clause = clause.head
    return clause


def _is_apart(token: Token, clause: Token) -> bool:
    return any(t.text == ";" for t in token.doc[token.i : clause.i])


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
    return made(noun, "noun", source, [noun.i], content, owner)


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
