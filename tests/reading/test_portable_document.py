"""PDF: columns, line ends, running heads, and files that mean no good."""

import zlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest

from factcheck.reading import Unreadable, portable_document, read

# Where a line stands and how it looks: left, height, size, font (1 is bold), words.
type Placed = tuple[int, int, int, int, str]
FONTS = ("Helvetica", "Helvetica-Bold")


def pdf(
    *pages: Sequence[Placed],
    page: str = "",
    drawn: str = "",
    trailer: str = "",
    info: str = "",
    count: int = 0,
) -> bytes:
    """A PDF written out by hand, as small as one can be."""
    objects = [b"", b""]
    for font in FONTS:
        objects.append(
            f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode()
        )
    kids = []
    for lines in pages:
        words_drawn = [
            f"BT /F{font} {size} Tf 1 0 0 1 {left} {height} Tm ({words}) Tj ET"
            for left, height, size, font, words in lines
        ]
        content = "\n".join([drawn, *words_drawn]).encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F0 3 0 R/F1 4 0 R>>>>{page}>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    kids += kids[-1:] * max(0, count - len(kids))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    if info:
        objects.append(f"<<{info}>>".encode())
        trailer += f"/Info {len(objects)} 0 R"
    return _file(objects, trailer)


def _file(objects: list[bytes], trailer: str = "") -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, trailer.encode(), len(written))
    )


def column(left: int, *lines: str, top: int = 700) -> list[Placed]:
    return [(left, top - 12 * n, 10, 0, words) for n, words in enumerate(lines)]


def roles(manuscript):
    return [
        (paragraph.role.value, manuscript.text[paragraph.start : paragraph.end])
        for paragraph in manuscript.paragraphs
    ]


def paragraphs(data: bytes) -> list[str]:
    return read(data, "a.pdf").text.split("\n\n")


STORY = [
    (50, 780, 24, 1, "Council sells bridge"),
    (50, 750, 10, 0, "By Rosa Lind"),
    *column(
        50,
        "The council sold the old bridge to a company that it owns itself,",
        "documents seen by the Herald show. The price was not made known.",
    ),
    *column(62, "Nobody on the council wanted to say on Monday who had signed the", top=676),
    *column(50, "contract.", top=664),
    (50, 636, 12, 1, "The audit"),
    *column(50, "The bridge was worth 3 million crowns in 2019, the audit office said.", top=616),
]


def test_a_page_becomes_paragraphs_with_roles():
    assert roles(read(pdf(STORY), "a.pdf")) == [
        ("headline", "Council sells bridge"),
        ("boilerplate", "By Rosa Lind"),
        (
            "body",
            "The council sold the old bridge to a company that it owns itself, documents seen by "
            "the Herald show. The price was not made known.",
        ),
        ("body", "Nobody on the council wanted to say on Monday who had signed the contract."),
        ("subhead", "The audit"),
        ("body", "The bridge was worth 3 million crowns in 2019, the audit office said."),
    ]
    assert read(pdf(STORY), "a.pdf").byline == "Rosa Lind"


def test_a_file_tells_who_wrote_it_and_when():
    facts = "/Author(Rosa Lind)/CreationDate(D:20240304100000+01'00')"
    lines = column(50, "The council sold the bridge.")
    manuscript = read(pdf(lines, info=facts), "a.pdf")
    assert (manuscript.byline, manuscript.dated_on) == ("Rosa Lind", date(2024, 3, 4))
    # Half of a letter, as only a broken program writes it.
    broken = read(pdf(lines, info="/Author<FEFFD83D>"), "a.pdf")
    assert (broken.byline, broken.text) == ("", "The council sold the bridge.")


LEFT = (
    "The council sold the old bridge to a com-",
    "pany that it owns itself, documents seen",
    "by the Herald show. The price was not",
    "made known. Nobody on the council would",
)
RIGHT = (
    "say who had signed the contract, which",
    "is a well-known secret in the town hall",
    "and in its bars. The audit office found",
    "it in a drawer, and no well-",
    "known lawyer had read it.",
)


def both_columns(*, by_rows: bool) -> list[Placed]:
    left, right = column(50, *LEFT), column(320, *RIGHT)
    if not by_rows:
        return [*left, *right]
    return sorted([*left, *right], key=lambda line: (-line[1], line[0]))


@pytest.mark.parametrize("by_rows", [True, False])
def test_columns_are_read_one_after_the_other_whatever_the_order_in_the_file(by_rows):
    head = [(50, 780, 24, 1, "Council sells bridge that nobody wanted to buy")]
    below = column(
        50, "Across both columns stands a line that is as wide as the whole page is.", top=600
    )
    assert paragraphs(pdf([*head, *both_columns(by_rows=by_rows), *below])) == [
        "Council sells bridge that nobody wanted to buy",
        "The council sold the old bridge to a company that it owns itself, documents seen by the "
        "Herald show. The price was not made known. Nobody on the council would say who had signed "
        "the contract, which is a well-known secret in the town hall and in its bars. The audit "
        "office found it in a drawer, and no well-known lawyer had read it.",
        "Across both columns stands a line that is as wide as the whole page is.",
    ]


def test_a_table_is_read_row_by_row_with_a_bar_between_its_cells():
    rows = [("Year", "Fares"), ("2019", "40"), ("2020", "42"), ("2021", "45")]
    placed = [
        (left, 700 - 15 * n, 10, 0, words)
        for n, row in enumerate(rows)
        for left, words in zip((50, 300), row, strict=True)
    ]
    above = column(50, "The fares of the ferry have risen in each of the last years.", top=715)
    below = column(50, "Nobody at the port would say why.", top=640)
    found = roles(read(pdf([*above, *placed, *below]), "a.pdf"))
    assert found[1:-1] == [("body", " | ".join(row)) for row in rows]
    assert found[-1] == ("body", "Nobody at the port would say why.")


def test_a_table_above_two_columns_stays_whole():
    rows = [
        ("Sabel", "40", "42", "5%"),
        ("Ostbeck", "41", "44", "7%"),
        ("Pell", "39", "39", "none"),
    ]
    placed = [
        (left, 720 - 15 * n, 10, 0, words)
        for n, row in enumerate(rows)
        for left, words in zip((50, 150, 250, 350), row, strict=True)
    ]
    across = column(
        50, "The fares of the ferry have risen on each of its three lines, and on", top=660
    )
    found = paragraphs(
        pdf([*placed, *across, *column(50, *LEFT, top=640), *column(320, *RIGHT, top=640)])
    )
    assert found[:3] == [" | ".join(row) for row in rows]
    assert any(words.endswith("no well-known lawyer had read it.") for words in found)


@pytest.mark.parametrize("few", [1, 2])
def test_a_last_column_of_a_line_or_two_is_read_after_the_one_beside_it(few):
    right = column(320, *RIGHT[:2][-few:])
    assert paragraphs(pdf([*column(50, *LEFT), *right])) == [
        "The council sold the old bridge to a company that it owns itself, documents seen by the "
        "Herald show. The price was not made known. Nobody on the council would "
        + " ".join(RIGHT[:2][-few:])
    ]


def test_columns_of_two_lines_are_those_of_the_page_before():
    left = column(
        50, "It was read on Monday in the town hall", "by a clerk of the court, who did not"
    )
    right = column(320, "say a word to those who had come from", "all over the valley.")
    found = paragraphs(pdf(both_columns(by_rows=False), [*left, *right]))
    assert found[-1] == " ".join(words for *_, words in [*left, *right])


def test_a_word_far_to_the_right_is_no_column_where_lines_go_on_below_it():
    lines = column(50, "Signed by the mayor of", "the town, who has not said why the bridge was")
    below = column(50, "sold, nor for how much, nor who would have it after that day.", top=676)
    apart = [(250, 700, 10, 0, "the old bridge and of")]
    assert paragraphs(pdf([*lines, *apart, *below]))[0].startswith(
        "Signed by the mayor of the old bridge and of the town, who"
    )


@pytest.mark.parametrize(
    ("letter", "first", "moved", "expected"),
    [
        ("T", "he council sold", 0, "The council sold the old bridge"),
        ("A", "t 9am on Monday", 0, "At 9am on Monday the old bridge"),
        # Where the letter is a word, the first line is moved by the space after it.
        ("A", "council has sold", 4, "A council has sold the old bridge"),
    ],
)
@pytest.mark.parametrize("lines", [2, 3])
def test_an_initial_belongs_to_the_line_beside_its_top(letter, first, moved, expected, lines):
    beside = ["the old bridge to a company that", "it owns itself, documents seen by"][: lines - 1]
    rest = ["the old bridge to a company that", "it owns itself, documents seen by"][lines - 1 :]
    placed = [
        (50, 712 - 12 * lines, 14 + 14 * lines, 0, letter),
        (94 + moved, 700, 10, 0, first),
        *column(94, *beside, top=688),
        *column(50, *rest, "the Herald show.", top=688 - 12 * len(beside)),
        *column(62, "Nobody on the council would say", "why.", top=652),
    ]
    found = paragraphs(pdf(placed))
    assert found == [
        f"{expected} to a company that it owns itself, documents seen by the Herald show.",
        "Nobody on the council would say why.",
    ]


def test_an_initial_may_stand_on_the_line_that_it_begins():
    large = (50, 700, 28, 0, "T) Tj /F0 10 Tf (he council sold")
    assert paragraphs(pdf([large, *column(50, "the old bridge.", top=688)])) == [
        "The council sold the old bridge."
    ]


@pytest.mark.parametrize(
    ("lines", "begins"),
    [
        (("The fares fell to 42 crowns in May", "– the lowest since 1974 – as more"), False),
        (("Few had taken the old ferry before May", "12. It was a record, they said."), False),
        (("Few had taken the old ferry in May.", "– the lowest since 1974 – as more"), True),
        (("What the council sold in all its years", "– The old bridge over the Ost"), True),
        (("What the council sold in all its years", "1. The old bridge over the Ost"), True),
        (("What it sold", "– the old bridge, which nobody ever"), True),
        (("– the old tunnel below the river, and", "– the old bridge, which nobody ever"), True),
        (("The fares fell to 42 crowns in May", "• the old bridge, which nobody ever"), True),
    ],
)
def test_a_dash_or_a_number_begins_an_item_unless_a_sentence_goes_on(lines, begins):
    found = paragraphs(pdf(column(50, *lines)))
    assert found == (list(lines) if begins else [" ".join(lines)])


@pytest.mark.parametrize(
    ("about", "byline"),
    [
        (("By Rosa Lind", "5 March 2024"), "Rosa Lind"),
        (("5 March 2024", "By Rosa Lind"), "Rosa Lind"),
        (("By Rosa Lind and Ada", "Berg", "5 March 2024"), "Rosa Lind and Ada Berg"),
        (("By Rosa Lind", "Transport Correspondent", "5 March 2024"), "Rosa Lind"),
    ],
)
def test_a_byline_and_a_day_set_below_each_other_are_told_apart(about, byline):
    head = [(50, 780, 24, 1, "Council sells bridge"), *column(50, *about, top=750)]
    manuscript = read(pdf([*head, *column(50, *LEFT)], info="/CreationDate(D:20250101)"), "a.pdf")
    assert (manuscript.byline, manuscript.dated_on) == (byline, date(2024, 3, 5))


def test_a_sentence_that_ends_with_a_day_on_its_last_line_stays_whole():
    lines = ("The council sold the bridge on", "5 March 2024", "and the tunnel in May.")
    assert paragraphs(pdf(column(50, *lines))) == [" ".join(lines)]


@pytest.mark.parametrize(
    ("before", "expected"),
    [("of its fares", "of its fares1 in May."), ("in 2023", "in 2023 1 in May.")],
)
@pytest.mark.parametrize("raised", [3, 6])
def test_the_number_of_a_note_stays_in_its_line_and_out_of_its_figures(before, expected, raised):
    matrix = f") Tj /F0 6 Tf {raised} Ts (1) Tj /F0 10 Tf 0 Ts ( in May."
    lines = column(
        50, "The ferry lost a third of those who paid", f"{before}{matrix}", "It is old."
    )
    assert expected in paragraphs(pdf(lines))[0]


def test_words_that_stand_apart_in_one_line_are_no_table():
    lines = column(50, "The council sold the bridge", "to itself, and the tunnel", "in May.")
    apart = [(300, 685, 10, 0, "on a Monday")]
    assert "|" not in read(pdf([*lines, *apart]), "a.pdf").text


def test_a_paragraph_goes_on_over_the_page_and_running_heads_do_not_break_it():
    pages = [
        [
            (50, 800, 8, 0, "The Herald"),
            *column(50, *lines),
            (300, 30, 8, 0, f"{n}"),
        ]
        for n, lines in enumerate((LEFT, RIGHT[:2], ("and this is where it ends.",)), start=1)
    ]
    found = roles(read(pdf(*pages), "a.pdf"))
    body = [words for role, words in found if role not in ("boilerplate", "headline")]
    assert len(body) == 1
    assert "Nobody on the council would say who had signed the contract" in body[0]
    assert body[0].endswith("town hall and this is where it ends.")
    assert [words for role, words in found if role == "boilerplate"] == [
        "The Herald", "1", "The Herald", "2", "The Herald", "3",
    ]  # fmt: skip


def test_marks_on_their_side_are_left_out():
    stamp = b"BT /F0 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET"
    lines = column(50, "The council sold the bridge.")
    data = pdf([*lines, (0, 0, 1, 0, ") Tj ET " + stamp.decode() + " BT () ")])
    assert paragraphs(data) == ["The council sold the bridge."]


# How a page is shown, and how its words are drawn on it: upright, or on their side.
ON_ITS_SIDE = [
    ("/Rotate 90", ""),
    ("/Rotate 180", ""),
    ("/Rotate 90", "0 1 -1 0 842 0 cm"),
    ("/Rotate 270", "0 -1 1 0 0 595 cm"),
    ("/Rotate 180", "-1 0 0 -1 595 842 cm"),
    ("", "0 1 -1 0 842 0 cm"),
]


@pytest.mark.parametrize(("page", "drawn"), ON_ITS_SIDE)
def test_a_page_that_lies_on_its_side_is_read_like_any_other(page, drawn):
    turned = read(pdf(STORY, page=page, drawn=drawn), "a.pdf")
    assert roles(turned) == roles(read(pdf(STORY), "a.pdf"))


def test_a_page_is_read_as_it_is_shown_whatever_note_stands_along_its_edge():
    note = "BT /F0 8 Tf 0 1 -1 0 580 100 Tm (Printed by the Herald) Tj ET"
    assert paragraphs(pdf(STORY, drawn=note)) == paragraphs(pdf(STORY))


@pytest.mark.parametrize("pages", [[[]], [[], []]])
def test_pictures_of_pages_are_refused_with_what_to_do(pages):
    with pytest.raises(Unreadable, match="holds pictures of pages, not text"):
        read(pdf(*pages), "a.pdf")


def test_letters_that_say_nothing_are_refused():
    with pytest.raises(Unreadable, match="do not say which letters they are"):
        portable_document.in_order([[["\ufffd" * 50, 0, 0, 90, 10, 10, 0, 0]]])


def test_a_file_with_a_password_is_refused_in_words():
    keys = "".join(f"/{name}<{'41' * 32}>" for name in "OU")
    locked = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4{keys}>>/ID[<41><41>]"
    with pytest.raises(Unreadable, match="password"):
        read(pdf(STORY, trailer=locked), "a.pdf")


def test_too_many_pages_are_refused_before_any_is_read():
    with pytest.raises(Unreadable, match="more than 2,000 pages"):
        read(pdf(STORY, count=2_001), "a.pdf")


def bomb() -> bytes:
    """A page whose drawing unpacks to more memory than there is, packed twice."""
    packed = zlib.compressobj(1)
    start = packed.compress(b" " * 12_000_000) + packed.flush(zlib.Z_FULL_FLUSH)
    # What comes after a full flush stands by itself, so it may be said as often as one likes.
    again = packed.compress(b" " * 12_000_000) + packed.flush(zlib.Z_FULL_FLUSH)
    twice = zlib.compress(start + 74 * again + packed.flush(), 1)
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream"
            % (len(twice), twice),
        ]
    )


def test_a_page_that_unpacks_without_end_is_refused():
    with pytest.raises(Unreadable, match="PDF"):
        read(bomb(), "a.pdf")


@pytest.mark.parametrize(
    "data",
    [
        b"not a PDF at all",
        b"%PDF-1.7\n%%EOF",
        pdf(STORY)[:300],
        pdf(STORY).replace(b"/Kids[", b"/Kids[2 0 R "),
        pdf(STORY).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        b"%PDF-1.4\n1 0 obj\n" + b"[" * 500_000,
        pdf(STORY).replace(b"Tj", b"T\xff"),
    ],
)
def test_a_damaged_file_is_refused_in_words_or_read(data):
    with suppress(Unreadable):
        assert read(data, "a.pdf").text
