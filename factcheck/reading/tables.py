"""From the cells of a table to paragraphs: each row is one, with a bar between its cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.reading.manuscript import Block, Place, Role

BETWEEN = " | "
# A table with longer cells holds paragraphs side by side and no rows.
LONGEST_CELL = 250
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a cell that stand at one place of the file; `role` if they are no row's."""

    text: str
    place: Place = field(default_factory=dict)
    role: Role | None = Role.BODY


@dataclass(slots=True)
class Cell:
    """What stands in a cell, and over how many columns it goes."""

    words: list[Words] = field(default_factory=list)
    columns: int = 1

    @property
    def text(self) -> str:
        return " ".join(" ".join(words.text.split()) for words in self.words).strip()


@dataclass(slots=True)
class Row:
    cells: list[Cell] = field(default_factory=list)
    # Whether the file says that these are the names of the columns.
    is_head: bool = False

    @property
    def filled(self) -> int:
        return sum(bool(cell.text) for cell in self.cells)


def blocks(rows: Sequence[Row]) -> list[Block]:
    """A paragraph for each row, or for each cell where the table only serves the layout.

    The place of a row names its cells: where each stands in the paragraph (`from`, `to`), where in
    the file (`place`), and the name of its column (`column`) if there is one.
    """
    if _is_layout(rows):
        return [
            Block(words.text, words.role, words.place)
            for row in rows
            for cell in row.cells
            for words in cell.words
        ]
    heads = _heads(rows)
    names: dict[int, str] = {}
    for row in heads:
        names |= _by_column(row)
    below = [row for row in rows if row not in heads]
    return [_row(row, {}, Role.SUBHEAD) for row in heads if row.filled] + [
        _row(row, names, Role.BODY) for row in below if row.filled
    ]


def _is_layout(rows: Sequence[Row]) -> bool:
    widest = max((row.filled for row in rows), default=0)
    return widest < 2 or any(len(cell.text) > LONGEST_CELL for row in rows for cell in row.cells)


def _heads(rows: Sequence[Row]) -> list[Row]:
    """The rows at the top that name the columns: said to, or words alone above figures."""
    heads = []
    for row in rows:
        if not row.is_head:
            break
        heads.append(row)
    if heads or len(rows) < 2:
        return heads
    first, *others = (row for row in rows if row.filled)
    figures = sum(any(map(_has_digit, row.cells[1:])) for row in others)
    worded = first.filled > 1 and not any(map(_has_digit, first.cells))
    return [first] if worded and figures >= max(1, len(others) / 2) else []


def _has_digit(cell: Cell) -> bool:
    return bool(DIGIT.search(cell.text))


def _by_column(row: Row) -> dict[int, str]:
    names: dict[int, str] = {}
    column = 0
    for cell in row.cells:
        if cell.text:
            names |= dict.fromkeys(range(column, column + cell.columns), cell.text)
        column += cell.columns
    return names


def _row(row: Row, names: dict[int, str], role: Role) -> Block:
    text, places, column = "", [], 0
    for cell in row.cells:
        glue = BETWEEN if text else ""
        for words in cell.words:
            if said := " ".join(words.text.split()):
                start = len(text + glue)
                text, glue = text + glue + said, " "
                name = {"column": names[column]} if column in names else {}
                place = {"place": words.place} if words.place else {}
                places.append({"from": start, "to": len(text), **name, **place})
        column += cell.columns
    return Block(text, role, {"cells": places})
