"""OpenDocument texts: styles, changes, and files that mean no good."""

import io
import zipfile
import zlib
from datetime import date

import pytest

from factcheck.reading import Unreadable, open_document, read

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
    ]
)
STYLES = """<style:style style:name="Heading"/>
<style:style style:name="Heading_20_1" style:parent-style-name="Heading"/>
<style:style style:name="Kop" style:display-name="Kop" style:parent-style-name="Title"/>"""
AUTOMATIC = """<office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Kop"/>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>
</office:automatic-styles>"""


def content(body: str, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<office:document-content {SPACES}>{AUTOMATIC}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str = "", **parts: str | bytes) -> bytes:
    stream = io.BytesIO()
    files = {
        "content.xml": content(body),
        "styles.xml": f"<office:document-styles {SPACES}>{STYLES}</office:document-styles>",
        **parts,
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def roles(manuscript):
    return [
        (paragraph.role.value, manuscript.text[paragraph.start : paragraph.end])
        for paragraph in manuscript.paragraphs
    ]


def test_styles_become_roles_also_through_styles_made_from_them():
    body = """<text:p text:style-name="P1">Council sells bridge</text:p>
    <text:p text:style-name="Subtitle">A deal in a secret session</text:p>
    <text:p text:style-name="Text_20_body">The council sold the bridge.</text:p>
    <text:h text:outline-level="2">The audit</text:h>
    <text:p>The bridge was worth 3 million.</text:p>
    <table:table><table:table-row><table:table-cell><text:p>Value in 2019</text:p>
    </table:table-cell></table:table-row></table:table>
    <text:p text:style-name="Caption">The old bridge in May.</text:p>"""
    assert roles(read(odt(body), "a.odt")) == [
        ("headline", "Council sells bridge"),
        ("standfirst", "A deal in a secret session"),
        ("body", "The council sold the bridge."),
        ("subhead", "The audit"),
        ("body", "The bridge was worth 3 million."),
        ("body", "Value in 2019"),
        ("caption", "The old bridge in May."),
    ]


def test_only_the_first_title_is_the_headline():
    body = '<text:h text:outline-level="1">One</text:h><text:p>It is so.</text:p>' * 2
    assert [role for role, _ in roles(read(odt(body), "a.odt"))] == [
        "headline",
        "body",
        "subhead",
        "body",
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("The <text:span>council</text:span> sold<text:s/>it", "The council sold it"),
        ("One<text:tab/>two<text:soft-page-break/> three", "One two three"),
        ("One.<text:line-break/>Two", "One.\n\nTwo"),
        ("It said that<text:line-break/>fares rose", "It said that fares rose"),
        ("It said\n   so,\n\tTwice\n", "It said so, Twice"),
        ('It <text:span text:style-name="T1">never </text:span>sank', "It sank"),
        ('It <text:span text:style-name="T2">never <text:s/></text:span>sank', "It sank"),
        ('It <text:hidden-text text:is-hidden="true">never </text:hidden-text>sank', "It sank"),
        (
            'It <text:hidden-text text:is-hidden="false">never </text:hidden-text>sank',
            "It never sank",
        ),
        ("A<office:annotation><text:p>Sure?</text:p></office:annotation> line", "A line"),
        ('See <text:a xmlns:x="y">the report</text:a>.', "See the report."),
        (
            "<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box>"
            "<svg:desc>A bridge</svg:desc></draw:frame>Beside it",
            "Beside it\n\nIn a box",
        ),
        (
            "Fares rose<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>Table 3.</text:p></text:note-body></text:note> again",
            "Fares rose again\n\nTable 3.",
        ),
    ],
)
def test_words_come_out_as_they_are_meant(written, read_as):
    assert read(odt(f"<text:p>{written}</text:p>"), "a.odt").text == read_as


@pytest.mark.parametrize("told", ['text:display="none"', 'text:is-hidden="true"'])
def test_a_hidden_section_is_not_read_and_its_paragraphs_count(told):
    note = f"<text:section {told}><text:p>He lies.</text:p></text:section>"
    manuscript = read(odt(f"{note}<text:p>It sank.</text:p>"), "a.odt")
    assert manuscript.text == "It sank."
    assert manuscript.paragraphs[0].place["paragraph"] == 1


def test_the_items_of_a_list_are_no_subheads():
    item = "<text:list-item><text:p>The bridge cost 4 million</text:p></text:list-item>"
    body = f"<text:p>It sold it.</text:p><text:list>{item}</text:list>"
    more = "<text:p>What the audit says</text:p><text:p>It sold it twice.</text:p>"
    found = [role for role, _ in roles(read(odt(body + more), "a.odt"))]
    assert found == ["body", "body", "subhead", "body"]


def test_a_note_in_a_cell_comes_after_the_words_of_the_cell():
    note = "<text:note><text:note-body><text:p>of 40</text:p></text:note-body></text:note>"
    cells = "".join(
        f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"
        for words in (f"Left{note} party", "12")
    )
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert read(odt(table), "a.odt").text == "Left party of 40 | 12"
    box = f"<text:p>Beside it<draw:text-box>{table}</draw:text-box></text:p>"
    assert "Left party of 40 | 12" in read(odt(box), "a.odt").text


def test_changes_read_as_accepted():
    body = """<text:tracked-changes><text:changed-region><text:deletion>
    <text:p>one bridge</text:p></text:deletion></text:changed-region></text:tracked-changes>
    <text:p>The council sold <text:change text:change-id="a"/>two bridges.</text:p>"""
    assert read(odt(body), "a.odt").text == "The council sold two bridges."


def test_a_file_tells_who_wrote_it_and_when():
    meta = """<office:document-meta {}><office:meta><meta:creation-date>2024-03-01T09:00:00
    </meta:creation-date><dc:creator>Rosa &amp; Lind</dc:creator><dc:date>2024-03-04T10:00:00</dc:date>
    </office:meta></office:document-meta>""".format(
        f'{SPACES} xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    manuscript = read(odt("<text:p>It sold the bridge.</text:p>", **{"meta.xml": meta}), "a.odt")
    assert (manuscript.byline, manuscript.dated_on) == ("Rosa & Lind", date(2024, 3, 4))


def test_a_row_of_a_table_is_a_paragraph_that_knows_its_columns():
    def row(*cells):
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(words, more=""):
        return f"<table:table-cell{more}><text:p>{words}</text:p></table:table-cell>"

    wide = cell("Passengers", ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    body = (
        "<text:p>It sold the bridge.</text:p><table:table><table:table-header-rows>"
        + row(cell("Port"), wide)
        + "</table:table-header-rows>"
        + row(cell("Sabel"), cell("4,000</text:p><text:p>(2019)"), cell("none"))
        + "</table:table><text:p>Nobody smiled.</text:p>"
    )
    manuscript = read(odt(body), "a.odt")
    assert roles(manuscript)[1:] == [
        ("subhead", "Port | Passengers"),
        ("body", "Sabel | 4,000 (2019) | none"),
        ("body", "Nobody smiled."),
    ]
    assert [cell["column"] for cell in manuscript.paragraphs[2].place["cells"]] == [
        "Port",
        "Passengers",
        "Passengers",
        "Passengers",
    ]


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'haha'>{}]>".format(
    "".join(f"<!ENTITY {b} '{f'&{a};' * 20}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


@pytest.mark.parametrize(
    ("doctype", "body"),
    [
        ("<!DOCTYPE x [<!ENTITY f 'five'>]>", "<text:p>It costs &f; crowns.</text:p>"),
        (LAUGHS, "<text:p>&i;</text:p>"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "<text:p>&e;</text:p>"),
        ('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "<text:p></text:p>"),
        (LAUGHS, '<text:p text:style-name="&i;"></text:p>'),
        ("", "<text:span>" * 100_000),
        ("", "<text:p>open"),
    ],
)
def test_hostile_markup_is_refused_and_nothing_is_resolved(doctype, body):
    with pytest.raises(Unreadable, match=r"OpenDocument|no text"):
        read(odt(**{"content.xml": content(body, doctype)}), "a.odt")


@pytest.mark.parametrize(
    "data",
    [
        b"no zip file at all",
        b"PK\x03\x04 broken",
        odt(**{"content.xml": b""}),
        odt(**{"content.xml": b"\xff\xfe\x00"}),
        odt(**{"styles.xml": b"<x"}),
        odt("<text:p>Text</text:p>")[:-200],
    ],
)
def test_a_damaged_file_is_refused(data):
    with pytest.raises(Unreadable, match="OpenDocument"):
        read(data, "a.odt")


def test_a_part_that_does_not_unpack_is_refused():
    whole = bytearray(odt("<text:p>" + "The council sold the bridge. " * 90 + "</text:p>"))
    start = whole.index(b"content.xml") + 60
    whole[start : start + 40] = zlib.compress(b"something else")[:20] * 2
    with pytest.raises(Unreadable, match="OpenDocument"):
        read(bytes(whole), "a.odt")


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(open_document, "LARGEST", 3_000_000)
    monkeypatch.setattr(open_document, "LARGEST_PART", 1_000_000)
    with pytest.raises(Unreadable, match="200 megabytes"):
        read(odt(**{"content.xml": b" " * 1_000_001}), "a.odt")
    with pytest.raises(Unreadable, match="200 megabytes"):
        read(odt("<text:p>x</text:p>", **{"Pictures/1.bmp": bytes(3_000_000)}), "a.odt")
    assert read(odt("<text:p>x</text:p>", **{"Pictures/1.bmp": bytes(2_000_000)}), "a.odt").text


def test_a_file_with_a_password_is_refused_in_words():
    manifest = "<manifest:encryption-data/>"
    with pytest.raises(Unreadable, match="password"):
        read(odt("<text:p>x</text:p>", **{"META-INF/manifest.xml": manifest}), "a.odt")
    with pytest.raises(Unreadable, match="password"):
        read(odt(**{"encrypted-package": b"x"}), "a.odt")
