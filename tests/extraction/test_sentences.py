"""Where sentences of news copy begin and end: one case a line, bars where the cuts are."""

import re
from pathlib import Path

import pytest

from factcheck.extraction.components.sentences import split

CASES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_people_end_them(case):
    text = case.replace(" | ", " ").replace("|", "")
    expected = re.split(r" \| |\|", case)
    assert [text[start:end] for start, end in split(text)] == expected


def test_white_space_belongs_to_no_sentence():
    text = "  One ended.   Two began.  "
    assert [text[start:end] for start, end in split(text)] == ["One ended.", "Two began."]


def test_marks_alone_are_no_sentence():
    text = "He stopped. * * *"
    assert [text[start:end] for start, end in split(text)] == [text]
