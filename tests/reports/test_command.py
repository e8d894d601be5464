"""The report from the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factcheck.articles.models import Article
from factcheck.reports.formats import FORMATS
from tests.reports import stories
from tests.reports.stories import RENTS

BEGINNINGS = (b"%PDF", b"PK\x03\x04", b"\xef\xbb\xbfN", b"{\n  ")


def refusal(*arguments):
    """What the command says when it ends with status 2, on one line."""
    with pytest.raises(CommandError) as caught:
        call_command("report", *arguments, stdout=StringIO())
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_json_goes_to_the_file(article, tmp_path):
    stories.make_claim(article, RENTS)
    path = tmp_path / "report.json"
    call_command("report", str(article.pk), "--format", "json", "-o", str(path))
    assert json.loads(path.read_text("utf-8"))["claims"][0]["quote"] == RENTS
    assert [file.name for file in tmp_path.iterdir()] == ["report.json"]


def test_csv_keeps_its_line_ends_in_the_file(article, tmp_path):
    stories.make_claim(article, RENTS)
    path = tmp_path / "report.csv"
    call_command("report", str(article.pk), "--format", "csv", "-o", str(path))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfNumber,")
    assert (data.count(b"\r\n"), data.count(b"\n")) == (2, 2)


def test_a_dash_prints_the_report(article):
    stories.make_claim(article, RENTS)
    printed = StringIO()
    call_command("report", str(article.pk), "--format", "json", "-o", "-", stdout=printed)
    assert json.loads(printed.getvalue())["article"]["id"] == article.pk


@pytest.mark.parametrize("article_id", ["999", "0", "-3", "twelve", "", "9" * 30, "²", "١"])
def test_an_unknown_article_is_an_error(article, article_id):
    assert "There is no article" in refusal("--format", "csv", "--", article_id)


def test_an_unknown_format_is_an_error_that_names_the_known(article):
    told = refusal(str(article.pk), "--format", "xml")
    assert told.startswith("There is no format 'xml'. The formats are pdf, docx, xlsx, ")
    assert told.endswith(" and zip.")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "claimreview"])
def test_every_form_is_written_as_it_is(article, tmp_path, name):
    path = tmp_path / "report"
    call_command("report", str(article.pk), "--format", name, "-o", str(path))
    assert path.read_bytes()[:4] in BEGINNINGS


def test_reviews_are_written_of_a_signed_off_article(article, tmp_path, chika, edda):
    path = tmp_path / "reviews.jsonld"
    asked = (str(article.pk), "--format", "claimreview", "-o", str(path))
    assert "signed" in refusal(*asked)
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    stories.dismiss_the_rest(article, chika)
    stories.sign_off(article, edda)
    call_command("report", *asked)
    assert [review["@type"] for review in json.loads(path.read_text())["@graph"]] == ["ClaimReview"]


def test_a_profile_says_for_whom_the_report_is(article, tmp_path, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    path = tmp_path / "report.json"
    for profile, named in (("internal", True), ("public", False)):
        asked = ("--format", "json", "--profile", profile, "-o", str(path))
        call_command("report", str(article.pk), *asked)
        assert ("Chika Obi" in path.read_text("utf-8")) == named


def test_a_profile_that_a_form_is_not_made_for_is_an_error(article):
    assert refusal(str(article.pk), "--format", "csv", "--profile", "legal") == (
        "There is no profile 'legal'. The profiles are internal and public."
    )


def test_a_folder_that_is_not_there_is_an_error(article, tmp_path):
    path = tmp_path / "nowhere" / "report.csv"
    assert refusal(str(article.pk), "-o", str(path)) == f"{path}: No such file or directory."


def test_an_article_that_is_being_read_is_an_error(rosa, desk):
    article = stories.make_article(uploaded_by=rosa, desk=desk, state=Article.State.EXTRACTING)
    assert "still being read" in refusal(str(article.pk))


def test_an_old_file_stays_when_the_report_fails(article, tmp_path):
    path = tmp_path / "report.csv"
    path.write_text("old")
    Article.objects.update(state=Article.State.EXTRACTION_FAILED)
    refusal(str(article.pk), "-o", str(path))
    assert path.read_text() == "old"
