"""The headline that people see on a web page, which may be another than the page's own title."""

import re
from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import characters
from factcheck.reading.page_words import holder_of

OUTSIDE = {"nav", "aside", "footer"}
# Of words as short as "the" every headline has some.
WORD = re.compile(r"\w{4,}")
# "Council sells bridge | The Herald".
PARTS = re.compile(r"\s[|–—·:-]\s")


def of(tree: etree._Element, text: etree._Element | None, title: str) -> str:
    """The one h1 of the article that begins in `text`, if it is about what the title says."""
    heads = [h1 for h1 in tree.iter("h1") if _may_be(h1, title, tree)]
    holder = holder_of(text)
    inside = [h1 for h1 in heads if holder is not None and holder in h1.iterancestors()]
    said = {letters(words): words for words in map(_words, inside or heads)}
    return next(iter(said.values())) if len(said) == 1 else title


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _may_be(h1: etree._Element, title: str, tree: etree._Element) -> bool:
    words = _words(h1)
    is_outside = any(above.tag in OUTSIDE for above in h1.iterancestors())
    if is_outside or not set(_long(words)) & set(_long(title)):
        return False
    # The name of the site, which the page's title says after that of the article.
    *others, last = PARTS.split(" ".join((tree.findtext(".//title") or "").split()))
    return not others or letters(words) != letters(last)


def _long(words: str) -> Sequence[str]:
    return WORD.findall(words.lower())


def _words(h1: etree._Element) -> str:
    return " ".join(characters.clean("".join(h1.itertext())).split())
