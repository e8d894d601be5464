"""Any text gives places that hold, whatever stands in it: texts thrown together by a fixed die."""

import random

import pytest

from factcheck.extraction import extract
from factcheck.reading import Unreadable, read_text

PIECES = (
    "“ ” \" ' ‘ ’ ( ) [ ] – — - , . ; : ! ? … said told that which who whose according to the court "
    "Meyer Anna Jan Holm he she it they company claim bribes 4 million % $5 U.S. Sen. and but because "
    "after HANOI (AP) @x #y 👩‍👩‍👧 é ا 中文 a.m. 12:30 called a liar refused pay as saying Poll: is was "
    "has been excluded rejects I we you will not n't ’s"
).split()
GAPS = (" ", " ", " ", "", "\n", "\n\n", "\t", "\u00a0")


def thrown(seed):
    die = random.Random(seed)
    return "".join(die.choice(PIECES) + die.choice(GAPS) for _ in range(die.randint(1, 60)))


@pytest.fixture(scope="module")
def readings(nlp):
    manuscripts = []
    for seed in range(100):
        try:
            manuscripts.append(read_text(thrown(seed)))
        except Unreadable:
            continue
    return list(zip(manuscripts, extract(manuscripts), strict=True))


def test_claims_stand_inside_their_sentences_and_quote_the_text(readings):
    for manuscript, found in readings:
        for claim in found.claims:
            sentence = found.sentences[claim.sentence]
            assert sentence.start <= claim.start < claim.end <= sentence.end
            assert manuscript.text[claim.start : claim.end] == claim.quote


def test_no_two_claims_have_the_same_place(readings):
    for _, found in readings:
        places = [(claim.start, claim.end) for claim in found.claims]
        assert len(places) == len(set(places))


def test_sentences_follow_one_another(readings):
    for _, found in readings:
        ends = [0, *(one.end for one in found.sentences)]
        assert all(one.start >= end for one, end in zip(found.sentences, ends, strict=False))


def test_scores_lie_between_nothing_and_one_and_are_the_sum_of_their_reasons(readings):
    for _, found in readings:
        for claim in found.claims:
            assert 0 <= claim.score <= 1
            assert sum(one.weight for one in claim.reasons) == pytest.approx(claim.score, abs=1e-6)


def test_guesses_stand_inside_their_statements(readings):
    for _, found in readings:
        for claim in found.claims:
            assert all(0 <= one.start < one.end <= len(claim.statement) for one in claim.guesses)
