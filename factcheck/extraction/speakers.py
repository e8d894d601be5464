"""Names the claimant of each attribution, reading the article from top to bottom."""

from spacy.tokens import Doc, Token

from factcheck.extraction.attributions import Found
from factcheck.extraction.names import HE, PEOPLE, SHE, Directory, bare, entity_of

RELATIVE = frozenset({"who", "which", "that"})
THEY = frozenset({"they", "it", "them"})


class Speakers:
    """Remembers who was named last, for the pronouns that follow."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.person = ""
        self.body = ""

    def name(self, found: Found) -> str | None:
        """The claimant: a full name, a description as it stands, or None for nobody."""
        head = found.speaker
        if head is None:
            return None
        self._hear(head.doc, head.i)
        if head.lower_ in RELATIVE and head.head.dep_ == "relcl":
            head = head.head.head
        if head.lower_ in HE | SHE:
            known = self.person and self.directory.fits(self.person, head.lower_)
            return self.person if known else head.text
        if head.lower_ in THEY:
            return self.body or head.text
        return self._described(head)

    def _described(self, head: Token) -> str:
        entity = entity_of(head)
        if entity is not None and entity.label_ in PEOPLE:
            self.person = self.directory.full(entity.text)
            return self.person
        name = next(
            (t for t in head.children if t.dep_ == "appos" and t.ent_type_ == "PERSON"), None
        )
        if name is not None and (entity := entity_of(name)):
            self.person = self.directory.full(entity.text)
            return self.person
        if holder := self.directory.holder(head.lower_):
            self.person = holder
            return holder
        described = _words(head)
        if head.ent_type_:
            self.body = described
        return described

    def _hear(self, doc: Doc, before: int) -> None:
        """The last person named before this word, when no speaker was."""
        for entity in doc.ents:
            if entity.label_ in PEOPLE and entity.end <= before and entity.root.dep_ == "nsubj":
                self.person = self.directory.full(entity.text)


def _words(head: Token) -> str:
    """The phrase of a speaker up to its head, and what follows with "of" or "at"."""
    kept = [t for t in head.subtree if t.i <= head.i or _belongs(t, head)]
    first, last = kept[0].i, kept[0].i
    for token in kept[1:]:
        if token.i != last + 1:
            break
        last = token.i
    span = head.doc[first : last + 1]
    if span[0].lower_ == "the" and len(span) > 1 and head.pos_ == "PROPN":
        span = span[1:]
    return bare(span.text) or span.text


def _belongs(token: Token, head: Token) -> bool:
    while token.head not in (head, token):
        token = token.head
    return token.dep_ in ("prep", "compound", "nummod") and token.head == head
