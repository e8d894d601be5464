"""Which pieces are claims, and that what was learned of it comes out the same again."""

import json

import pytest

from factcheck.extraction import choosing_training as training
from factcheck.extraction import embedding, substance, worthiness
from factcheck.extraction.choosing import SAYS_NOTHING
from factcheck.extraction.marked import READERS, load

FEW = ("w11", "w25", "w42", "x24")
FILES = ("choosing.json", "choosing.npz")


@pytest.fixture(scope="module")
def marked(nlp):
    return training.read(FEW)


@pytest.mark.parametrize(
    "text",
    [
        "We all need to work together as one.",
        "What a night, what a feeling, I could cry!",
        "You know how it is, it is what it is.",
    ],
)
def test_a_sentence_that_tells_nothing(text):
    assert substance.of(text) < SAYS_NOTHING


def test_where_the_words_leave_a_doubt_it_is_read_in_order():
    asked = "It is a small house near the church."
    words = substance.weights()
    ids = embedding.pieces([asked])[0]
    doubt = float(words.pieces[ids].mean()) + words.level
    assert substance.DOUBT[0] < doubt < substance.DOUBT[1]
    assert substance.of(asked) != doubt
    assert substance.of(asked) != substance.of("Near the church it is a small house.")


def test_a_sentence_that_tells_something():
    assert substance.of("The council sold the dam to the firm for 3 million euros in May.") > 0


def test_words_that_the_examples_lack_count_as_their_like():
    """Neither currency is in the marked articles: where the model puts the words tells."""
    known = "".join(
        (training.MARKED / f"{name}.txt").read_text(encoding="utf-8") for name in training.names()
    )
    assert "dirham" not in known
    assert substance.of("It cost 40 million dirhams.") > substance.of("It cost so much love.")


def test_a_phrase_with_a_fact_of_its_own_is_a_claim_too(claims):
    text = "Prices rose after a strike of 4,000 dockers that shut the port of Lund for three weeks in May."
    statements = [claim.statement for claim in claims(text)]
    assert "4,000 dockers shut the port of Lund for three weeks in May." in statements


def test_what_stands_in_a_question_is_asked_about_with_it(claims):
    found = claims("Did the firm pay 3 million euros for the dam that opened in Lund in 1964?")
    assert [claim.checkable for claim in found] == [False]


def test_marks_are_read_with_their_sentences(marked):
    assert any(one.tells is True for one in marked)
    assert any(one.tells is False for one in marked)
    answers = [answer for one in marked for answer in one.answers]
    assert 0.3 < sum(answers) / len(answers) < 0.8


def test_learning_twice_gives_the_same_files(marked, tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        training.save(training.learn(marked), tmp_path / name)
    for file in FILES:
        first, second = ((tmp_path / name / file).read_bytes() for name in ("first", "second"))
        assert first == second


def test_the_weights_in_the_project_were_made_by_the_code_and_the_articles_in_the_project():
    written = json.loads((worthiness.WEIGHTS / "choosing.json").read_text(encoding="utf-8"))
    assert written["learned by"] == training.made_by(), "Run manage.py train_claims."


def test_every_article_was_marked_by_both_readers():
    for name in training.names():
        marks = list(load(training.MARKED / f"{name}.tsv"))
        assert {mark.reader for mark in marks} == set(READERS), name
        length = len((training.MARKED / f"{name}.txt").read_text(encoding="utf-8"))
        assert all(0 <= mark.start < mark.end <= length for mark in marks), name
