"""Reads the article in an HTML page and leaves the rest of the page out."""

import logging

from lxml import etree  # type: ignore[import-untyped]
from trafilatura import bare_extraction
from trafilatura.settings import Document

from factcheck.reading import characters
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Role, Unreadable

NO_ARTICLE = "No article was found in this page. Copy its text and paste it instead."
# What trafilatura's tree calls the pieces of an article.
ROLES = {
    "head": Role.SUBHEAD,
    "graphic": Role.CAPTION,
    "item": Role.BODY,
    "cell": Role.BODY,
    "code": Role.BODY,
}
PIECES = {"p", "head", "item", "quote", "cell", "code", "ab", "fw"}

# It warns about every odd page; what the reader must know is said by Unreadable.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read(data: bytes) -> Manuscript:
    page = characters.clean(characters.decode(data, characters.declared_charset(data)))
    found = bare_extraction(page, include_comments=False, with_metadata=True)
    if not isinstance(found, Document) or found.body is None:
        raise Unreadable(NO_ARTICLE)
    blocks = _blocks(found.body)
    if not blocks:
        raise Unreadable(NO_ARTICLE)
    title = (found.title or "").strip()
    if title and _plain(blocks[0].text) == _plain(title):
        blocks[0] = Block(blocks[0].text, Role.HEADLINE)
    elif title:
        blocks.insert(0, Block(title, Role.HEADLINE))
    return from_blocks(blocks, byline=(found.author or "").replace("; ", ", "))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _blocks(body: etree._Element) -> list[Block]:
    """One block per innermost piece, in reading order."""
    blocks = []
    for element in body.iter():
        if element.tag in PIECES and not any(c.tag in PIECES for c in element.iterdescendants()):
            lines = _text(element).split("\n")
            blocks += [Block(line, ROLES.get(element.tag)) for line in lines]
    return [block for block in blocks if block.text.strip()]


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)
