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


def columns(pieces: Sequence[Line]) -> list[list[Line]]:
    """The columns of a page in reading order, each with its lines from top to bottom."""
    if len(pieces) > MOST_PIECES:
        return [list(pieces)]
    return [_rows(column) for column in _split(list(pieces), 0)]


def _split(pieces: list[Line], depth: int) -> list[list[Line]]:
    gutter = _gutter(pieces) if depth < 6 else None
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
            found += _sides(above, gutter, depth)
            run = []
            rest = [p for p in rest if p.middle <= line.middle]
        run.append(line)
    return [*found, *([run] if run else []), *_sides(rest, gutter, depth)]


def _sides(band: list[Line], gutter: float, depth: int) -> list[list[Line]]:
    left = [p for p in band if p.right <= gutter]
    right = [p for p in band if p.right > gutter]
    rows = _grouped(band)
    parted = {n for n, row in enumerate(rows) if row[-1].right > gutter}
    if parted and parted <= _in_tables(rows) and not _are_columns(left, right):
        return [band]
    return _split(left, depth + 1) + _split(right, depth + 1)


def _gutter(pieces: list[Line]) -> float | None:
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
    return best[1] if best else None


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    if min(len(left), len(right)) < FEWEST_LINES:
        return False
    if min(fmean(len(p.words) for p in side) for side in (left, right)) < NARROWEST:
        return False
    step = 1.5 * median(p.size for p in left + right) or 1
    heights = {round(p.middle / step) for p in left}
    beside = sum(not heights.isdisjoint(_near(p.middle / step)) for p in right)
    return beside >= max(FEWEST_LINES, 0.5 * min(len(left), len(right)))


def _near(height: float) -> range:
    return range(round(height) - 1, round(height) + 2)


def _rows(column: list[Line]) -> list[Line]:
    """The lines of a column; pieces that stand side by side become one."""
    rows = _grouped(column)
    tabular = _in_tables(rows)
    return [_joined(row, n in tabular) for n, row in enumerate(rows)]


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


def _joined(row: list[Line], is_row: bool) -> Line:
    if len(row) == 1:
        return row[0]
    words = row[0].words
    for before, piece in pairwise(row):
        # PDFium also parts a line where its order in the file is odd; touching letters are a word.
        gap = piece.left - before.right
        glue = BETWEEN if is_row and gap > APART * piece.size else " "
        near = gap < 0.1 * piece.size
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
