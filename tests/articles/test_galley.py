"""The galley: text cut into runs, with a mark for every claim."""

from collections import Counter
from random import Random

import pytest

from factcheck.articles import galley
from factcheck.articles.models import Claim, Paragraph, Sentence

TEXT = "Prices fell by 4 percent in May, the bank said. Nobody smiled."
WHOLE = (0, 47)
FALL = (0, 24)
AMOUNT = (15, 24)


def claims_at(*spans):
    return [Claim(pk=pk, start=a, end=b) for pk, (a, b) in enumerate(spans, start=1)]


def sentences_at(*spans):
    return [Sentence(start=a, end=b) for a, b in spans]


def body(start, end, role="body"):
    return Paragraph(start=start, end=end, role=role)


def block_of(*spans, sentences=(), selected=None, text=TEXT):
    claims = claims_at(*spans)
    chosen = claims[spans.index(selected)] if selected else None
    paragraphs = [body(0, len(text))]
    return galley.blocks(text, paragraphs, sentences_at(*sentences), claims, selected=chosen)[0]


def shown(block):
    """(text, key of the claim) of each run."""
    return [(run.text, run.claim and run.claim.pk) for run in block.runs]


def test_a_paragraph_without_claims_is_one_run():
    assert shown(block_of()) == [(TEXT, None)]


def test_a_claim_is_cut_out_of_its_paragraph():
    assert shown(block_of(FALL)) == [(TEXT[:24], 1), (TEXT[24:], None)]


def test_a_claim_inside_another_owns_its_own_words():
    assert shown(block_of(WHOLE, AMOUNT)) == [
        ("Prices fell by ", 1),
        ("4 percent", 2),
        (" in May, the bank said.", 1),
        (" Nobody smiled.", None),
    ]


def test_a_nested_claim_has_one_first_and_one_last_run():
    runs = block_of(WHOLE, AMOUNT).runs
    assert [run.is_first for run in runs] == [True, True, False, False]
    assert [run.is_last for run in runs] == [False, True, True, False]


def test_claims_that_start_together_keep_a_first_run_each():
    runs = block_of(WHOLE, FALL).runs
    assert [(run.claim.pk, run.is_first) for run in runs[:2]] == [(2, True), (1, True)]
    assert [mark.number for mark in runs[0].starts] == [1, 2]


def test_a_claim_covered_by_shorter_ones_keeps_its_mark():
    block = block_of((0, 24), (0, 11), (11, 24))
    assert [run.claim and run.claim.pk for run in block.runs] == [2, 3, None]
    assert [mark.claim.pk for run in block.runs for mark in run.starts] == [1, 2, 3]
    assert [mark.claim.pk for run in block.runs for mark in run.ends] == [2, 1, 3]


def test_overlapping_claims_share_words_without_losing_any():
    assert shown(block_of((0, 14), (7, 24))) == [
        ("Prices ", 1),
        ("fell by", 1),
        (" 4 percent", 2),
        (TEXT[24:], None),
    ]


def test_the_selected_claim_shows_under_the_claims_inside_it():
    runs = block_of(WHOLE, AMOUNT, selected=WHOLE).runs
    assert [run.is_selected for run in runs] == [True, True, True, False]
    runs = block_of(WHOLE, AMOUNT, selected=AMOUNT).runs
    assert [run.is_selected for run in runs] == [False, True, False, False]


def test_a_sentence_without_a_claim_is_bracketed():
    runs = block_of(FALL, sentences=[WHOLE, (48, 62)]).runs
    assert [(run.opens, run.closes) for run in runs] == [
        (False, False),
        (False, False),
        (True, True),
    ]
    assert runs[-1].text == "Nobody smiled."


def test_a_claim_over_two_sentences_accounts_for_both():
    sentences = sentences_at(WHOLE, (48, 62))
    assert galley.unclaimed(sentences, claims_at((40, 54))) == []


def test_a_claim_accounts_for_its_own_sentence_alone():
    sentences = sentences_at(WHOLE, (48, 62))
    assert galley.unclaimed(sentences, claims_at(AMOUNT)) == sentences[1:]


def test_only_body_paragraphs_are_numbered():
    text = "Head\n\nOne.\n\nAdvertisement\n\nTwo."
    paragraphs = [body(0, 4, "headline"), body(6, 10), body(12, 25, "boilerplate"), body(27, 31)]
    blocks = galley.blocks(text, paragraphs, [], [])
    assert [block.number for block in blocks] == [None, 1, None, 2]
    blocks = galley.blocks(text, paragraphs[1:], [], [], first_number=8)
    assert [block.number for block in blocks] == [8, None, 9]


def test_claims_are_numbered_through_the_revision_and_columns_start_anew():
    text = "One two three four.\n\nFive."
    spans = [(21, 26), (0, 3), (4, 7), (8, 13), (14, 18)]
    first, second = galley.blocks(text, [body(0, 19), body(21, 26)], [], claims_at(*spans))
    assert [(m.number, m.column) for m in first.marks] == [(1, 1), (2, 2), (3, 3), (4, 1)]
    assert [(m.number, m.column) for m in second.marks] == [(5, 1)]


def test_the_caller_may_bring_the_numbers():
    text = "One two."
    blocks = galley.blocks(text, [body(0, 8)], [], claims_at((0, 3)), numbers={1: 17})
    assert [run.number for run in blocks[0].runs] == [17, None]


def test_offsets_count_code_points():
    text = "𝔸𝔹 fell 👨‍👩‍👧 4 %."
    start = text.index("4")
    block = block_of((start, start + 3), text=text)
    assert [run.text for run in block.runs if run.claim] == ["4 %"]


def test_a_claim_that_leaves_its_paragraph_ends_with_it():
    text = "One two.\n\nThree."
    first, second = galley.blocks(text, [body(0, 8), body(10, 16)], [], claims_at((4, 12)))
    assert shown(first) == [("One ", None), ("two.", 1)]
    assert shown(second) == [("Three.", None)]


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_claims_the_proof_says_the_text(seed):
    random = Random(seed)
    text = "".join(random.choices("ab 𝔸é.\n", k=120))
    paragraphs = [body(0, 50), body(52, 119)]
    spans = {
        tuple(sorted(random.sample(range(p.start, p.end + 1), 2)))
        for p in random.choices(paragraphs, k=random.randrange(40))
    }
    claims = claims_at(*spans)
    sentences = sentences_at((0, 20), (21, 50), (52, 80), (80, 119))
    selected = random.choice(claims) if claims else None
    blocks = galley.blocks(text, paragraphs, sentences, claims, selected=selected)
    for block in blocks:
        paragraph = block.paragraph
        assert "".join(run.text for run in block.runs) == text[paragraph.start : paragraph.end]
        position = paragraph.start
        for run in block.runs:
            check_run(run, position, claims, selected)
            position += len(run.text)
    check_marks(blocks, claims)


def check_run(run, position, claims, selected):
    covering = [c for c in claims if c.start <= position < c.end]
    lengths = [c.end - c.start for c in covering]
    assert (run.claim is None) == (not covering)
    assert run.claim is None or run.claim.end - run.claim.start == min(lengths)
    assert run.is_selected == (selected in covering)
    assert all(mark.claim.start == position for mark in run.starts)
    assert all(mark.claim.end == position + len(run.text) for mark in run.ends)


def check_marks(blocks, claims):
    runs = [run for block in blocks for run in block.runs]
    everyone = [claim.pk for claim in galley.in_text_order(claims)]
    assert [mark.claim.pk for run in runs for mark in run.starts] == everyone
    assert sorted(mark.claim.pk for run in runs for mark in run.ends) == sorted(everyone)
    assert [mark.claim.pk for block in blocks for mark in block.marks] == everyone
    for edge in ("is_first", "is_last"):
        edges = Counter(run.claim.pk for run in runs if run.claim and getattr(run, edge))
        assert edges == Counter({run.claim.pk for run in runs if run.claim})


def test_a_thousand_claims_in_one_paragraph_make_no_more_runs_than_boundaries():
    spans = [(start, 4000 - start) for start in range(1000)]
    block = block_of(*spans, text="a" * 4000)
    # 1000 starts and 1000 ends are 2000 cuts, with a run between each two.
    assert len(block.runs) == 1999
    assert len(block.marks) == 1000
