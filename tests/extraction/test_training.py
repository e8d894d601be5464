"""Fitting weights: the same examples give the same weights."""

import json

import numpy as np

from factcheck.extraction import facets, training, worthiness
from factcheck.extraction.training import Example

EXAMPLES = [
    Example("Unemployment fell to 4.1 percent in March.", 1.0),
    Example("The firm paid 3 million euros in bribes.", 1.0),
    Example("The court fined the bank 12 million dollars.", 1.0),
    Example("Thank you all for coming tonight.", 0.0),
    Example("I hope that we meet again.", 0.0),
    Example("What a lovely evening this is.", 0.0),
]


def test_what_was_learned_separates_the_examples(nlp):
    table = training.table(EXAMPLES)
    assert ((training.learn(table).sums(table) > 0) == (table.answers == 1)).all()


def test_learning_twice_gives_the_same_file(nlp, tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        training.save(training.learn(training.table(EXAMPLES)), tmp_path / name)
    for file in ("checkworthiness.json", "checkworthiness.npz"):
        first, second = ((tmp_path / name / file).read_bytes() for name in ("first", "second"))
        assert first == second


def test_the_weights_in_the_project_know_every_facet():
    known = worthiness.weights()
    assert list(known.facets) == list(facets.BY_WORDS)
    assert np.isfinite(known.wording).all()


def test_the_weights_in_the_project_were_made_by_the_code_in_the_project():
    written = json.loads((worthiness.WEIGHTS / "checkworthiness.json").read_text(encoding="utf-8"))
    assert written["learned by"] == training.made_by(), "Run manage.py train_checkworthiness."


def test_our_news_sentences_have_both_answers():
    answers = [example.answer for example in training.news()]
    assert min(answers.count(0.0), answers.count(1.0)) > 100
