"""How claims are measured against what two readers marked."""

import json

import pytest

from factcheck.extraction import measuring
from factcheck.extraction.marked import READERS, Mark, load, placed

TEXT = "The port sold 4 dams in May. Jan Holm said that the fifth dam had cost 9 million crowns. Lovely."
SOLD, COST = "The port sold 4 dams in May", "the fifth dam had cost 9 million crowns"


def marks(*told):
    for reader, words, minor, claimant in told:
        start = TEXT.index(words)
        yield f"{reader}\t{start}\t{start + len(words)}\t{minor}\t{claimant}\n"


@pytest.fixture
def count(tmp_path, monkeypatch, nlp):
    """Counts what comes of TEXT for these marks."""
    monkeypatch.setattr(measuring, "MARKS", tmp_path / "readers")
    (tmp_path / "readers" / "read").mkdir(parents=True)
    truth = json.dumps({"page": {"articleBody": TEXT}})
    (tmp_path / "ground-truth.json").write_text(truth, encoding="utf-8")

    def ask(*told):
        table = tmp_path / "readers" / "read" / "page.tsv"
        table.write_text("".join(marks(*told)), encoding="utf-8")
        (article,) = measuring.articles(tmp_path, "read")
        return measuring.count(article)

    return ask


def test_what_both_readers_marked_is_met_and_its_claimant_right(count):
    told = [(one, words, "", who) for one in READERS for words, who in ((SOLD, ""), (COST, "Holm"))]
    found = count(*told)
    assert (found["marked"], found["agreed"], found["met"], found["right"]) == (4, 4, 4, 4)
    assert (found["worth"], found["carried"], found["empty"], found["filled"]) == (2, 2, 1, 0)


def test_a_wrong_claimant_and_an_unmarked_claim_are_counted(count):
    found = count(("a", COST, "", "Anna Weiss"), ("b", COST, "", "Anna Weiss"))
    assert (found["met"], found["right"]) == (2, 0)
    assert (found["made"], found["wanted"]) == (2, 1)
    assert (found["empty"], found["filled"]) == (2, 1)


def test_a_sentence_that_one_reader_marked_counts_neither_way(count):
    found = count(("a", SOLD, "", ""), ("b", COST, "minor", "Jan Holm"))
    assert (found["worth"], found["empty"], found["agreed"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Jan Holm", "Holm", True),
        ("the ministry", "The ministry", True),
        ("", "", True),
        ("Jan Holm", "", False),
        ("Jan Holm", "Anna Weiss", False),
    ],
)
def test_names_are_the_same_when_one_holds_the_other(name, other, same):
    assert measuring.is_same(name, other) is same


def test_a_mark_is_found_where_reading_dropped_a_soft_hyphen():
    (found,) = placed([Mark("a", 4, 13, False, "")], "Our har\xadbour", "Our harbour")
    assert (found.start, found.end) == (4, 11)


def test_a_mark_that_is_not_in_the_text_is_an_error():
    with pytest.raises(ValueError, match="not in the text"):
        placed([Mark("a", 0, 4, False, "")], "Port", "Harbour")


@pytest.mark.parametrize("of", measuring.SETS)
def test_both_readers_have_read_each_article(of):
    tables = sorted((measuring.MARKS / of).glob("*.tsv"))
    assert len(tables) >= 32
    for table in tables:
        told = list(load(table))
        assert {mark.reader for mark in told} == set(READERS), table.name
        assert all(0 <= mark.start < mark.end for mark in told), table.name
