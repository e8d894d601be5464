"""Markdown, HTML and Word."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from factcheck.reading import FORMATS, Unreadable, read

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Council sells bridge</title>
<meta name="author" content="Rosa Lind"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Council sells bridge</h1>
<p>The council sold the bridge to a company that it owns, documents seen by the Herald show.</p>
<p>Advertisement</p>
<h2>The audit</h2>
<p>The bridge was valued at <b>3 million</b> euros in 2019, the audit office said in its report.</p>
<ul><li>The deal was closed in a secret session</li></ul>
</article><footer>All rights reserved</footer></body></html>"""


def roles(manuscript):
    return [
        (paragraph.role.value, manuscript.text[paragraph.start : paragraph.end])
        for paragraph in manuscript.paragraphs
    ]


def word_file(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_markdown_keeps_headings_and_loses_marks():
    text = "# Council sells *bridge*\n\nThe [council](https://x.org) **sold** it\nagain.\n\n## Why\n\n- One\n"
    assert roles(read(text.encode(), "a.md")) == [
        ("headline", "Council sells bridge"),
        ("body", "The council sold it again."),
        ("subhead", "Why"),
        ("body", "One"),
    ]


def test_markdown_front_matter_gives_title_and_byline():
    text = "---\ntitle: Council sells bridge\nauthor: Rosa Lind\n---\nThe council sold it.\n"
    manuscript = read(text.encode(), "a.markdown")
    assert (manuscript.title, manuscript.byline) == ("Council sells bridge", "Rosa Lind")


def test_a_page_is_read_without_its_navigation():
    manuscript = read(PAGE.encode(), "a.html")
    assert manuscript.title == "Council sells bridge"
    assert manuscript.byline == "Rosa Lind"
    assert roles(manuscript) == [
        ("headline", "Council sells bridge"),
        (
            "body",
            "The council sold the bridge to a company that it owns, "
            "documents seen by the Herald show.",
        ),
        ("boilerplate", "Advertisement"),
        ("subhead", "The audit"),
        (
            "body",
            "The bridge was valued at 3 million euros in 2019, the audit office said in its report.",
        ),
        ("body", "The deal was closed in a secret session"),
    ]


def test_a_page_says_its_encoding():
    page = PAGE.replace("utf-8", "windows-1252").replace("Herald", "Hérald")
    assert "Hérald" in read(page.encode("cp1252"), "a.htm").text


def test_a_page_without_an_article_is_refused():
    with pytest.raises(Unreadable, match="paste"):
        read(b"<html><body></body></html>", "a.html")


def test_word_styles_become_roles():
    document = Document()
    document.add_heading("Council sells bridge", 0)
    document.add_paragraph("A deal in a secret session", style="Subtitle")
    document.add_paragraph("The council sold the bridge.")
    document.add_heading("The audit", 2)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Value in 2019"
    table.cell(0, 1).text = "The bridge was worth 3 million."
    assert roles(read(word_file(document), "a.docx")) == [
        ("headline", "Council sells bridge"),
        ("standfirst", "A deal in a secret session"),
        ("body", "The council sold the bridge."),
        ("subhead", "The audit"),
        ("body", "Value in 2019 | The bridge was worth 3 million."),
    ]


def test_word_changes_read_as_accepted():
    document = Document()
    paragraph = document.add_paragraph("The council sold ")
    for tag, text_tag, words in (("w:ins", "w:t", "two bridges"), ("w:del", "w:delText", "one")):
        change, run, text = (OxmlElement(name) for name in (tag, "w:r", text_tag))
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert paragraph._p.find(qn("w:del")) is not None
    assert read(word_file(document), "a.docx").text == "The council sold two bridges"


@pytest.mark.parametrize(
    "data",
    [
        b"not a zip file at all",
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old word",
    ],
)
def test_a_damaged_word_file_is_refused(data):
    with pytest.raises(Unreadable, match="Word"):
        read(data, "a.docx")


def test_a_zip_file_that_is_no_word_file_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(Unreadable, match="Word"):
        read(stream.getvalue(), "a.docx")


def test_a_word_file_with_broken_markup_is_refused():
    whole = io.BytesIO(word_file(Document()))
    stream = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            broken = name == "word/document.xml"
            new.writestr(name, b"<w:document><w:p>" if broken else old.read(name))
    with pytest.raises(Unreadable, match="Word"):
        read(stream.getvalue(), "a.docx")


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_file_is_refused_in_every_format(ending):
    with pytest.raises(Unreadable, match="empty"):
        read(b"", f"a{ending}")


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\xff\xfe\x00",
        b"<" * 5000,
        b"<div>" * 5000 + b"Prices rose.",
        "# \ud800".encode("utf-8", "surrogatepass"),
        b"> " * 3000,
        b"&#0;&#xd800;&#x110000; text",
    ],
)
def test_hostile_bytes_are_read_or_refused(ending, data):
    try:
        manuscript = read(data, f"a{ending}")
    except Unreadable:
        return
    manuscript.text.encode()
    assert "\x00" not in manuscript.text
    assert all(0 <= p.start < p.end <= len(manuscript.text) for p in manuscript.paragraphs)
