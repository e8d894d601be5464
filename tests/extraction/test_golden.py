"""Whole articles against what people marked in them: see golden.py for how to read and refresh."""

import pytest

from factcheck.extraction import Claim, Extraction, Voice
from tests.extraction import golden

TEXT = "The dam failed on Friday. Who knew? Nobody answered.\nAdvertisement"
EXPECTED = """claim: The dam failed on Friday
says: Mina Salt, indirect quote
type: event
wrong claimant: null

no claim: Who knew?
why: a question

boilerplate: Advertisement
"""
HINT = """- is what people expect or have marked, + is what the program found. When that is right, or
cannot be helped today: python -m tests.extraction.golden, and read what it changed."""


@pytest.fixture(scope="module")
def articles(nlp):
    """All articles, read as one batch."""
    return {one.name: one for one in golden.load()}


@pytest.mark.parametrize("name", golden.NAMES)
def test_an_article_is_read_as_its_expectations_and_marks_say(articles, name):
    if difference := golden.differences(articles[name]):
        pytest.fail(f"{difference}\n\n{HINT}", pytrace=False)


@pytest.mark.parametrize("name", golden.NAMES)
def test_every_sentence_of_an_article_is_labelled(articles, name):
    assert golden.unlabelled(articles[name]) == []


def test_there_is_an_article_of_every_kind():
    kinds = "business court economy hard-news live-blog opinion profile science sport wire"
    assert kinds.split() == golden.NAMES


def test_blocks_know_their_places():
    claim, question, label = golden.blocks(EXPECTED, TEXT)
    for block in (claim, question, label):
        assert TEXT[block.start : block.end] == block.words
    assert (claim.claimant, claim.voice) == ("Mina Salt", "indirect quote")
    assert claim.marks == {"wrong claimant": "null"}


def test_words_that_the_article_lacks_are_refused():
    with pytest.raises(LookupError, match="line 1"):
        golden.blocks("claim: The bridge failed\ntype: event\n", TEXT)


def test_refreshing_changes_the_marks_alone():
    today = {1: {"missed": "nothing"}, 6: {}}
    fresh = golden.remarked(EXPECTED, today)
    assert fresh == EXPECTED.replace("wrong claimant: null", "missed: nothing")
    assert golden.remarked(fresh, today) == fresh


@pytest.mark.parametrize(
    ("statement", "wanted", "acceptable"),
    [
        ("Ann Roe has left the bank.", "Ann Roe has left the bank", True),
        ("Roe has left the bank in Lund.", "Ann Roe has left the bank in Lund.", True),
        ("Jan Holm has left the bank in Lund.", "Ann Roe has left the bank in Lund.", False),
        ("Roe has left it in Lund again.", "Ann Roe has left the bank in Lund again.", False),
        ("She has left the bank in Lund.", "Ann Roe has left the bank in Lund.", False),
        ("The bank lost 3 million in May.", "The bank lost 4 million in May.", False),
    ],
)
def test_a_statement_is_accepted_with_the_same_names_and_figures(statement, wanted, acceptable):
    assert golden.is_acceptable(statement, [wanted]) is acceptable


def test_names_are_compared_without_titles():
    assert golden.plain_name("Dr Petra Sand") == golden.plain_name("Petra Sand")
    assert golden.plain_name("The U.S. embassy") == golden.plain_name("U.S. embassy")


def found(words, claimant=None, voice=Voice.ARTICLE):
    """The article above, had the program found one claim in it."""
    start = TEXT.index(words)
    claim = Claim(
        start=start,
        end=start + len(words),
        quote=words,
        statement=f"{words}.",
        claimant=claimant,
        voice=voice,
        cue="",
        types=("event",),
        checkable=True,
        score=1.0,
        reasons=(),
        entities=(),
        sentence=0,
    )
    return golden.Golden("dam", TEXT, golden.blocks(EXPECTED, TEXT), Extraction((), (claim,), ()))


@pytest.mark.parametrize(
    ("article", "told"),
    [
        (
            found("The dam failed on Friday", voice=Voice.INDIRECT),
            "",
        ),
        (
            found("The dam failed on Friday"),
            "dam.expected, line 1: claim: The dam failed on Friday\n"
            "- indirect quote\n"
            "+ article   (wrong voice)",
        ),
        (
            found("The dam failed on Friday", "Mina Salt", Voice.INDIRECT),
            "dam.expected, line 1: claim: The dam failed on Friday\n"
            "- wrong claimant: null\n"
            "+ met now: take the mark away",
        ),
        (
            found("Nobody answered"),
            "dam.expected, line 1: claim: The dam failed on Friday\n"
            "- The dam failed on Friday\n"
            "+ nothing   (missed)",
        ),
    ],
)
def test_differences_tell_what_is_lost_and_what_is_gained(article, told):
    assert golden.differences(article) == told


@pytest.mark.parametrize("words", ["Who knew", "Advertisement"])
def test_differences_tell_of_a_claim_where_there_is_none(words):
    assert f": {words}" in golden.differences(found(words))
    assert f"- no claim\n+ {words}   (wrong claim)" in golden.differences(found(words))


def test_refreshing_never_marks_boilerplate_by_itself(monkeypatch, tmp_path):
    (tmp_path / "dam.expected").write_text(EXPECTED, "utf-8")
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    monkeypatch.setattr(golden, "load", lambda: [found("Advertisement")])
    golden.refresh()
    refreshed = (tmp_path / "dam.expected").read_text("utf-8")
    assert "missed: nothing" in refreshed
    assert "wrong claim" not in refreshed.replace("wrong claimant", "")
