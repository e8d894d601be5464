"""The report as CSV."""

import csv
import io
import re
from urllib.parse import unquote

import pytest

from factcheck.articles.models import Article
from factcheck.reports.as_csv import harmless
from factcheck.review import actions
from factcheck.review.models import Approval
from tests import build
from tests.reports import stories
from tests.reports.stories import BERTHS, DUG, RENTS


@pytest.fixture
def download(client, vera):
    client.force_login(vera)
    return lambda article: client.get(f"/articles/{article.pk}/report.csv")


def rows_of(response):
    """The rows as a spreadsheet reads them, each a dictionary by header."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_a_claim_in_the_order_of_the_text(article, download):
    for quote in (DUG, RENTS, BERTHS):
        stories.make_claim(article, quote)
    rows = rows_of(download(article))
    assert [(row["Number"], row["Quote"]) for row in rows] == [
        ("1", RENTS),
        ("2", BERTHS),
        ("3", DUG),
    ]


def test_a_row_tells_the_whole_check(article, download, chika, edda):
    claim = stories.make_claim(article, RENTS, claimant="the council", types=["quantity", "event"])
    stories.add_evidence(claim, chika)
    stories.decide(
        claim, chika, edda, "Needs change", explanation="It was 8.", should_read="8 percent"
    )
    Approval.objects.update(at="2026-11-22T17:48:03Z")
    (row,) = rows_of(download(article))
    text = article.revisions.get().text
    assert text[int(row["Start"]) : int(row["End"])] == row["Quote"]
    told = {
        "Claimant": "the council",
        "Types": "quantity; event",
        "Worth checking": "0.8",
        "State": "Approved",
        "Rating": "Needs change",
        "Explanation": "It was 8.",
        "Should read": "8 percent",
        "Checked by": "Chika Obi",
        "Approved by": "Edda Voss",
        "Approved at": "2026-11-22T17:48:03+00:00",
        "Evidence": "Supports: 2025: plus 9.0 percent (Rent table, p. 2, https://example.org/rents)",
        "Article": stories.TITLE,
        "Desk": "Foreign desk",
        "Revision": "1",
        "Signed off": "Not signed off",
        "Scale": "Desk scale, version 1",
        "SHA-256 of the text": stories.fingerprint(article),
    }
    assert {name: row[name] for name in told} == told


def test_a_proposed_verdict_leaves_its_cells_empty(article, download, chika):
    stories.decide(stories.make_claim(article, RENTS), chika, None, "Wrong")
    (row,) = rows_of(download(article))
    assert row["State"] == "In review"
    assert {row[name] for name in ("Rating", "Explanation", "Checked by", "Approved by")} == {""}


def test_a_dismissed_claim_says_why(article, download, edda):
    claim = stories.make_claim(article, RENTS)
    actions.dismiss(claim=claim, by=edda, reason="opinion", note="It is a wish.")
    (row,) = rows_of(download(article))
    assert (row["State"], row["Explanation"]) == ("Dismissed", "Opinion. It is a wish.")
    assert row["Checked by"] == "Edda Voss"


def test_a_dismissed_sentence_has_a_row_after_the_claims(article, download, chika):
    stories.make_claim(article, RENTS)
    stories.dismiss_the_rest(article, chika)
    _, row, *others = rows_of(download(article))
    assert len(others) == 2
    assert (row["Number"], row["Quote"], row["State"]) == (
        "",
        "Nobody smiled.",
        "Sentence dismissed",
    )
    assert (row["Explanation"], row["Checked by"]) == ("Opinion.", "Chika Obi")
    assert row["SHA-256 of the text"] == stories.fingerprint(article)


def test_an_article_without_claims_has_the_header_alone(article, download):
    lines = b"".join(download(article).streaming_content)
    assert lines.startswith(b"\xef\xbb\xbfNumber,Quote,")
    assert lines.count(b"\r\n") == 1


def test_evidence_and_commas_and_line_breaks_stay_in_their_cell(article, download, chika, edda):
    claim = stories.make_claim(article, RENTS)
    stories.decide(claim, chika, edda, explanation='He said "no",\nthen; "yes"\r\nLater.')
    (row,) = rows_of(download(article))
    assert row["Explanation"] == 'He said "no",\nthen; "yes"\r\nLater.'


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\rx",
        " \tx",
        "  =1",
        "\u00a0=1",
        '"=1',
        "“-1 degree”",
        "' +1",
        "\n=1",
        "\u200b=1",
        "\u202e=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
        "\u3000＝1",
    ],
)
def test_a_cell_that_could_be_a_formula_is_made_harmless(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    ["", "9 percent", "a=b", "“Nobody”", "– which", "1-2", "a@example.org", "\n", 4, 0.5, -3],
)
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_no_cell_of_a_report_begins_a_formula(rosa, desk, chika, edda, download):
    poison = "=HYPERLINK(0)"
    article = stories.make_article(
        uploaded_by=rosa,
        desk=desk,
        text=f"{poison} grew. Nobody smiled.",
        roles=["body"],
        title=poison,
    )
    claim = stories.make_claim(article, poison, claimant=poison, types=["+1"], statement=poison)
    stories.add_evidence(claim, chika, quotation=poison, description=poison)
    chika.name = desk.name = poison
    chika.save()
    desk.save()
    stories.decide(claim, chika, edda, explanation=poison, should_read=poison)
    (row,) = rows_of(download(article))
    assert [name for name, cell in row.items() if re.match(r"[=+@\t\r-]", cell)] == []
    assert sum(cell == f"'{poison}" for cell in row.values()) == 8


@pytest.mark.parametrize(
    ("title", "plain", "full"),
    [
        (
            "Harbour rents rise",
            "harbour-rents-rise-internal-report.csv",
            "Harbour rents rise, internal report.csv",
        ),
        (
            "Über\r\nuns: A/B",
            "uber-uns-a-b-internal-report.csv",
            "Über uns- A-B, internal report.csv",
        ),
        ("港の家賃", "internal-report.csv", "港の家賃, internal report.csv"),
        ("a\u202egpj.exe", "a-gpjexe-internal-report.csv", "a gpj.exe, internal report.csv"),
        ('"; x="', "x-internal-report.csv", "; x=, internal report.csv"),
        ("", "article-{pk}-internal-report.csv", "article-{pk}, internal report.csv"),
        ("🏠" * 300, "internal-report.csv", "🏠" * 60 + ", internal report.csv"),
    ],
)
def test_the_file_is_called_after_the_title(rosa, desk, download, title, plain, full):
    article = stories.make_article(uploaded_by=rosa, desk=desk, title=title)
    header = download(article)["Content-Disposition"]
    found = re.fullmatch(r"attachment; filename=\"([^\"]*)\"; filename\*=UTF-8''([^ ;]*)", header)
    assert found is not None
    assert found[1] == plain.format(pk=article.pk)
    assert unquote(found[2]) == full.format(pk=article.pk)


def test_a_download_streams_and_stays_out_of_caches(article, download):
    response = download(article)
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"


def test_an_article_that_is_being_read_is_refused(rosa, desk, download):
    article = stories.make_article(uploaded_by=rosa, desk=desk, state=Article.State.EXTRACTING)
    assert download(article).status_code == 409


def test_queries_do_not_grow_with_claims(article, download, django_assert_num_queries):
    for quote in (RENTS, DUG):
        stories.make_claim(article, quote)
    with django_assert_num_queries(15):
        assert len(rows_of(download(article))) == 2
    for length in range(5, 18):
        stories.make_claim(article, DUG[:length])
        stories.make_claim(article, RENTS[:length])
    with django_assert_num_queries(15):
        assert len(rows_of(download(article))) == 28


def test_a_semicolon_begins_no_new_cell_where_spreadsheets_part_cells_there(desk, download):
    article = build.make_article(desk=desk, text="It was 4;=1+1 metres.")
    build.make_claim(article=article, quote="It was 4;=1+1 metres")
    text = b"".join(download(article).streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]
