"""Which clause a second predicate goes on with."""

import pytest

CASES = [
    (
        "The paper quoted an official as saying Norland is worried about the dam, "
        "and wants other towns to help.",
        "is",
    ),
    ("Weiss built the dam and opened a hotline.", "built"),
]


@pytest.mark.parametrize(("text", "verb"), CASES)
def test_a_second_predicate_goes_with_the_clause_of_its_tense(nlp, text, verb):
    doc = nlp(text)
    second = next(token for token in doc if token.text in ("wants", "opened"))
    assert second.head.text == verb
    assert [sent.text for sent in doc.sents] == [text]
