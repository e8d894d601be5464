"""Marks a role that stands before a name: "Energy Minister Lidia Foss"."""

import json
import re
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

PATTERNS = Path(__file__).parent.parent / "patterns" / "roles.jsonl"
# "(R-Va.)", ", D-Calif.": the party of a lawmaker, and whom they sit for.
PARTY = re.compile(
    r" ?(?:\((?:D|R|I|DFL|GOP|Dem|Rep)(?:[-–][\w. ]{2,14})?\)|, (?:D|R|I)[-–][A-Z][\w.]{1,9})"
)
BEFORE_A_NAME = frozenset({"compound", "nmod", "amod", "det", "poss"})


@Language.component("titles", requires=["token.dep", "doc.ents"], assigns=["doc.spans"])
def mark_titles(doc: Doc) -> Doc:
    found = [_with_role(entity) for entity in doc.ents if entity.label_ == "PERSON"]
    doc.spans["titles"] = [span for span in found if span is not None]
    return doc


def _with_role(name: Span) -> Span | None:
    """A full name with its role, when that says more than "Sen." or "President" alone."""
    doc, head = name.doc, name.root
    beside = [child for child in head.lefts if child.i < name.start]
    if not beside and head.dep_ == "appos" and head.head.i < name.start:
        # The parser also takes the name for an addition to the role.
        start = head.head.left_edge.i
    else:
        start = head.left_edge.i
    role = _after_others(doc[start : name.start])
    start = role.start
    words = [token for token in role if token.pos_ not in ("DET", "PART")]
    end = _with_party(name)
    if len(name) < 2 or any(token.is_punct for token in role) or not any(map(is_role, words)):
        return None
    if (len(words) < 2 and end == name.end) or role[-1].tag_ in ("NNS", "NNPS"):
        return None
    return doc[start:end] if all(c.dep_ in BEFORE_A_NAME for c in beside) else None


def _after_others(role: Span) -> Span:
    """ "Jan Holm and Energy Minister Lidia Foss": only the second is her role."""
    named = [token.i for token in role if token.dep_ == "cc" and token.head.ent_type_ == "PERSON"]
    return role.doc[max(named, default=role.start - 1) + 1 : role.end]


def _with_party(name: Span) -> int:
    """Where a name ends, or the party in brackets after it."""
    party = PARTY.match(name.doc.text, name.end_char)
    whole = name.doc.char_span(name.start_char, party.end()) if party else None
    return whole.end if whole is not None else name.end


def is_role(token: Token) -> bool:
    return token.lemma_.lower() in _roles()


@cache
def _roles() -> frozenset[str]:
    lines = PATTERNS.read_text(encoding="utf-8").splitlines()
    return frozenset(json.loads(line)["role"] for line in lines)
