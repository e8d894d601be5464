"""Whatever the text, its places hold, its words stay, and it is read the same way again."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extraction import extract, extract_section
from factcheck.reading import Unreadable, read_text
from tests.extraction import golden

# The same texts in every run: a test that fails for one engineer fails for all.
settings.register_profile("texts", derandomize=True, deadline=None, max_examples=150, database=None)
settings.load_profile("texts")

WORDS = (
    "“ ” \" ' ‘ ’ ( ) [ ] – — - , . ; : ! ? … • said told that which who whose where according to the "
    "Meyer Anna Jan Holm Minister President he she it they company claim bribes fell rose has been is "
    "was will won’t not n’t never cannot may must would 4 4.5 40,000 per cent million % $5 €3.3bn 2019 "
    "U.S. Sen. and but because after while if up from the biggest most of them accused of hiding called "
    "a liar refused pay as saying Poll: excluded rejects I we you ’s HANOI (AP) @x #y 15:58 a.m. "
    "👩‍👩‍👧 🇺🇸 é e\u0301 ا \u202e 中文 ﬁ \ud800 \x00 \ufeff \u00ad"
).split(" ")
PHRASES = (
    "Prices did not fall by 4.5 per cent in May",
    "Anna Holm said that",
    "She’ll never sell the 40,000 letters",
    ", which would not have cost $5 in 2019,",
    "and may buy 3 ships",
    ", killing no more than 12 people",
    "because the firm can’t pay 7 million",
    "Minister for Trade Jan Meyer",
    ", a lawyer in Lund,",
    "accused the bank of hiding 31 accounts",
    ", up from 44 per cent a year ago",
    "“It won’t rain,” he said, “nor must it.”",
    "He’s been told to leave after they lost 2 games.",
    "The company will not comment; nobody would.",
    "wasn’t sold and cannot be kept",
    "Will they go?",
    "Please don’t ask for more than 2.",
)
GAPS = (" ", " ", " ", " ", "", "\n", "\n\n", "\t", "\u00a0", "\u2028")
PIECES = st.tuples(
    st.one_of(st.sampled_from(PHRASES), st.sampled_from(WORDS), st.text(max_size=8)),
    st.sampled_from(GAPS),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map(lambda pairs: "".join(map("".join, pairs)))

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
MODALS = re.compile(
    r"\b(?:will|would|shall|should|may|might|can|could|must|ought)\b|[’']ll\b|\b(?:wo|ca)(?=n[’']t)",
    re.IGNORECASE,
)
NEGATION = re.compile(r"\b(?:not|never|no|nobody|none|neither|nor|cannot)\b|n[’']t\b", re.I)
CLOCK = re.compile(r"\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?")


def read(text):
    """A manuscript with what it claims, or nothing when it holds no text."""
    try:
        manuscript = read_text(text)
    except Unreadable:
        return None
    return manuscript, next(extract([manuscript]))


@given(TEXTS)
def test_every_place_holds(nlp, text):
    if not (one := read(text)):
        return
    manuscript, found = one
    for claim in found.claims:
        sentence = found.sentences[claim.sentence]
        assert sentence.start <= claim.start < claim.end <= sentence.end
        assert manuscript.text[claim.start : claim.end] == claim.quote
        assert all(claim.start <= e.start < e.end <= claim.end for e in claim.entities)
        assert all(0 <= g.start < g.end <= len(claim.statement) for g in claim.guesses)
    for told in found.attributions:
        for start, end in (*told.source, *told.cue, *told.content):
            assert 0 <= start < end <= len(manuscript.text)
            assert manuscript.text[start:end].strip()
    places = [(claim.start, claim.end) for claim in found.claims]
    assert len(places) == len(set(places))


@given(TEXTS)
def test_every_word_is_in_one_sentence(nlp, text):
    if not (one := read(text)):
        return
    manuscript, found = one
    ends = [0, *(sentence.end for sentence in found.sentences)]
    assert all(s.start >= end for s, end in zip(found.sentences, ends, strict=False))
    covered = {i for one in found.sentences for i in range(one.start, one.end)}
    for paragraph in manuscript.paragraphs:
        if paragraph.role == "boilerplate":
            continue
        left = "".join(
            " " if i in covered else manuscript.text[i]
            for i in range(paragraph.start, paragraph.end)
        )
        # The hour before an entry of a live blog belongs to no sentence.
        assert not any(map(str.isalnum, CLOCK.sub("", left))), left


@given(TEXTS)
def test_a_score_is_the_sum_of_its_reasons_and_a_refusal_has_one(nlp, text):
    if not (one := read(text)):
        return
    for claim in one[1].claims:
        assert 0 <= claim.score <= 1
        assert sum(r.weight for r in claim.reasons) == pytest.approx(claim.score, abs=1e-6)
        assert claim.checkable == (claim.why_not is None)
        assert claim.why_not is None or claim.why_not in [r.label for r in claim.reasons]


@given(TEXTS)
def test_a_statement_keeps_figures_modal_verbs_and_negations(nlp, text):
    if one := read(text):
        assert lost_or_added(*one) == []


@pytest.mark.parametrize("name", golden.NAMES)
def test_statements_of_whole_articles_keep_them_too(nlp, name):
    assert lost_or_added(*read((golden.FOLDER / f"{name}.txt").read_text("utf-8"))) == []


def lost_or_added(manuscript, found):
    """Statements that lack a telling word of their quote, or have one that nobody wrote."""
    wrong = []
    for claim in found.claims:
        sentence = found.sentences[claim.sentence]
        around = manuscript.text[sentence.start : sentence.end]
        for telling in (FIGURE, MODALS, NEGATION):
            said, stated = _words(telling, claim.quote), _words(telling, claim.statement)
            # A remark in it that is a claim itself is left to that claim.
            for other in found.claims:
                if claim.start < other.start and other.end < claim.end:
                    said -= _words(telling, other.statement) & _words(telling, other.quote)
            # A name that stands for a pronoun may hold a figure from elsewhere.
            source = manuscript.text if telling is FIGURE else around
            if said - stated or stated.keys() - _words(telling, source).keys():
                wrong.append((claim.quote, claim.statement))
    return wrong


def _words(telling, text):
    words = telling.findall(text.replace("'", "’").casefold())
    return Counter("will" if word == "’ll" else word for word in words)


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_company_and_order_change_nothing(nlp, texts, chance):
    alone = [one for one in map(read, texts) if one]
    chance.shuffle(alone)
    together = extract([manuscript for manuscript, _ in alone])
    assert list(together) == [found for _, found in alone]


@settings(max_examples=100)
@given(TEXTS, st.floats(0, 1))
def test_sections_have_the_sentences_of_the_whole(nlp, text, where):
    if not (one := read(text)):
        return
    manuscript, whole = one
    count = len(manuscript.paragraphs)
    cut = int(where * count)
    parts = [
        extract_section(manuscript.text, manuscript.paragraphs, first, last)
        for first, last in ((0, cut), (cut, count))
    ]
    places = [(s.start, s.end, s.paragraph) for part in parts for s in part.sentences]
    assert places == [(s.start, s.end, s.paragraph) for s in whole.sentences]
    for part in parts:
        for claim in part.claims:
            assert manuscript.text[claim.start : claim.end] == claim.quote
