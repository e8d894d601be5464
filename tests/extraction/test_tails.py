"""Remarks without a verb that tell a fact of their own."""

import pytest

CASES = {
    "Half of them earned nothing in 2023, up from 44 per cent in 2018.": [
        "up from 44 per cent in 2018"
    ],
    "Exports fell 8 per cent, the steepest drop since 2009, while wages rose.": [
        "the steepest drop since 2009"
    ],
    "Pumps made up 52% of sales, compared with 44% a year ago.": ["compared with 44% a year ago"],
    "Prices rose 5 per cent – more than twice the target of the bank.": [
        "more than twice the target of the bank"
    ],
    "About 3,400 people work there, most of them migrants from Tellin.": [
        "most of them migrants from Tellin"
    ],
    "It sells pumps in Norrland, the group’s biggest market.": ["the group’s biggest market"],
    "The firm expects 1.6 billion, up from 1.4 billion and plans to expand.": [
        "up from 1.4 billion"
    ],
    "The turnout was 41 per cent, just 5 points shy of the record of 2008.": [
        "just 5 points shy of the record of 2008"
    ],
    "The port lost two crews, including 31 sailors from Lund.": ["including 31 sailors from Lund"],
    "The dam is third on the list, with 40 cracks in its wall.": ["with 40 cracks in its wall"],
    "The mayor mocked the dam, an event that he says cost the town 4 million.": [
        "an event that he says cost the town 4 million"
    ],
    "The party has lost members, including Anna Weiss and Jan Holm, since May.": [
        "including Anna Weiss and Jan Holm"
    ],
    "It spent 4 million – 2 million of it in Lund – on ferry-related work.": [],
    # A hyphen is no pause.
    "The drop was well-earned and record-breaking for all.": [],
    # A whole clause, a list point, a name: none of them is a remark.
    "After the vote, the first minister resigned.": [],
    "Net debt: 3.3 million, down from 3.8 million": [],
    "She met Jan Holm, the mayor of Lund, on Monday.": [],
    "He came, she left, they stayed.": [],
    ", up from 4 per cent": [],
}


@pytest.fixture(scope="module")
def parsed(nlp):
    return dict(zip(CASES, nlp.pipe(CASES), strict=True))


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_a_remark_is_marked_from_pause_to_pause(parsed, text, expected):
    assert [span.text for span in parsed[text].spans["tails"]] == expected


def test_a_remark_is_a_claim_and_no_part_of_the_one_before_it(claims):
    first, second = claims("Exports fell 8 per cent in May, the steepest drop since 2009.")
    assert first.statement == "Exports fell 8 per cent in May."
    assert second.quote == "the steepest drop since 2009"
    assert second.statement == "Exports fell 8 per cent in May, the steepest drop since 2009."
    assert "comparison" in second.types


def test_a_remark_on_a_name_becomes_a_sentence(claims):
    text = "Subsidies cover 40% of the price in Norrland, the group’s biggest market since 2015."
    assert claims(text)[-1].statement == "Norrland is the group’s biggest market since 2015."
