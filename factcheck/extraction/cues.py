"""The words that tell that somebody speaks, thinks, shows or judges."""

import json
from functools import cache
from pathlib import Path

PATTERNS = Path(__file__).parent / "patterns" / "cues.jsonl"
# "The court heard that": somebody told it, and the article does not say who.
LISTENING = frozenset({"court", "jury", "inquiry", "tribunal", "hearing"})
NONE: frozenset[str] = frozenset()


def verb(lemma: str) -> frozenset[str]:
    """What a verb can introduce: says, thinks, shows, plans, judges, labels; or nothing."""
    return _entries("verb").get(lemma.lower(), NONE)


def noun(lemma: str) -> frozenset[str]:
    """The same for a noun, such as "claim" in "his claim that"."""
    return _entries("noun").get(lemma.lower(), NONE)


@cache
def _entries(kind: str) -> dict[str, frozenset[str]]:
    lines = map(json.loads, PATTERNS.read_text(encoding="utf-8").splitlines())
    return {entry[kind]: frozenset(entry["kinds"]) for entry in lines if kind in entry}
