"""Markdown, HTML and Word."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn

from factcheck.reading import FORMATS, Unreadable, read

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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


def test_markdown_reads_toml_above_the_text_too():
    text = '+++\ntitle = "Council sells bridge"\nauthor = "Rosa Lind"\ndate = 2024-03-04\n+++\n\nIt sold it.\n'
    manuscript = read(text.encode(), "a.md")
    assert (manuscript.title, manuscript.byline) == ("Council sells bridge", "Rosa Lind")
    assert manuscript.dated_on == date(2024, 3, 4)
    assert manuscript.paragraphs[-1].place == {"lines": [7, 7]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Bridge sold\n\nIt is so.\n\n## Why\n\nIt was old.", "headline body subhead body"),
        ("---\ntitle: Bridge\n---\n## Why\n\nIt was old.", "headline subhead body"),
        ("It is so.\n\n## Why\n\nIt was old.", "body subhead body"),
        ("It is so.\n\n- It cost 4 million\n\nWhy\n\nIt was old.", "body body subhead body"),
    ],
)
def test_markdown_has_its_headline_above_its_text_and_no_subheads_in_lists(text, found):
    assert [role for role, _ in roles(read(text.encode(), "a.md"))] == found.split()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('<p align="center">Some 300 jobs\nwould go.</p>', [("body", "Some 300 jobs would go.")]),
        ("<div class=a>\nNobody &amp; no&shy;thing.\n</div>", [("body", "Nobody & nothing.")]),
        ("<figure><img src=a><figcaption>The bridge</figcaption></figure>", [("caption", "The bridge")]),
        ("<table><tr><td>Sabel</td> <td>4.1</td></tr></table>", [("body", "Sabel | 4.1")]),
        ("<details>\n<summary>How?</summary>\nIt sank.</details>", [("subhead", "How?"), ("body", "It sank.")]),
        ("<h2>Why</h2>\n<ul><li>It was old<li>It sank</ul>", [("subhead", "Why"), ("body", "It was old"), ("body", "It sank")]),
        ("It cost<br>4 million.", [("body", "It cost 4 million.")]),
        ("<!-- ask\n\nRosa -->\n<script>\n\nlet a\n</script>", []),
        ("<P\nid=a>It is <b>3</b> < 4.", [("body", "It is 3 < 4.")]),
    ],
)  # fmt: skip
def test_what_markdown_holds_as_html_is_read(written, found):
    text = f"# Bridge sold\n\nIt sold it.\n\n{written}\n\nNobody smiled.\n"
    manuscript = read(text.encode(), "a.md")
    assert roles(manuscript)[2:-1] == found
    assert all(p.place["lines"][0] >= 5 for p in manuscript.paragraphs[2:])


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


def figure(words: str) -> str:
    return f"<figure><img src=a.jpg><figcaption>{words}</figcaption></figure>"


def test_the_captions_of_an_article_stand_where_its_pictures_stand():
    page = (
        PAGE.replace(
            "<h1>", figure("The bridge in <b>old</b>er days<span>Photo: Jan Holm</span>") + "<h1>"
        )
        .replace(
            "<h2>", figure("Photo: Jan Holm") + figure("The audit office, built in 1911") + "<h2>"
        )
        .replace("</article>", figure("Ten more bridges to see") + "</article>")
        .replace("<p>Adv", f"<aside>{figure('A ferry that sank')}</aside>{figure(' ')}<p>Adv")
        .replace("<nav>", figure("Subscribe to the Herald") + "<nav>")
    )
    manuscript = read(page.encode(), "a.html")
    found = roles(manuscript)
    captions = [words for role, words in found if role == "caption"]
    assert captions == [
        "The bridge in older days Photo: Jan Holm",
        "The audit office, built in 1911",
    ]
    assert found[0] == ("caption", captions[0])
    place = found.index(("caption", captions[1]))
    assert found[place - 1] == ("boilerplate", "Photo: Jan Holm")
    assert found[place + 1] == ("subhead", "The audit")
    assert manuscript.paragraphs[place].place["path"].endswith("/figcaption")


def test_a_title_with_the_name_of_the_site_is_not_a_second_headline():
    page = PAGE.replace("bridge</title>", "bridge – The Herald</title>").replace(
        "<h1>Council sells bridge", "<p>Port Sabel</p><h1>Council sells bridge"
    )
    manuscript = read(page.encode(), "a.html")
    assert manuscript.title == "Council sells bridge"
    assert manuscript.text.count("Council sells bridge") == 1


@pytest.mark.parametrize(
    ("title", "above"),
    [
        ("Bridge sale: secret session of the council in Sabel", ""),
        ("Bridge sale: how a council sold it", "<h1>Herald</h1>"),
        ("‘It was ours’: inside the bridge sale | The Herald", ""),
    ],
)
def test_the_headline_of_a_page_is_the_one_that_people_see(title, above):
    page = PAGE.replace("<title>Council sells bridge", f"<title>{title}").replace(
        "<h1>Council sells bridge", "<h1>‘It was ours’: inside the bridge sale"
    )
    manuscript = read(page.replace("<nav>", f"{above}<nav>").encode(), "a.html")
    assert roles(manuscript)[0] == ("headline", "‘It was ours’: inside the bridge sale")
    assert manuscript.paragraphs[0].place["path"].endswith("/h1")
    assert manuscript.text.count("It was ours") == 1


@pytest.mark.parametrize("site", ["The Herald of the Bridge", "Politics"])
def test_the_name_of_a_site_or_section_is_no_headline(site):
    page = (
        PAGE.replace("bridge</title>", f"bridge | {site}</title>")
        .replace("</head>", '<meta property="og:title" content="Council sells bridge"></head>')
        .replace("<h1>Council sells bridge</h1>", "")
        .replace("<nav>", f"<h1>{site}</h1><nav>")
    )
    assert read(page.encode(), "a.html").title == "Council sells bridge"


def test_a_hidden_paragraph_is_not_read():
    page = PAGE.replace(
        "<h2>", "<p hidden>Nobody sees that the mayor has already resigned.</p><h2>"
    )
    assert "resigned" not in read(page.encode(), "a.html").text


def test_a_page_of_very_many_marks_in_one_line_is_refused():
    page = PAGE.replace("<p>The bridge", "<p>" + "<b>x</b> " * 12_000 + "The bridge")
    with pytest.raises(Unreadable, match="more marks"):
        read(page.encode(), "a.html")
    # One for each word of a long transcript is not too many.
    spoken = "<span>x</span> " * 3_000
    assert read(PAGE.replace("<p>The bridge", f"<p>{spoken}The bridge").encode(), "a.html").text


def test_the_parts_of_a_page_that_hold_others_keep_their_own_words():
    listed = "<ul><li>It sold two bridges <ul><li>one in May 2019</li></ul> and a tunnel</li></ul>"
    text = read(PAGE.replace("<ul>", f"{listed}<ul>").encode(), "a.html").text
    for words in ("It sold two bridges", "one in May 2019", "and a tunnel"):
        assert words in text


def test_a_page_tells_who_wrote_it_when_and_in_which_language():
    head = '<meta property="article:published_time" content="2024-03-04T10:00:00Z"></head>'
    manuscript = read(PAGE.replace("</head>", head).encode(), "a.html")
    assert (manuscript.byline, manuscript.dated_on) == ("Rosa Lind", date(2024, 3, 4))
    german = "Der Stadtrat hat die Brücke verkauft, und niemand hat es gemerkt, sagte der Bürgermeister. "
    page = f"<html lang=de-AT><body><article><p>{german * 4}</p></article></body></html>"
    assert read(page.encode(), "a.html").language == "de"


def test_a_word_file_tells_who_wrote_it_and_when_where_its_text_does_not():
    document = Document()
    document.add_paragraph("The council sold the bridge to itself on Monday.")
    document.core_properties.author = "Rosa Lind"
    document.core_properties.modified = datetime(2024, 3, 4, 10, tzinfo=UTC)
    manuscript = read(word_file(document), "a.docx")
    assert (manuscript.byline, manuscript.dated_on) == ("Rosa Lind", date(2024, 3, 4))
    document.add_paragraph("Updated 5 March 2024")
    document.add_paragraph("By Per Anholt")
    manuscript = read(word_file(document), "a.docx")
    assert (manuscript.byline, manuscript.dated_on) == ("Per Anholt", date(2024, 3, 5))


def test_an_empty_word_file_from_a_program_tells_nothing_of_itself():
    document = Document()
    document.add_paragraph("The council sold the bridge to itself on Monday.")
    manuscript = read(word_file(document), "a.docx")
    assert (manuscript.byline, manuscript.dated_on) == ("", None)


def test_a_row_of_a_word_table_is_a_paragraph_that_knows_its_columns():
    document = Document()
    document.add_paragraph("The council sold the bridge to itself on Monday.")
    table = document.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Passengers"
    for row, column, said in ((0, 0, "Port"), (1, 0, "Sabel"), (1, 1, "4,000"), (1, 2, "up 4%")):
        table.cell(row, column).text = said
    table.cell(2, 2).text = "none"
    manuscript = read(word_file(document), "a.docx")
    assert roles(manuscript)[1:] == [
        ("subhead", "Port | Passengers"),
        ("body", "Sabel | 4,000 | up 4%"),
        ("body", "none"),
    ]
    assert [cell["column"] for cell in manuscript.paragraphs[2].place["cells"]] == [
        "Port",
        "Passengers",
        "Passengers",
    ]
    assert [cell["column"] for cell in manuscript.paragraphs[3].place["cells"]] == ["Passengers"]


def word_file_with_notes(**kinds: str) -> bytes:
    """A Word file whose first paragraph leads to note 2 of each kind, with its XML inside."""
    document = Document()
    sold = document.add_paragraph("The council sold the bridge to itself on Monday.")
    document.add_paragraph("Nobody smiled.")
    for kind, notes in kinds.items():
        reference = OxmlElement(f"w:{kind[:-1]}Reference")
        reference.set(qn("w:id"), "2")
        sold.add_run()._r.append(reference)
        xml = f'<w:{kind} xmlns:w="{nsmap["w"]}">{notes}</w:{kind}>'
        part = Part(
            PackURI(f"/word/{kind}.xml"), "application/xml", xml.encode(), document.part.package
        )
        document.part.relate_to(part, f"{RELATIONS}/{kind}")
    return word_file(document)


def note(number: int, *lines: str) -> str:
    inside = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f'<w:footnote w:id="{number}">{inside}</w:footnote>'


def test_the_notes_of_a_word_file_follow_the_paragraph_that_leads_to_them():
    data = word_file_with_notes(
        footnotes=note(0, "Nobody is led here.")
        + note(2, "The deed is dated 2019.", "See page 4."),
        endnotes=note(2, "The bridge was built in 1911."),
    )
    assert [words for _, words in roles(read(data, "a.docx"))] == [
        "The council sold the bridge to itself on Monday.",
        "The deed is dated 2019.",
        "See page 4.",
        "The bridge was built in 1911.",
        "Nobody smiled.",
    ]


def test_a_word_file_with_broken_notes_is_read_without_them():
    data = word_file_with_notes(footnotes="<w:footnote>", endnotes=note(2, "Built in 1911."))
    assert "Nobody smiled." in (text := read(data, "a.docx").text)
    assert "Built in 1911." in text


def word_of(markup: str) -> bytes:
    """A Word file with this in its body."""
    document = Document()
    for element in parse_xml(f"<w:body {nsdecls('w')}>{markup}</w:body>"):
        document.element.body.insert_element_before(element, "w:sectPr")
    return word_file(document)


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def sign(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (run("It rose by 5") + sign("Symbol", "F0B1") + run("2 points."), "It rose by 5±2 points."),
        (run("It rose ") + sign("Calibri", "2192") + run(" again."), "It rose → again."),
        (run("Fine ") + sign("Wingdings", "F04A") + run(" so far."), "Fine \ufffd so far."),
        (run("It sank ") + run("he lies ", "<w:vanish/>") + run("twice."), "It sank twice."),
        (run("It sank ") + run("once.", '<w:vanish w:val="0"/>'), "It sank once."),
        (
            f"<w:r><w:ruby><w:rt>{run('toukyou')}</w:rt><w:rubyBase>{run('Tokyo')}</w:rubyBase></w:ruby></w:r>",
            "Tokyo",
        ),
        (
            run("It cost ")
            + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
            + run("four."),
            "It cost four.",
        ),
        (
            "<w:r><w:t>The harbour said that</w:t><w:br/><w:t>fares rose by</w:t><w:br/><w:t>4 per cent.</w:t></w:r>",
            "The harbour said that fares rose by\n\n4 per cent.",
        ),
    ],
)
def test_a_word_file_says_what_its_page_shows(written, read_as):
    assert read(word_of(f"<w:p>{written}</w:p>"), "a.docx").text == read_as


def test_a_deleted_row_of_a_word_table_is_not_read():
    def row(more: str, *cells: str) -> str:
        words = "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{more}</w:trPr>{words}</w:tr>"

    table = row("", "Sabel", "13") + row('<w:del w:id="1" w:author="R"/>', "Varn", "12")
    assert read(word_of(f"<w:tbl>{table}</w:tbl>"), "a.docx").text == "Sabel | 13"


def test_paragraphs_whose_ends_were_deleted_are_one():
    end = '<w:pPr><w:rPr><w:del w:id="1" w:author="R"/></w:rPr></w:pPr>'
    parts = (f"{end}{run('The council sold ')}", end, f"{end}{run('the bridge')}", run(" twice."))
    manuscript = read(word_of("".join(f"<w:p>{part}</w:p>" for part in parts)), "a.docx")
    assert roles(manuscript) == [("body", "The council sold the bridge twice.")]
    assert manuscript.paragraphs[0].place["cells"] == [
        {"from": 0, "to": 16, "place": {"paragraph": 0, "start": 0, "end": 16}},
        {"from": 17, "to": 27, "place": {"paragraph": 2, "start": 0, "end": 10}},
        {"from": 28, "to": 34, "place": {"paragraph": 3, "start": 1, "end": 7}},
    ]


def test_the_items_of_a_list_in_word_are_no_subheads():
    document = Document()
    document.add_paragraph("The council sold the bridge to itself on Monday.")
    document.add_paragraph("The bridge cost 4 million", style="List Bullet")
    numbered = document.add_paragraph("The ferry cost 2 million", style="List Paragraph")
    numbered._p.get_or_add_pPr().get_or_add_numPr()._add_numId().val = 1
    document.add_paragraph("What the audit says")
    document.add_paragraph("Nobody smiled.")
    found = [role for role, _ in roles(read(word_file(document), "a.docx"))]
    assert found == ["body", "body", "body", "subhead", "body"]


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The Word file with other words in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w") as archive:
        for name in whole.namelist():
            words = whole.read(name)
            assert name != part or old.encode() in words
            archive.writestr(
                name, words.replace(old.encode(), new.encode()) if name == part else words
            )
    return stream.getvalue()


@pytest.mark.parametrize(
    "relation",
    [
        f'Id="r9" Type="{RELATIONS}/image" Target="NULL"',
        f'Id="r9" Type="{RELATIONS}/image" Target="media/gone.png"',
        f'Id="r9" Type="{RELATIONS}/image"',
        f'Id="r9" Type="{RELATIONS}/hyperlink" Target="http://[x" TargetMode="External"',
        'Id="r9" Target="styles.xml"',
    ],
)
def test_a_word_file_is_read_although_something_that_it_leads_to_is_gone(relation):
    data = changed(
        word_of(f"<w:p>{run('Nobody smiled.')}</w:p>"),
        "word/_rels/document.xml.rels",
        "</Relationships>",
        f"<Relationship {relation}/></Relationships>",
    )
    assert read(data, "a.docx").text == "Nobody smiled."


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("[Content_Types].xml", "document.main+xml", "template.main+xml"),
        (
            "[Content_Types].xml",
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "vnd.ms-word.document.macroEnabled.main+xml",
        ),
        (
            "_rels/.rels",
            f"{RELATIONS}/officeDocument",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
        ),
    ],
)
def test_another_kind_of_word_file_is_refused_with_what_to_do(part, old, new):
    with pytest.raises(Unreadable, match="Open it in Word, save it as"):
        read(changed(word_file(Document()), part, old, new), "a.docx")


def test_a_word_file_whose_styles_are_called_something_else_is_refused():
    data = changed(word_file(Document()), "[Content_Types].xml", "styles+xml", "other+xml")
    with pytest.raises(Unreadable, match="damaged"):
        read(data, "a.docx")


def test_a_table_that_only_serves_the_layout_is_read_paragraph_by_paragraph():
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "The council sold the bridge to itself on Monday. " * 8
    table.cell(0, 1).text = "Photo: Jan Holm"
    found = roles(read(word_file(document), "a.docx"))
    assert [role for role, _ in found] == ["body", "boilerplate"]


def test_a_table_without_figures_has_no_head_unless_it_says_so():
    rows = "| Mayor | Holm |\n| --- | --- |\n| Treasurer | Anholt |\n"
    manuscript = read(f"It sold the bridge.\n\n{rows}".encode(), "a.md")
    assert roles(manuscript)[1:] == [("subhead", "Mayor | Holm"), ("body", "Treasurer | Anholt")]
    document = Document()
    table = document.add_table(2, 2)
    for cell, said in zip(table._cells, ("Mayor", "Holm", "Treasurer", "Anholt"), strict=True):
        cell.text = said
    assert roles(read(word_file(document), "a.docx")) == [
        ("body", "Mayor | Holm"),
        ("body", "Treasurer | Anholt"),
    ]


def test_a_table_of_a_page_is_read_row_by_row_with_all_the_words_of_a_cell():
    table = (
        "<table><thead><tr><th>Year</th><th>Fares</th></tr></thead>"
        "<tr><td>2019</td><td>40 crowns<br>and <b>5</b> more</td></tr></table>"
    )
    manuscript = read(PAGE.replace("<ul>", f"{table}<ul>").encode(), "a.html")
    assert ("body", "2019 | 40 crowns and 5 more") in roles(manuscript)


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
