"""Finds what stands under the pictures of a web page, which trafilatura leaves out."""

from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading.manuscript import Block, Role
from factcheck.reading.page_words import Caption, PageWords, Placed

# Pictures in these belong to other stories and to the page.
OUTSIDE = {"a", "nav", "aside", "footer"}
ARTICLES = {"article", "main"}


def among(placed: Sequence[Placed], page: PageWords) -> list[Block]:
    """The blocks, and before each the captions that stand in front of it on the page."""
    found = [one for one in placed if one.end]
    waiting = [caption for caption in page.captions if _belongs(caption, found, page)]
    by_words = {caption.words: caption for caption in reversed(page.captions)}
    said = {"".join(one.block.text.split()) for one in placed}
    blocks: list[Block] = []
    for one in placed:
        while waiting and waiting[0].start <= one.start:
            caption = waiting.pop(0)
            # A gallery may say the same under each of its pictures.
            if caption.words not in said:
                blocks.append(_block(caption, page))
                said.add(caption.words)
        kept = by_words.get("".join(one.block.text.split())) if not one.end else None
        blocks.append(_block(kept, page) if kept else one.block)
    return blocks


def _belongs(caption: Caption, found: Sequence[Placed], page: PageWords) -> bool:
    if not caption.words or not found or caption.start >= max(one.end for one in found):
        return False
    outside = any(above.tag in OUTSIDE for above in caption.element.iterancestors())
    return not outside and (caption.start > found[0].start or _with_the_text(caption, found, page))


def _with_the_text(caption: Caption, found: Sequence[Placed], page: PageWords) -> bool:
    """Whether a picture above the first words is that of the article, and not of the page."""
    holder = next((e for e in caption.element.iterancestors() if e.tag in ARTICLES), None)
    path = str(found[0].block.place.get("path", ""))
    return holder is not None and path.startswith(page.root.getpath(holder) + "/")


def _block(caption: Caption, page: PageWords) -> Block:
    return Block(_text(caption.element), Role.CAPTION, page.place_of(caption.element))


def _text(element: etree._Element) -> str:
    """The words of a caption; a credit in an element of its own is not glued to them."""
    words = ""
    for part in element.itertext():
        words += f" {part}" if part[:1].isupper() else part
    return words
