"""Reads an OpenDocument text (LibreOffice and others): as it reads with all changes accepted."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import dates, line_breaks, tables
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import (
    MOST_PARAGRAPHS,
    TOO_MANY_PARAGRAPHS,
    Block,
    Manuscript,
    Properties,
    Role,
    Unreadable,
)
from factcheck.reading.tables import Cell, Row, Words

DAMAGED = (
    "This OpenDocument file is damaged or is not an .odt file. "
    "Save it again as .odt and send it once more."
)
ENCRYPTED = "This OpenDocument file is locked with a password. Save a copy without one."
TOO_LARGE = "This OpenDocument file unpacks to more than 200 megabytes. Send its text alone."
LARGEST = 200_000_000
# Half a million words with their markup fit into a quarter of this.
LARGEST_PART = 60_000_000
MOST_PARTS = 10_000
MOST_COLUMNS = 100
CHUNK = 65_536
DAMAGES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    etree.LxmlError,
    # A missing part, a kind of compression that nobody has, or an odd number.
    KeyError,
    NotImplementedError,
    ValueError,
    EOFError,
    OSError,
)

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
PARAGRAPHS = {TEXT + "p", TEXT + "h"}
STYLED = {*PARAGRAPHS, TEXT + "span"}
# Deleted text, remarks, and words that stand for something else than the article.
SKIPPED = {
    TEXT + "tracked-changes",
    TEXT + "note-citation",
    TEXT + "ruby-text",
    OFFICE + "annotation",
    OFFICE + "forms",
    OFFICE + "scripts",
    SVG + "title",
    SVG + "desc",
}
# White space in the markup is a space; a line break has a mark of its own.
SPACES = str.maketrans("\n\r\t", "   ")
SIGNS = {TEXT + "tab": " ", TEXT + "line-break": "\n", TEXT + "s": " "}
NAMED = {
    "title": Role.HEADLINE,
    "subtitle": Role.STANDFIRST,
    "caption": Role.CAPTION,
    "illustration": Role.CAPTION,
    "figure": Role.CAPTION,
    "header": Role.BOILERPLATE,
    "footer": Role.BOILERPLATE,
}


@dataclass(slots=True)
class Open:
    """A paragraph whose end has not come yet; one in a note or a text box stands inside another."""

    role: Role | None
    number: int
    parts: list[str] = field(default_factory=list)
    # Those that stood inside, which are read after it.
    inside: list["Open"] = field(default_factory=list)


class Target[T](Protocol):
    """What lxml tells about the markup of a part, and what comes out at its end."""

    def close(self) -> T: ...


class Collector:
    """Takes the markup as it streams by, so that no tree of it is ever held."""

    def __init__(self, styles: dict[str, str], hidden: set[str]) -> None:
        # The style that each is made from, and those whose words are not on the page.
        self.styles = styles
        self.hidden = hidden
        self._style = ""
        self.blocks: list[Block] = []
        self._open: list[Open] = []
        self._skipped = self._tables = self._contents = self._covered = self._counted = 0
        self._lists = 0
        # How many paragraphs were open where the table began that is read.
        self._around = 0
        self._paragraphs = -1
        self._rows: list[Row] = []
        self._in_head = False
        self._seen_title = False

    def doctype(self, *_: str | None) -> None:
        # No OpenDocument file has one, and there is no other place for an entity to come from.
        raise ValueError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        # Counted also where nothing is read: a place is a number among all of them.
        self._paragraphs += tag in PARAGRAPHS
        if self._skipped or tag in SKIPPED or self._is_hidden(tag, attributes):
            self._skipped += 1
        elif tag.startswith(STYLE):
            self._start_of_style(tag.removeprefix(STYLE), attributes)
        elif tag == TEXT + "list":
            self._lists += 1
        elif tag == TEXT + "table-of-content":
            self._contents += 1
        elif tag in PARAGRAPHS:
            self._open.append(Open(self._role(tag, attributes), self._paragraphs))
        elif tag in SIGNS and self._open:
            self._open[-1].parts.append(SIGNS[tag])
        elif tag.startswith(TABLE):
            self._start_of_table(tag.removeprefix(TABLE), attributes)

    def _start_of_style(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style":
            self._style = attributes.get(STYLE + "name", "")
            self.styles[self._style] = attributes.get(STYLE + "parent-style-name", "")
            self.hidden.discard(self._style)
        elif tag == "text-properties" and attributes.get(TEXT + "display") == "none":
            self.hidden.add(self._style)

    def _is_hidden(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether what begins here is in the file and not on the page."""
        if tag == TEXT + "section":
            return attributes.get(TEXT + "display") == "none" or _is_true(attributes)
        if tag == TEXT + "hidden-text":
            return _is_true(attributes)
        if not self.hidden or tag not in STYLED:
            return False
        made_from = self._made_from(attributes.get(TEXT + "style-name", ""))
        return not self.hidden.isdisjoint(made_from)

    def _start_of_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._around = self._around if self._tables else len(self._open)
            self._tables += 1
        # A table inside a cell is read as the words of that cell.
        if self._tables != 1:
            return
        if tag == "table-header-rows":
            self._in_head = True
        elif tag == "table-row":
            self._count()
            self._rows.append(Row(is_head=self._in_head))
        elif tag == "table-cell" and self._rows:
            self._count()
            across = attributes.get(TABLE + "number-columns-spanned", "")
            again = attributes.get(TABLE + "number-columns-repeated", "")
            columns = _number(across) * _number(again)
            self._rows[-1].cells.append(Cell(columns=columns))
            self._covered = columns - 1
        elif tag == "covered-table-cell" and self._rows:
            if self._covered > 0:
                self._covered -= 1
            else:
                self._count()
                self._rows[-1].cells.append(Cell())

    def _count(self) -> None:
        self._counted += 1
        if self._counted > MOST_PARAGRAPHS:
            raise Unreadable(TOO_MANY_PARAGRAPHS)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == TEXT + "table-of-content":
            self._contents -= 1
        elif tag == TEXT + "list":
            self._lists -= 1
        elif tag in PARAGRAPHS:
            paragraph = self._open.pop()
            if len(self._open) > self._around:
                self._open[-1].inside.append(paragraph)
            else:
                self._close(paragraph)
        elif tag == TABLE + "table-header-rows":
            self._in_head = False
        elif tag == TABLE + "table":
            self._tables -= 1
            if not self._tables:
                self.blocks += tables.blocks(self._rows)
                self._rows, self._around = [], 0

    def data(self, words: str) -> None:
        if self._open and not self._skipped:
            self._open[-1].parts.append(words.translate(SPACES))

    def close(self) -> list[Block]:
        return self.blocks

    def _close(self, paragraph: Open) -> None:
        for words, start, end in line_breaks.lines("".join(paragraph.parts)):
            self._count()
            place = {"paragraph": paragraph.number, "start": start, "end": end}
            if self._tables and self._rows and self._rows[-1].cells:
                role = paragraph.role or Role.BODY
                self._rows[-1].cells[-1].words.append(Words(words, place, role))
                continue
            self._seen_title = self._seen_title or paragraph.role is Role.HEADLINE
            self.blocks.append(Block(words, paragraph.role, place))
        for inner in paragraph.inside:
            self._close(inner)

    def _role(self, tag: str, attributes: dict[str, str]) -> Role | None:
        if self._contents:
            return Role.BOILERPLATE
        role = self._named(attributes.get(TEXT + "style-name", ""))
        if role is None and tag == TEXT + "h":
            first = attributes.get(TEXT + "outline-level", "1") == "1"
            role = Role.HEADLINE if first else Role.SUBHEAD
        if role is None and self._lists:
            return Role.BODY
        return Role.SUBHEAD if role is Role.HEADLINE and self._seen_title else role

    def _named(self, style: str) -> Role | None:
        """The role that a style's name tells, or that of the style that it is made from."""
        for each in self._made_from(style):
            name = each.lower().replace("_20_", "")
            if name in NAMED:
                return NAMED[name]
            if name.startswith("heading") and name[7:].isdigit():
                return Role.HEADLINE if name[7:] == "1" else Role.SUBHEAD
        return None

    def _made_from(self, style: str) -> dict[str, None]:
        """A style, the one that it is made from, and so on."""
        found: dict[str, None] = {}
        while style and style not in found:
            found[style] = None
            style = self.styles.get(style, "")
        return found


def _is_true(attributes: dict[str, str]) -> bool:
    return attributes.get(TEXT + "is-hidden") == "true"


def _number(columns: str) -> int:
    return min(int(columns), MOST_COLUMNS) if columns.isdecimal() else 1


class Facts:
    """Takes what the file says of itself: who wrote it, when, and in which language."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self._tag = ""

    def doctype(self, *_: str | None) -> None:
        raise ValueError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._tag = tag

    def end(self, tag: str) -> None:
        self._tag = ""

    def data(self, words: str) -> None:
        # What follows is given in pieces; no fact is as long as this.
        if self._tag and len(self.said.get(self._tag, "")) < 500:
            self.said[self._tag] = self.said.get(self._tag, "") + words

    def close(self) -> Properties:
        said = self.said
        return Properties(
            author=said.get(DC + "creator") or said.get(META + "initial-creator", ""),
            dated_on=dates.stamped(said.get(DC + "date"), said.get(META + "creation-date")),
            language=said.get(DC + "language", ""),
        )


def read(data: bytes) -> Manuscript:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            styles: dict[str, str] = {}
            hidden: set[str] = set()
            if "styles.xml" in archive.namelist():
                _stream(archive, "styles.xml", Collector(styles, hidden))
            blocks = _stream(archive, "content.xml", Collector(styles, hidden))
            says = Properties()
            if "meta.xml" in archive.namelist():
                says = _stream(archive, "meta.xml", Facts())
    except RuntimeError as error:
        # What zipfile says about a part that is locked.
        raise Unreadable(ENCRYPTED) from error
    except DAMAGES as error:
        raise Unreadable(DAMAGED) from error
    return from_blocks(blocks, says)


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise Unreadable(TOO_LARGE)
    names = set(archive.namelist())
    if "encrypted-package" in names:
        raise Unreadable(ENCRYPTED)
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(MOST_PARTS * 1_000):
                raise Unreadable(ENCRYPTED)


def _stream[T](archive: zipfile.ZipFile, part: str, collector: Target[T]) -> T:
    # No part is read beyond the size that the archive gives for it.
    if archive.getinfo(part).file_size > LARGEST_PART:
        raise Unreadable(TOO_LARGE)
    parser = etree.XMLParser(target=collector, resolve_entities=False, no_network=True)
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            parser.feed(chunk)
    return parser.close()
