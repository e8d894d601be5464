"""The day that a web page gives to its article: in its head, or in so many words above the text.

A day that is only told in the text, by a post shown in it, or in the copyright line is never it.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import dates
from factcheck.reading.page_words import holder_of
from factcheck.reading.roles import is_boilerplate

# "article:published_time", "DC.date.issued", "parsely-pub-date", "datePublished", "date".
PUBLISHED = re.compile(
    r"(?:^|[^a-z])(?:date|issued|created|published)$|publi\w*?[._:-]?(?:date|time)$"
    r"|pub[_-]?date$|date[_-]?(?:published|posted|created)$",
    re.IGNORECASE,
)
MODIFIED = re.compile(r"modified|updated", re.IGNORECASE)
IN_JSON = '"{}"\\s*:\\s*"([^"]{{8,40}})"'
# "/2024/03/04/", "/2024/mar/04/" and "/2024-03-04/".
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d|[a-z]{3})[/-](\d\d)(?:[/-]|$)")
NAMED = re.compile(r"date|time|publish|posted", re.IGNORECASE)
# What stands in these belongs to other stories, to somebody quoted or to the page.
OUTSIDE = {"nav", "aside", "footer", "blockquote", "script", "style", "head"}
LONGEST_LINE = 100


def of(tree: etree._Element, text: etree._Element | None) -> date | None:
    """The day of the article whose first paragraph is the element `text`, if that was found."""
    # The address first: time stamps may be those of another continent.
    found = (
        _in_address(tree),
        _in_head(tree, PUBLISHED),
        _in_json(tree, "datePublished"),
        _in_times(tree, text),
        _above(tree, text),
        _in_head(tree, MODIFIED),
        _in_json(tree, "dateModified"),
    )
    return next(filter(None, found), None)


def _in_head(tree: etree._Element, name: re.Pattern[str]) -> date | None:
    stamps = (
        meta.get("content") or meta.get("datetime") or ""
        for meta in tree.iter("meta")
        if name.search(meta.get("property") or meta.get("name") or meta.get("itemprop") or "")
    )
    return next(filter(None, map(_day, stamps)), None)


def _in_json(tree: etree._Element, name: str) -> date | None:
    for script in tree.iter("script"):
        if "json" in (script.get("type") or ""):
            for stamp in re.findall(IN_JSON.format(name), script.text or ""):
                if day := _day(stamp):
                    return day
    return None


def _in_times(tree: etree._Element, text: etree._Element | None) -> date | None:
    """The first <time> beside the article, or that of the page if it has only one day."""
    holder = holder_of(text)
    root = tree if holder is None else holder
    times = (e for e in root.iter("time") if _is_inside(e))
    days = [day for e in times if (day := _day(e.get("datetime") or e.text or ""))]
    return days[0] if days and (holder is not None or len(set(days)) == 1) else None


def _above(tree: etree._Element, text: etree._Element | None) -> date | None:
    """The last line above the text that only tells a day: the first is often that of the print."""
    days = [
        day
        for line, element in _lines_above(tree, text)
        if (day := dates.written_in(line))
        and (is_boilerplate(line) or NAMED.search(element.get("class") or ""))
    ]
    return days[-1] if days else None


def _lines_above(
    tree: etree._Element, text: etree._Element | None
) -> Iterator[tuple[str, etree._Element]]:
    for element in tree.iter(etree.Element) if text is not None else ():
        if element is text:
            return
        line = (element.text or "").strip()
        if 0 < len(line) <= LONGEST_LINE and _is_inside(element):
            yield line, element


def _in_address(tree: etree._Element) -> date | None:
    links = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    links += [
        meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:url"
    ]
    found = map(IN_ADDRESS.search, links)
    days = (
        dates.stamped("-".join(one.groups())) or dates.written_in(f"{one[3]} {one[2]} {one[1]}")
        for one in found
        if one
    )
    return next(filter(None, days), None)


def _is_inside(element: etree._Element) -> bool:
    return not any(above.tag in OUTSIDE for above in (element, *element.iterancestors()))


def _day(stamp: str) -> date | None:
    return dates.stamped(stamp) or dates.written_in(stamp)
