"""The report as a spreadsheet: claims, evidence and what the report is, each on a sheet.

Every word goes in as text. No cell is ever a formula, whatever somebody wrote in an article.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone
from xlsxwriter import Workbook

from factcheck.reports import table
from factcheck.reports.ledger import Report
from factcheck.reports.table import Cell, Row

PART = 64 * 1024
# What Excel opens: rows of a sheet, characters of a cell (UTF-16 units) and of a link.
ROWS = 1_048_576
CELL = 32_000
LINK = 2_079
# Excel takes no more; each is held in memory until the file is written.
LINKS = 10_000

WIDE, MIDDLE, NARROW = 48, 22, 12
WIDTHS = {
    "Quote": WIDE,
    "Statement": WIDE,
    "Explanation": WIDE,
    "Should read": WIDE,
    "Evidence": WIDE,
    "Quotation": WIDE,
    "Source": WIDE,
    "Address": WIDE,
    "Article": WIDE,
    "Claimant": MIDDLE,
    "Types": MIDDLE,
    "Rating": MIDDLE,
    "Checked by": MIDDLE,
    "Approved by": MIDDLE,
    "Approved at": MIDDLE,
    "Publisher": MIDDLE,
    "Author": MIDDLE,
    "Added by": MIDDLE,
    "Added at": MIDDLE,
    "Desk": MIDDLE,
    "Signed off": MIDDLE,
    "Scale": MIDDLE,
    "Report made at": MIDDLE,
    "SHA-256 of the text": MIDDLE,
    "What": MIDDLE,
    "Told": WIDE,
}


def parts(report: Report) -> Iterator[bytes]:
    with TemporaryFile() as file:
        with book(file, title=f"Report: {report.article}", made_at=report.made_at) as written:
            claims = Sheet(written, "Claims", table.HEADER)
            evidence = Sheet(written, "Evidence", table.EVIDENCE)
            about = Sheet(written, "Report", ("What", "Told"))
            claims.add_all(table.rows(report))
            for note in report.notes:
                evidence.add_all(table.evidence(note, report.article))
            about.add_all(_about(report))
        yield from read(file)


def read(file: IO[bytes]) -> Iterator[bytes]:
    """The finished file from its beginning."""
    file.seek(0)
    while part := file.read(PART):
        yield part


@contextmanager
def book(file: IO[bytes], *, title: str, made_at: datetime) -> Iterator["Book"]:
    """A workbook that holds one row in memory and leaves the rest on disk until it is closed."""
    workbook = Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"title": title[:255], "created": _naive(made_at)})
    written = Book(workbook)
    yield written
    written.close()


class Book:
    """A workbook with the looks of its cells."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        top = {"valign": "top"}
        self.head = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1, **top})
        self.words = workbook.add_format({"text_wrap": True, **top})
        self.number = workbook.add_format(top)
        self.moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", **top})
        self.link = workbook.add_format({"text_wrap": True, "underline": 1, **top})
        self.sheets: list[Sheet] = []

    def close(self) -> None:
        for sheet in self.sheets:
            sheet.finish()
        self.workbook.close()


class Sheet:
    """A sheet with a frozen header; further sheets follow where one is full."""

    def __init__(
        self, book: Book, name: str, header: tuple[str, ...], *, links: int = LINKS
    ) -> None:
        self.book = book
        self.name = name
        self.header = header
        self.links = links
        self.pages = 0
        self._begin()
        book.sheets.append(self)

    def _begin(self) -> None:
        self.pages += 1
        name = self.name if self.pages == 1 else f"{self.name} {self.pages}"
        self.page = self.book.workbook.add_worksheet(name)
        self.page.freeze_panes(1, 0)
        for column, title in enumerate(self.header):
            self.page.set_column(column, column, WIDTHS.get(title, NARROW))
            self.page.write_string(0, column, title, self.book.head)
        self.last = 0

    def add_all(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        if self.last == ROWS - 1:
            self.finish()
            self._begin()
        self.last += 1
        for column, cell in enumerate(row):
            self._write(column, cell)

    def finish(self) -> None:
        """Filters over all that is there."""
        self.page.autofilter(0, 0, self.last, len(self.header) - 1)

    def _write(self, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self._write_words(column, cell)
        elif isinstance(cell, datetime):
            self.page.write_datetime(self.last, column, _naive(cell), self.book.moment)
        else:
            self.page.write_number(self.last, column, cell, self.book.number)

    def _write_words(self, column: int, words: str) -> None:
        is_link = self.header[column] == "Address" and words.startswith(("http://", "https://"))
        if is_link and self.links and len(words) <= LINK:
            self.links -= 1
            self.page.write_url(self.last, column, words, self.book.link, words)
        elif words:
            self.page.write_string(self.last, column, _fitting(words), self.book.words)


def _fitting(words: str) -> str:
    """What Excel can hold. A cell that is cut says so."""
    units = words.encode("utf-16-le")
    if len(units) <= 2 * CELL:
        return words
    return units[: 2 * CELL].decode("utf-16-le", "ignore") + " … (cut)"


def _naive(moment: datetime) -> datetime:
    """Spreadsheets know no time zones: the newsroom's own."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _about(report: Report) -> Iterator[Row]:
    article, revision = report.article, report.revision
    yield ("Article", str(article))
    yield ("Desk", article.desk.name)
    yield ("Revision", revision.number)
    yield ("Sign-off", report.sign_off)
    yield ("Scale", "; ".join(map(str, report.scales)))
    yield ("Made at", report.made_at)
    yield ("For", str(report.profile.label))
    yield ("Claims", report.claims_in_words)
    yield ("Sentences", report.sentences_in_words)
    yield ("SHA-256 of the text", report.fingerprint)
