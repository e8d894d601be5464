"""What is kept of a word: the same whatever came before it, and within bounds."""

import numpy as np
import pytest

from factcheck.extraction.lexicon import Lexicon

LINES = [
    "The bridge at Lund was shut on Friday, the mayor said.",
    "She did n't say why, and the mayor didn’t either.",
    "",
    "Lund",
]


def _lexicons(nlp):
    for name in ("tok2vec", "ner"):
        for node in nlp.get_pipe(name).model.walk():
            if node.name == "lexicon":
                yield node.layers[0]


@pytest.fixture(params=[0, 1], ids=["for grammar", "for names"])
def first(nlp, request):
    return list(_lexicons(nlp))[request.param]


@pytest.fixture
def docs(nlp):
    return [nlp.make_doc(line) for line in LINES]


def test_a_word_has_the_numbers_that_the_model_gives_it(first, docs):
    lexicon = Lexicon(first)
    for _ in range(2):
        found, _ = lexicon(None, docs, False)
        assert [len(one) for one in found] == [len(doc) for doc in docs]
        for ours, theirs in zip(found, first.predict(docs), strict=True):
            assert np.array_equal(ours, theirs)


def test_a_word_is_the_same_whatever_was_read_before(first, docs):
    apart = Lexicon(first)
    for doc in reversed(docs):
        apart(None, [doc], False)
    together = Lexicon(first)
    together(None, docs, False)
    assert apart.known == together.known


def test_what_is_kept_stays_within_bounds(first, docs, monkeypatch):
    monkeypatch.setattr("factcheck.extraction.lexicon.MOST", 5)
    lexicon = Lexicon(first)
    for doc in docs * 2:
        lexicon(None, [doc], False)
    assert len(lexicon.known) <= 5 + max(map(len, docs))
