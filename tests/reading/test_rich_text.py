"""RTF: styles, letters, changes, and files that mean no good."""

from datetime import date

import pytest

from factcheck.reading import Unreadable, read, rich_text

STYLES = (
    r"{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fswiss\fcharset204 Arial Cyr;}{\f2\fcharset128 Gothic;}}"
    r"{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}"
    r"{\s15\b\fs56 Title;}{\s16 Subtitle;}{\s17\i caption;}{\*\cs10 Default Paragraph Font;}}"
)


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\deff0\uc1 " + STYLES + body + "}").encode("ascii")


def roles(manuscript):
    return [
        (paragraph.role.value, manuscript.text[paragraph.start : paragraph.end])
        for paragraph in manuscript.paragraphs
    ]


def test_styles_become_roles():
    text = (
        r"\pard\s15 Council sells bridge\par\pard\s16 A deal in a secret session\par"
        r"\pard\plain The council sold the bridge.\par\pard\s2 The audit\par"
        r"\pard The bridge was worth 3 million.\par\pard\s17 The old bridge in May.\par"
    )
    assert roles(read(rtf(text), "a.rtf")) == [
        ("headline", "Council sells bridge"),
        ("standfirst", "A deal in a secret session"),
        ("body", "The council sold the bridge."),
        ("subhead", "The audit"),
        ("body", "The bridge was worth 3 million."),
        ("caption", "The old bridge in May."),
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"M\'fcller paid \'80 5", "Müller paid € 5"),
        (r"{\f1 \'cc\'ee\'f1\'ea\'e2\'e0} grew", "Москва grew"),
        (r"{\f2 \'93\'8c\'8b\'9e} grew", "東京 grew"),
        (r"M\u252?ller and \u8220?no\u8221? and \u-10179?\u-8704?", "Müller and “no” and 😀"),
        (r"{\uc0 M\u252 ller}", "Müller"),
        (r"{\uc2 M\u252 \'81\'42ller}", "Müller"),
        (r"{\upr{M?ller}{\*\ud{M\u252?ller}}} paid", "Müller paid"),
        (r"\ldblquote No\rdblquote , he said\emdash twice", "“No”, he said—twice"),
        (r"5\~000 co\-operate well\_known \{a\\b\}", "5 000 cooperate well-known {a\\b}"),
        ("One line\r\n broken in the\r\n file", "One line broken in the file"),
        (r"It was {\deleted never }{\revised\revauth1 always }so", "It was always so"),
        (r"It was {\v not }so", "It was so"),
        (
            r'See {\field{\*\fldinst HYPERLINK "https://x.org"}{\fldrslt the report}}.',
            "See the report.",
        ),
        (r"A{\pict\pngblip 89504e470d0a}{\*\bkmkstart b}{\info{\title X}} picture", "A picture"),
        (r"A{\pict\bin5 }}}}}} picture", "A picture"),
        (
            r"A{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv 1}}{\shptxt\pard box\par}}{\shprslt old}} b",
            "A b\n\nbox",
        ),
        (r"It said that\line fares rose.\line Twice", "It said that fares rose.\n\nTwice"),
        (r"A{\header Draft 3}{\annotation check this} line", "A line"),
    ],
)
def test_words_come_out_as_they_are_meant(written, read_as):
    assert read(rtf(written), "a.rtf").text == read_as


def test_a_file_tells_who_wrote_it_and_when():
    info = (
        r"{\info{\title Draft}{\author R\'f3sa Lind}{\creatim\yr2024\mo3\dy1\hr9}"
        r"{\revtim\yr2024\mo3\dy4}{\*\company The Herald}}"
    )
    manuscript = read(rtf(info + r"\pard It sold the bridge.\par"), "a.rtf")
    assert (manuscript.byline, manuscript.dated_on) == ("Rósa Lind", date(2024, 3, 4))
    assert manuscript.text == "It sold the bridge."


def test_letters_of_no_other_font_are_those_of_the_default_one():
    body = r"\'cc\'ee\'f1\'ea\'e2\'e0 {\f0 \'80 5}{\f0\plain  \'e4\'e0}"
    text = rtf(body).replace(rb"\deff0", rb"\deff1")
    assert read(text, "a.rtf").text == "Москва € 5 да"


def test_a_box_leaves_the_paragraph_as_it_was_that_it_hangs_on():
    box = r"{\shp{\*\shpinst{\shptxt\pard\s17 A bridge in May.\par\pard Jan {\footnote See table 3.}smiled.\par}}}"
    text = rf"\pard\s15 Council sells {box}bridge\par\pard It sold it.\par"
    assert roles(read(rtf(text), "a.rtf")) == [
        ("headline", "Council sells bridge"),
        ("caption", "A bridge in May."),
        ("body", "See table 3."),
        ("body", "Jan smiled."),
        ("body", "It sold it."),
    ]


def test_the_items_of_a_list_are_no_subheads():
    text = (
        r"\pard It sold it.\par{\listtext\'b7\tab}\pard\ls1 The bridge cost 4 million\par"
        r"\pard\ls0 What the audit says\par\pard Nobody smiled.\par"
    )
    found = [role for role, _ in roles(read(rtf(text), "a.rtf"))]
    assert found == ["body", "body", "subhead", "body"]


def test_a_footnote_follows_its_paragraph():
    text = r"Fares rose{\footnote\pard See table 3.\par Or 4.} again.\par Nobody smiled."
    assert read(rtf(text), "a.rtf").text.split("\n\n") == [
        "Fares rose again.",
        "See table 3.",
        "Or 4.",
        "Nobody smiled.",
    ]


def test_a_table_is_read_row_by_row():
    text = r"\trowd\pard\intbl Year\cell Fares\cell\row\trowd\pard\intbl 2019\cell 40\cell\row"
    manuscript = read(rtf(text + r"\pard Nobody smiled.\par"), "a.rtf")
    assert roles(manuscript) == [
        ("subhead", "Year | Fares"),
        ("body", "2019 | 40"),
        ("body", "Nobody smiled."),
    ]
    assert [cell["column"] for cell in manuscript.paragraphs[1].place["cells"]] == ["Year", "Fares"]


@pytest.mark.parametrize(
    "data",
    [
        b"not rtf at all",
        b"{\\rtf1 " + b"{" * 2_000_000,
        b"{\\rtf1 " + b"{\\footnote " * 900 + b"}" * 2_000,
        b"{\\rtf1 \\bin999999999 x}",
        b"{\\rtf1\\ansicpg99999\\u\\'\\",
    ],
)
def test_a_hostile_file_is_refused_in_words(data):
    with pytest.raises(Unreadable, match=r"RTF|no text"):
        read(data, "a.rtf")


def test_a_file_of_endless_marks_is_refused(monkeypatch):
    monkeypatch.setattr(rich_text, "MOST_TOKENS", 1_000)
    with pytest.raises(Unreadable, match="longer than any article"):
        read(rtf("x" + "{}" * 1_000), "a.rtf")


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes():
    assert read(b"{\\rtf1 Fares rose{\\footnote Table 3", "a.rtf").text == "Fares rose\n\nTable 3"


def test_a_file_of_endless_paragraphs_is_refused(monkeypatch):
    monkeypatch.setattr(rich_text, "MOST_PARAGRAPHS", 1_000)
    with pytest.raises(Unreadable, match="more paragraphs than any article"):
        read(rtf("x\\par " * 1_001), "a.rtf")
