"""Whole files of every format, broken at random: each is read or refused in words.

`FUZZ_CASES=10000 pytest tests/reading/test_fuzz.py` tries so many; by itself it tries few.
"""

import io
import os
import zipfile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.reading import Unreadable, read
from tests.reading.test_any_bytes import PIECES, holds
from tests.reading.test_formats import word_file
from tests.reading.test_open_document import odt
from tests.reading.test_portable_document import STORY, pdf

CASES = int(os.environ.get("FUZZ_CASES", "180"))
WORDS = "The council sold the bridge for 4 million in 2023, the mayor said on Monday. " * 4


def word() -> bytes:
    document = Document()
    document.add_heading("Bridge sold", 0)
    document.add_paragraph(WORDS)
    document.add_table(2, 2).cell(0, 0).text = "4 million"
    return word_file(document)


WHOLE = {
    "a.txt": f"Bridge sold\n\nBy Rosa Lind\n\n{WORDS}\n\n• {WORDS}".encode(),
    "a.md": f"---\ntitle: Bridge\n---\n# Bridge\n\n{WORDS}\n\n| a | b |\n|---|---|\n| 1 | 2 |".encode(),
    "a.html": f"<html lang=en><head><title>Bridge</title><meta charset=utf-8></head><body><h1>Bridge"
    f"</h1><p>{WORDS}</p><table><tr><td>1</td><td>2</td></tr></table></body></html>".encode(),
    "a.rtf": b"{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}{\\info{\\author R}}\\pard "
    + WORDS.encode()
    + b"\\par\\u8364?{\\footnote n}\\trowd a\\cell b\\cell\\row}",
    "a.docx": word(),
    "a.odt": odt(f"<text:h>Bridge</text:h><text:p>{WORDS}</text:p>"),
    "a.pdf": pdf(STORY),
}
# A PDF is read by a program of its own, which takes a while to start.
SHARE = {"a.pdf": 0.02}
MAIN = {"a.docx": "word/document.xml", "a.odt": "content.xml"}

BREAKS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "drop", "put", "flip", "twice"]),
        st.floats(0, 1),
        st.one_of(st.binary(max_size=12), st.sampled_from(PIECES).map(str.encode)),
    ),
    min_size=1,
    max_size=6,
)


def broken(data: bytes, breaks: list[tuple[str, float, bytes]]) -> bytes:
    for how, where, extra in breaks:
        at = int(where * len(data))
        if how == "cut":
            data = data[:at] if at > len(data) // 3 else data
        elif how == "drop":
            data = data[:at] + data[at + len(extra) + 1 :]
        elif how == "put":
            data = data[:at] + extra + data[at:]
        elif how == "flip":
            data = data[:at] + extra + data[at + len(extra) :]
        else:
            data = data[:at] + data[at // 2 : at] * 2 + data[at:]
    return data


def inside(data: bytes, part: str, breaks: list[tuple[str, float, bytes]]) -> bytes:
    """The archive whole, with one part of it broken."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            words = old.read(name)
            new.writestr(name, broken(words, breaks) if name == part else words)
    return stream.getvalue()


@pytest.mark.parametrize("name", WHOLE)
def test_a_broken_file_is_read_or_refused(name):
    @settings(
        max_examples=max(2, int(CASES * SHARE.get(name, 0.163))),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(BREAKS, st.booleans())
    def attempt(breaks, part):
        whole = WHOLE[name]
        in_part = part and name in MAIN
        data = inside(whole, MAIN[name], breaks) if in_part else broken(whole, breaks)
        try:
            manuscript = read(data, name)
        except Unreadable:
            return
        holds(manuscript)

    attempt()
