"""Which line breaks inside a paragraph cut a sentence in two."""

import pytest

from factcheck.reading import places
from factcheck.reading.characters import clean
from factcheck.reading.line_breaks import lines


@pytest.mark.parametrize(
    ("raw", "read_as"),
    [
        ("The harbour said that\nfares rose.", ["The harbour said that fares rose."]),
        ("The harbour,\n \u200bwhich lost\u2028money,\nclosed.", ["The harbour, which lost money, closed."]),
        ("Fares rose.\nby how much is open", ["Fares rose.", "by how much is open"]),
        ("He said “no.”\nand left", ["He said “no.”", "and left"]),
        ("Harbour closes\nFares rose", ["Harbour closes", "Fares rose"]),
        ("Harbour closes\nby Rosa Lind", ["Harbour closes", "by Rosa Lind"]),
        ("It would:\ncut taxes\nbuild homes", ["It would:", "cut taxes", "build homes"]),
        ("It would:\ncut taxes\nThe mayor\nsmiled", ["It would:", "cut taxes", "The mayor smiled"]),
        ("\n \n", []),
    ],
)  # fmt: skip
def test_a_sentence_that_goes_on_in_the_next_line_is_one(raw, read_as):
    found = list(lines(raw))
    assert [" ".join(words.split()) for words, _, _ in found] == read_as
    for words, start, end in found:
        said = " ".join(words.split())
        assert " ".join(clean(raw[start:end]).split()) == said
        assert len(places.origins(raw[start:end])) == len(said) + 1
