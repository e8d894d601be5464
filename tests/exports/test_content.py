"""What stands in the file of an export."""

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from factcheck.articles.models import Article, Claim, Sentence
from factcheck.exports import content, making
from factcheck.exports.models import Chunk, Export
from factcheck.reports import table
from factcheck.review import actions
from tests import build
from tests.reports import stories
from tests.reports.stories import BERTHS, RENTS


def file_of(export):
    return b"".join(making.read(export))


def rows_of(export):
    text = file_of(export).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def article(rosa, desk):
    return stories.make_article(uploaded_by=rosa, desk=desk)


@pytest.fixture
def checked(article, chika, edda):
    """An article with an approved verdict that has a source, and an open claim."""
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    stories.decide(claim, chika, edda, "Needs change", explanation="=It was 8.")
    stories.make_claim(article, BERTHS)
    return article


def test_a_row_of_an_export_says_the_same_as_the_report(client, checked, edda, make):
    client.force_login(edda)
    report = b"".join(client.get(f"/articles/{checked.pk}/report.csv").streaming_content)
    reported = csv.DictReader(io.StringIO(report.decode("utf-8-sig"), newline=""))
    # The scale of a row is that of its verdict, and the moment is another one.
    for row, told in zip(rows_of(make()), reported, strict=True):
        for name in table.HEADER:
            if name not in ("Scale", "Report made at"):
                assert row[name] == told[name], name


def test_claims_are_counted_within_their_article_across_batches(monkeypatch, desk, make):
    monkeypatch.setattr(content, "BATCH", 2)
    for title in ("First", "Second"):
        text = "\n".join(f"Bridge {n} cost {n} crowns." for n in range(5))
        article = build.make_article(desk=desk, title=title, text=text)
        for n in range(5):
            build.make_claim(article=article, quote=f"Bridge {n} cost {n} crowns")
    found = [(row["Article"], row["Number"]) for row in rows_of(make())]
    assert found == [(title, str(n)) for title in ("First", "Second") for n in range(1, 6)]


def test_only_the_newest_revision_and_claims_that_stand(checked, make, chika):
    inside, whole = checked.claims.order_by("pk")
    Claim.objects.filter(pk=whole.pk).update(state="merged", merged_into=inside)
    assert [row["Quote"] for row in rows_of(make())] == [RENTS]


def test_other_desks_stay_out_unless_all_are_asked_for(checked, other_desk, make, ada):
    build.make_claim(article=build.make_article(desk=other_desk, title="Elsewhere"))
    assert {row["Article"] for row in rows_of(make())} == {stories.TITLE}
    everything = rows_of(make(by=ada, desk=None))
    assert {row["Article"] for row in everything} == {stories.TITLE, "Elsewhere"}


def test_the_days_are_those_on_which_articles_came_in(checked, make):
    Article.objects.update(created_at=datetime(2026, 3, 31, 23, 59, tzinfo=UTC))
    march = {"first_day": date(2026, 3, 1), "last_day": date(2026, 3, 31)}
    april = {"first_day": date(2026, 4, 1), "last_day": date(2026, 4, 30)}
    assert make(**march).claims == 2
    assert make(**april).claims == 0


def test_a_restricted_article_leaves_only_with_those_named_on_it(checked, edda, make):
    Article.objects.update(is_restricted=True)
    assert rows_of(make()) == []
    checked.named.add(edda)
    assert len(rows_of(make())) == 2


@pytest.mark.parametrize("form", Export.Form)
def test_a_need_to_know_source_leaves_in_no_form(form, article, chika, edda, make):
    claim = stories.make_claim(article, RENTS)
    actions.add_evidence(
        claim=claim,
        by=chika,
        stance="supports",
        quotation="The lease says nine",
        locator="folder 17",
        address="",
        description="Magda at the port office",
        confidentiality="need-to-know",
    )
    whole = file_of(make(form=form))
    if form == Export.Form.XLSX:
        with zipfile.ZipFile(io.BytesIO(whole)) as file:
            whole = b"".join(map(file.read, file.namelist()))
    assert b"need-to-know source" in whole or b'"source": null' in whole
    for secret in (b"Magda", b"lease says", b"folder 17"):
        assert secret not in whole


def test_no_cell_of_the_spreadsheet_is_a_formula(checked, make):
    whole = file_of(make(form="xlsx"))
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        sheets = [name for name in file.namelist() if "sheet" in name]
        assert not any(b"<f>" in file.read(name) for name in sheets)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(whole)).get_sheet_by_name("Claims")
    header, *rows = sheet.to_python()
    assert tuple(header) == table.HEADER
    assert rows[0][header.index("Explanation")] == "=It was 8."


def test_no_cell_of_the_table_is_a_formula(checked, make):
    assert rows_of(make())[0]["Explanation"] == "'=It was 8."


def test_each_line_for_programs_is_one_claim(checked, make):
    first, second = map(json.loads, file_of(make(form="jsonl")).splitlines())
    assert first["quote"] == RENTS
    assert first["verdict"]["rating"] == "Needs change"
    assert first["evidence"][0]["source"]["title"] == "Rent table"
    assert first["article"] == {"id": checked.pk, "title": stories.TITLE, "desk": "Foreign desk"}
    assert first["revision"] == {"number": 1, "sha256": stories.fingerprint(checked)}
    assert first["signed_off"] is None
    assert second["verdict"] is None


def test_a_file_comes_in_chunks_of_one_size():
    pieces = [b"abc", b"", b"defgh", b"i"]
    assert list(making.chunked(pieces, 4)) == [b"abcd", b"efgh", b"i"]
    assert list(making.chunked([], 4)) == []


def many_claims(article, count):
    """So many claims of one sentence: the first characters of its text."""
    revision = article.revisions.get()
    sentence = Sentence.objects.filter(revision=revision).earliest("start")
    Claim.objects.bulk_create(
        Claim(
            article=article,
            desk=article.desk,
            revision=revision,
            sentence=sentence,
            start=number,
            end=number + 10,
            quote=f"Claim {number}",
            statement=f"Claim {number} is longer than its quote.",
            voice="article",
            score=0.5,
        )
        for number in range(count)
    )


@pytest.mark.parametrize("form", Export.Form)
def test_memory_does_not_grow_with_the_claims(form, desk, make, monkeypatch):
    monkeypatch.setattr(content, "BATCH", 25)
    monkeypatch.setattr(Chunk, "SIZE", 8 * 1024)

    def peak(count):
        article = build.make_article(desk=desk, title=f"{count} claims")
        Article.objects.exclude(pk=article.pk).update(archived_at="2026-01-01T00:00Z")
        many_claims(article, count)
        tracemalloc.start()
        try:
            assert make(form=form).claims == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    # Ten times as many claims, each of which takes some kilobytes while it is in memory.
    few, many = peak(50), peak(500)
    assert many - few < 150_000
