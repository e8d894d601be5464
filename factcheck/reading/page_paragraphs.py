"""From the lines of pages to paragraphs: over line ends, columns and pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from factcheck.reading import bylines, dates
from factcheck.reading.page_order import MOST_PIECES, Line, columns
from factcheck.reading.roles import BULLET, is_boilerplate

NUMBER = re.compile(r"\W*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*$")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010]$")
HYPHENATED = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")
WORD = re.compile(r"[^\W\d_]+")
# What begins an item of a list, and may begin a line of a sentence: "– the lowest since 1974 –",
# or "12. It was" where the line before ends with "on May". Lists begin with 1, and with capitals.
INSIDE = re.compile(r"[-–—]\s+(?![A-Z])|(?!1\.)\d{1,2}\.\s")
LONGEST_NUMBER = 30
# On how many pages a line must stand to belong to the pages and not to the text.
OFTEN = 3


@dataclass(slots=True)
class Passage:
    """A paragraph in the making, with how its letters look."""

    lines: list[Line]
    size: float
    bold: bool
    is_furniture: bool = False
    # Whether it stands below another in its column, so that it cannot go on from elsewhere.
    follows: bool = False
    is_full: bool = False
    words: str = field(default="", init=False)
    # Where in the words each line begins and ends.
    spans: list[tuple[int, int]] = field(default_factory=list, init=False)

    @property
    def page(self) -> int:
        return self.lines[0].page


def passages(pages: Sequence[Sequence[Line]]) -> list[Passage]:
    """The paragraphs of a document, and the running heads and page numbers between them."""
    repeated = _repeated(pages)
    found: list[Passage] = []
    open_one: Passage | None = None
    gutters: set[float] = set()
    for page in pages:
        edges = _edges(page)
        furniture = {p for p in edges if _key(p) in repeated}
        furniture |= {p for p in edges if _is_page_number(p, page, furniture)}
        text = [p for p in page if p not in furniture]
        highest = max((p.middle for p in text), default=0)
        found += _furniture(p for p in furniture if p.middle > highest)
        for column in columns(text, gutters):
            for passage in _in_column(column):
                if open_one and _goes_on(open_one, passage, found):
                    open_one.lines += passage.lines
                    open_one.is_full = passage.is_full
                else:
                    found.append(passage)
                    open_one = passage
        found += _furniture(p for p in furniture if p.middle <= highest)
    known = _vocabulary(pages)
    for passage in found:
        passage.words, passage.spans = _without_line_ends(passage.lines, known)
    return found


def _furniture(lines: Iterable[Line]) -> list[Passage]:
    in_order = sorted(lines, key=lambda p: (-p.middle, p.left))
    return [Passage([p], p.size, p.bold, True) for p in in_order]


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = min(OFTEN, max(2, len(pages)))
    return {key for key, count in counts.items() if count >= often}


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", " ".join(line.words.lower().split())), round(line.size)


def _edges(page: Sequence[Line]) -> set[Line]:
    """What stands at the two highest and the two lowest places of a page."""
    if len(page) > MOST_PIECES:
        return set()
    heights = sorted({round(p.middle) for p in page})
    outer = {*heights[:2], *heights[-2:]}
    return {p for p in page if round(p.middle) in outer}


def _is_page_number(line: Line, page: Sequence[Line], furniture: set[Line]) -> bool:
    """Whether it is a number with nothing of the text at its height, as a table's has."""
    if len(line.words) > LONGEST_NUMBER or not NUMBER.fullmatch(line.words):
        return False
    beside = (p for p in page if abs(p.middle - line.middle) < line.size and p != line)
    return all(p in furniture for p in beside)


def _in_column(column: Sequence[Line]) -> Iterator[Passage]:
    """Lines that belong together, by the white between them, indents and looks."""
    left = Counter(round(line.left) for line in column).most_common(1)[0][0]
    right = max(line.right for line in column)
    steps = [above.middle - below.middle for above, below in pairwise(column)]
    step = median(steps) if len(steps) > 2 else 0
    current: Passage | None = None
    for line in column:
        if current and not _begins(current, line, (left, right), step):
            current.lines.append(line)
        else:
            if current:
                yield current
            current = Passage([line], line.size, line.bold, follows=bool(current))
        current.is_full = line.right > right - 0.1 * (right - left)
    if current:
        yield current


def _begins(current: Passage, line: Line, sides: tuple[float, float], step: float) -> bool:
    """Whether a line begins a paragraph, or goes on with the one above it."""
    before, (left, right) = current.lines[-1], sides
    if before.is_initial:
        return False
    if _looks_different(before, line) or line.is_initial:
        return True
    size = line.size
    if before.middle - line.middle > 1.3 * max(min(step, 1.6 * size) or 1.3 * size, size):
        return True
    short = before.right < right - 0.15 * (right - left)
    if BULLET.match(line.words) and (short or not _may_be_inside(current, line)):
        return True
    return (
        _is_indented(current, line, left)
        or (short and bool(ENDED.search(before.words.rstrip())))
        or _tells_who_or_when(current, line, short)
    )


def _looks_different(before: Line, line: Line) -> bool:
    return (
        before.is_row
        or line.is_row
        or abs(before.size - line.size) > 0.1 * line.size
        or before.bold != line.bold
    )


def _may_be_inside(passage: Passage, line: Line) -> bool:
    """Whether a dash or a number goes on with an unfinished sentence, and is no item of a list."""
    if BULLET.match(passage.lines[0].words) or ENDED.search(passage.lines[-1].words.rstrip()):
        return False
    return bool(INSIDE.match(line.words))


def _is_indented(current: Passage, line: Line, left: float) -> bool:
    """As a first line is; in a paragraph that hangs from a bullet all but the first are."""
    edge = left + 0.6 * line.size
    hangs = BULLET.match(current.lines[0].words)
    return line.left > edge and not hangs and current.lines[-1].left <= edge


def _tells_who_or_when(current: Passage, line: Line, short: bool) -> bool:
    """Whether one of the two lines is a byline or a day, set close to what it belongs to."""
    before = current.lines[-1]
    if len(current.lines) == 1 and not line.words[:1].islower():
        # "By Rosa Lind and Ada" is finished by "Berg" on the next line.
        both = f"{before.words} {line.words}"
        if _is_day(before) or (bylines.names_in(before.words) and not bylines.names_in(both)):
            return True
    return short and _is_day(line)


def _is_day(line: Line) -> bool:
    return dates.written_in(line.words) is not None and is_boilerplate(line.words)


def _goes_on(passage: Passage, following: Passage, found: Sequence[Passage]) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if following.follows or not (found[-1] is passage or found[-1].is_furniture):
        return False
    last, first = passage.lines[-1].words, following.lines[0].words
    if passage.lines[-1].is_row or following.lines[0].is_row:
        return False
    if passage.bold != following.bold or abs(passage.size - following.size) > 0.1 * passage.size:
        return False
    if following.lines[0].is_initial or ENDED.search(last):
        return False
    if BULLET.match(first) and not _may_be_inside(passage, following.lines[0]):
        return False
    return bool(HYPHEN.search(last)) or first[:1].islower() or passage.is_full


def _vocabulary(pages: Sequence[Sequence[Line]]) -> set[str]:
    """The words inside lines: they tell whether a hyphen at a line's end belongs to its word."""
    known: set[str] = set()
    for page in pages:
        for line in page:
            known.update(word.lower() for word in HYPHENATED.findall(line.words))
            known.update(word.lower() for word in WORD.findall(line.words)[:-1])
    return known


def _without_line_ends(lines: Sequence[Line], known: set[str]) -> tuple[str, list[tuple[int, int]]]:
    """The words of a paragraph, and where in them those of each line stand."""
    words, is_initial = "", False
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for line in lines:
        if HYPHEN.search(words):
            before = HYPHEN.sub("", words)
            parts[-1] = f"{before}-" if _keeps_its_hyphen(before, line.words, known) else before
            start = spans[-1][0]
            length = start + len(parts[-1])
            spans[-1] = start, length
        elif parts and not is_initial:
            parts.append(" ")
            length += 1
        words, is_initial = line.words, line.is_initial
        parts.append(words)
        spans.append((length, length + len(words)))
        length += len(words)
    return "".join(parts), spans


def _keeps_its_hyphen(before: str, after: str, known: set[str]) -> bool:
    first, second = WORD.findall(before)[-1].lower(), WORD.match(after)
    if second is None or after[:1].isupper():
        return True
    whole = second[0].lower()
    return f"{first}-{whole}" in known and first + whole not in known
