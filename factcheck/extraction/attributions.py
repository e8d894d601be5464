"""Finds who says what in a paragraph: source, cue and content, from the grammar."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Span, Token

PATTERNS = Path(__file__).parent / "patterns" / "cues.jsonl"
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as token positions in its paragraph; `speaker` heads the source."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    speaker: Token | None
    verb: Token


@cache
def cue_kinds() -> dict[str, frozenset[str]]:
    entries = map(json.loads, PATTERNS.read_text(encoding="utf-8").splitlines())
    return {entry["lemma"]: frozenset(entry["kinds"]) for entry in entries}


def find(doc: Doc) -> list[Found]:
    """The attributions of a paragraph, in the order of their cues."""
    found = list(_candidates(doc))
    return _extend_over_quotations(doc, found)


def _candidates(doc: Doc) -> Iterator[Found]:
    kinds = cue_kinds()
    quoted = quoted_tokens(doc)
    for token in doc:
        if token.lemma_.lower() == "accord" and token.dep_ == "prep":
            yield from _according_to(token)
        elif token.pos_ in ("VERB", "AUX") and (of := kinds.get(token.lemma_.lower())):
            yield from _by_verb(token, of, quoted)


def quoted_tokens(doc: Doc) -> dict[int, Span]:
    """For each token inside quotation marks, its quotation."""
    return {
        i: span for span in doc.spans.get("quotations", ()) for i in range(span.start, span.end)
    }


def _by_verb(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> Iterator[Found]:
    speaker = _speaker(verb)
    source = _phrase(speaker) if speaker is not None else []
    cue = _cue(verb)
    content = _content(verb, kinds, quoted)
    taken = {*source, *cue}
    content = _trim(verb.doc, [i for i in content if i not in taken])
    if content:
        yield Found(tuple(source), tuple(cue), tuple(content), speaker, verb)


def _according_to(token: Token) -> Iterator[Found]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None) if to else None
    if to is None or speaker is None:
        return
    source, cue = _phrase(speaker), [token.i, to.i]
    own = {t.i for t in token.subtree}
    content = _trim(token.doc, [t.i for t in token.head.subtree if t.i not in own])
    if content:
        yield Found(tuple(source), tuple(cue), tuple(content), speaker, token)


def _speaker(verb: Token) -> Token | None:
    """The subject of the verb, or of the verb that it hangs on."""
    seen = verb
    for _ in range(4):
        for child in seen.children:
            if child.dep_ in SUBJECTS and child.dep_ != "nsubjpass":
                return child
            if child.dep_ == "agent":
                return next((t for t in child.children if t.dep_ == "pobj"), None)
        if seen.dep_ in ("conj", "advcl", "xcomp", "pcomp"):
            seen = seen.head if seen.head.pos_ != "ADP" else seen.head.head
        elif seen.dep_ == "acl":
            return seen.head
        else:
            return None
    return None


def _phrase(head: Token) -> list[int]:
    """The words of a speaker, without a clause that tells more about them."""
    dropped: set[int] = set()
    for child in head.children:
        if (
            child.dep_ in ("relcl", "advcl", "ccomp", "cc", "conj", "parataxis")
            and child.i > head.i
        ):
            if child.dep_ in ("cc", "conj") and child.pos_ not in ("VERB", "AUX"):
                continue
            dropped.update(t.i for t in child.subtree)
    words = [t.i for t in head.subtree if t.i not in dropped]
    return _trim(head.doc, words)


def _cue(verb: Token) -> list[int]:
    parts = [verb.i]
    for child in verb.children:
        if (child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) <= 4) or (
            child.dep_ == "advmod" and child.i == verb.i - 1
        ):
            parts.append(child.i)
    return sorted(parts)


def _content(verb: Token, kinds: frozenset[str], quoted: dict[int, Span]) -> list[int]:
    clause = [c for c in verb.children if c.dep_ in CLAUSES and _reports(c, kinds)]
    if clause:
        words = [t.i for child in clause for t in child.subtree]
        return sorted(_with_quotations(words, quoted, verb))
    if verb.dep_ in ("parataxis", "advcl", "ccomp") and "says" in kinds and verb.i not in quoted:
        own = {t.i for t in verb.subtree}
        outer = [t.i for t in verb.head.subtree if t.i not in own]
        if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and any(i in quoted for i in outer)):
            return sorted(_with_quotations(outer, quoted, verb))
    if kinds & {"says", "shows"} and verb.i not in quoted:
        sent = verb.sent
        return [i for i in range(sent.start, sent.end) if i in quoted]
    if "judges" in kinds:
        return [t.i for c in verb.children if c.dep_ == "dobj" for t in c.subtree]
    return []


def _reports(clause: Token, kinds: frozenset[str]) -> bool:
    return clause.dep_ == "ccomp" or "plans" in kinds


def _with_quotations(words: Iterable[int], quoted: dict[int, Span], verb: Token) -> set[int]:
    """A quotation is content as a whole or not at all."""
    taken = set(words)
    for i in list(taken):
        if i in quoted and verb.i not in range(quoted[i].start, quoted[i].end):
            taken.update(range(quoted[i].start, quoted[i].end))
    return taken


def _trim(doc: Doc, words: list[int]) -> list[int]:
    """Without the commas, dashes and stops at either end; quotation marks stay."""
    while words and _loose(doc[words[0]]):
        words = words[1:]
    while words and _loose(doc[words[-1]]):
        words = words[:-1]
    return words


def _loose(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in "“”\"‘’''«»()[]")


def _extend_over_quotations(doc: Doc, found: list[Found]) -> list[Found]:
    """A speaker goes on speaking while the next sentences stand wholly in quotation marks."""
    sents = list(doc.sents)
    quoted = quoted_tokens(doc)
    cues = {i for one in found for i in one.cue if i not in quoted}
    result = []
    for one in found:
        content = list(one.content)
        if one.verb.i not in quoted and any(i in quoted for i in content):
            for sent in sents:
                if sent.start <= one.verb.i:
                    continue
                if not all(i in quoted or doc[i].is_space for i in range(sent.start, sent.end)):
                    break
                content += [i for i in range(sent.start, sent.end) if i not in cues]
        result.append(Found(one.source, one.cue, tuple(content), one.speaker, one.verb))
    return result
