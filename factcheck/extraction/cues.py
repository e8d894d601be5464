"""The words that tell that somebody speaks, thinks, shows or judges."""

import json
from functools import cache
from pathlib import Path

PATTERNS = Path(__file__).parent / "patterns" / "cues.jsonl"
# "The court heard that": somebody told it, and the article does not say who.
LISTENING = frozenset({"court", "jury", "inquiry", "tribunal", "hearing"})
NONE: frozenset[str] = frozenset()
SHOWS = frozenset({"shows"})
THINKS = frozenset({"thinks"})
# Nouns for what is written or recorded, which can be looked up as anybody can be asked.
RECORDS = frozenset(
    "account ad advertisement average agreement analysis announcement article assessment audit bill book "
    "census clip complaint database datum declaration document email estimate evaluation examination experiment inspection trial "
    "figure film filing finding footage indictment interview investigation law lawsuit letter "
    "journal material memo message note paper petition photo picture post presentation projection publication "
    "record recording report research review ruling slide statement statistic story suit tape testimony "
    "text transcript tweet verdict video warrant website".split()
)

PUBLISHED = RECORDS | {"poll", "study", "survey"}
# What is counted, measured or asked, and so shows something.
SURVEYS = PUBLISHED | {"map", "polling", "test"}


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
