"""Bytes into characters, and characters into ones that a newsroom can work with."""

import codecs
import re
import unicodedata

import ftfy
from charset_normalizer import from_bytes

from factcheck.reading.manuscript import Unreadable

NOT_TEXT = (
    "This file does not hold text that can be read. Save it as plain text (UTF-8) and try again."
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Spaces of every width become one plain space, so that "5 000" and "Mr Smith" are
# found however they were typed. One for one: places in the text stay as they were.
SPACES = dict.fromkeys([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
LINE_ENDS = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
# What nobody can see: soft hyphens, zero-width characters, and the marks that
# reverse the direction of reading, with which a text can show what it does not say.
UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
CONTROLS = dict.fromkeys([*range(0x00, 0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85)])
CONTROLS |= dict.fromkeys(range(0x86, 0xA0))
# But "\u0080" and "\u0092" are the euro and the apostrophe of Windows-1252, read as Latin-1.
CONTROLS |= {
    code: sign
    for code in (0x80, *range(0x82, 0x85), *range(0x86, 0xA0))
    if (sign := bytes([code]).decode("cp1252", errors="ignore"))
}
LIGATURES = dict(enumerate(["ff", "fi", "fl", "ffi", "ffl", "st", "st"], start=0xFB00))
HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
# The encodings that a page may name, as the WHATWG has them, by Python's name for each: what
# browsers call Latin-1 is Windows-1252. A page that names UTF-16 in plain letters is not in it.
ON_PAGES = {
    name: name
    for name in (
        "utf-8 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 "
        "iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman cp874 cp1250 cp1251 "
        "cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 mac-cyrillic gb18030 big5hkscs euc_jp "
        "iso2022_jp cp932 cp949"
    ).split()
} | {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
LETTERS_IN_UTF_8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# The first bytes of a letter whose last ones were cut off with the end of the file.
CUT = re.compile(rb"(?:[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z")
WORD = re.compile(rb"[A-Za-z]+")
SAMPLE = 100_000
# What texts in Latin letters are written in, the likelier first.
WESTERN = ("cp1252", "iso8859_15", "mac_roman", "cp1250", "iso8859_2")
CASED = [chr(code) for code in range(0xAA, 0x530)]
CAPITALS = "".join(filter(str.isupper, CASED))
SMALL = "".join(filter(str.islower, CASED))
SIGNS = "¡¿§¶†‡°±¹²³¼½¾®©™•·»‰"
# Letters and signs that nobody writes there, as a wrong encoding has them.
MISFIT = re.compile(
    # "firmÕs", "ôPlan" and "ÒWe", "Û4 million", "lost,Ó" and "5ú", "vote Ð the".
    rf"(?<=[a-z{SMALL}])[{CAPITALS}]|[{SMALL}](?=[A-Z{CAPITALS}])|(?<![A-Z{CAPITALS}])[{CAPITALS}](?=[A-Z][a-z])"
    rf"|[{CAPITALS}{SMALL}](?=\d)|(?<=[\d.,;:!?])[{CAPITALS}{SMALL}]|(?<![^\W_])[ÐÑ](?![^\W_]|\.)"
    # "Ñîâåò", which is Russian.
    r"|[\xc0-\u024f]{4}"
    # "spad³o", "St¿re", "®aneta" and "Gro§e", but not "41°C".
    rf"|(?<!\d)[{SIGNS}](?=[^\W\d_])|(?<=[^\W\d_])[£€¥¢](?=[^\W\d_])"
    r"|[\x80-\x9f\ufffd¤¦¬¯¸¨´\u02c6-\u02dd\u2190-\u25ff\uf8ff\ufb01\ufb02]"
)
# What was one letter beyond ASCII is always several of them.
SEVERAL = re.compile(r"[^\x00-\x7f]{2}")
ENDS = "\n" + "".join(map(chr, LINE_ENDS))
WITHIN_A_LINE = dict.fromkeys(LINE_ENDS, " ")
TABLE = SPACES | LINE_ENDS | UNSEEN | CONTROLS | LIGATURES | HALVES


def clean(text: str) -> str:
    """The same text in characters that can be stored, searched and read."""
    text = text.replace("\r\n", "\n").translate(TABLE)
    return unicodedata.normalize("NFC", text)


def mended(text: str) -> str:
    """The text as it was before a program read its UTF-8 as something else: "donâ€™t", "Â£4".

    Line by line, so that whole lines stay whole and are counted as before.
    """
    return "".join(map(_mended, text.splitlines(keepends=True)))


def _mended(line: str) -> str:
    if not SEVERAL.search(line):
        return line
    words = line.rstrip(ENDS)
    return ftfy.fix_encoding(words).translate(WITHIN_A_LINE) + line[len(words) :]


def decode(data: bytes, declared: str = "") -> str:
    """The characters of a file, by its byte order mark, UTF-8, its own word or a guess."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    # What is UTF-8 by its bytes is nothing else, whatever a page says of itself.
    if not data.isascii() and _is_utf_8(data):
        return data.decode("utf-8", errors="replace")
    for encoding in (_on_pages(declared), _sixteen_bits(data), "utf-8"):
        text = _try(data, encoding)
        if text is not None:
            return text
    return _guess(data)


def declared_charset(data: bytes) -> str:
    """The encoding that an HTML page names in its first kilobytes, or nothing."""
    found = re.search(
        rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
        rb"|^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})",
        data[:4096],
        re.IGNORECASE,
    )
    return (found[1] or found[2]).decode("ascii", errors="replace") if found else ""


def _on_pages(name: str) -> str:
    try:
        return ON_PAGES.get(codecs.lookup(name).name, "")
    except LookupError:
        return ""


def _try(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _is_utf_8(data: bytes) -> bool:
    """Whether most of what is not ASCII is whole letters of UTF-8.

    A few may be broken, as when texts were cut or pasted together.
    """
    if _try(data, "utf-8") is not None:
        return True
    cut = CUT.search(data)
    letters = LETTERS_IN_UTF_8.findall(data)
    beyond = len(BEYOND_ASCII.findall(data)) - (len(cut[0]) if cut else 0)
    others = beyond - sum(map(len, letters))
    return len(letters) >= others and (bool(letters) or cut is not None)


def _sixteen_bits(data: bytes) -> str:
    """UTF-16 without its mark: in Latin text every second byte is zero."""
    sample = data[:2000]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.8 * half:
        return "utf-16-le"
    if half and sample[0::2].count(0) > 0.8 * half:
        return "utf-16-be"
    return ""


def _guess(data: bytes) -> str:
    best = from_bytes(data).best()
    guessed = [best.encoding] if best else []
    if _is_latin(data):
        # A few letters with accents tell no code page: the guess would follow them anywhere.
        encodings = [*WESTERN, *guessed]
    elif guessed:
        encodings = [*guessed, *WESTERN]
    else:
        raise Unreadable(NOT_TEXT)
    sample = _from_the_first_sign(data)
    fewest = min(encodings, key=lambda encoding: _misfits(sample, encoding))
    return data.decode(fewest, errors="replace")


def _is_latin(data: bytes) -> bool:
    """Whether most letters are those of ASCII."""
    sample = data[:SAMPLE]
    return sum(map(len, WORD.findall(sample))) > 2 * len(BEYOND_ASCII.findall(sample))


def _from_the_first_sign(data: bytes) -> bytes:
    first = BEYOND_ASCII.search(data)
    start = max(first.start() - 1, 0) if first else 0
    return data[start : start + SAMPLE]


def _misfits(data: bytes, encoding: str) -> int:
    return sum(1 for _ in MISFIT.finditer(data.decode(encoding, errors="replace")))
