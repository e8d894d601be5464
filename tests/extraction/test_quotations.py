"""What stands between quotation marks."""

import pytest

from factcheck.extraction.components.quotations import find

CASES = {
    "He said “no” and “never”.": ["“no”", "“never”"],
    'He said "no" and left.': ['"no"'],
    "He said ‘no’ and left.": ["‘no’"],
    "The dogs’ owner doesn’t care.": [],
    "He said ‘don’t go’ twice.": ["‘don’t go’"],
    "“It goes on in the next paragraph.": ["“It goes on in the next paragraph."],
    "He said ''no'' and left.": ["''no''"],
    "“A ‘quote’ inside” another.": ["“A ‘quote’ inside”"],
    "“We lost,“ she said. “Badly.”": ["“We lost,“", "“Badly.”"],
    '"We lost,” she said. "Badly."': ['"We lost,”', '"Badly."'],
    '"He said “no” twice," she said.': ['"He said “no” twice,"'],
    "''It goes on in the next paragraph.": ["''It goes on in the next paragraph."],
    "A man 6'2'' tall was seen.": [],
    "Nothing here.": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_quotations_are_found_with_their_marks(text, expected):
    assert [text[start:end] for start, end in find(text)] == expected
