"""The report as the reporter's own Word file, with highlights and comments."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from factcheck import reading
from factcheck.articles import actions as articles
from factcheck.articles import harvest
from factcheck.articles.models import Article, Section, Sentence
from factcheck.reports import as_docx, formats, ledger, manuscript
from factcheck.reports.profiles import Profile
from factcheck.review.models import Approval, Verdict
from tests import build
from tests.reports import golden_files, stories
from tests.reports.stories import BERTHS, DUG, RENTS

AT = datetime(2026, 11, 22, 17, 48, 3, tzinfo=UTC)


def draft():
    """A manuscript as reporters write them: every run with a look of its own."""
    document = Document()
    document.core_properties.author = "Rosa Lind"
    document.core_properties.comments = "Second draft"
    document.sections[0].header.paragraphs[0].text = "Draft, not for print"
    document.add_paragraph("Harbour rents rise", style="Title")
    paragraph = document.add_paragraph("Rents in ")
    paragraph.add_run("the harb").bold = True
    paragraph.add_run("our rose").italic = True
    run = paragraph.add_run(" 9\u00a0percent in 2025, the council")
    run.font.size = Pt(14)
    paragraph.add_run(" said.  Nobody smiled.")
    document.add_paragraph("The harbour has 412 berths. It was dug in 1871.")
    return document


def data_of(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def send(rosa, desk):
    """Upload a file and have it read, but find its sentences without the extractor."""

    def send(data: bytes, name: str = "draft.docx") -> Article:
        article = articles.upload(by=rosa, desk=desk, name=name, data=data)
        revision = article.revisions.get()
        harvest.read(revision)
        revision.refresh_from_db()
        for paragraph in revision.paragraphs.filter(role=reading.Role.BODY):
            Sentence.objects.bulk_create(
                Sentence(
                    revision=revision, paragraph=paragraph, start=found.start(), end=found.end()
                )
                for found in build.SENTENCE.finditer(revision.text, paragraph.start, paragraph.end)
            )
        Section.objects.filter(revision=revision).delete()
        Article.objects.filter(pk=article.pk).update(state=Article.State.CHECKING)
        return Article.objects.select_related("desk").get(pk=article.pk)

    return send


@pytest.fixture
def article(send):
    return send(data_of(draft()))


def made(article, profile=Profile.INTERNAL):
    report = ledger.collect(article, profile=profile)
    return Document(io.BytesIO(b"".join(as_docx.parts(report))))


def words_of(document):
    return [paragraph.text for paragraph in document.paragraphs]


def highlighted(document):
    """The words on each colour, run after run."""
    found = []
    for run in document.element.body.iter(qn("w:r")):
        shading = run.find(f"{qn('w:rPr')}/{qn('w:shd')}")
        if shading is not None:
            found.append(("".join(t.text for t in run.iter(qn("w:t"))), shading.get(qn("w:fill"))))
    return found


def commented(document, number):
    """The words between the two ends of a comment."""
    words, inside = "", False
    for element in document.element.body.iter():
        if element.get(qn("w:id")) == str(number):
            inside = element.tag == qn("w:commentRangeStart") or (
                inside and element.tag != qn("w:commentRangeEnd")
            )
        elif inside and element.tag == qn("w:t"):
            words += element.text
    return words


def test_the_reporters_words_and_looks_stay_as_they_were(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    stories.decide(stories.make_claim(article, "412 berths"), chika, edda, "Wrong")
    before, after = draft(), made(article)
    assert words_of(after) == words_of(before)
    looks = [
        [
            (letter, run.bold, run.italic, run.font.size)
            for paragraph in document.paragraphs
            for run in paragraph.runs
            for letter in run.text
        ]
        for document in (before, after)
    ]
    assert looks[0] == looks[1]
    assert after.sections[0].header.paragraphs[0].text == "Draft, not for print"
    assert after.core_properties.author == "Rosa Lind"
    assert after.core_properties.comments == "Second draft"


def test_exactly_the_words_of_a_claim_are_highlighted_and_commented(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    stories.decide(stories.make_claim(article, "412"), chika, edda, "Wrong")
    document = made(article)
    assert highlighted(document) == [
        *((words, "E4EFE4") for words in ("Rents in ", "the harb", "our rose")),
        (" 9\u00a0percent in 2025", "E4EFE4"),
        ("412", "F7E4DF"),
    ]
    assert commented(document, 1).replace("\u00a0", " ") == RENTS
    assert commented(document, 2) == "412"


def test_claims_inside_one_another_have_a_comment_each(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    stories.decide(stories.make_claim(article, "9 percent"), chika, edda, "Wrong")
    document = made(article)
    assert commented(document, 1).replace("\u00a0", " ") == RENTS
    assert commented(document, 2).replace("\u00a0", " ") == "9 percent"


def test_a_comment_is_by_its_checker_with_the_whole_verdict(article, chika, edda):
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    stories.decide(
        claim, chika, edda, "Needs change", explanation="It was 8.\nNot 9.", should_read="8 percent"
    )
    Verdict.objects.update(proposed_at=AT)
    comment = list(made(article).comments)[1]
    assert (comment.author, comment.initials, comment.timestamp) == ("Chika Obi", "CO", AT)
    assert comment.text.split("\n") == [
        "1. Needs change",
        "It was 8.",
        "Not 9.",
        "Should read: 8 percent",
        "Supports: Rent table, p. 2. “2025: plus 9.0 percent” https://example.org/rents",
        "Approved by Edda Voss.",
    ]
    (link,) = comment._comment_elm.iter(qn("w:hyperlink"))
    assert comment.part.rels[link.get(qn("r:id"))].target_ref == "https://example.org/rents"


def test_the_first_comment_says_what_this_is(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    document = made(article)
    first = next(iter(document.comments))
    assert first.author == "Factcheck"
    assert "Foreign desk, revision 1." in first.text
    assert "Not signed off." in first.text
    assert "Desk scale" in first.text
    assert stories.fingerprint(article) in first.text
    assert document.core_properties.identifier == f"sha256:{stories.fingerprint(article)}"
    assert document.core_properties.content_status == "Not signed off"


def test_what_is_open_is_said_and_not_highlighted(article, chika):
    stories.make_claim(article, BERTHS)
    stories.decide(stories.make_claim(article, DUG), chika, None, explanation="A secret so far")
    document = made(article)
    texts = [comment.text for comment in document.comments][1:]
    assert [text.split("\n")[0] for text in texts] == ["1. Still open", "2. Still open"]
    assert "A secret so far" not in "".join(texts)
    assert highlighted(document) == []


def test_a_report_without_claims_has_one_comment(article):
    document = made(article)
    assert [comment.author for comment in document.comments] == ["Factcheck"]
    assert words_of(document) == words_of(draft())


def test_links_changes_and_cells_keep_their_form(send, chika, edda):
    document = Document()
    document.add_paragraph("Harbour rents rise", style="Title")
    paragraph = document.add_paragraph("The council ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "top")
    link.append(paragraph.add_run("sold the bridge")._r)
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run(" to itself in May")._r)
    paragraph._p.extend([link, inserted])
    paragraph.add_run(" for nothing.")
    table = document.add_table(rows=3, cols=2)
    for row, words in zip(
        table.rows, [("Year", "Fares"), ("2019", "40"), ("2020", "44")], strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    article = send(data_of(document))
    for quote in ("the bridge to itself", "2020 | 44"):
        claim = stories.make_claim(article, quote)
        stories.decide(claim, chika, edda)
    made_of = made(article)
    told = [words for words, _ in highlighted(made_of)]
    assert told == ["the bridge", " to itself", "2020", "44"]
    parents = {etree.QName(run.getparent()).localname for run in marked_runs(made_of)}
    assert parents == {"hyperlink", "ins", "p"}
    assert commented(made_of, 1) == "the bridge to itself"
    assert commented(made_of, 2) == "202044"


def marked_runs(document):
    return [shading.getparent().getparent() for shading in document.element.iter(qn("w:shd"))]


def test_a_text_box_is_commented_where_it_hangs(send, chika, edda):
    document = Document()
    document.add_paragraph("Harbour rents rise", style="Title")
    paragraph = document.add_paragraph("The council sold the bridge. ")
    box = etree.fromstring(
        f'<w:pict xmlns:w="{paragraph._p.nsmap["w"]}" xmlns:v="urn:schemas-microsoft-com:vml">'
        "<v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Rents rose 9 percent.</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    paragraph.add_run()._r.append(box)
    article = send(data_of(document))
    claim = stories.make_claim(article, "Rents rose 9 percent")
    stories.decide(claim, chika, edda)
    made_of = made(article)
    assert highlighted(made_of)[-1][0] == "Rents rose 9 percent"
    inside = list(made_of.element.iter(qn("w:commentRangeStart")))
    assert len(inside) == 2
    assert [mark for mark in inside if next(mark.iterancestors(qn("w:txbxContent")), None)] == []


def test_what_the_reporter_underlined_and_shaded_stays(send, chika, edda):
    document = Document()
    document.add_paragraph("Harbour rents rise", style="Title")
    run = document.add_paragraph().add_run("The harbour has 412 berths.")
    run.underline = True
    article = send(data_of(document))
    stories.decide(stories.make_claim(article, "412 berths"), chika, edda)
    lines = [u.get(qn("w:val")) for u in made(article).element.body.iter(qn("w:u"))]
    assert lines == ["single"] * 3


@pytest.mark.parametrize("profile", [Profile.INTERNAL, Profile.PUBLIC])
def test_other_uploads_are_set_anew_with_roles_as_styles(send, chika, edda, profile):
    text = f"# Harbour rents rise\n\n{RENTS}, the council said.\n\n## Berths\n\n{BERTHS}."
    article = send(text.encode(), "draft.md")
    stories.decide(stories.make_claim(article, BERTHS), chika, edda)
    document = made(article, profile)
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "Harbour rents rise"),
        ("Normal", f"{RENTS}, the council said."),
        ("Heading 2", "Berths"),
        ("Normal", f"{BERTHS}."),
    ]
    assert [words for words, _ in highlighted(document)] == [BERTHS]


def test_the_public_never_gets_the_reporters_own_file(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    document = made(article, Profile.PUBLIC)
    assert document.sections[0].header.paragraphs[0].text == ""
    assert document.core_properties.comments == ""
    assert {comment.author for comment in document.comments} == {"Factcheck"}


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The Word file with other words in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            words = before.read(name)
            if name == part:
                assert old.encode() in words
                words = words.replace(old.encode(), new.encode())
            after.writestr(name, words)
    return stream.getvalue()


def test_a_file_of_libreoffice_stays_whole(send):
    """It names the relation to the properties otherwise."""
    ours, theirs = "package/2006/relationships", "officedocument/2006/relationships"
    article = send(
        changed(data_of(draft()), "_rels/.rels", f"{ours}/metadata", f"{theirs}/metadata")
    )
    file = b"".join(as_docx.parts(ledger.collect(article)))
    names = zipfile.ZipFile(io.BytesIO(file)).namelist()
    assert len(names) == len(set(names))
    properties = Document(io.BytesIO(file)).core_properties
    assert (properties.author, properties.version) == ("Rosa Lind", "Revision 1")


def test_a_file_whose_picture_is_gone_is_reported_all_the_same(send):
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lost = f'<Relationship Id="r9" Type="{relations}/image" Target="NULL"/></Relationships>'
    data = changed(data_of(draft()), "word/_rels/document.xml.rels", "</Relationships>", lost)
    document = made(send(data))
    assert "The harbour has 412 berths." in "\n".join(p.text for p in document.paragraphs)


def test_right_to_left_paragraphs_run_that_way(send):
    document = made(send("الإيجارات ارتفعت.\n\nRents rose.".encode(), "draft.txt"))
    directions = [
        p._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for p in document.paragraphs
    ]
    assert directions == [True, False]


def test_letters_that_xml_lacks_are_replaced(article, chika, edda):
    stories.decide(stories.make_claim(article, DUG), chika, edda, explanation="So\x08 it\x1b is")
    assert "So\ufffd it\ufffd is" in list(made(article).comments)[1].text


def test_tabs_and_breaks_in_a_quotation_stay_in_its_comment(article, chika, edda):
    claim = stories.make_claim(article, DUG)
    stories.add_evidence(claim, chika, quotation="Rents\t2025\nplus 9", address="")
    stories.decide(claim, chika, edda)
    said = "Supports: Rent table, p. 2. “Rents\t2025\nplus 9” "
    assert said in [paragraph.text for paragraph in list(made(article).comments)[1].paragraphs]
    assert said in read_back(article)[2].remarks[0].lines


def test_two_hundred_claims_each_have_their_comment(send, chika):
    lines = [f"Berth {number} holds {number} boats." for number in range(200)]
    document = Document()
    document.add_paragraph("All the berths", style="Title")
    for line in lines:
        document.add_paragraph(line)
    article = send(data_of(document))
    for line in lines:
        stories.make_claim(article, line)
    report = ledger.collect(article)
    again = Document(io.BytesIO(b"".join(as_docx.parts(report))))
    assert [commented(again, number) for number in (1, 100, 200)] == [
        lines[0],
        lines[99],
        lines[199],
    ]
    assert len(again.comments) == 201


def test_the_comments_are_as_they_always_were(article, chika, edda):
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    stories.decide(claim, chika, edda, "Needs change", should_read="8 percent")
    stories.make_claim(article, BERTHS)
    Verdict.objects.update(proposed_at=AT)
    Approval.objects.update(at=AT)
    report = replace(ledger.collect(article), made_at=AT)
    with timezone.override(UTC):
        document = Document(io.BytesIO(b"".join(as_docx.parts(report))))
    xml = etree.tostring(document.comments._comments_elm, pretty_print=True, encoding="unicode")
    found = re.sub(r' xmlns:\w+="[^"]+"', "", xml)
    golden_files.check("comments.xml", found)


def read_back(article, profile=Profile.INTERNAL):
    return manuscript.read(as_docx.manuscript(ledger.collect(article, profile=profile)))


def test_the_preview_has_the_words_and_looks_of_the_file(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda, "Needs change")
    stories.make_claim(article, "412 berths")
    lines = read_back(article)
    words = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert words == words_of(draft())
    assert [line.style for line in lines] == ["headline", "para", "para"]
    looks = {piece.text: piece.look for line in lines for piece in line.pieces}
    assert looks["the harb"].is_bold
    assert looks["our rose"].is_italic
    assert (looks["our rose"].symbol, looks["our rose"].colour) == ("caret", "change")
    assert looks["our rose"].is_highlighted
    assert (looks["412 berths"].symbol, looks["412 berths"].is_highlighted) == ("open", False)


def test_the_preview_has_the_comments_where_their_words_begin(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda, should_read="8 percent")
    document = made(article)
    lines = read_back(article)
    assert [[remark.number for remark in line.remarks] for line in lines] == [[0], [1], []]
    remark = lines[1].remarks[0]
    assert (remark.by, remark.label, remark.head) == ("Chika Obi", "1", "1. Confirmed")
    assert [remark.head, *remark.lines] == [p.text for p in document.comments.get(1).paragraphs]
    assert [p.text for p in lines[1].pieces if remark in p.ends] == [" 9\u00a0percent in 2025"]


def test_the_preview_keeps_what_the_reporter_underlined_and_said(send):
    document = draft()
    run = document.paragraphs[1].runs[0]
    run.underline = True
    document.add_comment([run], "Is that so?", author="Rosa Lind", initials="RL")
    line = read_back(send(data_of(document)))[1]
    assert line.pieces[0].look.is_underlined
    assert not line.pieces[0].look.symbol
    assert [(remark.by, remark.label, remark.head) for remark in line.remarks] == [
        ("Rosa Lind", "RL", "Is that so?")
    ]


def test_what_a_worker_makes_is_no_preview(article, client, chika, monkeypatch):
    stories.make_claim(article, RENTS)
    client.force_login(chika)
    assert client.get(f"/articles/{article.pk}/report/manuscript/").status_code == 200
    word = formats.FORMATS["docx"]
    monkeypatch.setitem(formats.FORMATS, "docx", replace(word, at_once=0))
    answer = client.get(f"/articles/{article.pk}/report/manuscript/")
    assert answer.status_code == 409
    assert "Have it issued" in answer.text
