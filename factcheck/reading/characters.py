"""Bytes into characters, and characters into ones that a newsroom can work with."""

import codecs
import re
import unicodedata

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
LIGATURES = dict(enumerate(["ff", "fi", "fl", "ffi", "ffl", "st", "st"], start=0xFB00))
HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "latin_1", "mac_roman", "mac_latin2"})
# What pages call Latin-1 or ASCII is read by every browser as Windows-1252.
ALIASES = dict.fromkeys(
    ["iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"], "cp1252"
)
LETTERS_IN_UTF_8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# An apostrophe and quotation marks of old Macs; the same bytes are capitals elsewhere.
MAC = re.compile(rb"[a-z]\xd5[a-z]|\xd2[A-Za-z][^\xd2\xd3]{0,2000}[a-z.,!?]\xd3")
TABLE = SPACES | LINE_ENDS | UNSEEN | CONTROLS | LIGATURES | HALVES


def clean(text: str) -> str:
    """The same text in characters that can be stored, searched and read."""
    text = text.replace("\r\n", "\n").translate(TABLE)
    return unicodedata.normalize("NFC", text)


def decode(data: bytes, declared: str = "") -> str:
    """The characters of a file, by its byte order mark, its own word, UTF-8 or a guess."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    declared = ALIASES.get(declared.lower(), declared)
    for encoding in (declared, _sixteen_bits(data), "utf-8"):
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


def _try(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


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
    whole = b"".join(LETTERS_IN_UTF_8.findall(data))
    others = sum(byte > 0x7F for byte in data) - len(whole)
    if len(whole) > 8 * others:
        # UTF-8 with a letter broken here and there, as when texts were cut or pasted together.
        return data.decode("utf-8", errors="replace")
    if MAC.search(data):
        return data.decode("mac_roman")
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable(NOT_TEXT)
    # Short English texts fit every code page of Latin letters; newsrooms write Windows-1252.
    if {best.encoding, *best.could_be_from_charset} & LATIN:
        windows = _try(data, "cp1252")
        if windows is not None:
            return windows
    return str(best)
