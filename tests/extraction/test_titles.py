"""Roles that stand before a name."""

import pytest

CASES = {
    "Energy Minister Lidia Foss told parliament on Monday.": ["Energy Minister Lidia Foss"],
    "The study was led by lead author Yusra Kalem.": ["lead author Yusra Kalem"],
    "It was signed by the former deputy minister Corin Abelard.": [
        "the former deputy minister Corin Abelard"
    ],
    "US Secretary of State Mike Hall said no.": ["US Secretary of State Mike Hall"],
    "Opposition leader Kaj Brenner has resigned.": ["Opposition leader Kaj Brenner"],
    # A place or a party beside the title says whom somebody sits for.
    "Texas Sen. Marcus Holm earned 30 percent.": ["Texas Sen. Marcus Holm"],
    "It was asked by Rep. Bob Alder (R-Va.) in May.": ["Rep. Bob Alder (R-Va.)"],
    "Sen. Tim Alder, D-Minn., has resigned.": ["Sen. Tim Alder, D-Minn."],
    # A title alone says nothing that the name does not.
    "Sen. Marcus Holm has resigned.": [],
    "President Marcus Holm has resigned.": [],
    "Marcus Holm, a lawyer in Lund, has resigned.": [],
    "Last week Marcus Holm resigned.": [],
    "Energy Minister Foss has resigned.": [],
}


@pytest.fixture(scope="module")
def parsed(nlp):
    return dict(zip(CASES, nlp.pipe(CASES), strict=True))


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_a_role_before_a_full_name_is_marked(parsed, text, expected):
    assert [span.text for span in parsed[text].spans["titles"]] == expected


def test_the_party_of_a_lawmaker_is_part_of_the_role(claims):
    (title,) = [c for c in claims("Rep. Bob Alder (R-Va.) resigned.") if "identity" in c.types]
    assert title.statement == "Bob Alder is Rep. (R-Va.)."


def test_a_title_becomes_a_claim_of_the_article(claims):
    title = next(
        claim
        for claim in claims("Energy Minister Lidia Foss said prices had risen by 4 percent.")
        if "identity" in claim.types
    )
    assert title.quote == "Energy Minister Lidia Foss"
    assert title.statement == "Lidia Foss is Energy Minister."
    assert (title.claimant, title.voice) == (None, "article")
