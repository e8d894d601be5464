"""From each paragraph back to its words in the original file, by other means than the readers'."""

import io
import zipfile

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree, html

from factcheck.reading import places, read
from factcheck.reading.characters import clean
from factcheck.reading.word import letters
from tests.reading.test_formats import PAGE, word_file
from tests.reading.test_open_document import odt
from tests.reading.test_portable_document import (
    LEFT,
    ON_ITS_SIDE,
    RIGHT,
    STORY,
    both_columns,
    column,
    pdf,
)
from tests.reading.test_rich_text import rtf

TEXT = """\ufeff
Council sells bridge\r
\r
The council sold the “old” bridge, and the com\u00adpany that bought it\r
sold it back to the council for twice the price, which was not\r
known.\u2028Nobody\u00a0smiled.
"""
MARKDOWN = """---
title: Council sells bridge
---

# The *council*

| Year | Fares |
| ---- | ----- |
| 2019 | 40    |

It sold the [bridge](x)
to itself.

```
one
two
```
"""


def words(manuscript):
    """Each paragraph's words and its place; of a row, those of each cell."""
    for paragraph in manuscript.paragraphs:
        text = manuscript.text[paragraph.start : paragraph.end]
        if "cells" not in paragraph.place:
            yield text, paragraph.place
        for cell in paragraph.place.get("cells", ()):
            yield text[cell["from"] : cell["to"]], cell["place"]


def letters_of(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize(("name", "text"), [("a.txt", TEXT), ("a.md", MARKDOWN)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_lines_of_a_text_hold_the_words(name, text, encoding):
    lines = text.splitlines()
    found = [(said, place) for said, place in words(read(text.encode(encoding), name)) if place]
    assert len(found) >= 4
    for said, place in found:
        first, last = place["lines"]
        inside = clean("\n".join(lines[first - 1 : last]))
        assert letters_of(said) in letters_of(inside.replace("(x)", ""))


def test_what_comes_from_the_front_matter_has_no_place():
    assert read(MARKDOWN.replace("# The *council*", "").encode(), "a.md").paragraphs[0].place == {}


def test_lines_count_from_the_first_of_the_file():
    found = [place["lines"] for said, place in words(read(MARKDOWN.encode(), "a.md"))]
    assert found == [[5, 5], [7, 7], [7, 7], [9, 9], [9, 9], [11, 12], [15, 15], [16, 16]]


def test_elements_of_a_page_hold_the_words():
    table = "<table><tr><th>Year</th><th>Fares</th></tr><tr><td>2019</td><td>40 crowns</td></tr></table>"
    page = PAGE.replace("<ul>", f"{table}<ul>").replace("<p>The bridge", "<p>The&nbsp;bri&shy;dge")
    tree = html.document_fromstring(page)
    found = list(words(read(page.encode(), "a.html")))
    assert len(found) == 10
    for said, place in found:
        (element,) = tree.xpath(place["path"])
        assert said == " ".join(clean(element.text_content()).split())


def word_with_everything() -> bytes:
    document = Document()
    document.add_heading("Council sells bridge", 0)
    paragraph = document.add_paragraph("The council ")
    paragraph.add_run("sold").bold = True
    paragraph.add_run(" the\u00a0bri\u00addge.\nNobody\tsmiled, and nobody \ufb01led a complaint.")
    table = document.add_table(2, 2)
    for cell, said in zip(table._cells, ("Year", "Fares", "2019", "40 crowns"), strict=True):
        cell.text = said
    document.add_paragraph("The mayor has resigned.")
    return word_file(document)


def test_paragraphs_of_a_word_file_hold_the_words():
    data = word_with_everything()
    body = Document(io.BytesIO(data)).element.body
    paragraphs = list(body.iter(qn("w:p")))
    found = list(words(read(data, "a.docx")))
    assert len(found) == 8
    for said, place in found:
        raw = "".join(part for _, part in letters(paragraphs[place["paragraph"]]))
        assert " ".join(clean(raw[place["start"] : place["end"]]).split()) == said


def test_a_claim_is_found_among_the_letters_of_a_word_file():
    data = word_with_everything()
    manuscript = read(data, "a.docx")
    third = manuscript.paragraphs[2]
    assert manuscript.text[third.start : third.end].startswith("Nobody smiled, and nobody filed")
    start = manuscript.text.index("filed a") - third.start
    paragraphs = list(Document(io.BytesIO(data)).element.body.iter(qn("w:p")))
    raw = "".join(part for _, part in letters(paragraphs[third.place["paragraph"]]))
    raw = raw[third.place["start"] : third.place["end"]]
    origins = places.origins(raw)
    assert raw[origins[start] : origins[start + len("filed a")]] == "\ufb01led a"


def test_paragraphs_of_an_open_document_hold_the_words():
    body = """<text:tracked-changes><text:deletion><text:p>One bridge</text:p></text:deletion>
    </text:tracked-changes><text:h>Council sells bridge</text:h><text:p>It sold<text:s/>it.
    <office:annotation><text:p>Sure?</text:p></office:annotation></text:p>
    <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>
    <table:table-cell><text:p>2019</text:p></table:table-cell></table:table-row></table:table>
    <text:p>One<text:line-break/>Two</text:p>"""
    data = odt(body)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree = etree.fromstring(archive.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    paragraphs = list(tree.iter(f"{text}p", f"{text}h"))
    found = list(words(read(data, "a.odt")))
    assert [said for said, _ in found] == [
        "Council sells bridge", "It sold it.", "Year", "2019", "One", "Two",
    ]  # fmt: skip
    for said, place in found:
        inside = "".join(paragraphs[place["paragraph"]].itertext())
        assert said.split()[-1] in inside
    assert [(place["start"], place["end"]) for _, place in found[-2:]] == [(0, 3), (4, 7)]


def test_bytes_of_an_rtf_hold_the_words():
    data = rtf(
        r"\pard\b Council sells bridge\par\pard The council {\i sold} the bridge.\par"
        r"\trowd\pard\intbl Year\cell 2019\cell\row\pard Nobody\~smiled.\par"
    )
    found = list(words(read(data, "a.rtf")))
    assert [data[place["start"] : place["end"]].decode() for _, place in found] == [
        "Council sells bridge",
        r"The council {\i sold} the bridge.",
        "Year",
        "2019",
        r"Nobody\~smiled.",
    ]


def lines_of(data: bytes):
    """Each paragraph of a PDF: its words and the lines it stands in, as the file has them."""
    document = pypdfium2.PdfDocument(data)
    for said, place in words(read(data, "a.pdf")):
        lines = []
        for page, left, bottom, right, top, start, end in place["lines"]:
            text = document[page - 1].get_textpage()
            lines.append((said[start:end], text.get_text_bounded(left, bottom, right, top)))
            text.close()
        yield said, lines
    document.close()


@pytest.mark.parametrize(
    "data",
    [
        pdf(STORY),
        pdf(both_columns(by_rows=True)),
        pdf(column(50, *LEFT), column(50, *RIGHT)),
        pdf(column(50, "The coun-cil", "sold it.", top=500)),
        *(pdf(STORY, page=page, drawn=drawn) for page, drawn in ON_ITS_SIDE),
    ],
)
def test_rectangles_of_a_pdf_hold_the_words(data):
    found = list(lines_of(data))
    assert found
    for said, lines in found:
        for read_as, in_file in lines:
            assert letters_of(read_as) == letters_of(in_file)
        assert letters_of("".join(part for part, _ in lines)) == letters_of(said)
