"""Reads a Word manuscript: paragraphs and tables, as they read with all changes accepted."""

import io
import re
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import characters
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Role, Unreadable

DAMAGED = (
    "This Word file is damaged or is not a .docx file. Save it again in Word and send it once more."
)
TOO_LARGE = "This Word file unpacks to more than 200 megabytes. Send its text alone."
LARGEST = 200_000_000
STYLES = {
    "title": Role.HEADLINE,
    "subtitle": Role.STANDFIRST,
    "caption": Role.CAPTION,
}
HEADING = re.compile(r"heading (\d)")
SIGNS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "",
}
# Deleted text, and the second copy of a drawing that Word keeps for older programs.
SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read(data: bytes) -> Manuscript:
    document = _open(data)
    blocks = list(_blocks(document))
    return from_blocks(blocks, byline="")


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
        OSError,
    ) as error:
        raise Unreadable(DAMAGED) from error
    return document


def _blocks(document: WordDocument) -> Iterator[Block]:
    names = {
        style.get(qn("w:styleId")): name.get(qn("w:val"), "").lower()
        for style in document.styles.element.iter(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None
    }
    seen_title = False
    for paragraph in document.element.body.iter(qn("w:p")):
        if any(parent.tag in SKIPPED for parent in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = names.get(style.get(qn("w:val")), "") if style is not None else ""
        in_table = any(parent.tag == qn("w:tc") for parent in paragraph.iterancestors())
        role = Role.BODY if in_table else _role(name, seen_title)
        for line in characters.clean(_words(paragraph)).split("\n"):
            if line.strip():
                seen_title = seen_title or role is Role.HEADLINE
                yield Block(line, role)


def _role(style: str, seen_title: bool) -> Role | None:
    if heading := HEADING.match(style):
        return Role.HEADLINE if heading[1] == "1" and not seen_title else Role.SUBHEAD
    role = STYLES.get(style)
    return Role.SUBHEAD if role is Role.HEADLINE and seen_title else role


def _words(element: etree._Element) -> str:
    parts = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in SIGNS:
            parts.append(SIGNS[child.tag])
        # A text box holds paragraphs of its own, which come by themselves.
        elif child.tag not in SKIPPED and child.tag != qn("w:p"):
            parts.append(_words(child))
    return "".join(parts)
