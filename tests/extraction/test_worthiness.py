"""Scores that add up, and that do not depend on what else is read."""

import pytest

from factcheck.extraction import score, worthiness

SENTENCES = [
    "The firm paid 3 million euros in bribes to two ministers.",
    "He leans back and looks at the ceiling for a while.",
    "“We are going to lose half of our glaciers by 2050,” said the geologist Anders Wik.",
    "",
    "Who pays for it in the end?",
    "The company was shut out of the country's telephone networks in 2020.",
]


def test_a_score_is_the_same_whatever_comes_with_it(nlp):
    together = list(score(SENTENCES * 5))
    assert together == [next(score([sentence])) for sentence in SENTENCES] * 5


@pytest.mark.parametrize("sentence", [sentence for sentence in SENTENCES if sentence])
def test_the_terms_add_up_to_the_score(nlp, sentence):
    value, reasons = worthiness.total(nlp(sentence)[:], ["early in the article"])
    assert round(sum(reason.weight for reason in reasons), 4) == value
    assert 0 <= value <= 1


def test_what_can_be_looked_up_ranks_above_colour(nlp):
    bribes, ceiling, glaciers, nothing, question, networks = score(SENTENCES)
    assert min(bribes, glaciers, networks) > 0.5 > max(ceiling, nothing, question)


@pytest.mark.parametrize(
    ("sentence", "said", "unsaid"),
    [
        ("They carried 1.3 million passengers.", "counts in millions", "gives a sum of money"),
        ("The firm set aside 45 million euros.", "gives a sum of money", "several figures"),
        ("Revenue rose to €2.9bn.", "counts in millions", "several figures"),
        ("It sold 9 ships and 40 trains.", "several figures", "counts in millions"),
        ("The US will handle the issue.", "says what will be", "speaks as we"),
        ("They asked us to wait.", "speaks as we", "several figures"),
        ("The office has been shut since May.", "gives a date", "says what may be"),
        ("He may go in May.", "says what may be", "exact figure"),
        ("His will was read on Monday.", "gives a date", "says what will be"),
        ("At least 12 people died.", "exact figure", "speaks of an extreme"),
        ("At least 12 people died.", "says what happened", "compares"),
        ("It was the least of his debts.", "speaks of an extreme", "exact figure"),
        ("Sales rose in the third quarter.", "gives a date", "gives a share"),
        ("Sales fell by a third.", "gives a share", "gives a date"),
        ("In the first half of 2020 sales fell.", "gives a date", "speaks in absolutes"),
    ],
)
def test_a_reason_is_given_only_where_it_holds(nlp, sentence, said, unsaid):
    labels = {label for label, _ in worthiness.worded(nlp(sentence)[:])}
    assert said in labels
    assert unsaid not in labels
