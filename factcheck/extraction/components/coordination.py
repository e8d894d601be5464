"""Hangs a predicate on the clause whose tense it has: "said X is shut and wants it open"."""

from spacy.language import Language
from spacy.tokens import Doc, Token

PRESENT, PAST = "VBZ", "VBD"


@Language.component("coordination", assigns=["token.head"])
def mend_coordination(doc: Doc) -> Doc:
    for token in list(doc):
        if token.dep_ == "conj" and token.tag_ == PRESENT and token.head.tag_ == PAST:
            if clause := _reported(token):
                token.head = clause
    return doc


def _reported(verb: Token) -> Token | None:
    """The clause in the present, told before, that a verb without a subject goes on with."""
    if any(child.dep_ in ("nsubj", "nsubjpass", "expl", "aux") for child in verb.lefts):
        return None
    for token in verb.doc[verb.head.i + 1 : verb.i]:
        if token.dep_ == "ccomp" and any(child.dep_ == "nsubj" for child in token.lefts):
            present = [token, *(child for child in token.lefts if child.dep_ == "aux")]
            if any(word.tag_ == PRESENT for word in present):
                return token
    return None
