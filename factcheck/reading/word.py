"""Reads a Word manuscript: paragraphs, tables and notes, as they read with all changes accepted."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import characters, line_breaks, tables
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Place, Properties, Role, Unreadable
from factcheck.reading.tables import Cell, Row, Words

DAMAGED = (
    "This Word file is damaged or is not a .docx file. Save it again in Word and send it once more."
)
OTHER_KIND = (
    "This is a template, a Word file with macros, or one of the kind “Strict Open XML”. "
    "Open it in Word, save it as “Word Document (*.docx)” and send it once more."
)
TOO_LARGE = "This Word file unpacks to more than 200 megabytes. Send its text alone."
LARGEST = 200_000_000
MOST_COLUMNS = 100
DAMAGES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OpcError,
    etree.LxmlError,
    KeyError,
    ValueError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
# On this day the empty file was made that programs write Word files from; it tells nothing.
TEMPLATE = date(2013, 12, 23)
STYLES = {
    "title": Role.HEADLINE,
    "subtitle": Role.STANDFIRST,
    "caption": Role.CAPTION,
}
HEADING = re.compile(r"heading (\d)")
# People leave "list paragraph" on what is no item any more.
LIST = re.compile(r"list\b(?! paragraph)")
TABLE, BOX = qn("w:tbl"), qn("w:sdt")
# What holds paragraphs of its own, before which one ends that was to be joined.
HOLDERS = {TABLE, BOX}
TEXT, PARAGRAPH, LOOK, LAYOUT = qn("w:t"), qn("w:p"), qn("w:rPr"), qn("w:pPr")
STYLE, STYLE_ID, NAME, VALUE = qn("w:style"), qn("w:styleId"), qn("w:name"), qn("w:val")
STYLED = f"{LAYOUT}/{qn('w:pStyle')}"
NUMBERED = f"{LAYOUT}/{qn('w:numPr')}/{qn('w:numId')}"
OFF = ("0", "false", "off")
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
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# How relations are named in a file of the strict kind.
STRICT = b"http://purl.oclc.org/ooxml/officeDocument"
NO_ENTITIES = etree.XMLParser(resolve_entities=False, no_network=True)
# Deleted text, how a word is pronounced, and the second copy of a drawing that Word keeps for
# older programs.
SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:rt"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
# What is in the file and not on the page, and the mark inside that says so: hidden text, a deleted
# row, and what Word asks for where nobody has written ("Click or tap here to enter text").
UNSHOWN = {
    qn("w:r"): f"{LOOK}/{qn('w:vanish')}",
    qn("w:tr"): f"{qn('w:trPr')}/{qn('w:del')}",
    BOX: f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}",
}
# The end of a paragraph that was deleted or moved away, so that it goes on in the next one.
JOINED = [f"{LAYOUT}/{LOOK}/{qn(name)}" for name in ("w:del", "w:moveFrom")]
# Signs chosen from a list: "5±2" has one in the middle. Their font says which letters they are.
SIGN, SIGN_FONT, SIGN_CODE = qn("w:sym"), qn("w:font"), qn("w:char")
PRIVATE, UNKNOWN = 0xE000, "\ufffd"
GREEK = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xE0)),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
        strict=True,
    )
)


def read(data: bytes) -> Manuscript:
    document = opened(data)
    body = document.element.body
    return from_blocks(list(_Walk(document).blocks(body)), _properties(document))


def opened(data: bytes) -> WordDocument:
    """The document in a file, also where something beside its words is gone, such as a picture."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise Unreadable(TOO_LARGE)
            if STRICT in archive.read("_rels/.rels"):
                raise Unreadable(OTHER_KIND)
            if mended := _without_loose_ends(archive):
                data = _with(archive, mended)
        main = Package.open(io.BytesIO(data)).main_document_part
        if main.content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
            is_word = re.search("wordprocessingml|ms-word", str(main.content_type))
            raise Unreadable(OTHER_KIND if is_word else DAMAGED)
        assert isinstance(main, DocumentPart)
        document = main.document
        # Parts that are missing, empty or called something else only show when they are asked for.
        document.element.body.tag, document.styles.element.tag  # noqa: B018
    except DAMAGES as error:
        raise Unreadable(DAMAGED) from error
    return document


def _without_loose_ends(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The lists of relations with one that leads nowhere, such as to a picture "NULL", without it.

    Word opens such files, and many programs write them.
    """
    names = set(archive.namelist())
    mended = {}
    for name in names:
        if not name.endswith(".rels"):
            continue
        try:
            root = etree.fromstring(archive.read(name), NO_ENTITIES)
        except etree.LxmlError:
            # Whether that part is needed is seen when the file is opened.
            continue
        folder = f"/{name}".rpartition("/_rels/")[0] or "/"
        loose = [each for each in root.iter(RELATION) if not _leads_on(each, folder, names)]
        for relation in loose:
            relation.getparent().remove(relation)
        if loose:
            mended[name] = etree.tostring(root)
    return mended


def _leads_on(relation: etree._Element, folder: str, names: set[str]) -> bool:
    target = relation.get("Target")
    if not target or not relation.get("Type"):
        return False
    if relation.get("TargetMode") == "External":
        return True
    return PackURI.from_rel_ref(folder, target).membername in names


def _with(archive: zipfile.ZipFile, mended: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name in dict.fromkeys(archive.namelist()):
            new.writestr(name, mended.get(name) or archive.read(name))
    return stream.getvalue()


def _properties(document: WordDocument) -> Properties:
    try:
        core = document.core_properties
        changed, made, author, language = core.modified, core.created, core.author, core.language
    except (ValueError, KeyError, AttributeError, etree.LxmlError):
        # The words are whole although what stands beside them is not.
        return Properties()
    day = next((day.date() for day in (changed, made) if day and day.date() != TEMPLATE), None)
    return Properties(author, day, language)


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
        # Those whose ends were deleted: they go on in the next paragraph.
        unfinished: list[etree._Element] = []
        for child in element:
            if child.tag == PARAGRAPH:
                unfinished.append(child)
                if not any(child.find(mark) is not None for mark in JOINED):
                    yield from self._paragraph(unfinished)
                    unfinished = []
                continue
            if child.tag in HOLDERS:
                yield from self._paragraph(unfinished)
                unfinished = []
            if child.tag == TABLE:
                yield from tables.blocks(list(self._rows(child)))
                yield from self._below(child)
            elif not _is_left_out(child):
                yield from self.blocks(child)
        yield from self._paragraph(unfinished)

    def _paragraph(self, parts: list[etree._Element]) -> Iterator[Block]:
        """One paragraph, and those before it whose ends were deleted."""
        role = self._role(parts[-1]) if parts else None
        for words, place in self._lines(parts):
            self.seen_title = self.seen_title or role is Role.HEADLINE
            yield Block(words, role, place)
        for paragraph in parts:
            # A text box stands inside the paragraph that it hangs on.
            yield from self.blocks(paragraph)
            yield from self._below(paragraph)

    def _lines(self, parts: list[etree._Element]) -> Iterator[tuple[str, Place]]:
        said = [part for part in parts if words_of(part).strip()]
        if len(said) > 1:
            yield self._joined(said)
            return
        for part in said:
            for words, start, end in line_breaks.lines(words_of(part)):
                yield words, self._place(part, start, end)

    def _joined(self, parts: list[etree._Element]) -> tuple[str, Place]:
        """The words of several paragraphs as one, whose place tells them apart as a row's does."""
        text, found, spaced = "", [], False
        for part in parts:
            raw = words_of(part)
            if words := " ".join(characters.clean(raw).split()):
                text += " " if text and (spaced or raw[0].isspace()) else ""
                start, end = len(raw) - len(raw.lstrip()), len(raw.rstrip())
                place = self._place(part, start, end)
                found.append({"from": len(text), "to": len(text + words), "place": place})
                text, spaced = text + words, raw[-1].isspace()
        return text, {"cells": found}

    def _below(self, element: etree._Element) -> Iterator[Block]:
        """The notes that an element leads to, each a paragraph after it."""
        for reference in element.iter(*REFERENCES):
            if any(map(_is_left_out, reference.iterancestors())):
                continue
            # Each once, also when it hangs on a text box inside a paragraph.
            note = self.notes.pop((REFERENCES[reference.tag], reference.get(qn("w:id"))), ())
            for paragraph in note:
                for words, _, _ in line_breaks.lines(words_of(paragraph)):
                    yield Block(words, Role.BODY)

    def _rows(self, table: etree._Element) -> Iterator[Row]:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(TABLE)) is not table:
                continue
            cells = [self._cell(cell) for cell in row.iter(qn("w:tc")) if _row_of(cell) is row]
            yield Row(cells, _is_on(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")))

    def _cell(self, cell: etree._Element) -> Cell:
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        across = span.get(qn("w:val"), "") if span is not None else ""
        words = [
            Words(line, self._place(paragraph, start, end), self._role(paragraph) or Role.BODY)
            for paragraph in cell.iter(qn("w:p"))
            if not any(map(_is_left_out, paragraph.iterancestors()))
            for line, start, end in line_breaks.lines(words_of(paragraph))
        ]
        return Cell(words, min(int(across), MOST_COLUMNS) if across.isdecimal() else 1)

    def _role(self, paragraph: etree._Element) -> Role | None:
        name = self.styles.get(style_of(paragraph), "")
        if heading := HEADING.match(name):
            return Role.HEADLINE if heading[1] == "1" and not self.seen_title else Role.SUBHEAD
        role = STYLES.get(name)
        if role is None and (LIST.match(name) or _is_numbered(paragraph)):
            return Role.BODY
        return Role.SUBHEAD if role is Role.HEADLINE and self.seen_title else role

    def _place(self, paragraph: etree._Element, start: int, end: int) -> Place:
        return {"paragraph": self.numbers[paragraph], "start": start, "end": end}


def _row_of(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(qn("w:tr")))


def _is_numbered(paragraph: etree._Element) -> bool:
    """Whether it is an item of a list. List 0 is none: so Word writes that one was taken away."""
    number = paragraph.find(NUMBERED)
    return number is not None and number.get(VALUE) != "0"


def _is_left_out(element: etree._Element) -> bool:
    """Whether what an element holds is not on the page."""
    mark = UNSHOWN.get(element.tag)
    return element.tag in SKIPPED or (mark is not None and _is_on(element.find(mark)))


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(VALUE) not in OFF


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
        elif tag == SIGN:
            yield child, _sign(child)
        # A text box holds paragraphs of its own, which come by themselves.
        elif tag != PARAGRAPH and tag != LOOK and not _is_left_out(child):
            yield from letters(child)


def _sign(element: etree._Element) -> str:
    """The letter of a sign. One that nobody knows is shown as such: left out, it could lie."""
    code = element.get(SIGN_CODE, "")
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
    if number >= PRIVATE or element.get(SIGN_FONT) == "Symbol":
        signs = GREEK if element.get(SIGN_FONT) == "Symbol" else {}
        return signs.get(number % 0x100, UNKNOWN)
    return chr(number) if number > 0x20 else UNKNOWN
