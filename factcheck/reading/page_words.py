"""Finds the elements of a web page in which the paragraphs of its article stand."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import characters
from factcheck.reading.manuscript import Block, Place

CAPTION = "figcaption"
# Captions are kept apart, since the article's own words may stand in one a second time.
UNSEEN = {"script", "style", "noscript", "template", "head", CAPTION}
# A page in which so much is not found again is no page that anybody would mark.
MOST_MISSES = 200
LONGEST_PATH = 1_000


class Placed(NamedTuple):
    """A block, and which of the page's words are its own; none when it was not found."""

    block: Block
    start: int
    end: int


class Caption(NamedTuple):
    """The element under a picture, with its words and how many of the page stand before it."""

    element: etree._Element
    words: str
    start: int


# What pages put around an article, beside their menus and other stories.
HOLDERS = {"article", "main"}


def holder_of(element: etree._Element | None) -> etree._Element | None:
    """The nearest element around an article that says so, if the page has one."""
    above = element.iterancestors() if element is not None else iter(())
    return next((one for one in above if one.tag in HOLDERS), None)


class PageWords:
    """All words of a page without the white between them, and which element each stands in."""

    def __init__(self, tree: etree._Element) -> None:
        self.root = tree.getroottree()
        self.starts: list[int] = []
        self.elements: list[etree._Element] = []
        self.captions: list[Caption] = []
        parts: list[str] = []
        length = skipped = 0
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            unseen = element.tag in UNSEEN
            if event == "start":
                if element.tag == CAPTION and not skipped:
                    self.captions.append(Caption(element, _letters(element), length))
                skipped += unseen
                words, holder = element.text, element
            else:
                skipped -= unseen
                words, holder = element.tail, element.getparent()
            said = "".join(characters.clean(words or "").split())
            if said and holder is not None and not skipped:
                parts.append(said)
                self.starts.append(length)
                self.elements.append(holder)
                length += len(said)
        self.words = "".join(parts)
        self.after = self.misses = 0

    def placed(self, blocks: Iterable[Block]) -> list[Placed]:
        """The blocks, which come in about the order of the page, with their places."""
        found = []
        for block in blocks:
            place = self._place(block)
            length = len("".join(block.text.split())) if "path" in place else 0
            end = self.after if "path" in place or place.get("cells") else 0
            found.append(Placed(replace(block, place=place), end - length, end))
        return found

    def place_of(self, element: etree._Element) -> Place:
        path = self.root.getpath(element)
        return {"path": path} if len(path) <= LONGEST_PATH else {}

    def element_of(self, block: Block) -> etree._Element | None:
        """The innermost element in which a block begins, wherever it stands first."""
        said = "".join(block.text.split())
        start = self.words.find(said) if said else -1
        return self.elements[bisect_right(self.starts, start) - 1] if start >= 0 else None

    def _place(self, block: Block) -> Place:
        if "cells" not in block.place:
            return self._found(block.text)
        return {
            "cells": [
                {**cell, "place": self._found(block.text[cell["from"] : cell["to"]])}
                for cell in block.place["cells"]
            ]
        }

    def _found(self, text: str) -> Place:
        said = "".join(text.split())
        start = self.words.find(said, self.after)
        if start < 0 and self.misses < MOST_MISSES:
            start = self.words.find(said)
            self.misses += start < 0
        if start < 0 or not said:
            return {}
        self.after = start + len(said)
        return self.place_of(self._around(start, self.after - 1))

    def _around(self, first: int, last: int) -> etree._Element:
        """The innermost element that holds both the first and the last letter."""
        start = self.elements[bisect_right(self.starts, first) - 1]
        end = self.elements[bisect_right(self.starts, last) - 1]
        above = {end, *end.iterancestors()}
        return next(element for element in (start, *start.iterancestors()) if element in above)


def _letters(element: etree._Element) -> str:
    return "".join(characters.clean("".join(element.itertext())).split())
