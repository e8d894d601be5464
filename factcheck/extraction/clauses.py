"""Cuts a sentence into the pieces that each state one thing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from factcheck.extraction import asides, cues
from factcheck.extraction.names import is_human
from factcheck.extraction.pieces import (
    ACTING,
    CONNECTORS,
    EDGE,
    FACT_MARKS,
    RELATIVE,
    SHORTEST,
    VERBS,
    Kind,
    Piece,
    adds,
    closed,
    is_relative,
    set_off,
    stands_for,
    subject_of,
    trimmed,
    whose,
)

DASHES = frozenset({"–", "—", "--"})
OPENERS, CLOSERS = frozenset("“‘«"), frozenset("”’»")
MEANWHILE = frozenset({"after", "as", "while"})
# Joins two facts whatever their tense; the others do so only of what has happened.
REASONS = frozenset({"because", "although", "though", "whereas"})
SUPPOSING = frozenset({"if", "unless", "when", "whenever", "whether"})
# "Provided that it was done before the house was let": nobody has let it.
PROVIDED = frozenset({"assuming", "provided", "providing"})
# "In part because it rained" is one reason of several, and no fact without what it explains.
PARTLY = frozenset("part partly mainly largely mostly simply just only precisely primarily".split())
# "accused the firm of hiding it": what somebody is said to have done is the claim.
ACCUSING = frozenset({"accuse", "suspect", "blame", "criticise", "criticize", "condemn", "fault"})
# Participles that only point: "beginning in May", "referring to the war".
POINTING = frozenset(
    "accord base begin cite compare concern depend follow give include pend quote refer regard say "
    "speak start".split()
)
# What may stand between a subject and its verb, and how much of a sentence it has to be to be cut out.
INTERRUPTING = frozenset({Kind.RELATIVE, Kind.IDENTITY, Kind.PARTICIPLE})
ASIDE_SHARE = 0.35
# What such words lead up to holds whatever follows them; "in Lund" or "for men" would limit it.
LEADING = frozenset(
    "besides beyond contrary despite notwithstanding regarding regardless unlike".split()
)
# Whether a verb has one subject or many, as far as its form tells.
MANY = {"VBZ": False, "VBP": True, "was": False, "were": True}
# A label before a colon has few words.
LABEL = 7
LOOSE = frozenset({"and", "but", "yet"})
SILENT = frozenset({"decline", "refuse"})
# "After losing the vote, …": what somebody did before, or all the same.
MEANWHILE_DOING = frozenset({"after", "before", "despite", "since", "without"})
# "This comes after …": the sentence only introduces the clause that follows.
EMPTY_SUBJECTS = frozenset({"this", "that", "it", "which"})
EMPTY_VERBS = frozenset({"come", "follow", "happen"})
# What is done with what is written, so that others know of it.
MADE_PUBLIC = frozenset(
    "broadcast file leak obtain post print publish read release see share".split()
)


def find(sent: Span, introducing: frozenset[int] = frozenset()) -> list[Piece]:
    """The pieces of a sentence, in the order of their first words.

    `introducing` are the verbs that introduce what somebody says: what they introduce is
    the claim, and "she said" is none.
    """
    charges = {verb.i: (accuser, whom) for accuser, verb, whom in _charges(sent)}
    accusers = {accuser.i for accuser, _ in charges.values()}
    heads = [(h, kind) for h, kind in _heads(sent, introducing) if h.i not in charges]
    heads += [(sent.doc[i], Kind.CHARGE) for i in charges]
    wide = {t.i for t in sent if t.dep_ in ("relcl", "appos") and set_off(t) and _wide(t)}
    # "Denied the union's claim that …" keeps whose claim it was.
    cut = {i for i in introducing if sent.doc[i].pos_ != "NOUN"}
    roots = {head.i for head, _ in heads} | cut | wide
    pieces = []
    for head, kind in heads:
        told = head.i in introducing and not _said_of(head)
        if told or head.i in accusers or _empty(head) or _only_quotes(head, introducing):
            continue
        piece = _piece(sent, head, kind, roots - _told_by_time(head))
        if piece is not None:
            pieces.append(piece)
    loose = (Kind.TAIL, Kind.PARTICIPLE)
    pieces = [asides.in_context(p, pieces) if p.kind in loose else p for p in pieces]
    pieces += asides.find(sent, pieces)
    pieces = [_without_lead(_after_aside(piece, pieces), pieces) for piece in pieces]
    pieces = _without_doubles([_after_label(sent, piece) for piece in pieces])
    return sorted(pieces, key=lambda piece: (piece.start, -piece.end))


def _after_aside(piece: Piece, pieces: list[Piece]) -> Piece:
    """ "Holm, who has led the party since 2009, resigned": when most of it is about who Holm is,
    what happened starts after that.
    """
    subject = subject_of(piece.head)
    if piece.kind is not Kind.MAIN or subject is None or piece.subject is not None:
        return piece
    for aside in pieces:
        if (
            aside.kind in INTERRUPTING
            and subject.i < aside.end < piece.head.i
            and aside.start >= piece.start
        ):
            doc, rest = subject.doc, aside.end
            while rest < piece.head.i and doc[rest].text in EDGE:
                rest += 1
            long = aside.end - subject.i > ASIDE_SHARE * (piece.end - piece.start)
            said = sum(not t.is_punct or t.text == "%" for t in doc[rest : piece.end])
            if rest > aside.end and long and said >= SHORTEST:
                return replace(piece, start=rest, subject=subject)
    return piece


def _without_lead(piece: Piece, pieces: Sequence[Piece]) -> Piece:
    """ "Despite all that was said about the dam, prices rose": the long phrase is no part of it.

    Nor is it at the end, and nor is a phrase that holds a claim of its own: "In Lund, where 40
    people died, …".
    """
    doc, subject = piece.head.doc, subject_of(piece.head)
    if piece.kind not in (Kind.MAIN, Kind.CONTENT, Kind.COORDINATE) or subject is None:
        return piece
    for token in doc[piece.head.i + 1 : piece.end]:
        apart = token.lower_ in LEADING and doc[token.i - 1].text in EDGE
        if apart and token.right_edge.i >= piece.end - 2:
            piece = replace(piece, end=token.i - 1)
    first, start = doc[piece.start], subject.left_edge.i
    leads = first.lower_ in LEADING or any(
        first.i < other.start and other.end <= start for other in pieces
    )
    last = doc[start - 2] if doc[start - 1].text in CLOSERS | {'"'} else doc[start - 1]
    if first.i >= start or not leads or last.text not in EDGE:
        return piece
    long = start - piece.start > ASIDE_SHARE * (piece.end - piece.start)
    return replace(piece, start=start) if long else piece


def _after_label(sent: Span, piece: Piece) -> Piece:
    """ "Mayor Holm: Dam is shut", "Editor’s note: …": who says it or what it is comes first."""
    doc = sent.doc
    colon = next((t.i for t in sent[1:LABEL] if t.text == ":"), -1)
    if not piece.start < colon < piece.end - SHORTEST or doc[colon + 1].is_lower:
        return piece
    if _is_finite(doc[sent.start : colon]) or not _is_finite(doc[colon + 1 : piece.end]):
        return piece
    if doc[sent.start].text in OPENERS | {'"'}:
        return piece
    return replace(piece, start=colon + 1)


def _is_finite(words: Span) -> bool:
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in words)


def _heads(sent: Span, introducing: frozenset[int]) -> Iterator[tuple[Token, Kind]]:
    """The verbs that each carry a fact of their own."""
    for token in sent:
        if token.dep_ == "ROOT":
            yield token, Kind.MAIN
        elif token.pos_ not in VERBS:
            if token.dep_ == "ccomp" and token.head.i in introducing:
                yield token, Kind.CONTENT
        elif kind := _kind(token, introducing):
            yield token, kind


def _kind(verb: Token, introducing: frozenset[int]) -> Kind | None:
    dep, head = verb.dep_, verb.head
    if dep in ("ccomp", "parataxis"):
        if head.i in introducing:
            return None if _asks(verb) or supposes(head) else Kind.CONTENT
        apart = verb.right_edge.i < head.i and subject_of(verb) is not None
        return Kind.COORDINATE if apart and subject_of(head) is not None else None
    if dep == "conj":
        own = subject_of(verb) is not None
        # "Either he forgot or he lied" is one claim.
        either = any(c.dep_ == "preconj" or c.lower_ == "either" for c in head.lefts)
        # And so is "they fell or had risen".
        either |= any(
            c.lower_ in ("or", "nor") and c.i < verb.i for c in head.rights if c.dep_ == "cc"
        )
        together = either or _is_denied_with(head, verb) or shares_an_object(head, verb)
        whole = not together and (
            own or (_long_enough(verb) and not _bare(verb) and not _paired(verb))
        )
        return Kind.COORDINATE if _states(head) and whole else None
    if dep == "acl" and head.i in introducing:
        return Kind.CONTENT
    if dep == "advcl" and head.i in introducing and verb.i < head.i and not _mark(verb):
        return Kind.CONTENT if subject_of(verb) is not None else None
    if dep == "relcl":
        return Kind.RELATIVE if adds(verb) else _other_relative(verb)
    if dep == "advcl":
        mark = _mark(verb)
        if subject_of(verb) is not None:
            if set_off(verb) and _some_of(verb):
                return Kind.TAIL
            told = mark == "as" and ("says" in cues.verb(verb.lemma_) or _only_thought(verb))
            return Kind.ADVERBIAL if _joins(verb, mark) and not told else None
    return Kind.PARTICIPLE if verb.i not in introducing and _is_participle(verb) else None


def _only_thought(verb: Token) -> bool:
    """ "As some had feared"."""
    bare = not any(c.dep_ in ("dobj", "ccomp", "xcomp", "prep") for c in verb.rights)
    return bare and "thinks" in cues.verb(verb.lemma_)


def supposes(saying: Token) -> bool:
    """ "If the auditor finds that rules were broken": nobody has found so."""
    return saying.dep_ == "advcl" and _mark(saying) in SUPPOSING


def _some_of(verb: Token) -> bool:
    """ "…, many of whom voted"."""
    subject = subject_of(verb)
    words = subject.subtree if subject is not None else ()
    return any(word.lower_ in ("whom", "which") for word in words)


def _is_participle(verb: Token) -> bool:
    """ "…, raising its forecast", "Built in 1964, …", "After losing the vote, …"."""
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ in MEANWHILE_DOING:
        return _between_marks(verb.head) and _long_enough(verb)
    if verb.dep_ not in ("advcl", "acl") or verb.tag_ not in ("VBG", "VBN"):
        return False
    first = verb.left_edge
    if _mark(verb) == "as" or (first.i and first.nbor(-1).lower_ == "as"):
        return False  # "As required by the truce": of nobody.
    counts = any(child.like_num for child in verb.rights)
    tells = verb.lemma_ not in POINTING and (counts or _long_enough(verb))
    return tells and (set_off(verb) or _leads(verb))


def _between_marks(prep: Token) -> bool:
    """Whether a phrase stands apart, at the start of its sentence or between commas."""
    last = prep.right_edge.i
    after = prep.doc[last + 1].text if last + 1 < len(prep.doc) else ""
    return (prep.is_sent_start or set_off(prep)) and (after in EDGE or prep.doc[last].text in EDGE)


def _mark(verb: Token) -> str:
    marks = [c for c in verb.lefts if c.dep_ in ("mark", "advmod")]
    # In "even though" the second word joins.
    return next((c.lower_ for c in sorted(marks, key=lambda c: c.dep_ != "mark")), "")


def _joins(verb: Token, mark: str) -> bool:
    """Whether an adverbial clause tells a fact, and not the condition or the time of another."""
    first = verb.left_edge.i
    if mark == "because" and first and verb.doc[first - 1].lower_ in PARTLY:
        return False
    if verb.left_edge.lower_ == "only":
        return False  # "Only after it had agreed".
    if mark == "as" and first > 1 and verb.doc[first - 2].lower_ == "as":
        return False  # "As long as it was needed".
    if is_provided(verb):
        return False
    if mark in REASONS or mark not in FACT_MARKS:
        return mark in REASONS
    if mark == "since" and (_has_done(verb.head) or _is_denied(verb.head)):
        return False
    if _is_past(verb):
        return _is_past(verb.head) or (mark in MEANWHILE and not _may(verb.head))
    return mark in MEANWHILE and _is_present(verb) and _is_present(verb.head)


def is_provided(token: Token) -> bool:
    """Whether it stands in what "provided that" supposes; not in "providing homes for 40 people"."""
    return any(
        above.lower_ in PROVIDED
        and above.dep_ == "advcl"
        and any(child.dep_ == "ccomp" for child in above.rights)
        for above in token.ancestors
    )


def _is_denied(verb: Token) -> bool:
    """ "No unit had fired since it began", "it had not rained"."""
    own = subject_of(verb)
    no = own is not None and any(child.lower_ == "no" for child in own.lefts)
    return no or any(child.dep_ == "neg" for child in verb.lefts)


def _is_past(verb: Token) -> bool:
    """ "fell", "has fallen", "was sold"; not "falls" or "will have fallen"."""
    helping = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if any(child.tag_ in ("MD", "TO") for child in helping):
        return False
    if verb.tag_ == "VBD":
        return True
    return any(c.tag_ == "VBD" or c.lemma_ == "have" for c in helping) and verb.tag_ != "VB"


def _is_present(verb: Token) -> bool:
    """ "falls", as in headlines."""
    return verb.tag_ in ("VBZ", "VBP") and not _may(verb)


def _may(verb: Token) -> bool:
    return any(child.tag_ == "MD" for child in verb.lefts)


def _has_done(verb: Token) -> bool:
    return any(child.lower_ in ("has", "have", "’s", "'s") for child in verb.lefts)


def _charges(sent: Span) -> Iterator[tuple[Token, Token, Token]]:
    """Who accuses, of doing what, whom: "accused the firm of hiding it"."""
    for token in sent:
        if token.dep_ != "pcomp" or token.head.lower_ not in ("of", "for"):
            continue
        if token.tag_ != "VBG" and not any(c.lower_ == "having" for c in token.lefts):
            continue
        accuser = token.head.head
        whom = next((child for child in accuser.rights if child.dep_ == "dobj"), None)
        if accuser.lemma_ in ACCUSING and accuser.pos_ in VERBS and whom is not None:
            yield accuser, token, whom


def _asks(verb: Token) -> bool:
    """ "He declined to say whether it was safe" says nothing of that kind."""
    if any(c.lower_ in ("whether", "if") and c.dep_ == "mark" for c in verb.lefts):
        return True
    open_question = verb.left_edge.tag_ in ("WP", "WRB", "WDT")
    silent = verb.head.head.lemma_ in SILENT or any(c.dep_ == "neg" for c in verb.head.lefts)
    return open_question and silent


def _bare(verb: Token) -> bool:
    """ "to sell or make": an infinitive that shares no "will" or "did" with the verb before it."""
    return verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in [*verb.lefts, *verb.head.lefts])


def _is_denied_with(first: Token, verb: Token) -> bool:
    """ "You cannot close a bank and expect no queue": only both together cannot be."""
    bare = verb.tag_ in ("VB", "VBP") and not any(c.dep_ in ("aux", *ACTING) for c in verb.lefts)
    denied = any(c.dep_ == "neg" for c in first.lefts) and _may(first)
    return bare and denied and any(c.lower_ == "and" for c in first.rights if c.dep_ == "cc")


def shares_an_object(first: Token, verb: Token) -> bool:
    """ "Which she founded and ran from home": without "which" it is not told what she ran."""
    relative = (c for c in first.lefts if c.dep_ == "dobj" and c.tag_ in ("WDT", "WP"))
    objects = ("dobj", "ccomp", "xcomp", "attr", "acomp")
    shares = first.dep_ == "relcl" and subject_of(verb) is None
    return (
        shares
        and next(relative, None) is not None
        and not any(c.dep_ in objects for c in verb.rights)
    )


def _paired(verb: Token) -> bool:
    """ "came and went home", "met with and prayed over him": verbs side by side tell one thing."""
    between = verb.doc[verb.head.i + 1 : verb.i]
    return all(t.dep_ in ("cc", "prt") or (t.dep_ == "prep" and not t.n_rights) for t in between)


def _states(verb: Token) -> bool:
    """Whether a coordinated verb stands on the level of whole clauses.

    In "if it rains and the river rises" both are what is supposed.
    """
    while verb.dep_ == "conj" and verb.pos_ in VERBS:
        verb = verb.head
    if verb.dep_ == "advcl" and _mark(verb) in SUPPOSING:
        return False
    instructs = verb.tag_ == "VB" and verb.dep_ == "ROOT" and subject_of(verb) is None
    states = verb.dep_ in ("ROOT", "ccomp", "relcl", "advcl", "parataxis")
    return states and verb.pos_ in VERBS and not instructs


def _long_enough(verb: Token) -> bool:
    return verb.right_edge.i - verb.i >= 2


def _other_relative(verb: Token) -> Kind | None:
    """ "…, where 40 people live" stands alone; "…, which the bank denied" needs what is before it."""
    first = verb.left_edge
    if not set_off(verb) or subject_of(verb) is None or verb.right_edge.i - first.i < SHORTEST:
        return None
    if first.lower_ in ("where", "when"):
        return Kind.PLACE
    pronouns = (token.lower_ for token in verb.doc[first.i : first.i + 3])
    return Kind.TAIL if any(word in ("which", "whom") for word in pronouns) else None


def _wide(token: Token) -> bool:
    return token.right_edge.i - token.left_edge.i >= 3


def _leads(verb: Token) -> bool:
    """ "Built in 1964, the bridge …": what has been done, before the clause that it belongs to."""
    after = verb.right_edge.i + 1
    starts = verb.left_edge.i <= verb.sent.start + 1
    return starts and verb.tag_ == "VBN" and after < verb.sent.end and verb.doc[after].text == ","


def _said_of(verb: Token) -> bool:
    """ "Prices are forecast by the bank to rise": what is said and who it is about in one clause."""
    parts = {child.dep_ for child in verb.children}
    return "nsubjpass" in parts and "xcomp" in parts


def _empty(verb: Token) -> bool:
    own = subject_of(verb)
    return (
        own is not None
        and own.lower_ in EMPTY_SUBJECTS
        and verb.lemma_ in EMPTY_VERBS
        and not any(child.dep_ in ("dobj", "ccomp") for child in verb.children)
    )


def _told_by_time(verb: Token) -> set[int]:
    """The side clause of "The results came a day after it fell", which says little without it."""
    says_more = any(c.dep_ in ("dobj", "ccomp", "prep", "agent") for c in verb.children)
    if verb.lemma_ not in EMPTY_VERBS or says_more:
        return set()
    return {child.i for child in verb.rights if child.dep_ == "advcl"}


def _only_quotes(verb: Token, introducing: frozenset[int]) -> bool:
    """ "The paper quoted an official as saying": what the official says is the claim."""
    reports = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as")
    return any(child.i in introducing for prep in reports for child in prep.children)


def _piece(sent: Span, head: Token, kind: Kind, roots: set[int]) -> Piece | None:
    """The words of a clause without the other clauses at its ends."""
    words = _territory(head, roots, asides.words(sent))
    while len(words) > 1 and _joined_from_afar(sent.doc[words[0]], words[1]):
        del words[0]
    start, end = edges(sent, words)
    subject, first = _lent(head, kind)
    start = first or start
    if kind is Kind.RELATIVE:
        end = _to_dash(sent, head.left_edge.i - 1, end)
    start, end = trimmed(sent, start, end, connectors=kind is not Kind.MAIN)
    if kind is Kind.ADVERBIAL:
        start = _after_span(head, start)
    hyphen = sent.doc[start - 1].text_with_ws if start > sent.start + 1 else ""
    if hyphen == "-" and not sent.doc[start - 2].whitespace_:
        # "Co-founded by Holm" is one word.
        start -= 2
        if subject == sent.doc[start]:
            return None
    size = sum(token.is_alpha or token.like_num for token in sent.doc[start:end])
    least = SHORTEST if kind in (Kind.ADVERBIAL, Kind.PARTICIPLE) else SHORTEST - 1
    may_count = kind in (Kind.ADVERBIAL, Kind.PARTICIPLE)
    counts = may_count and any(token.like_num for token in sent.doc[start:end])
    # "Taking bribes" says enough of somebody.
    if size < (2 if counts or kind is Kind.CHARGE else least):
        return None
    if head.pos_ not in VERBS and not any(t.pos_ in VERBS for t in sent.doc[start:end]):
        return None
    return Piece(start, end, kind, head, subject)


def _lent(head: Token, kind: Kind) -> tuple[Token | None, int]:
    """The subject that a clause leaves unsaid; and where it begins, if after a "who" of its own."""
    own = subject_of(head)
    if kind is Kind.CHARGE:
        return next(child for child in head.head.head.rights if child.dep_ == "dobj"), 0
    if kind is Kind.RELATIVE:
        assert own is not None
        return _antecedent(head, own), (whose(own) or own).i + 1
    if kind is Kind.COORDINATE and own is not None:
        # "Holm, who came in May and who left": he left.
        again = is_relative(own) and own.nbor(-1).dep_ == "cc"
        alone = sum(child.dep_ in ACTING for child in head.lefts) == 1
        noun = stands_for(own) if again and alone else None
        return noun, own.i + 1 if noun else 0
    if kind in (Kind.COORDINATE, Kind.PARTICIPLE) and own is None:
        subject = borrowed(head)
        if subject is not None and is_relative(subject):
            subject = stands_for(subject) or subject
        return subject, 0
    return None, 0


def _after_span(verb: Token, start: int) -> int:
    """ "Hours after it rained": it rained."""
    mark = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ in CONNECTORS), None)
    if mark is None or mark.i <= start:
        return start
    span = verb.doc[start : mark.i].root
    tells_when = span.ent_type_ in ("TIME", "DATE") or span.dep_ == "npadvmod"
    return mark.i + 1 if tells_when else start


def _antecedent(verb: Token, pronoun: Token) -> Token:
    """What "which" stands for: of "shares in Norvik, which has" and "shares in Norvik, which have" the
    verb tells, where the parser chose the wrong one.
    """
    noun, first = verb.head, verb.left_edge.i
    if pronoun.lower_ == "who" and (person := _person_above(noun)) is not None:
        return person
    if pronoun.lower_ == "which" and (thing := _thing_beside(noun, first)) is not None:
        return thing
    forms = (form for t in (verb, *verb.lefts) for form in (t.tag_, t.lower_))
    number = next((MANY[form] for form in forms if form in MANY), None)
    if number is None or pronoun.lower_ not in RELATIVE or _is_many(noun) == number:
        return noun
    above = noun.head.head if noun.dep_ == "pobj" else noun
    beside = noun.doc[first - 2] if first > noun.i + 2 else noun
    others = [token for token in (above, beside) if token.pos_ in ("NOUN", "PROPN")]
    for other in others:
        between = noun.doc[min(other.i, noun.i) + 1 : max(other.i, noun.i)]
        if between and between[0].dep_ == "prep" and not any(t.is_punct for t in between):
            if _is_many(other) == number:
                return other
    return noun


def _person_above(noun: Token) -> Token | None:
    """ "The president of the union, who has worked there": who has is no union."""
    thing = noun.tag_ == "NN" or noun.ent_type_ in ("GPE", "ORG")
    if not thing or is_human(noun):
        return None
    above = noun.head if noun.dep_ == "conj" else noun
    while above.dep_ == "pobj" and above.head.dep_ == "prep":
        above = above.head.head
        above = above.head if above.dep_ == "amod" else above  # "A person close to the firm".
        if is_human(above) or above.lemma_ == "people":
            return above
    return None


def _thing_beside(noun: Token, first: int) -> Token | None:
    """ "A manager at Corbett & Wray, which holds 6 per cent": no person is "which"."""
    person = noun.ent_type_ == "PERSON" or is_human(noun)
    if not person or first < noun.i + 3:
        return None
    beside = noun.doc[first - 2]
    while beside.dep_ in ("compound", "conj") and beside.head.i > noun.i:
        beside = beside.head
    named = beside.pos_ in ("NOUN", "PROPN") and beside != noun
    return beside if named and beside.ent_type_ != "PERSON" and not is_human(beside) else None


def _is_many(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS")


def _to_dash(sent: Span, opening: int, end: int) -> int:
    """What a dash opens, the next one closes: "– which is 40 years old –"."""
    doc = sent.doc
    if opening >= sent.start and doc[opening].text in DASHES:
        return next((i for i in range(opening + 1, end) if doc[i].text == doc[opening].text), end)
    return end


def _joined_from_afar(first: Token, second: int) -> bool:
    """ "But when it rained, prices fell": the "but" stands before another clause."""
    return first.lower_ in CONNECTORS and second > first.i + 1


def _territory(head: Token, roots: set[int], tails: frozenset[int]) -> list[int]:
    """The words of a clause that belong to no other one, without marks."""
    taken, found = [head], []
    while taken:
        token = taken.pop()
        if (not token.is_punct or token.text == "%") and token.i not in tails:
            found.append(token.i)
        taken += [child for child in token.children if child.i not in roots]
    return sorted(found) or [head.i]


def edges(sent: Span, words: list[int]) -> tuple[int, int]:
    """From the first word to the last, with the quotation marks and stop that go with them."""
    doc = sent.doc
    while len(words) > 1 and (
        doc[words[-1]].dep_ in ("cc", "mark") or doc[words[-1]].lower_ in LOOSE
    ):
        words = words[:-1]
    start, end = max(words[0], sent.start), min(words[-1] + 1, sent.end)
    if all(token.is_punct or token.is_space for token in doc[end : sent.end]):
        end = sent.end
    elif _one_sided(doc[start:end], OPENERS, CLOSERS):
        inside = doc[end].text in ",.!?" and end + 1 < sent.end
        close = end + 1 if inside else end
        if doc[close].text in CLOSERS | {'"'}:
            end = close + 1
    if all(token.is_punct or token.is_space for token in doc[sent.start : start]):
        start = sent.start
    elif _one_sided(doc[start:end], CLOSERS, OPENERS) and doc[start - 1].text in OPENERS | {'"'}:
        start -= 1
    if doc[start].text in OPENERS | {'"'} and _one_sided(doc[start:end], OPENERS, CLOSERS):
        start += 1
    return start, closed(doc, start, end)


def _one_sided(span: Span, more: frozenset[str], fewer: frozenset[str]) -> bool:
    """Whether a quotation mark in the span misses its partner."""
    texts = [token.text for token in span]
    straight = texts.count('"') % 2 == 1
    return straight or sum(t in more for t in texts) > sum(t in fewer for t in texts)


def borrowed(verb: Token) -> Token | None:
    """The subject that a clause shares with the one it hangs on."""
    if verb.dep_ == "acl":
        return _recorded(verb) or verb.head
    seen = verb
    if verb.dep_ == "pcomp":
        seen = verb.head.head
        return subject_of(seen) or borrowed(seen)
    while seen.dep_ in ("conj", "advcl", "xcomp") and seen.head != seen:
        if (told := _told_before(seen)) is not None:
            return subject_of(told)
        seen = seen.head
        if found := subject_of(seen):
            if is_relative(found) and (noun := stands_for(found)) is not None:
                return noun
            return _who_speaks(verb, found, seen) or found
    return None


def _told_before(verb: Token) -> Token | None:
    """Of "It would cost a million, Holm said, and would spare …", where the parser joins the second
    "would" to "said", what would cost.
    """
    said = verb.head
    first = verb.left_edge
    if verb.dep_ != "conj" or first.tag_ != "MD" or "says" not in cues.verb(said.lemma_):
        return None
    before = [said.head] if said.dep_ == "parataxis" else said.lefts
    clauses = (c for c in before if c.i < said.i and c.dep_ in ("ccomp", "ROOT", "parataxis"))
    told = next((c for c in clauses if subject_of(c) is not None), None)
    apart = verb.doc[said.i : first.i - 1].text.endswith(",")
    return told if apart and "says" not in cues.verb(verb.lemma_) else None


def _recorded(verb: Token) -> Token | None:
    """ "A letter to the bank, seen by the Herald", "a study of 40 nurses, published in May": what was
    seen or published, where the parser takes it for what stands nearer.
    """
    noun = verb.head
    if verb.lemma_ not in MADE_PUBLIC or noun.lemma_.lower() in cues.PUBLISHED:
        return None
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
        if noun.lemma_.lower() in cues.PUBLISHED:
            return noun
    return None


def _who_speaks(verb: Token, subject: Token, clause: Token) -> Token | None:
    """ "Holm said the figure was wrong and accused the mayor": no figure accuses anybody."""
    speaks = verb.lemma_ in ACCUSING or "says" in cues.verb(verb.lemma_)
    thing = subject.pos_ == "NOUN" and not subject.ent_type_ and not is_human(subject)
    return subject_of(clause.head) if speaks and thing and clause.dep_ == "ccomp" else None


def _without_doubles(pieces: list[Piece]) -> list[Piece]:
    """One piece per span, and no clause that is all but its container."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for piece in pieces:
        if (piece.start, piece.end) not in seen:
            seen.add((piece.start, piece.end))
            kept.append(piece)
    return kept
