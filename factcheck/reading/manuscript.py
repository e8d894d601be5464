"""What reading gives: a text, its paragraphs and the role of each."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

# Half a million words come in some ten thousand.
MOST_PARAGRAPHS = 300_000
TOO_MANY_PARAGRAPHS = "This has more paragraphs than any article. Send a part of it."


# Where a paragraph stands in the original file, in the terms of its format: places.py.
type Place = dict[str, Any]


class Unreadable(Exception):
    """A file or text cannot be read. The text is for the person who sent it."""


class Role(StrEnum):
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph stands in the text, in code points, end exclusive."""

    start: int
    end: int
    role: Role
    place: Place = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An article as people read it. `language` is "en", or "" for any other."""

    text: str
    title: str
    byline: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    # The day that the document itself names.
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it has its place. No role means that the words must tell."""

    text: str
    role: Role | None = None
    place: Place = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself beside its words."""

    author: str = ""
    dated_on: date | None = None
    language: str = ""
