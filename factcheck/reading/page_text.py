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
UPRIGHT = 0.99
# Below this stand the lines of a page that lies on its side, which have no rectangles.
SIDEWAYS = -100_000.0
FACTS = ("Author", "CreationDate", "ModDate")
BREAKS = "\r\n"

type Piece = tuple[str, float, float, float, float, float, float]


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
        if page.get_rotation():
            # Its letters lie on their side, so they are taken in the order of the file.
            lines = [line for line in text.get_text_range().splitlines() if line.strip()]
            return [
                (line, 0.0, SIDEWAYS - 12 * n, 500.0, SIDEWAYS - 12 * n + 10, 10.0, 0.0)
                for n, line in enumerate(lines)
            ]
        return list(pieces(text.raw))
    finally:
        text.close()
        page.close()


def pieces(page: object) -> Iterator[Piece]:
    """Runs of letters on one line: words, left, bottom, right, top, size, and whether bold."""
    words: list[str] = []
    box = raw.FS_RECTF()
    left = bottom = right = top = size = bold = 0.0
    last = 0
    for index in range(raw.FPDFText_CountChars(page)):
        letter = chr(raw.FPDFText_GetUnicode(page, index) % 0x110000)
        placed = raw.FPDFText_IsGenerated(page, index) != 1 and bool(
            raw.FPDFText_GetLooseCharBox(page, index, ctypes.byref(box))
        )
        elsewhere = placed and _is_elsewhere(box, right, bottom, size)
        if words and (letter in BREAKS or elsewhere):
            yield (
                "".join(words).rstrip(),
                left,
                bottom,
                right,
                top,
                size,
                bold and _is_bold(page, last),
            )
            words = []
        if words:
            words.append(letter)
            if placed and not letter.isspace():
                right, last = max(right, box.right), index
        elif placed and not letter.isspace() and _is_upright(page, index):
            words, last = [letter], index
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            size, bold = _size(page, index) or top - bottom, _is_bold(page, index)
    if words:
        yield "".join(words).rstrip(), left, bottom, right, top, size, bold and _is_bold(page, last)


def _is_elsewhere(box: raw.FS_RECTF, right: float, bottom: float, size: float) -> bool:
    return (
        abs(box.bottom - bottom) > ANOTHER_LINE * size
        or not -2 * size <= box.left - right <= ANOTHER_PIECE * size
    )


def _is_upright(page: object, index: int) -> bool:
    """Not a stamp across the page, nor a note along its edge."""
    return math.cos(raw.FPDFText_GetCharAngle(page, index)) > UPRIGHT


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
