"""The fonts that a PDF brings along, and the letters that none of them has.

They come as Python packages under the SIL Open Font License: Source Serif 4 for Latin, Greek and
Cyrillic, and Noto Sans for these and for Arabic, Armenian, Bengali, Chinese, Devanagari, Ethiopic,
Georgian, Gujarati, Gurmukhi, Hebrew, Japanese, Kannada, Khmer, Korean, Lao, Malayalam, Myanmar,
Oriya, Sinhala, Tamil, Telugu and Thai, with its symbols and its emoji in black and white. Scripts
beyond these, such as Tibetan, Thaana or Cherokee, are not there: `Letters` tells them.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

PACKAGES = ("fontpkg_source_serif_4", "manimgx_fonts", "manimgx_fonts_cjk")
SERIF, SANS = "Source Serif 4", "Noto Sans"
# One font with the Chinese, Japanese and Korean shapes of the same letters, under several names.
HAN = "Noto Sans CJK "
# Also draws plain digits and signs, so it comes after all others.
EMOJI = "Noto Emoji"

# What stands where a letter cannot be shown.
UNKNOWN = "\ufffd"
BYTE_ORDER_MARK = "\ufeff"
JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
# Signs of the category "format" that are drawn all the same.
DRAWN = {
    *range(0x600, 0x606),
    *(0x6DD, 0x70F, 0x890, 0x891, 0x8E2),
    *range(0xFFF9, 0xFFFC),
    *(0x110BD, 0x110CD),
    *range(0x13430, 0x13440),
}
# Some fonts have an empty drawing for these.
CONTROLS = frozenset({*range(0x20), *range(0x7F, 0xA0)})
LINE_ENDS = str.maketrans(dict.fromkeys(("\x0b", "\x0c", "\r", "\x85", "\u2028", "\u2029"), "\n"))


@cache
def fonts() -> typst.Fonts:
    """The same on every machine: the system's own fonts are left alone."""
    folders = [str(path) for package in PACKAGES for path in _folders(package)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _folders(package: str) -> set[Path]:
    return {path.parent for path in Path(str(files(package))).rglob("*.tt[fc]")}


@cache
def scripts() -> list[str]:
    """The families for the scripts that the two main ones lack."""
    others = {family for family in fonts().families() if not family.startswith(HAN)}
    return sorted(others - {SERIF, SANS, EMOJI})


@cache
def _letters_of(family: str) -> frozenset[int]:
    """What each font of the family has: upright words may become italic ones."""
    found = [_letters_in(info) for info in fonts().fonts() if info.family == family]
    return frozenset.intersection(*found) - CONTROLS


def _letters_in(info: typst.FontInfo) -> frozenset[int]:
    with TTFont(info.path, fontNumber=info.index, lazy=True) as font:
        return frozenset(font.getBestCmap())


class Letters:
    """Puts a sign where a letter cannot be shown, and remembers which these were."""

    def __init__(self) -> None:
        self.unknown: dict[str, None] = {}

    def shown(self, text: str) -> str:
        text = text.replace("\r\n", "\n").translate(LINE_ENDS)
        text = text.replace("\t", " ").replace(BYTE_ORDER_MARK, "")
        if text.isascii() and text.replace("\n", "").isprintable():
            return text
        text = unicodedata.normalize("NFC", text)
        if all(map(_stands_alone, set(text))):
            return text
        return "".join(map(self._shown, _clusters(text)))

    def named(self) -> list[str]:
        """Each letter that was not shown: its code and its name."""
        return [
            f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip() for letter in self.unknown
        ]

    def _shown(self, cluster: str) -> str:
        wanted = [letter for letter in cluster if not _is_invisible(letter)]
        if not wanted or cluster == "\n" or _home(frozenset(map(ord, wanted))):
            return cluster
        # A mark is drawn only by the font that draws its letter.
        home = _home(frozenset({ord(wanted[0])}))
        has = _letters_of(home) if home else frozenset[int]()
        lost = [letter for letter in wanted if ord(letter) not in has]
        self.unknown.update(dict.fromkeys(lost))
        return "".join(UNKNOWN if letter in lost else letter for letter in cluster)


@cache
def _stands_alone(letter: str) -> bool:
    """Whether a font has it, and no neighbour changes how it is drawn."""
    return letter == "\n" or (not _joins(letter) and bool(_home(frozenset({ord(letter)}))))


@cache
def _home(letters: frozenset[int]) -> str:
    """The first family that has them all, or nothing."""
    # The largest font comes last but one: most articles never open it.
    families = (SERIF, SANS, *scripts(), f"{HAN}SC", EMOJI)
    return next((family for family in families if letters <= _letters_of(family)), "")


def _clusters(text: str) -> Iterator[str]:
    """Letters with the marks that stand on them, which one font must draw together."""
    cluster = ""
    for letter in text:
        if cluster and not (_joins(letter) or cluster.endswith(JOINER)):
            yield cluster
            cluster = ""
        cluster += letter
    yield cluster


def _joins(letter: str) -> bool:
    return (
        unicodedata.category(letter).startswith("M")
        or _is_invisible(letter)
        or ord(letter) in SKIN_TONES
    )


def _is_invisible(letter: str) -> bool:
    """Whether it only says how its neighbours are drawn, so that no font needs it."""
    code = ord(letter)
    is_selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return is_selector or (unicodedata.category(letter) == "Cf" and code not in DRAWN)


def direction(text: str) -> str:
    """That of the first letter which has one, as browsers take it for dir=auto."""
    found = (unicodedata.bidirectional(letter) for letter in text)
    first = next((direction for direction in found if direction in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
