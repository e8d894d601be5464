"""Finds who says what in a paragraph: source, cue and content, from the grammar."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import cues

SUBJECTS = frozenset({"nsubj", "csubj"})
# Marks that belong to what they enclose.
ENCLOSING = "“”\"‘’''«»()[]"
PRONOUNS_OF_THE_TEXT = frozenset({"i", "we", "you", "us", "me"})
BEFORE_COLON = 8
VERBS = frozenset({"VERB", "AUX"})
# What a verb that heads a clause of its own is called.
WHOLE = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})
TELLS_MORE = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
COMPLEMENTS = frozenset({"dobj", "oprd", "attr", "acomp", "dative"})
AFTERTHOUGHTS = frozenset({"advcl", "relcl", "acl"})
PAUSES = frozenset({",", "–", "—", "--", "-"})
# "a group called Lund First", "a law to condemn him": nobody speaks.
TELLING_APART = frozenset({"label", "object", "infinitive"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
RELATIVE = frozenset({"who", "which", "that"})
POINTING = frozenset({"that", "this", "it", "so"})
WRITTEN = frozenset({"write", "tweet", "post", "blog", "email"})
COUNTING = frozenset({"one", "first", "second", "third", "other", "another", "last"})
ARGUING = frozenset({"argument", "answer", "claim", "explanation", "point", "reason", "theory"})
HAVING = frozenset({"have", "make", "offer", "give", "advance"})
COUNTS = frozenset({"account", "count", "estimate", "reckoning", "calculation", "admission"})
FROM_WHOM = frozenset({"by", "from"})
STATING = FINITE | {"MD"}
SPEAKING = frozenset({"nsubj", "nsubjpass"})
# What may follow "the office reported" when all that it reported stands before.
AFTER_TRAILING = frozenset({"prep", "npadvmod", "advmod", "punct", "advcl", "cc", "conj", "dative"})
ABOUT = frozenset({"for", "as", "of", "over"})


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
        if token.i in quoted and len(quoted[token.i]) > 4:
            continue
        if one := _at(token, quoted):
            found.append(one)
    for sent in doc.sents:
        cued = any(sent.start <= one.verb.i < sent.end for one in found)
        if one := _by_colon(sent) or (None if cued else _by_argument(sent)):
            found.append(one)
    return _over_whole_quotations(doc, _one_speaker_each(found, quoted), quoted)


def quoted_tokens(doc: Doc) -> dict[int, Span]:
    """For each token inside quotation marks, its quotation."""
    spans = doc.spans["quotations"]
    return {i: span for span in spans for i in range(span.start, span.end)}


def _at(token: Token, quoted: dict[int, Span]) -> Found | None:
    """The attribution that a word makes, if it is a cue."""
    if token.lower_ == "according":
        return _according_to(token)
    if token.pos_ == "VERB":
        kinds = cues.verb(token.lemma_)
        return _by_verb(token, kinds, quoted) if kinds else None
    if token.pos_ == "NOUN" and token.lower_ in COUNTS:
        return _by_count(token)
    if token.pos_ == "NOUN" and cues.noun(token.lemma_):
        return _by_noun(token)
    return None


def _by_verb(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> Found | None:
    speaker = _speaker(verb)
    if speaker is not None and speaker.i in quoted:
        speaker = _beside_the_cue(verb, quoted)
    how, content = _content(verb, kinds, quoted, speaker is not None)
    if not content and speaker is not None and "says" in kinds:
        how, content = "aside", _trailed(verb, speaker, quoted)
    if not content or not _credible(speaker, how, kinds):
        return None
    if speaker is not None and verb.dep_ == "acl" and speaker == verb.head and how in TELLING_APART:
        return None
    if how == "clause" and _is_told(verb, kinds):
        return None
    if how in TELLING_APART and (_to(verb) or _inside_speech(verb)):
        return None
    if verb.lemma_ == "hear" and (speaker is None or speaker.lower_ not in cues.LISTENING):
        return None
    own = {t.i for t in verb.subtree} if speaker is not None and speaker == verb.head else set()
    source = _phrase(speaker) if speaker is not None else []
    source = [i for i in source if i not in quoted and i not in own]
    cue = _cue(verb)
    if min(content) > verb.i:
        content = _without_afterthought(verb.doc, content, quoted)
    return _made(verb, how, source, cue, content, speaker)


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


def _inside_speech(verb: Token) -> bool:
    """Whether somebody else tells of it: then it is part of what they tell."""
    token = verb
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
    named = [doc[i] for i in source if doc[i].ent_type_ in ("PERSON", "ORG")]
    if not named or any(doc[i].pos_ in VERBS or doc[i].is_digit for i in source):
        return None
    content = set(range(colon + 1, sent.end))
    if not any(doc[i].pos_ in VERBS for i in content):
        return None
    return _made(named[-1], "colon", source, [colon], content, named[-1])


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
    speaker = _subject(verb)
    written = verb.lemma_ in WRITTEN
    quoted = doc[colon + 1].text[:1] in ENCLOSING if colon + 1 < sent.end else True
    if speaker is None or quoted or not (written or answers):
        return None
    if written:
        content.update(range(sent.end, len(doc)))
    return _made(verb, "clause", _phrase(speaker), _cue(verb), content, speaker)


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
        owner = _owner(subject, clause)
    elif subject.lower_ in COUNTING and sent.start > 0:
        before = sent.doc[sent.start - 1].sent
        argued = any(t.lemma_ in ARGUING and t.i > before.root.i for t in before)
        owner = _subject(before.root) if argued and before.root.lemma_ in HAVING else None
    if owner is None:
        return None
    source = [i for i in _phrase(owner) if sent.doc[i].dep_ != "case"]
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
    source = [i for i in _phrase(owner) if noun.doc[i].dep_ != "case"]
    return _made(noun, "according", source, [noun.head.i, noun.i], content, owner)


def _according_to(token: Token) -> Found | None:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None) if to else None
    if to is None or speaker is None:
        return None
    own = {t.i for t in token.subtree}
    clause = token.head
    while clause.head != clause and (clause.dep_ not in WHOLE or clause.pos_ not in VERBS):
        clause = clause.head
    closing = token.i > clause.i and token.doc[token.i - 1].text in PAUSES
    while closing and clause.dep_ == "conj" and _subject(clause) is None:
        clause = clause.head
    content = {t.i for t in clause.subtree} - own
    return _made(token, "according", _phrase(speaker), [token.i, to.i], content, speaker)


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
    owner = _owner(noun, clause)
    if owner is None:
        return None
    source = _phrase(owner)
    source = [i for i in source if noun.doc[i].dep_ != "case"]
    content = {t.i for t in clause.subtree}
    return _made(noun, "noun", source, [noun.i], content, owner)


def _owner(noun: Token, clause: Token) -> Token | None:
    """Whose claim it is: "her claim", "the claim by the firm"."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        by = next((c for c in noun.children if c.lower_ in FROM_WHOM and c.i < clause.i), None)
        owner = next((c for c in by.children if c.dep_ == "pobj"), None) if by else None
    return owner


def _speaker(verb: Token) -> Token | None:
    """The subject of the verb, or of the verb that it hangs on."""
    seen = verb
    for _ in range(5):
        if found := _subject(seen):
            return found
        if seen.dep_ == "pcomp":
            return _quoted_as(seen)
        if seen.dep_ == "acl":
            return seen.head
        if seen.dep_ not in ("conj", "advcl", "xcomp"):
            return None
        seen = _reporting(seen) or seen.head
    return None


def _subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return _without_comma(child, verb)
        if child.dep_ == "agent":
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _without_comma(subject: Token, verb: Token) -> Token:
    """ "a move one analyst has described as": the noun beside the verb is who describes."""
    for child in subject.rights:
        apart = subject.doc[subject.i + 1].text in (",", "–", "—", "(")
        if child.dep_ == "appos" and not apart and child.i < verb.i <= child.right_edge.i + 3:
            return child
    return subject


def _quoted_as(verb: Token) -> Token | None:
    """ "quoted an official as saying": the object speaks."""
    if verb.head.lower_ != "as":
        return None
    objects = ("dobj", "nsubjpass")
    return next((c for c in verb.head.head.children if c.dep_ in objects), None)


def _reporting(verb: Token) -> Token | None:
    """ "She said it failed, adding that …": the one who said it adds, not what failed."""
    clause = verb.head
    while clause.dep_ in ("xcomp", "conj") and clause.head != clause:
        clause = clause.head
    says = clause.dep_ == "ccomp" and "says" in cues.verb(clause.head.lemma_)
    return clause.head if says and verb.tag_ == "VBG" and verb.dep_ == "advcl" else None


def _beside_the_cue(verb: Token, quoted: dict[int, Span]) -> Token | None:
    """ "…," said Ms Meyer: who stands next to the cue when the parser took a word of the quotation."""
    doc = verb.doc
    for i in (verb.i + 1, verb.i - 1):
        if (
            0 <= i < len(doc)
            and i not in quoted
            and doc[i].pos_ in ("PROPN", "PRON", "NOUN", "DET")
        ):
            token = doc[i]
            while token.head.i not in quoted and token.dep_ in ("compound", "det", "amod", "nmod"):
                token = token.head
            return token
    return None


def _phrase(head: Token) -> list[int]:
    """The words of a speaker, without a clause that tells more about them."""
    dropped: set[int] = set()
    for child in head.children:
        verbal = child.dep_ == "conj" and child.pos_ in VERBS
        if child.i > head.i and (child.dep_ in TELLS_MORE or verbal):
            dropped.update(t.i for t in child.subtree)
    return [t.i for t in head.subtree if t.i not in dropped]


def _cue(verb: Token) -> list[int]:
    parts = [verb.i]
    for child in verb.children:
        if (child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) <= 4) or (
            child.dep_ == "advmod" and child.i == verb.i - 1
        ):
            parts.append(child.i)
    return sorted(parts)


def _content(
    verb: Token, kinds: frozenset[str], quoted: dict[int, Span], has_speaker: bool
) -> tuple[str, set[int]]:
    """How the content is tied to the cue, and its words."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    if clauses and kinds & {"says", "thinks", "shows"}:
        words = {t.i for child in _one_side(clauses, verb, quoted) for t in child.subtree}
        words -= _also_told(clauses, verb, quoted)
        return "clause", _with_quotations(words, quoted, verb)
    if "says" in kinds and verb.dep_ in ("parataxis", "ccomp") and verb.head != verb:
        outer = {t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}
        if verb.dep_ == "parataxis" or any(i in quoted for i in outer):
            return "aside", _with_quotations(outer, quoted, verb)
    if kinds & {"says", "thinks"} and (words := _foreseen(verb)):
        return "clause", _with_quotations(words, quoted, verb)
    if "labels" in kinds and (words := _complements(verb)) and len(words) > 2:
        return "label", _with_quotations(words, quoted, verb)
    if "says" in kinds and verb.dep_ not in ("relcl", "xcomp") and (words := _beside(verb, quoted)):
        return "quotation", words
    if "plans" in kinds and (words := _infinitive(verb)):
        return "infinitive", words
    if "judges" in kinds and (words := _complements(verb)):
        return "object", _with_quotations(words, quoted, verb)
    return "", set()


def _foreseen(verb: Token) -> set[int]:
    """ "Unemployment is forecast by the bank to rise": the subject is part of what is told."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    clause = next((c for c in verb.rights if c.dep_ == "xcomp"), None)
    agent = any(c.dep_ == "agent" for c in verb.rights)
    if subject is None or clause is None or not agent:
        return set()
    return {t.i for part in (subject, clause) for t in part.subtree}


def _one_side(clauses: list[Token], verb: Token, quoted: dict[int, Span]) -> list[Token]:
    """ "Rates rose; one member said more would come": the half before the semicolon is not hers."""
    after = [clause for clause in clauses if clause.i > verb.i]
    between = verb.doc[clauses[0].i : verb.i] if clauses[0].i < verb.i else ()
    if after and any(t.text == ";" and t.i not in quoted for t in between):
        return after
    return clauses


def _also_told(clauses: list[Token], verb: Token, quoted: dict[int, Span]) -> set[int]:
    """ "He announced that he was ill and vowed to go on": the vow is his and not announced."""
    told: set[int] = set()
    for child in (c for clause in clauses for c in clause.rights if clause.i > verb.i):
        if child.dep_ == "conj" and child.tag_ == verb.tag_ and child.i not in quoted:
            own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "aux") for c in child.children)
            if not own and cues.verb(child.lemma_):
                told.update(t.i for t in child.subtree)
                told.update(
                    t.i
                    for t in child.head.rights
                    if t.dep_ == "cc" and t.i == child.left_edge.i - 1
                )
    return told


def _trailed(verb: Token, speaker: Token, quoted: dict[int, Span]) -> set[int]:
    """ "Prices rose, the office reported on Friday": all before the speaker, however it was parsed."""
    doc, start, first = verb.doc, verb.sent.start, speaker.left_edge.i
    if not start + 2 < first <= speaker.i < verb.i or doc[first - 1].text not in PAUSES:
        return set()
    if verb.tag_ not in FINITE or speaker.dep_ not in SPEAKING or speaker.lower_ in RELATIVE:
        return set()
    for child in verb.rights:
        named = child.dep_ == "dobj" and verb.lemma_ == "tell"
        if child.dep_ not in AFTER_TRAILING and not named:
            return set()
    lead = doc[start + 1] if doc[start].dep_ == "cc" else doc[start]
    if lead.dep_ in ("mark", "prep") or lead.tag_ == "WRB":
        return set()
    before = doc[start:first]
    stated = any(t.tag_ in STATING and t.dep_ != "relcl" and t.i not in quoted for t in before)
    headed = verb.tag_ == "VBZ" and verb.i >= verb.sent.end - 2
    return {t.i for t in before} if stated or headed else set()


def _without_afterthought(doc: Doc, content: set[int], quoted: dict[int, Span]) -> set[int]:
    """Without the clause after a last comma: ", which he opposed" is no longer what he said."""
    for i in sorted(content):
        token = doc[i]
        first, last = token.left_edge.i, token.right_edge.i
        if token.dep_ not in AFTERTHOUGHTS or first == 0 or last < max(content) - 1:
            continue
        if any(j in quoted for j in range(first, last + 1)):
            continue
        if doc[first - 1].text in PAUSES and first > min(content) + 2:
            return {j for j in content if j < first}
    return content


def _complements(verb: Token) -> set[int]:
    """What is judged and how: "the plan as reckless", "him for lying"."""
    objects = [c for c in verb.rights if c.dep_ in COMPLEMENTS]
    about = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ABOUT]
    if not objects and not any(c.lower_ == "as" for c in about):
        return set()
    beside = [c for c in verb.rights if c.dep_ == "prep" and not _occasion(c)]
    return {t.i for child in [*objects, *about, *beside] for t in child.subtree}


def _occasion(prep: Token) -> bool:
    """ "attacked him in Lund on Friday": when and where, which is not what she thinks."""
    dated = any(c.ent_type_ in ("DATE", "TIME") for c in prep.children)
    return prep.lower_ in ("in", "during", "after", "before") or dated


def _infinitive(verb: Token) -> set[int]:
    parts = [c for c in verb.rights if c.dep_ == "xcomp"]
    if parts:
        parts += [c for c in verb.rights if c.dep_ == "dobj" and c.i < parts[0].i]
    return {t.i for child in parts for t in child.subtree}


def _beside(verb: Token, quoted: dict[int, Span]) -> set[int]:
    """A whole quotation in the sentence of the cue: one that ends like a sentence."""
    sent = verb.sent
    spans = {quoted[i].start: quoted[i] for i in range(sent.start, sent.end) if i in quoted}
    return {
        i
        for span in spans.values()
        if len(span) > 4 and span.text.rstrip("”\"'’")[-1:] in ".,!?—-…"
        for i in range(span.start, span.end)
    }


def _with_quotations(words: set[int], quoted: dict[int, Span], verb: Token) -> set[int]:
    """A quotation is content as a whole or not at all, and goes on after "he said"."""
    taken = set(words)
    touched = {quoted[i].start: quoted[i] for i in words if i in quoted}
    if touched:
        sent = verb.sent
        for i in range(verb.i + 1, sent.end):
            if i in quoted:
                touched[quoted[i].start] = quoted[i]
    for span in touched.values():
        if not span.start <= verb.i < span.end:
            taken.update(range(span.start, span.end))
    return taken


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


def _over_next_sentences(one: Found, quoted: dict[int, Span]) -> Found:
    if one.how in TELLING_APART or not any(i in quoted for i in one.content):
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
