"""Every hostile file is refused in words or becomes clean text, in bounded memory."""

import json
import os
import subprocess
import sys

import pytest

from factcheck.embedded.processes import BASE_DIR
from factcheck.reading import Unreadable, limits, read
from tests.reading.hostile import CASES, EITHER, READ, REFUSED

# They take more than two seconds each; `HOSTILE=all pytest` reads them too.
SLOW = {
    "docx with a main part of 150 MB",
    "docx with 2 million empty paragraphs",
    "docx of 300 MB",
    "docx whose sizes are lies",
    "odt of 300 MB",
    "one line of 40 MB",
    "20 MB of blank lines and words",
    "PDF page that unpacks without end",
    "RTF of 20 MB of marks",
    "Markdown 3,000 lists deep",
    "Markdown of open brackets",
    "Markdown of stars",
    "noise as Markdown",
}
WANTED = [name for name in CASES if os.environ.get("HOSTILE") == "all" or name not in SLOW]


@pytest.fixture(scope="module")
def table() -> dict[str, dict]:
    """One program reads them all, each in a process of its own; its lines go to the report."""
    command = [sys.executable, "-m", "tests.reading.hostile", "--json", *WANTED]
    done = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True, check=False)
    print(done.stderr)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["name"]: row for row in rows}


@pytest.mark.parametrize("name", WANTED)
def test_a_hostile_file_is_refused_in_words_or_becomes_clean_text(table, name):
    row, wanted = table[name], CASES[name][1]
    print(row)
    assert row["outcome"] in ({READ, REFUSED} if wanted == EITHER else {wanted})
    assert row["words"].strip()
    # What limits.py allows, and what PDFium's own program does, with room for a page of memory.
    assert row["megabytes"] < 1_100


def test_what_takes_more_memory_than_any_article_is_refused_in_words():
    with pytest.raises(Unreadable, match="more memory"), limits.memory(50_000_000):
        bytearray(400_000_000)
    # And what comes after it is bounded no more.
    assert len(bytearray(400_000_000)) == 400_000_000


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\x00b", "a\u2066b\u2069", "a\ufeffb", "a\u200bb"], ids=ascii
)
def test_letters_that_deceive_are_left_out(text):
    assert read(f"{text} said the mayor.".encode(), "a.txt").text.startswith("ab said")
