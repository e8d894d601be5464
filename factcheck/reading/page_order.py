"""The order in which the lines of a page are read: columns, and what stands across them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median

from factcheck.reading.tables import BETWEEN


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, and where they stand: points from the page's lower left corner.

    Of a page whose words stand on their side, that is the page turned until they are upright.
    """

    words: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    page: int
    # By how many quarter turns to the left the words stand on the page.
    turn: int = 0
    # Whether the words are those of several cells, with bars between them.
    is_row: bool = False
    # Whether it is the large letter that begins a paragraph, and so a part of the next line's word.
    is_initial: bool = False

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


# A page with more pieces than this is a drawing or a trap: no columns are looked for.
MOST_PIECES = 3_000
FEWEST_LINES = 3
# Columns of figures in a table are narrower: a table is read row by row.
NARROWEST = 12
CANDIDATES = 12
# Cells stand apart by more than two letters' height, below each other in as many rows.
APART, FEWEST_ROWS, ALIGNED = 2.0, 3, 4.0
# How much larger than the others an initial is, and how much smaller the number of a note.
LARGE, SMALL = 2.0, 0.8
# A page with more letters or numbers that stand alone is a table or a drawing.
MOST_ALONE = 100


def columns(pieces: Sequence[Line], known: set[float]) -> list[list[Line]]:
    """The columns of a page in reading order, each with its lines from top to bottom.

    `known` are the gutters of the pages before; those that this page shows are added to them.
    """
    if len(pieces) > MOST_PIECES:
        return [list(pieces)]
    initials = _initials(pieces)
    large = set(initials.values())
    rest = _with_notes_in_line([p for p in pieces if p not in large])
    return [_rows(column, initials) for column in _split(rest, 0, known)]


def _initials(pieces: Sequence[Line]) -> dict[Line, Line]:
    """The large letters that begin a paragraph, by the line that goes on: "T" by "he mayor said"."""
    letters = [p for p in pieces if len(p.words) <= 2 and p.words.isupper()]
    found: dict[Line, Line] = {}
    for letter in letters if len(letters) <= MOST_ALONE else ():
        beside = [p for p in pieces if _is_beside(letter, p)]
        if beside:
            found[max(beside, key=lambda p: p.middle)] = letter
    return found


def _is_beside(letter: Line, piece: Line) -> bool:
    return (
        letter.size >= LARGE * piece.size
        and letter.bottom < piece.middle < letter.top
        and (letter.left + letter.right) / 2 < piece.left < letter.right + letter.size / 2
    )


def _with_notes_in_line(pieces: list[Line]) -> list[Line]:
    """The pieces, with a note's number no higher than the words it touches: "4.2 percent" and "1"."""
    notes = {p for p in pieces if len(p.words) <= 3 and p.words.isdigit()}
    if len(notes) > MOST_ALONE:
        return pieces
    return [_lowered(p, pieces) if p in notes else p for p in pieces]


def _lowered(note: Line, pieces: Sequence[Line]) -> Line:
    for piece in pieces:
        if (
            note.size <= SMALL * piece.size
            and abs(note.left - piece.right) < 0.3 * piece.size
            and piece.bottom < note.middle < piece.top
        ):
            return replace(note, bottom=piece.bottom, top=piece.top)
    return note


def _split(pieces: list[Line], depth: int, known: set[float]) -> list[list[Line]]:
    gutter = _gutter(pieces, known) if depth < 6 else None
    if gutter is None:
        return [pieces] if pieces else []
    across = sorted(
        (p for p in pieces if p.left < gutter - 1 and p.right > gutter), key=lambda p: -p.middle
    )
    rest = [p for p in pieces if not (p.left < gutter - 1 and p.right > gutter)]
    found: list[list[Line]] = []
    run: list[Line] = []
    # What stands across the columns parts them into bands, from top to bottom.
    for line in across:
        above = [p for p in rest if p.middle > line.middle]
        if above:
            found += [run] if run else []
            found += _sides(above, gutter, depth, known)
            run = []
            rest = [p for p in rest if p.middle <= line.middle]
        run.append(line)
    return [*found, *([run] if run else []), *_sides(rest, gutter, depth, known)]


def _sides(band: list[Line], gutter: float, depth: int, known: set[float]) -> list[list[Line]]:
    left = [p for p in band if p.right <= gutter]
    right = [p for p in band if p.right > gutter]
    rows = _grouped(band)
    parted = {n for n, row in enumerate(rows) if row[-1].right > gutter}
    if parted and parted <= _in_tables(rows) and not _are_columns(left, right):
        return [band]
    return _split(left, depth + 1, known) + _split(right, depth + 1, known)


def _gutter(pieces: list[Line], known: set[float]) -> float | None:
    """The left edge of a column that has another at its left, at the same height."""
    edges = Counter(round(p.left / 3) * 3 for p in pieces)
    best: tuple[int, float] | None = None
    for edge, count in edges.most_common(CANDIDATES):
        if count < FEWEST_LINES:
            break
        gutter = min(p.left for p in pieces if round(p.left / 3) * 3 == edge)
        left = [p for p in pieces if p.right <= gutter]
        right = [p for p in pieces if p.left >= gutter - 1]
        if _are_columns(left, right):
            crossing = len(pieces) - len(left) - len(right)
            if best is None or crossing < best[0]:
                best = crossing, gutter
    if best is None:
        return _gutter_of_few(pieces, known)
    known.add(best[1])
    return best[1]


def _gutter_of_few(pieces: list[Line], known: set[float]) -> float | None:
    """The left edge of a last column with a line or two, or of columns as on the pages before."""
    for edge in sorted(p.left for p in pieces)[1 - FEWEST_LINES :]:
        if _is_free(edge, pieces, FEWEST_LINES):
            return edge
    for gutter in sorted(known):
        edges = [p.left for p in pieces if abs(p.left - gutter) < ALIGNED]
        if edges and _is_free(min(edges), pieces, 1):
            return min(edges)
    return None


def _is_free(gutter: float, pieces: list[Line], fewest: int) -> bool:
    """Whether beside what begins at it, and below, stand lines of one column that all end before it.

    Words far apart in one line stand above lines that go on below both, and a table has more cells.
    """
    top = max(p.middle for p in pieces if p.left >= gutter - 1)
    beside = [p for p in pieces if p.left < gutter - 1 and p.middle < top + p.size]
    if not beside or any(p.right > gutter - 0.8 * p.size for p in beside):
        return False
    rows = _grouped(beside)
    if len(rows) < fewest or any(len(_cells(row)) > 1 for row in rows):
        return False
    return rows[0][0].middle > top - rows[0][0].size and _width(beside) >= NARROWEST


def _width(side: list[Line]) -> float:
    return fmean(len(p.words) for p in side)


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    if min(len(left), len(right)) < FEWEST_LINES:
        return False
    if min(_width(left), _width(right)) < NARROWEST:
        return False
    step = 1.5 * median(p.size for p in left + right) or 1
    heights = {round(p.middle / step) for p in left}
    beside = sum(not heights.isdisjoint(_near(p.middle / step)) for p in right)
    return beside >= max(FEWEST_LINES, 0.5 * min(len(left), len(right)))


def _near(height: float) -> range:
    return range(round(height) - 1, round(height) + 2)


def _rows(column: list[Line], initials: dict[Line, Line]) -> list[Line]:
    """The lines of a column; pieces that stand side by side become one."""
    rows = _grouped(column)
    tabular = _in_tables(rows)
    found: list[Line] = []
    for n, row in enumerate(rows):
        if row[0] in initials:
            found.append(_initial(initials[row[0]], row[0], rows[n + 1 : n + 2]))
        found.append(_joined(row, n in tabular))
    return found


def _initial(letter: Line, line: Line, below: Sequence[list[Line]]) -> Line:
    """The letter as a part of its paragraph: "T", or "A " where the line is moved by a space."""
    moved = any(
        _is_beside(letter, row[0]) and line.left > row[0].left + 0.1 * line.size for row in below
    )
    words = f"{letter.words} " if moved else letter.words
    return replace(letter, words=words, size=line.size, bold=line.bold, is_initial=True)


def _grouped(column: list[Line]) -> list[list[Line]]:
    """The pieces that stand side by side, from left to right, and the lines from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(column, key=lambda p: (-p.middle, p.left)):
        if rows and abs(rows[-1][0].middle - piece.middle) < 0.4 * min(
            piece.size, rows[-1][0].size
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _in_tables(rows: Sequence[list[Line]]) -> set[int]:
    """Which rows are those of a table: cells far apart, in line with those of their neighbours."""
    found: set[int] = set()
    cells = [_cells(row) for row in rows]
    for first in range(len(rows) - FEWEST_ROWS + 1):
        some = cells[first : first + FEWEST_ROWS]
        if all(len(row) > 1 for row in some) and _in_line(some):
            found.update(range(first, first + FEWEST_ROWS))
    return found


def _cells(row: Sequence[Line]) -> list[tuple[float, float]]:
    """The left and the right edge of each cell."""
    cells = [(row[0].left, row[0].right)]
    for before, piece in pairwise(row):
        if piece.left - before.right > APART * piece.size:
            cells.append((piece.left, piece.right))
        else:
            cells[-1] = cells[-1][0], piece.right
    return cells


def _in_line(rows: Sequence[Sequence[tuple[float, float]]]) -> bool:
    """Whether the second cells, or the last, begin or end below each other."""
    edges = [(row[1][0], row[1][1], row[-1][0], row[-1][1]) for row in rows]
    return any(max(edge) - min(edge) < ALIGNED for edge in zip(*edges, strict=True))


def _is_note_at_figure(before: Line, piece: Line) -> bool:
    """In "2023" with a small "1" after it, which is no year 20231."""
    small = piece.size <= SMALL * before.size
    return small and before.words[-1:].isdigit() and piece.words[:1].isdigit()


def _joined(row: list[Line], is_row: bool) -> Line:
    if len(row) == 1:
        return row[0]
    words = row[0].words
    for before, piece in pairwise(row):
        # PDFium also parts a line where its order in the file is odd; touching letters are a word.
        gap = piece.left - before.right
        glue = BETWEEN if is_row and gap > APART * piece.size else " "
        near = gap < 0.1 * piece.size and not _is_note_at_figure(before, piece)
        words = words + piece.words if near else f"{words.rstrip()}{glue}{piece.words}"
    longest = max(row, key=lambda p: len(p.words))
    return replace(
        longest,
        words=words,
        left=row[0].left,
        bottom=min(p.bottom for p in row),
        right=max(p.right for p in row),
        top=max(p.top for p in row),
        is_row=is_row,
    )
