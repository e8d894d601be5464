"""Reads a Word manuscript: paragraphs, tables and notes, as they read with all changes accepted."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import places, tables
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Place, Properties, Role, Unreadable
from factcheck.reading.tables import Cell, Row, Words

DAMAGED = (
    "This Word file is damaged or is not a .docx file. Save it again in Word and send it once more."
)
TOO_LARGE = "This Word file unpacks to more than 200 megabytes. Send its text alone."
LARGEST = 200_000_000
MOST_COLUMNS = 100
# On this day the empty file was made that programs write Word files from; it tells nothing.
TEMPLATE = date(2013, 12, 23)
STYLES = {
    "title": Role.HEADLINE,
    "subtitle": Role.STANDFIRST,
    "caption": Role.CAPTION,
}
HEADING = re.compile(r"heading (\d)")
TEXT, PARAGRAPH, LOOK = qn("w:t"), qn("w:p"), qn("w:rPr")
STYLE, STYLE_ID, NAME, VALUE = qn("w:style"), qn("w:styleId"), qn("w:name"), qn("w:val")
STYLED = f"{qn('w:pPr')}/{qn('w:pStyle')}"
SIGNS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "",
}
NOTES = {"footnotes", "endnotes"}
REFERENCES = {
    qn("w:footnoteReference"): "footnotes",
    qn("w:endnoteReference"): "endnotes",
}
NO_ENTITIES = etree.XMLParser(resolve_entities=False, no_network=True)
# Deleted text, and the second copy of a drawing that Word keeps for older programs.
SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read(data: bytes) -> Manuscript:
    document = _open(data)
    body = document.element.body
    return from_blocks(list(_Walk(document).blocks(body)), _properties(document))


def _open(data: bytes) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise Unreadable(TOO_LARGE)
        document = Document(io.BytesIO(data))
        # A package whose main part is missing or empty only shows when it is asked for.
        document.element.body.tag  # noqa: B018
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OpcError,
        etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
        OSError,
    ) as error:
        raise Unreadable(DAMAGED) from error
    return document


def _properties(document: WordDocument) -> Properties:
    try:
        core = document.core_properties
        changed, made = core.modified, core.created
    except (ValueError, KeyError, AttributeError, etree.LxmlError):
        # The words are whole although what stands beside them is not.
        return Properties()
    day = next((day.date() for day in (changed, made) if day and day.date() != TEMPLATE), None)
    return Properties(core.author, day, core.language)


def _notes(document: WordDocument) -> dict[tuple[str, str | None], list[etree._Element]]:
    """The paragraphs of each footnote and endnote, by its kind and number."""
    found = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in NOTES and not relation.is_external:
            try:
                root = etree.fromstring(relation.target_part.blob, NO_ENTITIES)
            except (etree.LxmlError, ValueError):
                # The words of the article are whole although its notes are not.
                continue
            for note in root:
                found[kind, note.get(qn("w:id"))] = list(note.iter(qn("w:p")))
    return found


def style_names(document: WordDocument) -> dict[str, str]:
    """What each style is called, in small letters, by what paragraphs know it as."""
    styles = document.styles.element.iterchildren(STYLE)
    return {
        style.get(STYLE_ID): name.get(VALUE, "").lower()
        for style in styles
        if (name := style.find(NAME)) is not None
    }


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(STYLED)
    return "" if style is None else style.get(VALUE, "")


class _Walk:
    """One pass over the body: paragraphs as they come, tables row by row."""

    def __init__(self, document: WordDocument) -> None:
        self.styles = style_names(document)
        body = document.element.body
        self.numbers = {paragraph: n for n, paragraph in enumerate(body.iter(qn("w:p")))}
        self.notes = _notes(document)
        self.seen_title = False

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        for child in element:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from tables.blocks(list(self._rows(child)))
                yield from self._below(child)
            elif child.tag not in SKIPPED:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        role = self._role(paragraph)
        for words, start, end in places.lines(words_of(paragraph)):
            self.seen_title = self.seen_title or role is Role.HEADLINE
            yield Block(words, role, self._place(paragraph, start, end))
        # A text box stands inside the paragraph that it hangs on.
        yield from self.blocks(paragraph)
        yield from self._below(paragraph)

    def _below(self, element: etree._Element) -> Iterator[Block]:
        """The notes that an element leads to, each a paragraph after it."""
        for reference in element.iter(*REFERENCES):
            if any(parent.tag in SKIPPED for parent in reference.iterancestors()):
                continue
            # Each once, also when it hangs on a text box inside a paragraph.
            note = self.notes.pop((REFERENCES[reference.tag], reference.get(qn("w:id"))), ())
            for paragraph in note:
                for words, _, _ in places.lines(words_of(paragraph)):
                    yield Block(words, Role.BODY)

    def _rows(self, table: etree._Element) -> Iterator[Row]:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue
            head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
            is_head = head is not None and head.get(qn("w:val")) not in ("0", "false", "off")
            cells = [self._cell(cell) for cell in row.iter(qn("w:tc")) if _row_of(cell) is row]
            yield Row(cells, is_head)

    def _cell(self, cell: etree._Element) -> Cell:
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        across = span.get(qn("w:val"), "") if span is not None else ""
        words = [
            Words(line, self._place(paragraph, start, end), self._role(paragraph) or Role.BODY)
            for paragraph in cell.iter(qn("w:p"))
            if not any(parent.tag in SKIPPED for parent in paragraph.iterancestors())
            for line, start, end in places.lines(words_of(paragraph))
        ]
        return Cell(words, min(int(across), MOST_COLUMNS) if across.isdecimal() else 1)

    def _role(self, paragraph: etree._Element) -> Role | None:
        name = self.styles.get(style_of(paragraph), "")
        if heading := HEADING.match(name):
            return Role.HEADLINE if heading[1] == "1" and not self.seen_title else Role.SUBHEAD
        role = STYLES.get(name)
        return Role.SUBHEAD if role is Role.HEADLINE and self.seen_title else role

    def _place(self, paragraph: etree._Element, start: int, end: int) -> Place:
        return {"paragraph": self.numbers[paragraph], "start": start, "end": end}


def _row_of(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(qn("w:tr")))


def words_of(paragraph: etree._Element) -> str:
    """The words of a paragraph as the file has them; places count in these."""
    return "".join(words for _, words in letters(paragraph))


def letters(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The elements of a paragraph that hold its words, and the words of each."""
    for child in element:
        tag = child.tag
        if tag == TEXT:
            yield child, child.text or ""
        elif tag in SIGNS:
            yield child, SIGNS[tag]
        # A text box holds paragraphs of its own, which come by themselves.
        elif tag not in SKIPPED and tag != PARAGRAPH and tag != LOOK:
            yield from letters(child)
