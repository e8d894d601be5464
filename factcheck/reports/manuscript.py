"""The Word manuscript as a page can show it, read back from the very document that is downloaded.

What stands in the file stands here: nothing is asked of the report a second time.
"""

from dataclasses import dataclass, field
from datetime import datetime

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from factcheck.reading import word
from factcheck.reports import as_docx
from factcheck.reports.as_docx import COLOURS, GREY, ID, LINE, LINES, SHADING, THIN_LINE

# How the styles that reporters use look on the page; all others are plain paragraphs.
STYLES = {"title": "headline", "subtitle": "standfirst", "caption": "caption"}
HEADING = "heading "
# The lines and colours of our marks, told by what Word calls them. Two ratings share a line.
SYMBOLS = {line.xml_value: symbol for symbol, (line, _) in reversed(LINES.items())}
SYMBOLS[THIN_LINE[0].xml_value] = "open"
COLOUR_NAMES = {line: name for name, (line, _) in COLOURS.items()} | {GREY[0]: "none"}
COMMENT, AUTHOR, DATE = (qn(f"w:{name}") for name in ("comment", "author", "date"))
BEGINS, ENDS = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
BOLD, ITALIC, COLOUR = qn("w:b"), qn("w:i"), qn("w:color")
RUNS = [qn(f"w:{name}") for name in ("r", "hyperlink")]
SAID = [qn(f"w:{name}") for name in ("t", "tab", "ptab", "br", "cr", "noBreakHyphen")]
OFF = ("0", "false", "off", "none")


@dataclass(frozen=True)
class Look:
    """What letters have in common that look alike."""

    is_bold: bool = False
    is_italic: bool = False
    # The line under them, if it is one of ours, with its colour.
    symbol: str = ""
    colour: str = ""
    is_underlined: bool = False
    is_highlighted: bool = False


@dataclass(frozen=True)
class Remark:
    """A comment: ours, or one that the reporter's file had already."""

    number: int
    by: str
    at: datetime | None
    # The line that says which claim and which rating, and what comes below.
    head: str
    lines: list[str]

    @property
    def label(self) -> str:
        """What leads to it from its words: the number of its claim, or who speaks."""
        number, dot, _ = self.head.partition(".")
        return number if dot and number.isdecimal() else "".join(n[0] for n in self.by.split())


@dataclass
class Piece:
    """Letters that look alike, and the comments whose words end with them."""

    text: str
    look: Look
    ends: list[Remark] = field(default_factory=list)


@dataclass
class Line:
    """A paragraph, with the comments that begin in it."""

    style: str
    pieces: list[Piece] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        last = self.pieces[-1] if self.pieces else None
        if last and last.look == look and not last.ends:
            last.text += text
        else:
            self.pieces.append(Piece(text, look))


def read(document: WordDocument) -> list[Line]:
    """The paragraphs of the body in order, with those of tables and text boxes where they hang."""
    names = as_docx.style_names(document)
    comments = document.comments._comments_elm.iterchildren(COMMENT)
    remarks = {remark.number: remark for remark in map(_remark, comments)}
    paragraphs = document.element.body.iter(word.PARAGRAPH)
    lines = [_line(paragraph, names, remarks) for paragraph in paragraphs]
    return [line for line in lines if line.pieces or line.remarks]


def _line(paragraph: etree._Element, names: dict[str, str], remarks: dict[int, Remark]) -> Line:
    name = names.get(word.style_of(paragraph), "")
    line = Line("subhead" if name.startswith(HEADING) else STYLES.get(name, "para"))
    words = {element: text for element, text in word.letters(paragraph) if text}
    for element in paragraph.iter():
        if element in words:
            line.add(words[element], _look(element.getparent()))
        elif element.tag in (BEGINS, ENDS):
            remark = remarks.get(int(element.get(ID)))
            if remark and element.tag == BEGINS:
                line.remarks.append(remark)
            elif remark and line.pieces:
                line.pieces[-1].ends.append(remark)
    return line


def _look(run: etree._Element) -> Look:
    properties = run.find(word.LOOK)
    if properties is None:
        return Look()
    line = properties.find(LINE)
    kind, colour = (line.get(word.VALUE), line.get(COLOUR)) if line is not None else ("", "")
    return Look(
        is_bold=_is_on(properties, BOLD),
        is_italic=_is_on(properties, ITALIC),
        symbol=SYMBOLS.get(kind, "") if colour in COLOUR_NAMES else "",
        colour=COLOUR_NAMES.get(colour, ""),
        is_underlined=kind not in ("", "none") and colour not in COLOUR_NAMES,
        is_highlighted=properties.find(SHADING) is not None,
    )


def _is_on(properties: etree._Element, tag: str) -> bool:
    found = properties.find(tag)
    return found is not None and found.get(word.VALUE, "true") not in OFF


def _remark(comment: etree._Element) -> Remark:
    first, *rest = [_words(each) for each in comment.iterchildren(word.PARAGRAPH)] or [""]
    number, by = int(comment.get(ID)), comment.get(AUTHOR, "")
    return Remark(number, by, _moment(comment.get(DATE, "")), first, rest)


def _moment(told: str) -> datetime | None:
    """When a comment was written, where its file tells that as files should."""
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return None


def _words(paragraph: etree._Element) -> str:
    """What the library calls the text of a paragraph. It looks each run up by XPath for that."""
    parts = paragraph.iterchildren(*RUNS)
    return "".join(str(each) for part in parts for each in part.iter(*SAID))
