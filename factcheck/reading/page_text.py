"""A program of its own: a PDF on standard input, its lines of text with their places on output.

The first line of the output is what the file says of itself, each one after it a page.

PDFium is C++ and reads what strangers send. In a process of its own, with limits, a file that
breaks it costs a sentence to the person who sent it, and never a worker.
"""

import ctypes
import json
import math
import resource
import sys
from collections import Counter
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

MEMORY = 700_000_000
SECONDS = 40
MOST_PAGES = 2_000
MOST_LETTERS = 6_000_000
# What the place of a piece costs, beside its letters.
PLACE = 20
BOLD = 600
# Exit statuses, and what they mean.
LOCKED, DAMAGED, TOO_LONG = 3, 4, 5
# A step down or a gap of this many times the size of the letters begins another piece.
ANOTHER_LINE, ANOTHER_PIECE = 0.5, 1.2
# So does a letter this much lower than the one before: after an initial, or in a note's number.
AFTER_INITIAL, NOTE = 0.5, 0.8
UPRIGHT = 0.99
# A page is read the way it is shown, unless more of its letters than this stand another way; so
# many of them are looked at.
MOSTLY, SAMPLE = 0.75, 300
FACTS = ("Author", "CreationDate", "ModDate")
BREAKS = "\r\n"

type Corners = tuple[float, float, float, float]
# Words, left, bottom, right, top, size, whether bold, and by how many quarter turns to the left the
# words stand on the page: their corners are those on a page turned back until they are upright.
type Piece = tuple[str, float, float, float, float, float, float, int]


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return LOCKED if error.err_code == raw.FPDF_ERR_PASSWORD else DAMAGED
    if len(document) > MOST_PAGES:
        return TOO_LONG
    print(json.dumps({key: fact(document, key) for key in FACTS}))
    letters = 0
    for number in range(len(document)):
        page = [
            piece for piece in pieces_on(document, number) if all(map(math.isfinite, piece[1:]))
        ]
        letters += sum(PLACE + len(words) for words, *_ in page)
        if letters > MOST_LETTERS:
            return TOO_LONG
        print(json.dumps([(words, *(round(x, 2) for x in rest)) for words, *rest in page]))
    return 0


def fact(document: pypdfium2.PdfDocument, key: str) -> str:
    """What the file says of itself under this key; nothing where its letters are broken."""
    try:
        return document.get_metadata_value(key)[:500]
    except UnicodeDecodeError:
        return ""


def pieces_on(document: pypdfium2.PdfDocument, number: int) -> list[Piece]:
    """The pieces of lines on a page; a page that is broken has none."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return list(pieces(text.raw, page.get_rotation() // 90))
    finally:
        text.close()
        page.close()


def pieces(page: object, shown: int) -> Iterator[Piece]:
    """Runs of letters on one line of a page that is shown with so many quarter turns."""
    words: list[str] = []
    box = raw.FS_RECTF()
    here = ctypes.byref(box)
    left, bottom, right, top = corners = (0.0, 0.0, 0.0, 0.0)
    size = bold = height = 0.0
    last = 0
    count = raw.FPDFText_CountChars(page)
    turn = _turn(page, count, shown)
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(page, index) % 0x110000)
        # White has no place of its own: that of the next letter tells how wide it is.
        placed = not letter.isspace() and bool(raw.FPDFText_GetLooseCharBox(page, index, here))
        elsewhere = False
        if placed:
            before = height
            corners = box.left, box.bottom, box.right, box.top
            # Half a million letters come by here, so what few of them need is asked for last.
            if turn:
                corners = turned(corners, -turn)
            height = corners[3] - corners[1]
            elsewhere = _is_elsewhere(corners, right, bottom, size) or (
                height < NOTE * before and _is_smaller(words, letter, height / before)
            )
        if words and (letter in BREAKS or elsewhere):
            yield (
                "".join(words).rstrip(),
                left,
                bottom,
                right,
                top,
                size,
                bold and _is_bold(page, last),
                turn,
            )
            words = []
        if words:
            words.append(letter)
            if placed:
                right, last = max(right, corners[2]), index
        elif placed and _is_upright(page, index, turn):
            words, last = [letter], index
            left, bottom, right, top = corners
            size, bold = _size(page, index) or top - bottom, _is_bold(page, index)
    if words:
        bold = bold and _is_bold(page, last)
        yield "".join(words).rstrip(), left, bottom, right, top, size, bold, turn


def turned(corners: Corners, quarters: int) -> Corners:
    """Where a rectangle stands when the page is turned to the left about its lower left corner."""
    for _ in range(quarters % 4):
        left, bottom, right, top = corners
        corners = -top, left, -bottom, right
    return corners


def _turn(page: object, count: int, shown: int) -> int:
    """By how many quarter turns to the left the words of a page stand, most of them."""
    sample = range(0, count, max(1, count // SAMPLE))
    letters = [n for n in sample if not chr(raw.FPDFText_GetUnicode(page, n) % 0x110000).isspace()]
    turns = Counter(turn for turn in range(4) for n in letters if _is_upright(page, n, turn))
    turn, many = max(turns.items(), key=lambda item: item[1], default=(shown, 0))
    return turn if many > MOSTLY * len(letters) else shown


def _is_elsewhere(corners: Corners, right: float, bottom: float, size: float) -> bool:
    return (
        abs(corners[1] - bottom) > ANOTHER_LINE * size
        or not -2 * size <= corners[0] - right <= ANOTHER_PIECE * size
    )


def _is_smaller(words: list[str], letter: str, height: float) -> bool:
    """In "The" whose T is an initial, and in "2023" with the number of a note after it."""
    if height < AFTER_INITIAL:
        said = "".join(words).rstrip()
        return len(said) == 1 and said.isupper()
    return letter.isdigit() and "".join(words[-1:]).isdigit()


def _is_upright(page: object, index: int, turn: int) -> bool:
    """Not a stamp across the page, nor a note along its edge."""
    # PDFium counts angles to the right.
    return math.cos(raw.FPDFText_GetCharAngle(page, index) + turn * math.pi / 2) > UPRIGHT


def _size(page: object, index: int) -> float:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(page, index, ctypes.byref(matrix)):
        return 0.0
    return raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)


def _is_bold(page: object, index: int) -> float:
    if raw.FPDFText_GetFontWeight(page, index) >= BOLD:
        return 1.0
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(page, index, name, len(name), None)
    return float(any(word in name.value.lower() for word in (b"bold", b"black", b"heavy")))


if __name__ == "__main__":
    sys.exit(main())
