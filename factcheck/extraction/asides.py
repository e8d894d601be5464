"""The names with their roles and the remarks in a sentence: facts that have no clause."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from factcheck.extraction.components.titles import is_role
from factcheck.extraction.names import COMPANY_NOUNS, PERSONS, PUBLIC, is_human
from factcheck.extraction.pieces import EDGE, SHORTEST, Kind, Piece, adds, set_off, trimmed, whose

# A role stands near its name.
NEAR = 8
PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
CHILDREN = frozenset(
    "boy child daughter father girl man member mother officer person son woman".split()
)
# What people are called that no ending tells.
CALLED = frozenset(
    "ally alumna alumnus artist aunt billionaire candidate celebrity champ chef cleric cook cousin "
    "delegate descendant face fan favorite favourite figure graduate guest guru hawk heir hero heroine host "
    "icon judge legend mate millionaire mogul monk name nephew niece novice pal partner peer pick pioneer "
    "pro protege quarterback rival rookie saint scholar star sweetheart talent tycoon twin uncle voice vp youth".split()
)
PARTY = re.compile(r"[RDI]-[A-Z]")


def find(sent: Span, clauses: Sequence[Piece]) -> Iterator[Piece]:
    """Names with a role before or after them, and remarks, which belong to one of the clauses."""
    roles = list(_identities(sent))
    tails = [in_context(tail, clauses) for tail in _tails(sent)]
    yield from (role for role in roles if _of_a_person(role) or not _shared(role, tails))
    yield from (tail for tail in tails if not _shared(tail, filter(_of_a_person, roles)))
    yield from _titles(sent)


def words(sent: Span) -> frozenset[int]:
    spans = [span for span in sent.doc.spans["tails"] if sent.start <= span.start < sent.end]
    return frozenset(i for span in spans for i in range(span.start, span.end))


def in_context(tail: Piece, pieces: Iterable[Piece]) -> Piece:
    """With the clause that it follows or stands in."""
    around = [p.start for p in pieces if p.start < tail.start and p.end >= tail.start - 2]
    return replace(tail, context=max(around, default=tail.head.sent.start))


def _identities(sent: Span) -> Iterator[Piece]:
    """ "Keith Kessler, undersecretary for Economic Growth": a name and its role."""
    for token in sent:
        if token.dep_ != "appos" or not (token.pos_ in ("NOUN", "PROPN") or _one_of(token)):
            continue
        head = _described(token)
        named = "PERSON" in (head.ent_type_, token.ent_type_)
        first, last = head.left_edge.i, token.right_edge.i + 1
        between = sent.doc[head.i + 1 : token.left_edge.i]
        if (
            any(t.text == "(" for t in between)
            or _somebody_else(head, between)
            or whose(head) is not None
            or _is_no_role(head, token)
            or len(between) > NEAR
        ):
            continue
        if head.ent_type_ in PLACES and token.lemma_ in CHILDREN:
            continue
        if token.ent_type_ == "PERSON" and not _may_be_a_person(head):
            continue
        if _lists(token) or (token.left_edge.like_num and not _one_of(token)):
            continue
        named = named or (head.pos_ == "PROPN" and token.pos_ == "NOUN")
        if named and head.ent_type_ != token.ent_type_ and any(t.text in EDGE for t in between):
            last = _before_clause(token, last)
            start, end = trimmed(sent, first, last)
            if end - start >= SHORTEST:
                yield Piece(start, end, Kind.IDENTITY, token, head)


def _one_of(token: Token) -> bool:
    """ "Jan Holm, one of the trustees"."""
    return token.lower_ == "one" and any(child.lower_ == "of" for child in token.rights)


def _somebody_else(head: Token, between: Span) -> bool:
    """ "Holm, 54, and his co-defendant": what follows says who that is, and not who Holm is."""
    return head.pos_ == "PROPN" and any(token.dep_ == "cc" for token in between)


def _is_no_role(name: Token, role: Token) -> bool:
    """What a person cannot be: "Jan Holm and his passengers", "Ida Lind, R-Va.", "Lucy, his debut"."""
    first = role.left_edge
    if first.tag_ in ("WDT", "WP") or PARTY.match(role.doc.text, first.idx):
        return True
    if role.ent_type_ == "PERSON" and name.tag_ == "NNS":
        return True
    if name.pos_ in ("NUM", "PRON"):
        return True
    if name.ent_type_ != "PERSON" or role.pos_ != "NOUN":
        people = "PERSON" in (name.ent_type_, role.ent_type_)
        return not people and any(child.like_num for child in role.rights)
    noun = role.lemma_.lower()
    body = noun in COMPANY_NOUNS or noun in PUBLIC
    many = role.tag_ == "NNS" and not any(child.dep_ == "conj" for child in name.rights)
    return many or not (body or is_human(role) or noun in CALLED or PERSONS.search(noun))


def _may_be_a_person(noun: Token) -> bool:
    """ "At the rally, Jan Holm, …", "in Lund Crown Court, Jan Holm, …": neither is Holm."""
    if noun.pos_ != "NOUN":
        return noun.ent_type_ not in {"ORG", *PLACES}
    return is_role(noun) or bool(PERSONS.search(noun.lemma_.lower()))


def _lists(noun: Token) -> bool:
    """ "Jan Holm, his brother Per and Ida Lind", "the mayor, his staff or his cat": no one is another."""
    others = [child for child in noun.rights if child.dep_ == "conj"]
    owned = (child.dep_ == "poss" for other in others for child in other.lefts)
    return any(other.ent_type_ == "PERSON" for other in others) or any(owned)


def _described(name: Token) -> Token:
    """ "The mayor who signed the lease, Jan Holm": a person is the mayor, whatever stands nearer."""
    if name.ent_type_ != "PERSON" or is_role(name.head) or name.left_edge.i < 2:
        return name.head
    beside = name.doc[name.left_edge.i - 2]
    above = (t for t in name.head.ancestors if t.pos_ == "NOUN" and is_role(t))
    return beside if is_role(beside) else next(above, name.head)


def _before_clause(token: Token, last: int) -> int:
    clauses = [
        child.left_edge.i
        for child in token.children
        if child.dep_ in ("relcl", "acl") and (set_off(child) or adds(child))
    ]
    return min([last, *clauses])


def _titles(sent: Span) -> Iterator[Piece]:
    """ "Energy Minister Lidia Foss": a role and, after it, the name."""
    for span in sent.doc.spans["titles"]:
        if sent.start <= span.start < sent.end:
            name = next(token for token in reversed(span) if token.ent_type_ == "PERSON")
            yield Piece(span.start, span.end, Kind.TITLE, name, name)


def _tails(sent: Span) -> Iterator[Piece]:
    """ "…, the lowest in a decade": what it remarks upon is the word before it, or the clause."""
    for span in sent.doc.spans["tails"]:
        if sent.start <= span.start < sent.end:
            yield Piece(span.start, span.end, Kind.TAIL, span.root)


def _of_a_person(role: Piece) -> bool:
    assert role.subject is not None
    return "PERSON" in (role.head.ent_type_, role.subject.ent_type_)


def _shared(piece: Piece, others: Iterable[Piece]) -> bool:
    return any(piece.start < other.end and other.start < piece.end for other in others)
