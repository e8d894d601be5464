"""Pasted text and .txt files."""

import pytest

from factcheck.reading import Unreadable, read, read_text

PASTED = """Advertisement
Council sells bridge to itself
- Deal worth 3 million approved in secret session
- Opposition calls for an inquiry
Reading Time:3 minutes
Why you can trust the Herald
0

By Rosa Lind
The council sold the bridge to a company that it owns, documents show.
“We did nothing wrong,” the mayor said.

What the audit found
The bridge was valued at 3 million in 2019.
Read more: The mayor and his bridges
Photo: Jan Holm/Herald
Sign up for our daily newsletter
120 shares
Advertisement"""


def roles(manuscript):
    return [
        (paragraph.role.value, manuscript.text[paragraph.start : paragraph.end])
        for paragraph in manuscript.paragraphs
    ]


def test_pasted_text_gets_roles_line_by_line():
    assert roles(read_text(PASTED)) == [
        ("boilerplate", "Advertisement"),
        ("headline", "Council sells bridge to itself"),
        ("standfirst", "- Deal worth 3 million approved in secret session"),
        ("standfirst", "- Opposition calls for an inquiry"),
        ("boilerplate", "Reading Time:3 minutes"),
        ("boilerplate", "Why you can trust the Herald"),
        ("boilerplate", "0"),
        ("boilerplate", "By Rosa Lind"),
        ("body", "The council sold the bridge to a company that it owns, documents show."),
        ("body", "“We did nothing wrong,” the mayor said."),
        ("subhead", "What the audit found"),
        ("body", "The bridge was valued at 3 million in 2019."),
        ("boilerplate", "Read more: The mayor and his bridges"),
        ("boilerplate", "Photo: Jan Holm/Herald"),
        ("boilerplate", "Sign up for our daily newsletter"),
        ("boilerplate", "120 shares"),
        ("boilerplate", "Advertisement"),
    ]


def test_pasted_text_stays_as_it_was():
    assert read_text(PASTED).text == PASTED


def test_title_byline_and_language_are_found():
    manuscript = read_text(PASTED)
    assert manuscript.title == "Council sells bridge to itself"
    assert manuscript.byline == "Rosa Lind"
    assert manuscript.language == "en"


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "AdvertisementAdvertisement",
        "5 min read",
        "1.2k shares",
        "Share this article",
        "Follow us on Twitter",
        "Also read: Five bridges",
        "RELATED: Five bridges",
        "© 2024 The Herald. All rights reserved.",
        "Getty Images",
        "Published 4 March 2021",
        "Updated 3 hours ago",
        "Editor’s note: a date was corrected.",
        "Reporting by Jane Roe; editing by John Doe",
        "* * *",
        "Story continues below advertisement",
        "By JANE ROE, Staff Writer",
        "By Jane Roe and John Doe",
        "Subscribe now",
        "Facebook Twitter WhatsApp",
    ],
)
def test_lines_of_the_page_are_boilerplate(line):
    text = f"The council met on Monday.\n{line}\nIt sold the bridge."
    assert [role for role, _ in roles(read_text(text))] == ["body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, the bridge had been sold.",
        "Share prices fell 4 percent.",
        "Photographs show the mayor on the bridge.",
        "Advertisement spending rose.",
        "Read my lips, the mayor said.",
        "Sources say that the deal is void.",
        "He can trust nobody.",
        "Ads for the bridge cost 4,000 euros.",
    ],
)
def test_sentences_that_look_like_it_are_not_boilerplate(line):
    text = f"The council met on Monday.\n{line}\nIt sold the bridge."
    assert [role for role, _ in roles(read_text(text))] == ["body", "body", "body"]


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The council sold the bridge to a company that it owns, and the\n"
        "company sold it back to the council for twice the price, which\n"
        "nobody noticed.\n\nThe mayor has resigned."
    )
    assert len(read_text(text).paragraphs) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The council sold the bridge again, which had not happened in the year\n1974.",
        "The council has sold one of its bridges to itself in secret, but wants\nmore.",
        "The council sold the bridge to a company that it owns for a price – a\n"
        "record – that nobody has paid since 1911 for any bridge in the town of\nSabel.",
        "The council sold the bridge to a company that it owns for a record sum\n"
        "– the highest since 1911 – and the company sold it back in the year 20\n12, say papers.",
        "The council sold the bridge to a company that it owns for a sum on May\n"
        "12. It was the highest since 1911, and the company sold it back in the\nsame year.",
    ],
)
def test_a_wrapped_line_may_begin_or_end_like_a_line_of_the_page(text):
    assert roles(read_text(text)) == [("body", text)]


FIRST = (
    "The council sold the bridge to a company that it owns, and the",
    "company sold it back to the council for twice the price, which",
    "nobody noticed.",
)
SECOND = (
    "“We did nothing wrong,” said the mayor, who has since resigned",
    "and moved to the coast. She is said to have bought a house and",
    "boats there.",
)


@pytest.mark.parametrize("indent", ["", "  ", "\t"])
def test_wrapped_paragraphs_need_no_blank_line_between_them(indent):
    lines = ["Council sells bridge", "By Rosa Lind", indent + FIRST[0], *FIRST[1:]]
    lines += [indent + SECOND[0], *SECOND[1:], "Photo: Jan Holm/Herald"]
    manuscript = read_text("\n".join(lines))
    assert roles(manuscript) == [
        ("headline", "Council sells bridge"),
        ("boilerplate", "By Rosa Lind"),
        ("body", "\n".join(FIRST)),
        ("body", "\n".join(SECOND)),
        ("boilerplate", "Photo: Jan Holm/Herald"),
    ]
    assert [p.place["lines"] for p in manuscript.paragraphs[2:4]] == [[3, 5], [6, 8]]


def test_an_indent_parts_wrapped_paragraphs_whose_last_line_is_full():
    first, second = ("\n".join(part[:2]) for part in (FIRST, SECOND))
    story = f"  {first}\n  {second}\n  {first}"
    assert [words for _, words in roles(read_text(story))] == [first, second, first]


def test_items_and_standfirsts_of_a_like_width_stay_apart():
    items = (
        "- Deal worth 3 million approved in a secret session",
        "- Opposition calls for an inquiry into all the sales",
        "- Mayor moves to the coast and is not seen in Sabel",
    )
    assert len(read_text("\n".join(items)).paragraphs) == 3
    head = (
        "Council sells bridge to a company that it owns\nMayor moves to the coast and is not seen\n"
    )
    assert len(read_text(f"{head}By Rosa Lind").paragraphs) == 3


def test_one_paragraph_alone_is_body_and_no_headline():
    manuscript = read_text("The council sold the bridge.")
    assert [role for role, _ in roles(manuscript)] == ["body"]
    assert manuscript.title == ""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("The café cost £5.".encode(), "The café cost £5."),
        ("The café cost £5.".encode("utf-8-sig"), "The café cost £5."),
        ("The café cost £5.".encode("utf-16"), "The café cost £5."),
        ("The café cost £5.".encode("utf-16-le"), "The café cost £5."),
        ("“The café” cost £5, she said.".encode("cp1252"), "“The café” cost £5, she said."),
        (b"One.\r\nTwo.\rThree.", "One.\nTwo.\nThree."),
        (b"A\x00 nul and a\x07 bell.", "A nul and a bell."),
        ("Mr\u00a0Smith paid 5\u202f000 euros.".encode(), "Mr Smith paid 5 000 euros."),
        ("An in\u00adquiry be\u200bgan.".encode(), "An inquiry began."),
        ("The \ufb01nal \ufb02oor.".encode(), "The final floor."),
        ("Cafe\u0301.".encode(), "Café."),
        ("safe \u202egnp.exe\u202c".encode(), "safe gnp.exe"),
    ],
)
def test_characters_come_out_right(data, expected):
    assert read(data, "a.txt").text == expected


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\x00\x00", "\u200b\ufeff".encode()])
def test_a_file_without_text_is_refused(data):
    with pytest.raises(Unreadable):
        read(data, "a.txt")


def test_an_unknown_ending_names_the_ones_that_work():
    with pytest.raises(Unreadable, match=r"\.docx"):
        read(b"text", "picture.png")


def test_text_in_another_language_has_no_language():
    text = "Der Stadtrat hat die Brücke verkauft, und niemand hat es gemerkt. " * 4
    assert read_text(text).language == ""


def test_lone_halves_of_characters_are_replaced():
    assert read_text("Prices \ud83d rose.").text == "Prices \ufffd rose."
