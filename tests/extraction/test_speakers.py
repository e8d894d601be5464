"""Who a pronoun, a surname or a description is."""

import pytest

CASES = [
    (
        "Mayor Jan Holm opened the bridge. He said that it cost 4 million.",
        "it cost 4 million",
        "Jan Holm",
    ),
    (
        "Anna Weiss met Jan Holm in May. She said that he had paid 4 million.",
        "paid 4 million",
        "Anna Weiss",
    ),
    (
        "Jan Holm met Anna Weiss. Holm said that the bridge cost 4 million.",
        "the bridge cost",
        "Jan Holm",
    ),
    (
        "The ministry closed the bridge. It said that 4 people had died.",
        "4 people",
        "The ministry",
    ),
    ("One analyst said that the bridge cost 4 million.", "the bridge cost", "One analyst"),
    (
        "The court heard that the bridge had cost 4 million.",
        "the bridge had cost",
        None,
    ),
    (
        "The bridge was closed by Sen. Marcus Bell. “It cost 4 million,” he said.",
        "It cost 4 million",
        "Marcus Bell",
    ),
    (
        "Jan Holm, mayor of Lund, resigned. The mayor said that 4 million were missing.",
        "4 million were missing",
        "Jan Holm",
    ),
]


@pytest.mark.parametrize(("text", "words", "claimant"), CASES)
def test_the_claimant_is_the_fullest_name(claims, text, words, claimant):
    found = [claim for claim in claims(text) if words in claim.quote and "said" not in claim.quote]
    assert found, [claim.quote for claim in claims(text)]
    assert found[0].claimant == claimant


def test_a_quotation_goes_on_in_the_next_paragraph(claims):
    text = (
        "“The bridge cost 4 million,” Anna Weiss said. “Nobody knew.\n"
        "“The council paid 3 million in 2019.”"
    )
    (claim,) = [claim for claim in claims(text) if "2019" in claim.quote]
    assert (claim.claimant, claim.voice) == ("Anna Weiss", "direct quote")


def test_a_colon_announces_the_next_paragraph(claims):
    text = "Jan Holm told the council:\n“The bridge cost 4 million in 2019.”"
    (claim,) = [claim for claim in claims(text) if "2019" in claim.quote]
    assert (claim.claimant, claim.voice) == ("Jan Holm", "direct quote")
