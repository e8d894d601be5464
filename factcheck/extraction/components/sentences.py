"""Marks where sentences begin, by the rules of news copy and before the parser looks."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

PATTERNS = Path(__file__).parent.parent / "patterns" / "abbreviations.jsonl"
# A stop, what may close after it, and a gap: the places where a sentence may end.
STOP = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?P<gap>\s+)|(?<=[a-z]{2})(?P<run>\.)(?=[“\"]?[A-Z][a-z]+[ ’'])"
)
LAST_WORD = re.compile(r"(?:[^\s(\[“\"‘'—–/-]|(?<=\w)[’'-])+$")
NEXT_WORD = re.compile(r"[\"'“‘(\[]*([\w’'-]+)")
INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
# Words that open a sentence far oftener than they stand after an abbreviation.
STARTERS = frozenset(
    "the a an this that these those it its he she they we i you his her their our my but and or so "
    "if when while after before although though since because as in on at by for from with without "
    "there here what who how why where which not no however meanwhile also some many most all both "
    "one two another other last next now then police officials according since during under despite".split()
)
SPEAKS_AFTER = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|the|a|an|one|another|his|her|their|of|for|de|van) ){1,7}?"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|told|tweeted|replied|cried|shouted|joked|quipped|"
    r"wondered|declared|exclaimed|yelled|called out|responded|answered|recalled|announced|posted)\b"
)
# A small letter goes on with the sentence, except in an address and in names such as eBay.
CONTINUES = re.compile(r"[\"'“‘(\[]*(?!https?:|www\.)[a-z](?![A-Z])")
OPENING = "\"'“‘(["


@Language.component("sentences", assigns=["token.is_sent_start"])
def mark_sentences(doc: Doc) -> Doc:
    starts = {0, *(start for start, _ in split(doc.text))}
    places = doc.to_array(["IDX"]).tolist()
    # As spaCy has it: 1 for the first word of a sentence, -1 for every other.
    marks: Any = np.array([1 if place in starts else -1 for place in places]).astype(np.uint64)
    doc.from_array(["SENT_START"], marks)
    return doc


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of one paragraph: places without the white space around them."""
    cuts = [found.end() for found in STOP.finditer(text) if _ends(text, found)]
    places: list[tuple[int, int]] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        if not piece.strip():
            continue
        place = (start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))
        if places and not any(map(str.isalnum, piece)):
            place = (places.pop()[0], place[1])
        places.append(place)
    return places


def _ends(text: str, found: re.Match[str]) -> bool:
    after = text[found.end() : found.end() + 120]
    if found["run"]:
        return True
    if not after or CONTINUES.match(after):
        return False
    if found["close"]:
        return not (found["stop"] != "." and SPEAKS_AFTER.match(after))
    if found["stop"] != ".":
        return True
    return not _abbreviated(text[max(0, found.start() - 40) : found.start()], after)


def _abbreviated(before: str, after: str) -> bool:
    """Whether the full stop belongs to the word before it and ends nothing else."""
    word = LAST_WORD.search(before)
    if not word:
        return False
    last, kinds = word[0], _abbreviations()
    following = NEXT_WORD.match(after)
    opens = following is not None and _opens(following[1])
    if last.lower() in kinds["title"]:
        return True
    if last.isdigit() and not before[: word.start()].strip():
        return True
    if last.lower() in kinds["number"]:
        return after.lstrip(OPENING)[:1].isdigit()
    if len(last) == 1 and last.isupper():
        # "Donald J. Trump", but not "vitamin D. The".
        return not opens
    if INITIALS.fullmatch(last + ".") or last.lower() in kinds["word"]:
        return not opens or after[:1] in "(["
    return False


def _opens(word: str) -> bool:
    return word[:1].isupper() and word.lower() in STARTERS


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for line in PATTERNS.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        kinds.setdefault(entry["kind"], set()).add(entry["word"])
    return {kind: frozenset(words) for kind, words in kinds.items()}
