"""Any bytes at all are read or refused in words, in every format, and places in the text hold."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.reading import FORMATS, Manuscript, Unreadable, places, read
from factcheck.reading.characters import clean
from tests.reading.test_formats import word_file
from tests.reading.test_open_document import content, odt

# A PDF is read by a program of its own, which takes a while to start.
OFTEN, SELDOM = 60, 8
PIECES = (
    "<p>", "</p>", "<table><tr><td>", "</td></tr></table>", "<!--", "&#0;", "&#xd800;", "<text:p>",
    "</text:p>", "<text:s/>", "{", "}", "\\par ", "\\cell ", "\\row ", "\\u-10179?", "\\'e9", "\\bin3 ",
    "{\\footnote ", "| a | b |\n|---|---|\n", "# ", "> ", "- ", "```\n", "---\ntitle: x\n---\n",
    "stream\n", "obj", "By Mia Holm", "Advertisement", "4 March 2024",
)  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40).map("".join)
ANY = st.one_of(
    st.binary(max_size=400),
    SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")),
    SOUP.map(lambda text: text.encode("utf-16", "surrogatepass")),
)


def holds(manuscript: Manuscript) -> None:
    """What everybody who uses a manuscript relies on."""
    manuscript.text.encode()
    assert manuscript.text.strip()
    assert "\x00" not in manuscript.text
    after = 0
    for paragraph in manuscript.paragraphs:
        assert after <= paragraph.start < paragraph.end <= len(manuscript.text)
        words = manuscript.text[paragraph.start : paragraph.end]
        assert words == words.strip()
        for cell in paragraph.place.get("cells", ()):
            assert words[cell["from"] : cell["to"]].strip()
        after = paragraph.end


def read_or_refused(data: bytes, name: str) -> None:
    try:
        manuscript = read(data, name)
    except Unreadable:
        return
    holds(manuscript)


@pytest.mark.parametrize("ending", sorted(set(FORMATS) - {".pdf", ".htm", ".markdown"}))
@settings(max_examples=OFTEN, deadline=None)
@given(ANY)
@example("\ufeff".encode())
@example("<p>\u200b</p>".encode())
def test_any_bytes_are_read_or_refused(ending, data):
    read_or_refused(data, f"a{ending}")


@settings(max_examples=SELDOM, deadline=None)
@given(ANY)
def test_any_bytes_after_the_head_of_a_pdf_are_read_or_refused(data):
    read_or_refused(b"%PDF-1.4\n" + data, "a.pdf")


@settings(max_examples=OFTEN, deadline=None)
@given(SOUP)
def test_any_text_after_the_head_of_an_rtf_is_read_or_refused(text):
    read_or_refused(b"{\\rtf1\\ansi " + text.encode("cp1252", "replace"), "a.rtf")


@settings(max_examples=OFTEN, deadline=None)
@given(SOUP)
def test_any_text_inside_an_open_document_is_read_or_refused(text):
    data = content(text).encode("utf-8", "replace")
    read_or_refused(odt(**{"content.xml": data}), "a.odt")


@settings(max_examples=OFTEN, deadline=None)
@given(SOUP)
def test_any_text_inside_a_word_file_is_read_or_refused(text):
    whole, stream = io.BytesIO(word_file(Document())), io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                words = text.encode("utf-8", "replace").replace(b"text:", b"w:")
                data = data.replace(
                    b"<w:sectPr", b"<w:p><w:r><w:t>" + words + b"</w:t></w:r></w:p><w:sectPr", 1
                )
            new.writestr(name, data)
    read_or_refused(stream.getvalue(), "a.docx")


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "ae \u0301\u0327\u00ad\u200b\u00a0\t\r\n\ufb03\x00\u1100\u1161\u11a8\u2028"
        ),
    )
)


@settings(deadline=None)
@given(HOSTILE)
def test_letters_come_from_where_they_are_said_to(raw):
    said = " ".join(clean(raw).split())
    origins = places.origins(raw)
    assert len(origins) == len(said) + 1
    assert origins == sorted(origins)
    for i, letter in enumerate(said):
        after = min((place for place in origins[i:] if place > origins[i]), default=len(raw))
        assert letter in clean(raw[origins[i] : after]).replace("\n", " ")


@settings(deadline=None)
@given(HOSTILE)
def test_lines_stand_where_they_are_said_to(raw):
    for said, start, end in places.lines(raw):
        assert " ".join(clean(raw[start:end]).split()) == " ".join(said.split())
