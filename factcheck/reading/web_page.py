"""Reads the article in an HTML page and leaves the rest of the page out."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from factcheck.reading import captions, characters, page_dates, page_title, tables
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Properties, Role, Unreadable
from factcheck.reading.page_words import PageWords
from factcheck.reading.tables import Cell, Row, Words

NO_ARTICLE = "No article was found in this page. Copy its text and paste it instead."
# What trafilatura's tree calls the pieces of an article.
ROLES = {
    "head": Role.SUBHEAD,
    "graphic": Role.CAPTION,
    "item": Role.BODY,
    "code": Role.BODY,
}
PIECES = {"p", "head", "item", "list", "quote", "code", "ab", "fw", "div"}
DEEPEST = 100
AT_THE_TOP, MOST_OF_A_TITLE = 5, 0.4
# Shorter ones above it may be its date and its byline.
A_PARAGRAPH = 60

# It warns about every odd page; what the reader must know is said by Unreadable.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read(data: bytes) -> Manuscript:
    page = characters.decode(data, characters.declared_charset(data))
    page = characters.clean(characters.mended(page))
    found = bare_extraction(
        page, include_comments=False, with_metadata=True, prune_xpath="//p[@hidden]"
    )
    # A second time, since trafilatura takes its own tree to pieces.
    tree = load_html(page)
    if not isinstance(found, Document) or found.body is None or tree is None:
        raise Unreadable(NO_ARTICLE)
    blocks = [block for block in _blocks(found.body, None, 0) if block.text.strip()]
    if not blocks:
        raise Unreadable(NO_ARTICLE)
    words = PageWords(tree)
    begins = words.element_of(_first_paragraph(blocks))
    title = page_title.of(tree, begins, (found.title or "").strip())
    blocks = captions.among(words.placed(_titled(blocks, title)), words)
    says = Properties(found.author or "", page_dates.of(tree, begins), tree.get("lang") or "")
    return from_blocks(blocks, says)


def _first_paragraph(blocks: list[Block]) -> Block:
    body = (block for block in blocks if block.role in (None, Role.BODY))
    return next((block for block in body if len(block.text) >= A_PARAGRAPH), blocks[0])


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with their headline: the one that says the page's title, or else the title."""
    said = page_title.letters(title)
    if not said:
        return blocks
    for n, block in enumerate(blocks[:AT_THE_TOP]):
        words = page_title.letters(block.text)
        # A page's title often goes on with the name of the site.
        if words == said or (words in said and len(words) >= MOST_OF_A_TITLE * len(said)):
            return [*blocks[:n], replace(block, role=Role.HEADLINE), *blocks[n + 1 :]]
    return [Block(title, Role.HEADLINE), *blocks]


def _blocks(element: etree._Element, role: Role | None, depth: int) -> Iterator[Block]:
    """The innermost pieces in reading order, and the words that stand between them."""
    words = [element.text or ""]
    for child in element:
        is_piece = child.tag == "table" or (child.tag in PIECES and depth < DEEPEST)
        if is_piece:
            yield from _lines(words, role)
            words = []
            if child.tag == "table":
                yield from tables.blocks(_rows(child))
            else:
                yield from _blocks(child, ROLES.get(child.tag, role), depth + 1)
        else:
            words.append("\n" if child.tag == "lb" else _text(child))
        words.append(child.tail or "")
    yield from _lines(words, role)


def _lines(words: list[str], role: Role | None) -> Iterator[Block]:
    # Again, since some of what nobody can see was written as an entity.
    for line in characters.clean("".join(words)).split("\n"):
        yield Block(line, role)


def _rows(table: etree._Element) -> list[Row]:
    rows = []
    for row in table.iter("row"):
        cells = list(row.iterchildren("cell"))
        is_head = bool(cells) and all(
            cell.get("role") == "head" for cell in cells if _text(cell).strip()
        )
        rows.append(Row([Cell([Words(line) for line in _cell(cell)]) for cell in cells], is_head))
    return rows


def _cell(cell: etree._Element) -> list[str]:
    return [block.text for block in _blocks(cell, None, 0) if block.text.strip()]


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)
