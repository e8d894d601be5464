"""The report as a spreadsheet, read back by another program."""

import io
import re
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from factcheck.reports import as_xlsx, ledger, table
from factcheck.reports.formats import FORMATS
from factcheck.reports.profiles import Profile
from factcheck.review.models import Approval, Evidence, SignOff
from tests.reports import golden_files, stories
from tests.reports.stories import BERTHS, RENTS

AT = datetime(2026, 11, 22, 17, 48, 3, tzinfo=UTC)


def written(article, profile=Profile.INTERNAL):
    return b"".join(FORMATS["xlsx"].write(article, profile))


def rows_of(whole, sheet):
    """The rows below the header, each a dictionary by header."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
    header, *rows = book.get_sheet_by_name(sheet).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def xml_of(whole, name="xl/worksheets/sheet1.xml"):
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        return file.read(name).decode()


@pytest.fixture
def checked(article, chika, edda):
    claim = stories.make_claim(article, RENTS, claimant="the council")
    stories.add_evidence(claim, chika)
    stories.decide(claim, chika, edda, "Needs change", should_read="8 percent")
    Approval.objects.update(at="2026-11-22T17:48:00Z")
    stories.make_claim(article, BERTHS)
    return article


def test_the_cells_are_those_of_the_table(checked, client, vera):
    approved, still_open = rows_of(written(checked), "Claims")
    assert tuple(approved) == table.HEADER
    told = {
        "Number": 1,
        "Quote": RENTS,
        "Claimant": "the council",
        "State": "Approved",
        "Rating": "Needs change",
        "Should read": "8 percent",
        "Checked by": "Chika Obi",
        "Approved by": "Edda Voss",
        "Article": stories.TITLE,
        "SHA-256 of the text": stories.fingerprint(checked),
    }
    assert {name: approved[name] for name in told} == told
    assert (still_open["State"], still_open["Rating"]) == ("Open", "")


def test_the_cells_are_as_they_always_were(checked, chika, edda):
    stories.decide_the_rest(checked, chika, edda)
    for model, field in ((Approval, "at"), (SignOff, "at"), (Evidence, "added_at")):
        model.objects.update(**{field: AT})
    report = replace(ledger.collect(checked), made_at=AT)
    with timezone.override(UTC):
        whole = b"".join(as_xlsx.parts(report))
    book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
    rows = [row for name in book.sheet_names for row in [[name], *sheet_of(book, name)]]
    golden_files.check("cells.txt", "".join("\t".join(row) + "\n" for row in rows))


def sheet_of(book, name):
    return [[ascii(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]


def test_a_moment_is_a_moment_and_no_text(checked):
    approved, still_open = rows_of(written(checked), "Claims")
    assert approved["Approved at"] == datetime.fromisoformat("2026-11-22 17:48")
    assert isinstance(approved["Report made at"], datetime)
    assert still_open["Approved at"] == ""


def test_each_passage_has_a_row_with_a_link_to_its_source(checked):
    whole = written(checked)
    (row,) = rows_of(whole, "Evidence")
    assert (row["Number"], row["Stance"], row["Source"]) == (1, "Supports", "Rent table")
    links = xml_of(whole, "xl/worksheets/_rels/sheet2.xml.rels")
    assert 'Target="https://example.org/rents"' in links


def test_a_sheet_says_what_the_report_is(checked):
    told = {row["What"]: row["Told"] for row in rows_of(written(checked), "Report")}
    assert told["Sign-off"] == "Not signed off"
    assert told["Scale"] == "Desk scale, version 1"
    assert told["SHA-256 of the text"] == stories.fingerprint(checked)


def test_the_header_stays_in_sight_and_filters(checked):
    sheet = xml_of(written(checked))
    assert re.search(r'<pane ySplit="1"[^>]*state="frozen"/>', sheet)
    assert '<autoFilter ref="A1:X3"/>' in sheet
    assert sheet.count("<col ") > 3


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example")', "\t=1", "{=1+1}", "1"],
)
def test_no_word_becomes_a_formula_a_number_or_a_link(article, words):
    stories.make_claim(article, RENTS, claimant=words, statement=words)
    whole = written(article)
    (row,) = rows_of(whole, "Claims")
    assert (row["Claimant"], row["Statement"]) == (words, words)
    assert "<f>" not in xml_of(whole)
    assert "hyperlink" not in xml_of(whole)


def test_an_address_that_no_browser_follows_is_text(article, chika):
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    source = claim.evidence.get().source
    type(source).objects.update(address="javascript:alert(1)")
    whole = written(article)
    assert rows_of(whole, "Evidence")[0]["Address"] == "javascript:alert(1)"
    assert "hyperlink" not in xml_of(whole, "xl/worksheets/sheet2.xml")


def test_a_cell_holds_no_more_than_excel_opens_and_says_that_it_was_cut(article):
    stories.make_claim(article, RENTS, statement="👩‍🚒 " * 20_000)
    (row,) = rows_of(written(article), "Claims")
    assert row["Statement"].endswith("… (cut)")
    assert len(row["Statement"].encode("utf-16-le")) // 2 <= 32_767


def test_control_characters_do_not_break_the_file(article):
    stories.make_claim(article, RENTS, statement="Rents\x0brose\x1f.")
    (row,) = rows_of(written(article), "Claims")
    assert row["Statement"].startswith("Rents")


def test_an_article_without_claims_has_headers_alone(article):
    whole = written(article)
    assert rows_of(whole, "Claims") == rows_of(whole, "Evidence") == []


def test_a_full_sheet_is_followed_by_another(article, monkeypatch):
    monkeypatch.setattr(as_xlsx, "ROWS", 3)
    for word in ("Rents", "harbour", "rose"):
        stories.make_claim(article, word)
    whole = written(article)
    assert [row["Quote"] for row in rows_of(whole, "Claims")] == ["Rents", "harbour"]
    assert [row["Quote"] for row in rows_of(whole, "Claims 2")] == ["rose"]


def test_a_public_spreadsheet_names_no_colleague(checked):
    with zipfile.ZipFile(io.BytesIO(written(checked, Profile.PUBLIC))) as file:
        whole = b"".join(map(file.read, file.namelist())).decode()
    assert "Needs change" in whole
    assert "Chika" not in whole
    assert "Edda" not in whole


def test_rows_do_not_stay_in_memory(tmp_path):
    def peak(rows):
        tracemalloc.start()
        try:
            with (tmp_path / "book.xlsx").open("wb") as file:
                moment = datetime.fromisoformat("2026-11-22T17:48:00+00:00")
                with as_xlsx.book(file, title="Rows", made_at=moment) as book:
                    sheet = as_xlsx.Sheet(book, "Claims", table.HEADER)
                    for number in range(rows):
                        sheet.add((number, *["words " * 20] * 10))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    few, many = peak(200), peak(2_000)
    assert many - few < 200_000
