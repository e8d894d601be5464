"""Reads RTF by walking its groups and control words: as it reads with all changes accepted."""

import codecs
import re
from copy import copy
from dataclasses import dataclass, field

from factcheck.reading import dates, line_breaks, tables
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import (
    MOST_PARAGRAPHS,
    TOO_MANY_PARAGRAPHS,
    Block,
    Manuscript,
    Place,
    Properties,
    Role,
    Unreadable,
)
from factcheck.reading.rich_text_marks import (
    BESIDE,
    CHARSETS,
    ENDS,
    ESCAPED,
    OF_PARAGRAPHS,
    OLD_CHARSETS,
    READ,
    READ_ALL_THE_SAME,
    SIGNS,
    SKIPPED,
    STAMPS,
    WORDS,
)
from factcheck.reading.tables import Cell, Row, Words

DAMAGED = (
    "This RTF file is damaged or is not an .rtf file. Save it again as .rtf and send it once more."
)
TOO_LONG = "This RTF file is longer than any article. Send its text alone."
# A control word without its number; those that have one go down to -32,768.
NONE = -100_000
DEEPEST = 1_000
# Half a million words come to one or two million of them.
MOST_TOKENS = 2_500_000
TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})? ?"
    rb"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]{1,4096})"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
NAMED = {"title": Role.HEADLINE, "subtitle": Role.STANDFIRST, "caption": Role.CAPTION}
HEADING = re.compile(r"heading (\d)")


@dataclass(slots=True)
class Group:
    """What holds until the next closing brace."""

    place: str = "text"
    font: int = NONE
    # How many characters stand after each Unicode one, for readers that know none.
    fallback: int = 1
    hidden: bool = False


@dataclass(slots=True)
class Paragraph:
    """What the file says of a paragraph, and its words so far."""

    style: int = NONE
    level: int = NONE
    in_table: bool = False
    in_list: bool = False
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Around:
    """The paragraph on which a footnote or a box hangs, and how deep that one's group is."""

    paragraph: Paragraph
    depth: int
    is_box: bool


def read(data: bytes) -> Manuscript:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable(DAMAGED)
    walk = _Walk(data)
    return from_blocks(walk.blocks(), walk.properties())


class _Walk:
    """One pass over the file; a group's state is put back when its brace closes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.group = Group()
        self.outer: list[Group] = []
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.styles: dict[int, Role] = {}
        self.default_font = NONE
        # The style that is explained, where the file explains its styles.
        self.style = NONE
        self.name: list[str] = []
        self.author: list[str] = []
        self.stamps: dict[str, dict[str, int]] = {stamp: {} for stamp in STAMPS}
        # The byte that is read, and the one at which the paragraph's words began.
        self.here, self.begun = 0, NONE
        self.cell, self.row, self.rows = Cell(), Row(), list[Row]()
        self.done: list[Block] = []
        self.paragraph = Paragraph()
        # What stands around a footnote, and the footnotes and boxes of the paragraph.
        self.around: list[Around] = []
        self.beside: list[tuple[str, Role | None]] = []
        self.bytes = bytearray()
        self.to_skip = self.counted = 0
        self.starred = False
        self.seen_title = False

    def blocks(self) -> list[Block]:
        place = tokens = 0
        while found := TOKEN.match(self.data, place):
            self.here, place = place, found.end()
            tokens += 1
            if tokens > MOST_TOKENS:
                raise Unreadable(TOO_LONG)
            place += self._token(found)
        self._decode()
        self.here = len(self.data)
        while self.around:
            self._end_beside()
        self._end_paragraph("")
        self._end_table()
        return self.done

    def properties(self) -> Properties:
        """What the file says of itself; known once its blocks are read."""
        stamps = (
            f"{stamp.get('yr', 0)}-{stamp.get('mo', 0):02}-{stamp.get('dy', 0):02}"
            for stamp in self.stamps.values()
        )
        return Properties("".join(self.author), dates.stamped(*stamps))

    def _token(self, found: re.Match[bytes]) -> int:
        """Do what one token says; return how many raw bytes follow it."""
        kind = found.lastgroup
        if kind == "word" or kind == "number":
            return self._word(found["word"].decode("ascii"), int(found["number"] or NONE))
        if kind == "brace":
            self._brace(found["brace"])
        elif kind == "sign":
            self._sign(found["sign"].decode("latin-1"))
        elif kind == "byte":
            self._bytes(bytes.fromhex(found["byte"].decode("ascii")))
        elif kind == "text":
            self._bytes(found["text"])
        return 0

    def _brace(self, brace: bytes) -> None:
        self._decode()
        self.to_skip = 0
        self.starred = False
        if brace == b"{":
            if len(self.outer) >= DEEPEST:
                raise Unreadable(DAMAGED)
            self.outer.append(self.group)
            self.group = copy(self.group)
        elif self.outer:
            self.group = self.outer.pop()
            if self.around and len(self.outer) < self.around[-1].depth:
                self._end_beside()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.starred = True
        elif sign in "\r\n":
            self._formatting("par", NONE)
        elif sign in ESCAPED:
            self._text(ESCAPED[sign])

    def _word(self, word: str, number: int) -> int:
        """Do what a control word says; return how many raw bytes follow it."""
        starred, self.starred = self.starred, False
        if word == "bin":
            return max(0, number)
        if self._is_place(word, starred):
            return 0
        if self.group.place in STAMPS:
            self.stamps[self.group.place][word] = number
        elif self.group.place == "fonttbl":
            self._font_table(word, number)
        elif self.group.place == "stylesheet":
            self._style_sheet(word, number)
        else:
            self._formatting(word, number)
        if word == "u" and number > NONE:
            self._text(chr(number % 0x10000))
            self.to_skip = self.group.fallback
        elif word == "deff":
            self.default_font = number
        elif word == "ansicpg":
            self.encoding = _known(number, self.encoding)
        elif word in OLD_CHARSETS:
            self.encoding = OLD_CHARSETS[word]
        return 0

    def _is_place(self, word: str, starred: bool) -> bool:
        """Whether the word says what its group is for."""
        group = self.group
        if group.place == "skipped":
            # The Unicode copy of a text, and the words in a drawing, are inside such groups.
            if word == "ud":
                group.place = "text"
            elif word == "shptxt":
                self._begin_beside(word)
            return True
        if group.place == "info":
            group.place = word if word in (*STAMPS, "author") else "skipped"
        elif word in ("fonttbl", "stylesheet", "info"):
            group.place = word
        elif word in BESIDE:
            self._begin_beside(word)
        elif word in SKIPPED or (starred and word not in READ_ALL_THE_SAME):
            self._decode()
            group.place = "skipped"
        else:
            return False
        return True

    def _begin_beside(self, word: str) -> None:
        self._decode()
        self.group.place = word
        self.around.append(Around(self.paragraph, len(self.outer), word == "shptxt"))
        self.paragraph = Paragraph()

    def _font_table(self, word: str, number: int) -> None:
        group = self.group
        if word == "f":
            group.font = number
        elif word == "fcharset" and number in CHARSETS:
            self.fonts[group.font] = CHARSETS[number]
        elif word == "cpg":
            self.fonts[group.font] = _known(number, self.encoding)

    def _style_sheet(self, word: str, number: int) -> None:
        if word in ("s", "cs", "ds", "ts"):
            self.style, self.name = (number if word == "s" else NONE), []

    def _formatting(self, word: str, number: int) -> None:
        group = self.group
        if group.place not in WORDS:
            return
        if word in ENDS:
            self._end_paragraph(word)
        elif word in SIGNS:
            self._text(SIGNS[word])
        elif word in OF_PARAGRAPHS:
            self._paragraph(word, number)
        elif word == "trhdr":
            self.row.is_head = True
        elif word == "uc":
            group.fallback = min(max(number, 0), 16)
        elif word in ("deleted", "v", "plain", "f"):
            self._decode()
            if word in ("f", "plain"):
                group.font = number if word == "f" else NONE
            if word != "f":
                group.hidden = word != "plain" and number != 0

    def _paragraph(self, word: str, number: int) -> None:
        paragraph = self.paragraph
        if word == "pard":
            self.paragraph = Paragraph(parts=paragraph.parts)
        elif word == "s":
            paragraph.style = number
        elif word == "outlinelevel":
            paragraph.level = number
        elif word == "ls":
            paragraph.in_list = number > 0
        else:
            paragraph.in_table = True

    def _bytes(self, words: bytes) -> None:
        skipped = min(self.to_skip, len(words))
        self.to_skip -= skipped
        if self._is_wanted():
            self.bytes += words[skipped:]

    def _text(self, words: str) -> None:
        if self._is_wanted():
            self._decode()
            self._keep(words)

    def _is_wanted(self) -> bool:
        """Whether words here are read; the first ones of a paragraph are where it begins."""
        # The fonts' own names are of no use.
        wanted = self.group.place in READ and not self.group.hidden
        if wanted and self.begun == NONE and self.group.place in WORDS:
            self.begun = self.here
        return wanted

    def _decode(self) -> None:
        """Take the bytes kept until their font ends: some letters are two bytes long."""
        if self.bytes:
            font = self.default_font if self.group.font == NONE else self.group.font
            encoding = self.fonts.get(font, self.encoding)
            words, self.bytes = self.bytes.decode(encoding, errors="replace"), bytearray()
            self._keep(words)

    def _keep(self, words: str) -> None:
        if self.group.place == "author":
            self.author.append(words)
            return
        if self.group.place != "stylesheet":
            self.paragraph.parts.append(words)
            return
        self.name.append(words)
        if words.rstrip().endswith(";"):
            role = _named("".join(self.name).strip("; ").lower())
            if role and self.style > NONE:
                self.styles[self.style] = role
            self.style, self.name = NONE, []

    def _end_beside(self) -> None:
        self._end_paragraph_beside()
        self.paragraph = self.around.pop().paragraph

    def _end_paragraph_beside(self) -> None:
        """One of a footnote or a box, which waits for the end of what it hangs on."""
        role = self._role() if self.around[-1].is_box else Role.BODY
        self.beside.append(("".join(self.paragraph.parts), role))
        self.paragraph.parts = []

    def _end_paragraph(self, word: str) -> None:
        self._decode()
        if self.around:
            self._end_paragraph_beside()
            return
        place = {"start": self.begun, "end": self.here}
        for words, role in (("".join(self.paragraph.parts), self._role()), *self.beside):
            # Letters beyond the first 65,536 come in two halves.
            whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            for line, _, _ in line_breaks.lines(whole):
                self._add(line, role, place)
        self.paragraph.parts, self.beside, self.begun = [], [], NONE
        if word == "cell":
            self._count()
            self.row.cells.append(self.cell)
            self.cell = Cell()
        elif word == "row":
            self._count()
            self.rows.append(self.row)
            self.row = Row()

    def _add(self, line: str, role: Role | None, place: Place) -> None:
        self._count()
        if self.paragraph.in_table:
            self.cell.words.append(Words(line, place, role or Role.BODY))
            return
        self._end_table()
        self.seen_title = self.seen_title or role is Role.HEADLINE
        self.done.append(Block(line, role, place))

    def _end_table(self) -> None:
        """Read the rows that are there; in a file that was cut off, the last may be unfinished."""
        if self.cell.words:
            self.row.cells.append(self.cell)
        if self.row.cells:
            self.rows.append(self.row)
        if self.rows:
            self.done += tables.blocks(self.rows)
        self.cell, self.row, self.rows = Cell(), Row(), []

    def _count(self) -> None:
        self.counted += 1
        if self.counted > MOST_PARAGRAPHS:
            raise Unreadable(TOO_MANY_PARAGRAPHS)

    def _role(self) -> Role | None:
        role, level = self.styles.get(self.paragraph.style), self.paragraph.level
        if role is None and 0 <= level <= 8:
            role = Role.SUBHEAD if level else Role.HEADLINE
        if role is None and self.paragraph.in_list:
            return Role.BODY
        return Role.SUBHEAD if role is Role.HEADLINE and self.seen_title else role


def _named(style: str) -> Role | None:
    if heading := HEADING.match(style):
        return Role.HEADLINE if heading[1] == "1" else Role.SUBHEAD
    return NAMED.get(style)


def _known(page: int, otherwise: str) -> str:
    """The codec of a code page, if there is one."""
    name = "utf-8" if page == 65001 else f"cp{page}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise
