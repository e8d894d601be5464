"""What is told with a verb: the words that hang on it or stand in quotation marks beside it."""

from collections.abc import Container

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import cues

COMPLEMENTS = frozenset({"dobj", "oprd", "attr", "acomp", "dative"})
AFTERTHOUGHTS = frozenset({"advcl", "relcl", "acl"})
PAUSES = frozenset({",", "–", "—", "--", "-"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
RELATIVE = frozenset({"who", "which", "that"})
STATING = FINITE | {"MD"}
SPEAKING = frozenset({"nsubj", "nsubjpass"})
# What may follow "the office reported" when all that it reported stands before.
AFTER_TRAILING = frozenset({"prep", "npadvmod", "advmod", "punct", "advcl", "cc", "conj", "dative"})
ABOUT = frozenset({"for", "as", "of", "over"})


def content_of(
    verb: Token, kinds: frozenset[str], quoted: dict[int, Span], has_speaker: bool
) -> tuple[str, set[int]]:
    """How the content is tied to the cue, and its words."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    if clauses and kinds & {"says", "thinks", "shows"}:
        parts = [*_one_side(clauses, verb, quoted), *_resumed(clauses, verb, quoted)]
        words = {t.i for child in parts for t in child.subtree}
        words -= _also_told(clauses, verb, quoted)
        return "clause", _with_quotations(words, quoted, verb)
    denied = any(child.dep_ == "neg" for child in verb.lefts)
    if "says" in kinds and verb.dep_ in ("parataxis", "ccomp") and verb.head != verb and not denied:
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


def _resumed(clauses: list[Token], verb: Token, quoted: Container[int]) -> list[Token]:
    """ "Prices rose, said Holm, but wages fell": both are his, unless he is quoted with one."""
    if clauses[-1].i > verb.i or clauses[-1].i in quoted:
        return []
    others = (child for child in verb.rights if child.dep_ == "conj" and child.tag_ != "VBG")
    return [
        other
        for other in others
        if not cues.verb(other.lemma_)
        and any(c.dep_ in SPEAKING for c in other.lefts)
        and verb.doc[verb.i + 1 : other.left_edge.i - 1].text.endswith(",")
    ]


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


def trailed(verb: Token, speaker: Token, quoted: dict[int, Span]) -> set[int]:
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


def without_afterthought(doc: Doc, content: set[int], quoted: dict[int, Span]) -> set[int]:
    """Without the clause after a last comma: ", which he opposed" is no longer what he said."""
    for i in sorted(content):
        token = doc[i]
        first, last = token.left_edge.i, token.right_edge.i
        after = token.dep_ in AFTERTHOUGHTS or token.lower_ == "something"
        if not after or first == 0 or last < max(content) - 1:
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
