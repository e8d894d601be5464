"""Places between words, whatever the words are made of."""

import pytest

from factcheck.review import words

TEXT = "He said “Fares, tolls and taxes rose by 40%”, and 🚢🏽 café fares fell."


def shown(text: str, span: tuple[int, int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


@pytest.mark.parametrize(
    ("selected", "meant"),
    [
        ("ares, tol", "Fares, tolls"),
        ("Fares,", "Fares"),
        ("“Fares, tolls and taxes rose by 40%”", "“Fares, tolls and taxes rose by 40%”"),
        (" and taxes ", "and taxes"),
        ("0%", "40%"),
        ("caf", "café"),
        ("🚢", "🚢🏽"),
        ("fell.", "fell"),
        (" ", None),
        ("”, ", None),
    ],
)
def test_a_selection_moves_out_to_whole_words(selected, meant):
    start = TEXT.index(selected)
    assert shown(TEXT, words.snapped(TEXT, start, start + len(selected))) == meant


@pytest.mark.parametrize("place", [(-5, 2), (0, 10_000), (60, 20), (500, 600)])
def test_places_outside_the_text_do_no_harm(place):
    found = words.snapped(TEXT, *place)
    assert found is None or (0 <= found[0] < found[1] <= len(TEXT))


def test_an_accent_stays_on_its_letter():
    text = "The cafe\u0301 closed"
    span = words.snapped(text, text.index("\u0301"), text.index("\u0301") + 1)
    assert shown(text, span) == "cafe\u0301"


@pytest.mark.parametrize("at", ["nd all", "all", "ll"])
def test_a_claim_is_cut_at_a_word_and_leaves_the_joint_out(at):
    text = "Fares rose by 40 per cent, and all carriers switched."
    first, second = words.cut(text, 0, len(text), text.index(at))
    assert (shown(text, first), shown(text, second)) == (
        "Fares rose by 40 per cent",
        "all carriers switched",
    )


@pytest.mark.parametrize("at", [0, 5, 53, 99])
def test_a_claim_of_one_word_on_a_side_is_not_cut(at):
    text = "Fares."
    assert words.cut(text, 0, len(text), at) is None


def test_words_and_marks_stand_apart():
    text = "(“40%”, €5 workers’)"
    assert [word.text for word in words.of(text, 0, len(text))] == [
        "(", "“", "40%", "”", ",", "€5", "workers", "’", ")",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "statement"),
    [("rose by 4", "Rose by 4."), ("did it\n rise?", "Did it rise?"), ("“It rose.”", "“It rose.”")],
)
def test_a_quote_as_a_sentence(quote, statement):
    assert words.statement(quote) == statement
