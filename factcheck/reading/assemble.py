"""Puts paragraphs into one text, with their places, roles, title, byline and language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from factcheck.reading import bylines, dates, roles
from factcheck.reading.manuscript import (
    MOST_PARAGRAPHS,
    TOO_MANY_PARAGRAPHS,
    Block,
    Manuscript,
    Paragraph,
    Properties,
    Role,
    Unreadable,
)

NO_TEXT = "There is no text in this. Check that it is the right file, or paste the article instead."
BETWEEN = "\n\n"
# How far below the body's beginning a byline may still stand.
NEAR = 4
NOTHING = Properties()
# The commonest English words that few other languages write.
ENGLISH = frozenset(
    "the of and to in that is was for it with as his on be at by had are but from have they which "
    "you were her she there been their has would what will who said this not he".split()
)


def from_blocks(blocks: Sequence[Block], says: Properties = NOTHING) -> Manuscript:
    """A manuscript from a format with paragraphs of its own, and what the file says of itself."""
    blocks = [replace(b, text=text) for b in blocks if (text := " ".join(b.text.split()))]
    places, start = [], 0
    for block in blocks:
        places.append((start, start + len(block.text)))
        start += len(block.text) + len(BETWEEN)
    return from_places(BETWEEN.join(b.text for b in blocks), blocks, places, says)


def from_places(
    text: str,
    blocks: Sequence[Block],
    places: Sequence[tuple[int, int]],
    says: Properties = NOTHING,
) -> Manuscript:
    """A manuscript from a text and the places of its paragraphs."""
    if not blocks:
        raise Unreadable(NO_TEXT)
    if len(blocks) > MOST_PARAGRAPHS:
        raise Unreadable(TOO_MANY_PARAGRAPHS)
    assigned = roles.assign(blocks)
    headline = next(
        (b.text for b, r in zip(blocks, assigned, strict=True) if r is Role.HEADLINE), ""
    )
    beside = _beside(blocks, assigned)
    return Manuscript(
        text=text,
        title=headline,
        byline=_first(map(bylines.names_in, beside)) or bylines.signed(says.author),
        language=language(text) or _declared(says.language),
        dated_on=_first(map(dates.written_in, beside)) or says.dated_on,
        paragraphs=tuple(
            Paragraph(start, end, role, block.place)
            for (start, end), role, block in zip(places, assigned, blocks, strict=True)
        ),
    )


def _beside(blocks: Sequence[Block], assigned: Sequence[Role]) -> list[str]:
    """The lines about the article above its body, then those below: who wrote it, and when."""
    lines = [block.text for block in blocks]
    about = [i for i, role in enumerate(assigned) if role is Role.BOILERPLATE]
    body = [i for i, role in enumerate(assigned) if role is Role.BODY]
    first, last = (body[0], body[-1]) if body else (len(blocks), len(blocks))
    # Between the paragraphs stand the names and days of other stories.
    near = [i for i in about if i < first] + [i for i in about if first < i < first + NEAR]
    return [lines[i] for i in [*near, *(i for i in about if i > last)]]


def _first[T](found: Iterable[T]) -> T | None:
    return next(filter(None, found), None)


def _declared(language: str) -> str:
    """The language that a file names, unless it is English: programs say that unasked."""
    code = language.strip().lower().replace("_", "-").split("-")[0]
    return code if re.fullmatch("[a-z]{2,3}", code) and code != "en" else ""


def language(text: str) -> str:
    """ "en" when the little words are English ones, else nothing."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if not words:
        return ""
    share = sum(word in ENGLISH for word in words) / len(words)
    # Headlines and notes have few little words, so short texts get the benefit of the doubt.
    enough = 0.12 if len(words) >= 60 else 0.03
    latin = sum(word.isascii() for word in words) / len(words)
    return "en" if share >= enough or (len(words) < 20 and latin == 1) else ""
