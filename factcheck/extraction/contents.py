"""What is told with a verb: the words that hang on it or stand in quotation marks beside it."""

from collections.abc import Callable, Container

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import cues
from factcheck.extraction.pieces import ACTING

TOLD = frozenset({"ccomp", "xcomp"})
TOLD_OF = frozenset({"about", "against", "for", "of", "on"})
COMPLEMENTS = frozenset({"dobj", "oprd", "attr", "acomp", "dative"})
AFTERTHOUGHTS = frozenset({"advcl", "relcl", "acl"})
PAUSES = frozenset({",", "–", "—", "--", "-"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
RELATIVE = frozenset({"who", "which", "that"})
STATING = FINITE | {"MD"}
# What may follow "the office reported" when all that it reported stands before.
AFTER_TRAILING = frozenset({"prep", "npadvmod", "advmod", "punct", "advcl", "cc", "conj", "dative"})
ABOUT = frozenset({"for", "as", "of", "over"})
# "Did not know that it was closed": it was, all the same.
FACTIVE = frozenset(
    "deny disclose forget know mention notice realise realize recall remember reveal".split()
)
UNTRUE = frozenset("absurd dishonest false incorrect misleading untrue wrong".split())
# After a comma these begin what the article adds itself; "while", "so" or "though" begin, in PolNeAR, what
# is said three times of four.
MEANWHILE = frozenset({"after", "as", "even", "when"})
CONTRARY = frozenset({"however", "yet"})
# "Says nothing" is short, and no claim.
LONG = 5


def content_of(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> tuple[str, set[int]]:
    """How the content is tied to the cue, and its words: the first of WAYS that finds any."""
    if not _adds_a_thing(verb):
        for how, way in WAYS:
            if words := way(verb, kinds, quoted):
                return how, words
    return "", set()


def _in_a_clause(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    """ "said that prices rose"."""
    if verb.lemma_ not in FACTIVE and any(c.dep_ == "neg" for c in verb.lefts):
        # "She does not recommend that it closes": nobody says that it does.
        return set()
    clauses = [c for c in _clauses(verb) if not _is_whom(c, verb)]
    if _is_untrue(verb):
        return set()
    if kinds == cues.SHOWS and any(c.tag_ == "MD" for c in verb.lefts):
        # "Those who could show that they had a plan": whether anybody had is open.
        return set()
    if "shows" in kinds:
        clauses = [clause for clause in clauses if _is_stated(clause)]
    if not clauses and "says" in kinds:
        clauses = _taken_for_a_thing(verb) or _hung_on_a_noun(verb)
    if not clauses or not kinds & {"says", "thinks", "shows"}:
        return set()
    parts = [*_one_side(clauses, verb, quoted), *_resumed(clauses, verb, quoted)]
    parts += _and_that(clauses, verb, quoted)
    words = {t.i for child in parts for t in child.subtree}
    words -= _also_told(clauses, verb, quoted)
    words |= _half_before(clauses, verb, quoted) | _after_colon(clauses, verb, quoted)
    words -= _contradicted(words, verb)
    return _with_quotations(words, quoted, verb)


def _is_untrue(verb: Token) -> bool:
    """ "It was wrong to suggest that it fell": that it did not."""
    beside = [verb.head, *(c for c in verb.head.rights if c.dep_ == "acomp")]
    to = any(child.lower_ == "to" for child in verb.lefts)
    return to and any(token.lower_ in UNTRUE for token in beside)


def _is_stated(clause: Token) -> bool:
    """Not "him asleep" of "officers found him asleep"."""
    return clause.tag_ in STATING or any(c.dep_ in ("aux", "auxpass", "mark") for c in clause.lefts)


def _around(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    """ "Prices, she says, rose"; "As she points out, prices rose"."""
    if "says" in kinds and _as_told(verb):
        return _without(verb.head, verb)
    denied = any(child.dep_ == "neg" for child in verb.lefts)
    says = "says" in kinds or verb.lemma_ == "find"
    inserted = verb.dep_ in ("parataxis", "ccomp") or _is_inserted(verb)
    if denied or not says or not inserted or verb.head == verb:
        return set()
    outer = _without(_whole(verb.head), verb) | _half_around(verb, quoted)
    # "Asked about it, she said, “We lost.”"
    asked = (c for c in verb.head.lefts if c.lemma_ == "ask" and c.dep_ == "advcl" and c.i < verb.i)
    outer -= {t.i for clause in asked for t in clause.subtree}
    if verb.dep_ == "parataxis" and max(outer, default=0) < verb.i:
        outer |= {t.i for other in _told_after(verb) for t in other.subtree}
    if verb.dep_ != "ccomp" or any(i in quoted for i in outer):
        return _with_quotations(outer, quoted, verb)
    return set()


def _is_inserted(verb: Token) -> bool:
    """ "Instead, Holm told the paper, it would close", where the parser takes it for a side clause."""
    if verb.dep_ != "advcl" or verb.tag_ not in FINITE:
        return False
    doc, last = verb.doc, verb.right_edge.i
    apart = verb.i < verb.head.i and last + 1 < len(doc) and doc[last + 1].text == ","
    bare = {"dobj", "dative", "prep", "npadvmod"}.issuperset(c.dep_ for c in verb.rights)
    joined = any(c.dep_ == "mark" or c.tag_ == "WRB" for c in verb.lefts)
    return apart and bare and not joined and subject_before(verb) is not None


def _half_around(verb: Token, quoted: dict[int, Span]) -> set[int]:
    """ "Prices rose, she said, “so wages fell”", where the parser hangs "said" on "fell" alone."""
    second, speaker = verb.head, subject_before(verb)
    first = second.head
    if speaker is None or second.dep_ != "conj" or not first.i < verb.i < second.i:
        return set()
    return _told_before(verb, speaker, quoted)


def _without(whole: Token, part: Token) -> set[int]:
    return {t.i for t in whole.subtree} - {t.i for t in part.subtree}


def _clauses(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ == "ccomp"]


def _adds_a_thing(verb: Token) -> bool:
    """ "Meyer had two goals, Holm added one": he added no words."""
    if verb.lemma_ != "add" or not any(c.dep_ == "dobj" for c in verb.rights):
        return False
    return any(clause.i < verb.i for clause in _clauses(verb))


def _whole(verb: Token) -> Token:
    """What "she added" stands in, also where the parser hangs it on a part."""
    while verb.dep_ in ("dep", "xcomp") and verb.head != verb:
        verb = verb.head
    return verb


def _as_told(verb: Token) -> bool:
    """ "As Holm points out, prices rose", "Prices rose, as Holm points out"."""
    if verb.dep_ != "advcl" or verb.tag_ not in FINITE or not is_as(verb):
        return False
    first, told = verb.left_edge.i, any(c.dep_ in ("ccomp", "dobj", "xcomp") for c in verb.rights)
    after = first > verb.head.i and verb.doc[first - 1].text == "," and not told
    return verb.right_edge.i < verb.head.i or after


def is_as(verb: Token) -> bool:
    """ "As Holm said", "as she put it"."""
    return any(c.lower_ == "as" and c.dep_ == "mark" for c in verb.lefts)


def _hung_on_a_noun(verb: Token) -> list[Token]:
    """ "He said after the game that Lund had won", "told the court he was ill": the parser hangs it
    on the noun before.
    """
    for child in verb.rights:
        told = verb.lemma_ == "tell" and child.dep_ == "dobj"
        nouns = [child] if told else child.children if child.dep_ == "prep" else ()
        owned = [noun for noun in nouns if not _is_owned(noun)]
        for clause in (c for noun in owned for c in noun.rights if c.dep_ in ("acl", "relcl")):
            first = clause.left_edge
            subject = any(c.dep_ in ACTING and c.i == first.i for c in clause.lefts)
            if first.lower_ == "that" and first.dep_ == "mark":
                return [clause]
            if told and subject and first.lower_ not in RELATIVE and first.i == child.i + 1:
                return [clause]
    return []


def _is_owned(noun: Token) -> bool:
    """ "Commented on the union’s claim that it failed": the union claims it."""
    return bool(cues.noun(noun.lemma_)) and any(child.dep_ == "poss" for child in noun.lefts)


def _taken_for_a_thing(verb: Token) -> list[Token]:
    """ "The firm says its new model outside sells": to the parser, all of it is a thing that is said."""
    return [
        child
        for child in verb.rights
        if verb.lemma_ == "say" and child.dep_ == "dobj" and child.left_edge.i == verb.i + 1
        if child.right_edge.i - child.left_edge.i >= LONG
    ]


def swallowed(verb: Token) -> Token | None:
    """ "Holm, who was hurt in May, said that …": where the parser takes "Holm was hurt" for a clause
    that is said, that clause; else None.
    """
    before = next((c for c in verb.lefts if c.dep_ in ("ccomp", "advcl")), None)
    told = any(c.dep_ == "ccomp" for c in verb.rights)
    if before is None or not told or any(c.dep_ in ACTING for c in verb.children):
        return None
    subject = subject_before(before)
    begins = subject is not None and subject.left_edge.i == before.left_edge.i
    return before if begins and verb.tag_ in FINITE else None


def subject_before(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ in ACTING), None)


def _is_whom(clause: Token, verb: Token) -> bool:
    """ "Two died, Holm told reporters gathered in Lund": taken for a clause about the reporters."""
    subject = subject_before(clause)
    begins = subject is not None and subject.left_edge.i == verb.i + 1
    return verb.lemma_ == "tell" and begins and clause.left_edge.i == verb.i + 1


def _before_whom(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    clauses = _clauses(verb)
    speaker = subject_before(verb)
    if speaker is None or not clauses or not all(_is_whom(clause, verb) for clause in clauses):
        return set()
    return _told_before(verb, speaker, quoted)


def _foreseen(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    """ "Unemployment is forecast by the bank to rise": the subject is part of what is told."""
    if not kinds & {"says", "thinks"}:
        return set()
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    clause = next((c for c in verb.rights if c.dep_ == "xcomp"), None)
    agent = any(c.dep_ == "agent" for c in verb.rights)
    if subject is None or clause is None or not agent:
        return set()
    words = {t.i for part in (subject, clause) for t in part.subtree}
    return _with_quotations(words, quoted, verb)


def _one_side(clauses: list[Token], verb: Token, quoted: dict[int, Span]) -> list[Token]:
    """ "Rates rose; one member said more would come": the half before the semicolon is not hers."""
    after = [clause for clause in clauses if clause.i > verb.i]
    between = verb.doc[clauses[0].i : verb.i] if clauses[0].i < verb.i else ()
    apart = any(t.text in (";", ":") and t.i not in quoted for t in between)
    return after if after and (apart or swallowed(verb) is not None) else clauses


def _half_before(clauses: list[Token], verb: Token, quoted: dict[int, Span]) -> set[int]:
    """ "Prices rose, but wages fell, Holm said", where the parser joins "said" to "rose"."""
    speaker, joined = subject_before(verb), clauses[-1].left_edge.i
    if speaker is None or clauses[-1].i > verb.i or verb.dep_ != "conj" or verb.head.i >= joined:
        return set()
    joins = any(token.dep_ == "cc" for token in verb.doc[verb.head.i : joined])
    return _told_before(verb, speaker, quoted) if joins and subject_before(verb.head) else set()


def _resumed(clauses: list[Token], verb: Token, quoted: Container[int]) -> list[Token]:
    """ "Prices rose, said Holm, but wages fell": both are his, unless he is quoted with one.

    And so in "He says that prices rose and they fell again", where the parser joins it to "says".
    """
    if clauses[-1].i > verb.i:
        return [other for other in verb.rights if other.dep_ == "conj" and _goes_on(other, verb)]
    if clauses[-1].i in quoted:
        return []
    return _told_after(verb)


def _told_after(verb: Token) -> list[Token]:
    """The other half of "It would cost a million, Holm said, and wages would fall"."""
    others = (child for child in verb.rights if child.dep_ == "conj" and child.tag_ != "VBG")
    return [
        other
        for other in others
        if not cues.verb(other.lemma_)
        and (subject_before(other) is not None or _is_foretold(other))
        and verb.doc[verb.i + 1 : other.left_edge.i - 1].text.endswith(",")
    ]


def _contradicted(words: set[int], verb: Token) -> set[int]:
    """ "She said it would open; however, it has not": so says the article."""
    doc = verb.doc
    marks = [i for i in words if doc[i].text == ";" and doc[i : i + 2][-1].lower_ in CONTRARY]
    return {i for i in words if i >= min(marks, default=len(doc))}


def _after_colon(clauses: list[Token], verb: Token, quoted: Container[int]) -> set[int]:
    """ "She argued that nobody was locked in: the gate was open"."""
    end = verb.sent.end
    if clauses[0].i < verb.i or "says" not in cues.verb(verb.lemma_):
        return set()
    colon = next((t.i for t in verb.doc[clauses[-1].right_edge.i : end] if t.text == ":"), end)
    rest = verb.doc[colon + 1 : end]
    more = any(
        "says" in cues.verb(t.lemma_) and t.tag_ in FINITE for t in verb.doc[verb.i + 1 : end]
    )
    apart = more or not rest or colon in quoted or any(t.i in quoted for t in rest)
    return set() if apart else set(range(colon, end))


def _and_that(clauses: list[Token], verb: Token, quoted: Container[int]) -> list[Token]:
    """ "He said it would pass – it did not – and that she knew", where the parser joins it to another
    clause.
    """
    if clauses[0].i < verb.i or "says" not in cues.verb(verb.lemma_):
        return []
    found = []
    for that in verb.doc[clauses[-1].i + 1 : verb.sent.end]:
        marks = that.lower_ == "that" and that.dep_ == "mark" and that.nbor(-1).dep_ == "cc"
        if marks and that.i not in quoted and that.head.dep_ == "conj":
            between = verb.doc[clauses[-1].i + 1 : that.i]
            if any("says" in cues.verb(t.lemma_) and t.pos_ == "VERB" for t in between):
                break
            found.append(that.head)
    return found


def _is_foretold(verb: Token) -> bool:
    """ "It would cost a million, Holm said, and would spare …"."""
    return any(c.tag_ == "MD" and c.i == verb.left_edge.i for c in verb.lefts)


def _goes_on(other: Token, verb: Token) -> bool:
    """By another "that", or by its tense: with a pronoun, or one step further back."""
    if verb.tag_ == "VBD" and _is_long_past(other) and subject_before(other) is None:
        return True
    first = other.left_edge
    marked = first.lower_ == "that" and first.nbor(-1).dep_ == "cc"
    if marked or any(c.dep_ == "mark" and c.lower_ == "that" for c in other.lefts):
        return True
    subject = subject_before(other)
    past = any(t.tag_ == "VBD" for t in (other, *other.lefts))
    now = verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in verb.lefts)
    return now and past and subject is not None and subject.pos_ == "PRON"


def _is_long_past(verb: Token) -> bool:
    """ "Had suspended": after "said", it is said."""
    return verb.tag_ == "VBN" and any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.lefts)


def _also_told(clauses: list[Token], verb: Token, quoted: dict[int, Span]) -> set[int]:
    """ "He announced that he was ill and vowed to go on": the vow is his and not announced."""
    told: set[int] = set()
    for child in (c for clause in clauses for c in clause.rights if clause.i > verb.i):
        if child.dep_ == "conj" and child.tag_ == verb.tag_ and child.i not in quoted:
            own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "aux") for c in child.children)
            # "Said that he accepted it but believed …" goes on with what is said.
            other = any(t.lower_ == "but" for t in child.head.rights if t.dep_ == "cc")
            # "He said he came and found the door open": so he said.
            # "He said she came and answered the door": she did, and nobody says more.
            tells = any(c.dep_ in TOLD or c.i in quoted for c in child.rights)
            tells |= any(c.dep_ == "prep" and c.lower_ in TOLD_OF for c in child.rights)
            if not own and not other and tells and cues.verb(child.lemma_) - {"shows"}:
                told.update(t.i for t in child.subtree)
                told.update(
                    t.i
                    for t in child.head.rights
                    if t.dep_ == "cc" and t.i == child.left_edge.i - 1
                )
    return told


def trailed(verb: Token, speaker: Token, quoted: dict[int, Span]) -> set[int]:
    """ "Prices rose, the office reported on Friday": all before the speaker, however it was parsed."""
    for child in verb.rights:
        named = child.dep_ == "dobj" and verb.lemma_ == "tell"
        if child.dep_ not in AFTER_TRAILING and not named:
            return set()
    return _told_before(verb, speaker, quoted)


def _told_before(verb: Token, speaker: Token, quoted: dict[int, Span]) -> set[int]:
    doc, start, first = verb.doc, verb.sent.start, speaker.left_edge.i
    if not start + 2 < first <= speaker.i < verb.i or doc[first - 1].text not in PAUSES:
        return set()
    finite = verb.tag_ in FINITE or speaker.dep_ == "nsubjpass"
    if not finite or speaker.dep_ not in ACTING or speaker.lower_ in RELATIVE:
        return set()
    lead = doc[start + 1] if doc[start].dep_ == "cc" else doc[start]
    if lead.dep_ in ("mark", "prep") or lead.tag_ == "WRB":
        return set()
    before = doc[start:first]
    stated = any(t.tag_ in STATING and t.dep_ != "relcl" and t.i not in quoted for t in before)
    headed = verb.tag_ == "VBZ" and verb.i >= verb.sent.end - 2
    # Of "Both groups ate much, she said" the parser may make one clause with two subjects.
    doubled = sum(child.dep_ in ACTING for child in verb.lefts) > 1
    return {t.i for t in before} if stated or headed or doubled else set()


def without_afterthought(doc: Doc, content: set[int], quoted: dict[int, Span]) -> set[int]:
    """Without the clause after a last comma: ", which he opposed" is no longer what he said."""
    for i in sorted(content):
        token = doc[i]
        first, last = token.left_edge.i, token.right_edge.i
        after = token.dep_ in AFTERTHOUGHTS or token.lower_ == "something"
        if not after or first == 0 or last < max(content) - 1:
            continue
        if any(
            t.lower_ == "that" and t.nbor(-1).dep_ == "cc" for t in token.subtree if t.i > first
        ):
            continue
        if token.tag_ == "VBG" and token.head.i in content:
            # "She had paid herself, disguising it as bills": he said so, too.
            continue
        if token.dep_ == "advcl" and MEANWHILE.isdisjoint(t.lower_ for t in token.lefts):
            # "Said rents rose, while wages fell".
            continue
        if any(j in quoted for j in range(first, last + 1)):
            continue
        if doc[first - 1].text in PAUSES and first > min(content) + 2:
            return {j for j in content if j < first}
    return content


def _labelled(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    """ "called the plan a disgrace"; of a single word it is none."""
    words = _complements(verb) if "labels" in kinds else set()
    return _with_quotations(words, quoted, verb) if len(words) > 2 else set()


def _judged(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    return _with_quotations(_complements(verb), quoted, verb) if "judges" in kinds else set()


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


def _infinitive(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    if "plans" not in kinds:
        return set()
    parts = [c for c in verb.rights if c.dep_ == "xcomp"]
    if parts:
        parts += [c for c in verb.rights if c.dep_ == "dobj" and c.i < parts[0].i]
    return {t.i for child in parts for t in child.subtree}


def _beside(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> set[int]:
    """A whole quotation in the sentence of the cue: one that ends like a sentence."""
    if "says" not in kinds or verb.dep_ in ("relcl", "xcomp"):
        return set()
    sent = verb.sent
    spans = {quoted[i].start: quoted[i] for i in range(sent.start, sent.end) if i in quoted}
    return {
        i
        for span in spans.values()
        if len(span) > 4 and span.text.rstrip("”\"'’")[-1:] in ".,!?—-…"
        if stands_apart(span, sent.start, verb)
        for i in range(span.start, span.end)
    }


def stands_apart(span: Span, first: int, verb: Token | None = None) -> bool:
    """Not “from Lund to Ystad” of "noted her work “from Lund to Ystad.”", in a sentence from `first` on."""
    before = span.doc[span.start - 1]
    begins = span.start <= first or (verb is not None and before.i <= verb.i)
    return begins or not before.is_alpha or before.dep_ in ("cc", "mark")


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


type Way = Callable[[Token, frozenset[str], dict[int, Span]], set[int]]
# What words can be to a cue, the surest first.
WAYS: tuple[tuple[str, Way], ...] = (
    ("aside", _before_whom),
    ("clause", _in_a_clause),
    ("aside", _around),
    ("clause", _foreseen),
    ("label", _labelled),
    ("quotation", _beside),
    ("infinitive", _infinitive),
    ("object", _judged),
)
