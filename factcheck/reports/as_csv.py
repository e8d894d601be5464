"""The report as a table for spreadsheets: a header, one row a claim, one a dismissed sentence."""

import csv
import re
from collections.abc import Iterator
from datetime import datetime

from factcheck.reports import table
from factcheck.reports.ledger import Report, iso_time
from factcheck.reports.table import Cell

# Excel takes a CSV without this mark for the Windows code page and spoils every dash and name.
BYTE_ORDER_MARK = "\ufeff"

# A spreadsheet runs a cell that begins with one of these as a formula; quotation marks, spaces
# and characters without width before it don't always protect. Full-width signs work as well.
FORMULA = re.compile(
    r"""
    [\s"'`“”„‘’‚«»‹›\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*
    ( [=+\-@＝＋－＠﹦﹢﹣﹫] | (?<=[\t\r]) )
    """,
    re.VERBOSE,
)
# Where a spreadsheet parts cells at ";" or tabs, a new cell begins in the middle of ours.
AFTER_A_BREAK = re.compile(r"(?<=.)([;\t]\s*)(?=[=+\-@＝＋－＠])")


class Echo:
    """A file that hands every line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


# Lines end in CR LF, as RFC 4180 has it: the csv module's own way.
WRITER = csv.writer(Echo())


def parts(report: Report) -> Iterator[bytes]:
    """The file line by line, so that it is sent while it is made."""
    yield header()
    yield from map(line, table.rows(report))


def header() -> bytes:
    return (BYTE_ORDER_MARK + WRITER.writerow(table.HEADER)).encode()


def line(row: table.Row) -> bytes:
    return WRITER.writerow([harmless(cell) for cell in row]).encode()


def harmless(cell: Cell) -> str | int | float:
    """Keep a spreadsheet from running what somebody wrote in an article."""
    if isinstance(cell, datetime):
        return iso_time(cell)
    if not isinstance(cell, str):
        return cell
    inside = AFTER_A_BREAK.sub(r"\1'", cell)
    return f"'{inside}" if FORMULA.match(cell) else inside
