"""Mends what the parser gets wrong in news: what a predicate hangs on, and what was reported.

A predicate hangs on the clause whose tense it has: "said X is shut and wants it open".
"""

from spacy.language import Language
from spacy.tokens import Doc, Token

PRESENT, PAST = "VBZ", "VBD"
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
MAKING = frozenset({"make", "makes", "made", "making"})
SHOWING = frozenset({"finds", "reports", "shows"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})


@Language.component("coordination", assigns=["token.head", "token.dep", "token.tag"])
def mend_coordination(doc: Doc) -> Doc:
    for token in list(doc):
        if token.dep_ == "conj" and token.tag_ == PRESENT and token.head.tag_ == PAST:
            if clause := _reported(token):
                token.head = clause
        elif token.dep_ == "ccomp" and token.tag_ in FINITE:
            _give_subject(token)
        elif token.dep_ == "ROOT" and token.tag_ == "NNS" and token.lower_ in SHOWING:
            _show(token)
        elif token.dep_ in ("relcl", "acl") and token.head.lower_ == "time":
            _report(token)
        elif token.dep_ in ("advcl", "ccomp") and token.head.lower_ == "clear":
            _make_clear(token)
    return doc


def _make_clear(clause: Token) -> None:
    """ "She made it clear that prices rose": the clause is what she made clear."""
    verb = clause.head.head
    that = any(child.lower_ == "that" for child in clause.lefts)
    if that and verb.i < clause.head.i and verb.lower_ in MAKING:
        clause.head.dep_ = "oprd"
        clause.head, clause.dep_ = verb, "ccomp"


def _show(verb: Token) -> None:
    """ "Prices rose, a new survey by the bank shows": what was taken for a noun is the verb."""
    told = next((child for child in verb.lefts if child.dep_ == "ccomp"), verb)
    words = [child for child in verb.lefts if child.i > told.i and not child.is_punct]
    if not words or words[-1].i != verb.i - 1 or verb.i < verb.sent.end - 2:
        return
    subject = words.pop()
    for word in words:
        word.head = subject
    verb.tag_, subject.dep_ = PRESENT, "nsubj"


def _give_subject(clause: Token) -> None:
    """ "The poll showed the party with most votes lost": it showed no party, the party lost."""
    verb = clause.head
    between = [child for child in verb.rights if child.i < clause.i]
    objects = [child for child in between if child.dep_ == "dobj"]
    if any(child.dep_ in SUBJECTS for child in clause.lefts) or len(objects) != 1:
        return
    if all(child.dep_ in ("dobj", "prep") for child in between) and between[0] == objects[0]:
        for prep in between[1:]:
            prep.head = objects[0]
        objects[0].head, objects[0].dep_ = clause, "nsubj"


def _report(clause: Token) -> None:
    """ "She said for the first time that prices rose": the clause is what she said."""
    time = clause.head
    first = any(child.lower_ == "first" for child in time.lefts)
    that = any(child.lower_ == "that" for child in clause.lefts)
    verb = time.head.head
    if first and that and time.dep_ == "pobj" and verb.tag_ in FINITE:
        clause.head, clause.dep_ = verb, "ccomp"


def _reported(verb: Token) -> Token | None:
    """The clause in the present, told before, that a verb without a subject goes on with."""
    if any(child.dep_ in {*SUBJECTS, "aux"} for child in verb.lefts):
        return None
    for token in verb.doc[verb.head.i + 1 : verb.i]:
        if token.dep_ == "ccomp" and any(child.dep_ == "nsubj" for child in token.lefts):
            present = [token, *(child for child in token.lefts if child.dep_ == "aux")]
            if any(word.tag_ == PRESENT for word in present):
                return token
    return None
