"""Claims with their claimant, voice, statement and type."""

import json
from dataclasses import asdict, replace
from itertools import pairwise

import pytest

from factcheck.extraction import extract, extract_section, score, sections
from factcheck.reading import Role, read_text

STORY = """Telecoms giant shut out of network

The newspaper reported that Huawei had asked for talks. Japan makes plans beyond the telecoms giant – which has been excluded from Japan’s domestic 5G network at the urging of the government.

Keith Kessler, undersecretary for Economic Growth at the State Department, told the paper that the ban would deepen “trust between old allies”.

He indicated that a final decision would be left to Tokyo.

“We will soon be widening it to phones,” Kessler said. “That is a promise.”

Jane Roe, a lawyer in Tokyo, said the law had been broken 14 times since 2019."""


def by_quote(claims, words):
    found = [claim for claim in claims if words in claim.quote]
    assert found, [claim.quote for claim in claims]
    return min(found, key=lambda claim: len(claim.quote))


def test_a_relative_clause_becomes_a_statement_about_the_company_named_before(claims):
    claim = by_quote(claims(STORY), "excluded from Japan’s domestic 5G network")
    assert claim.statement == (
        "Huawei has been excluded from Japan’s domestic 5G network at the urging of the government."
    )
    (guess,) = claim.guesses
    assert claim.statement[guess.start : guess.end] == "Huawei"
    assert guess.original == "the telecoms giant"
    assert 0 < guess.confidence < 1


@pytest.mark.parametrize(
    ("words", "claimant", "voice"),
    [
        ("the ban would deepen", "Keith Kessler", "mixed quote"),
        ("a final decision", "Keith Kessler", "indirect quote"),
        ("We will soon be widening", "Keith Kessler", "direct quote"),
        ("the law had been broken", "Jane Roe", "indirect quote"),
        ("has been excluded", None, "article"),
    ],
)
def test_claimant_and_voice(claims, words, claimant, voice):
    claim = by_quote(claims(STORY), words)
    assert (claim.claimant, claim.voice) == (claimant, voice)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Unemployment fell to 4.1 percent in March.", "quantity"),
        ("The river in Lund is longer than the Thames.", "comparison"),
        ("The fire in Lund was caused by a broken cable.", "causal"),
        ("The court in Lund ruled the ban unlawful.", "rule or law"),
        ("Sweden will close the border to Norway.", "prediction"),
        ("Mayor Jan Holm resigned in Lund.", "event"),
    ],
)
def test_types(claims, text, kind):
    (claim,) = claims(text)
    assert kind in claim.types


def test_a_role_is_an_identity(claims):
    claim = by_quote(claims(STORY), "undersecretary for Economic Growth at the State Department")
    assert claim.types[0] == "identity"
    assert claim.statement == (
        "Keith Kessler is undersecretary for Economic Growth at the State Department."
    )


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The mayor who signed the lease, Kaspar Benedek, had been promised a seat.",
            "Kaspar Benedek is the mayor who signed the lease.",
        ),
        (
            "The firm sold the mill to a banker, Ada Quill, in 2019.",
            "Ada Quill is a banker.",
        ),
        (
            "She met the owner of the yard in Port Sabel, Ada Quill.",
            "Ada Quill is the owner of the yard in Port Sabel.",
        ),
    ],
)
def test_a_name_goes_with_the_role_and_not_with_what_stands_between(claims, text, statement):
    assert statement in [claim.statement for claim in claims(text)]


def test_the_time_before_an_entry_of_a_live_blog_is_no_claim(claims):
    (claim,) = claims("3:51 PM The mayor of Lund resigned.")
    assert claim.quote == "The mayor of Lund resigned."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Will the mayor of Lund resign?", "a question"),
        ("Did the firm sell the dam, our land and the mill in Lund?", "a question"),
        ("Add the onions and stir for two minutes.", "an instruction"),
        ("I hope that Lund will win.", "a wish"),
        ("The mayor of Lund should resign.", "an opinion"),
        ("In our judgment, the mayor of Lund has lost his way.", "an opinion"),
        ("The mayor of Lund may want to read his own letters.", "an opinion"),
        ("It’s a safe bet that the mayor of Lund has read them.", "an opinion"),
    ],
)
def test_what_evidence_cannot_settle_is_not_checkable(claims, text, reason):
    (claim,) = claims(text)
    assert not claim.checkable
    assert reason in [one.label for one in claim.reasons]


def test_the_number_of_5g_is_no_figure_of_its_own(claims):
    (claim,) = claims("Anna Weiss closed the 5G network in May.")
    assert "5" not in [claim.quote[e.start : e.end] for e in claim.entities]


def test_small_talk_in_quotation_marks_is_left_out_and_what_is_announced_is_kept(claims):
    text = "“She cares about us. We will close it in May,” Anna Weiss said."
    assert [claim.quote for claim in claims(text)] == ["We will close it in May"]


@pytest.mark.parametrize(
    "words",
    [
        "You know how it is, it is what it is",
        "Everybody is happy to be here",
        "I am so happy",
        "We just have to keep going and give it everything",
    ],
)
def test_feelings_and_what_holds_of_everybody_are_left_out_of_quotations(claims, words):
    assert claims(f"“{words},” Anna Weiss said.") == ()


def test_what_somebody_did_is_a_claim_of_the_same_quotation(claims):
    found = claims("“We signed the contract in May and paid 3 million euros,” Anna Weiss said.")
    assert [claim.quote for claim in found] == [
        "We signed the contract in May",
        "paid 3 million euros",
    ]


def test_the_reasons_add_up_to_the_score(claims):
    for claim in claims(STORY):
        assert sum(reason.weight for reason in claim.reasons) == pytest.approx(
            claim.score, abs=1e-6
        )
        assert 0 <= claim.score <= 1


def test_every_place_holds(nlp):
    manuscript = read_text(STORY)
    found = next(extract([manuscript]))
    for claim in found.claims:
        assert manuscript.text[claim.start : claim.end] == claim.quote
        sentence = found.sentences[claim.sentence]
        assert sentence.start <= claim.start < claim.end <= sentence.end
        for entity in claim.entities:
            assert claim.start <= entity.start < entity.end <= claim.end


def test_the_batch_changes_nothing(nlp):
    manuscripts = [read_text(STORY), read_text("Prices rose 4 percent."), read_text(STORY)]
    together = list(extract(manuscripts))
    alone = [next(extract([manuscript])) for manuscript in manuscripts]
    assert together == alone


def test_boilerplate_makes_no_sentence_and_no_claim(nlp):
    manuscript = read_text(
        "Council sells bridge\nReading Time:3 minutes\n0\nThe bridge was sold.\nAdvertisement"
    )
    found = next(extract([manuscript]))
    texts = [manuscript.text[one.start : one.end] for one in found.sentences]
    assert texts == ["Council sells bridge", "The bridge was sold."]


def test_a_text_of_boilerplate_alone_has_nothing(nlp):
    first, second = extract([read_text("Advertisement\n0"), read_text("Prices rose 4 percent.")])
    assert first.sentences == first.claims == ()
    assert len(second.sentences) == 1


def test_sections_cover_all_paragraphs_in_order():
    manuscript = read_text(
        "\n".join(f"Sentence number {n} of the text is here." for n in range(300))
    )
    runs = sections(manuscript.paragraphs)
    assert runs[0][0] == 0
    assert runs[-1][1] == len(manuscript.paragraphs)
    assert all(before[1] == after[0] for before, after in pairwise(runs))
    assert len(runs) > 3


def test_sections_together_have_the_sentences_of_the_whole(nlp):
    manuscript = read_text(STORY)
    whole = next(extract([manuscript]))
    halves = [
        extract_section(manuscript.text, manuscript.paragraphs, first, last)
        for first, last in ((0, 2), (2, len(manuscript.paragraphs)))
    ]
    assert tuple(one for half in halves for one in half.sentences) == whole.sentences


def test_a_section_knows_full_names_from_the_rest_of_the_article(nlp):
    manuscript = read_text(STORY)
    last = len(manuscript.paragraphs)
    found = extract_section(manuscript.text, manuscript.paragraphs, last - 2, last - 1)
    assert {claim.claimant for claim in found.claims} == {"Keith Kessler"}


def test_a_sentence_with_figures_scores_above_small_talk(nlp):
    figures, talk, nothing = score(
        ["Unemployment fell to 4.1 percent in March.", "Thank you all for coming.", ""]
    )
    assert figures > 0.6 > 0.3 > talk
    assert nothing == 0


@pytest.mark.parametrize(
    ("text", "words", "claimant"),
    [
        (
            "Jan Holm said the call made him realise the mayor still believed Lund owed 4 million.",
            "Lund owed 4 million",
            "Jan Holm",
        ),
        ("We should also note that the dam in Lund cost 4 million euros.", "cost 4 million", None),
    ],
)
def test_whose_claim_it_is(claims, text, words, claimant):
    assert by_quote(claims(text), words).claimant == claimant


def test_what_is_said_inside_of_what_others_say_is_told_once(nlp):
    text = "Bridge shut\n\nA witness said that the bridge fell, the report by Lund council said."
    manuscript = read_text(text)
    found = next(extract([manuscript]))
    sources = [manuscript.text[a:b] for one in found.attributions for a, b in one.source]
    assert sources == ["the report by Lund council"]
    assert by_quote(found.claims, "the bridge fell").claimant == "A witness"


@pytest.mark.parametrize(
    "text",
    [
        "a" * 20_000,
        "word " * 4_000,
        "“" * 500 + " said.",
        "\"'" * 400,
        "👩‍👩‍👧 said: 🇺🇸 rose 4%.",
        "ا" * 300 + " said x.",
        "- - -\n1.\n—\n“”",
        "He said he said he said he said he said he said.",
        "!?.,;:" * 300,
    ],
)
def test_hostile_text_gives_places_that_hold(nlp, text):
    manuscript = read_text(text)
    found = next(extract([manuscript]))
    for claim in found.claims:
        assert manuscript.text[claim.start : claim.end] == claim.quote
    for one in found.attributions:
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(manuscript.text)
    json.dumps(asdict(found))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "“I think that the council sold 2 ferries,” Jan Holm said.",
            "the council sold 2 ferries",
        ),
        # Without the denial it would say the opposite.
        (
            "“I don’t think that Lund sold 2 ferries,” Jan Holm said.",
            "I don’t think that Lund sold 2 ferries",
        ),
    ],
)
def test_of_what_somebody_thinks_aloud_the_thought_is_the_claim(claims, text, quote):
    (claim,) = claims(text)
    assert (claim.quote.strip("“,”"), claim.claimant) == (quote, "Jan Holm")


def test_a_condition_with_its_consequence_can_be_checked_as_a_quotation(claims):
    (claim,) = claims(
        "“If the council sells the dam, 4,000 people will lose their homes,” Jan Holm said."
    )
    assert claim.checkable
    assert claim.quote.startswith("If the council sells the dam, 4,000 people")
    (claim,) = claims("If the council sells the dam, 4,000 people will lose their homes.")
    assert claim.why_not == "a supposition"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("I am so very fond of Lund.", False),
        ("It is four miles from Lund.", True),
        ("Jan Holm was arrested in Lund.", True),
    ],
)
def test_what_only_touches_a_name_is_not_offered(claims, text, offered):
    assert bool(claims(text)) is offered


def test_the_credit_at_the_end_of_a_caption_is_no_sentence(nlp):
    shown = "The river at Lund in October, when the gauge read 11 centimetres."
    manuscript = read_text(f"{shown} Photograph: Jan Holm")
    (line,) = manuscript.paragraphs
    caption = replace(manuscript, paragraphs=(replace(line, role=Role.CAPTION),))
    (sentence,) = next(extract([caption])).sentences
    assert manuscript.text[sentence.start : sentence.end] == shown


def test_a_line_without_a_verb_is_a_claim_where_it_tells_something(claims):
    text = (
        "Here are the teams that will play in Lund next summer.\n\n"
        "Poland (Group G): Fourth appearance\n\nItaly (Group J): 10th appearance\n\n"
        "Good luck to them all, and good night."
    )
    found = [claim.quote for claim in claims(text)]
    assert "Poland (Group G): Fourth appearance" in found
    assert "Italy (Group J): 10th appearance" in found


def test_what_somebody_does_not_say_is_no_claim_and_who_points_it_out_neither(claims):
    text = (
        "The brewer declined to say how the dam would be financed. "
        "As the mayor Jan Holm points out in his report, the dam has cost 9 million crowns since 2021."
    )
    found = {claim.quote: claim.claimant for claim in claims(text) if claim.checkable}
    assert found == {"the dam has cost 9 million crowns since 2021.": "Jan Holm"}
