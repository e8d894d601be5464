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


def test_the_subject_of_what_was_reported_is_no_object(nlp):
    doc = nlp("The survey showed the party with the highest turnout in Lund won the vote in May.")
    won = next(token for token in doc if token.text == "won")
    assert [child.text for child in won.lefts if child.dep_ == "nsubj"] == ["party"]


def test_what_is_said_for_the_first_time_is_said(nlp):
    doc = nlp("On Sunday, she said for the first time that the dam in Lund had cost 4 million.")
    cost = next(token for token in doc if token.text == "cost")
    assert (cost.dep_, cost.head.text) == ("ccomp", "said")


def test_a_closing_verb_that_looks_like_a_noun_is_the_verb(nlp):
    doc = nlp("Nearly 12% of voters turned out in May, the Port Research Center analysis shows.")
    shows = doc[-2]
    assert (shows.tag_, shows.lemma_, shows.pos_) == ("VBZ", "show", "VERB")
    assert [child.text for child in shows.lefts if child.dep_ == "nsubj"] == ["analysis"]
