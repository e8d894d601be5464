"""Which pieces of a sentence are claims of their own."""

import pytest

from factcheck.extraction import attributions, clauses

CASES = {
    "Prices rose by 4 percent in March.": ["Prices rose by 4 percent in March."],
    "Prices rose by 4 percent and wages fell by 2 percent.": [
        "Prices rose by 4 percent",
        "wages fell by 2 percent.",
    ],
    "The firm bought the land in 2019 and sold it to the council for 3 million.": [
        "The firm bought the land in 2019",
        "sold it to the council for 3 million.",
    ],
    "The giant – which has been excluded from the network since 2019 – makes phones.": [
        "The giant – which has been excluded from the network since 2019 – makes phones.",
        "has been excluded from the network since 2019",
    ],
    "The man who shot the mayor was arrested on Monday.": [
        "The man who shot the mayor was arrested on Monday."
    ],
    "This comes after India banned 59 apps in June.": ["India banned 59 apps in June."],
    "Meyer said that prices rose by 4 percent.": ["prices rose by 4 percent."],
    "Prices rose by 4 percent, Meyer said on Monday.": ["Prices rose by 4 percent"],
    "The dam broke on Sunday, killing at least nine people.": [
        "The dam broke on Sunday",
        "killing at least nine people.",
    ],
    "Keith Kessler, undersecretary for growth at the department, left on Monday.": [
        "Keith Kessler, undersecretary for growth at the department, left on Monday.",
        "Keith Kessler, undersecretary for growth at the department",
    ],
    "The firm deleted the file, even though the court had sealed it.": [
        "The firm deleted the file",
        "the court had sealed it.",
    ],
    "After losing the vote in May, the mayor sold his house.": [
        "losing the vote in May",
        "the mayor sold his house.",
    ],
    "The mayor came and went within 3 hours.": ["The mayor came and went within 3 hours."],
    "The dam broke in 2019, when 40 people lived below it.": [
        "The dam broke in 2019",
        "40 people lived below it.",
    ],
    "Meyer sold the dam, which the port had built, to a bank in Lund.": [
        "Meyer sold the dam, which the port had built, to a bank in Lund.",
        "which the port had built",
    ],
    "Despite all that was said about the dam in May, prices rose by 4 percent.": [
        "prices rose by 4 percent."
    ],
    "Prices rose by 4 percent, despite all that was said about the dam.": [
        "Prices rose by 4 percent"
    ],
    "But in the streets of Lund, where thousands of fans had come, the plan is dead.": [
        "thousands of fans had come",
        "the plan is dead.",
    ],
    "Holm is among the pastors who met with and prayed over the mayor in May.": [
        "Holm is among the pastors who met with and prayed over the mayor in May."
    ],
    "People will vote if the race is close or expected to be close in May.": [
        "People will vote if the race is close or expected to be close in May."
    ],
    "Holm spoke at the fair about a new campaign, Anna Weiss in Lund.": [
        "Holm spoke at the fair about a new campaign"
    ],
    # What limits a statement stays.
    "For those with more than 4 million, taxes will rise.": [
        "For those with more than 4 million, taxes will rise."
    ],
    "Note from the desk: The dam broke in May.": ["The dam broke in May."],
    "Net profit of the port: 4 million": [],
    "Lund is busy in part because the ports are more modern than the dams.": [
        "Lund is busy in part because the ports are more modern than the dams."
    ],
    "Lund left the list – which was 50 towns long – for good.": [
        "Lund left the list",
        "was 50 towns long",
    ],
    "Though Lund boasts of more dams, there is no link between dams and money.": [
        "Lund boasts of more dams",
        "there is no link between dams and money.",
    ],
    "If prices rise, wages will fall.": ["If prices rise, wages will fall."],
    "No comment.": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_pieces_of_a_sentence(nlp, text, expected):
    doc = nlp(text)
    (sent,) = doc.sents
    told = frozenset(one.verb.i for one in attributions.find(doc) if one.how in ("clause", "aside"))
    pieces = clauses.find(sent, told)
    assert [doc[piece.start : piece.end].text for piece in pieces] == expected
