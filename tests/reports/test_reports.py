"""The page of an article's reports: its forms, its previews, what was issued."""

import json
import re
from html import unescape

import pytest

from factcheck.articles.models import Article, Claim
from factcheck.reports import actions, issuing, ledger, shelf, table
from factcheck.reports.formats import FORMATS
from factcheck.reports.models import Issued, Pending
from factcheck.reports.profiles import Profile
from tests.reports import stories
from tests.reports.stories import BERTHS, RENTS

QUERIES = 5
INTERNAL, LEGAL, PUBLIC = Profile.INTERNAL, Profile.LEGAL, Profile.PUBLIC


@pytest.fixture
def signed(article, chika, edda):
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    stories.decide(claim, chika, edda)
    stories.dismiss_the_rest(article, chika)
    stories.sign_off(article, edda)
    return article


@pytest.fixture
def open_as(client):
    def get(person, article, path="reports/", **asked):
        client.force_login(person)
        return client.get(f"/articles/{article.pk}/{path}", asked)

    return get


@pytest.fixture
def press(client):
    def post(person, article, **typed):
        client.force_login(person)
        return client.post(f"/articles/{article.pk}/reports/issue/", typed)

    return post


def words_of(response) -> str:
    page = response.text[response.text.index("<main") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def issue(article, by, name="csv", profile=INTERNAL) -> Issued:
    made = actions.issue(article=article, by=by, form=FORMATS[name], profile=profile)
    if isinstance(made, Pending):
        issuing.make(made.pk)
    return Issued.objects.latest("pk")


@pytest.mark.parametrize("profile", [INTERNAL, PUBLIC])
def test_each_form_of_a_profile_can_be_had(signed, open_as, edda, profile):
    page = open_as(edda, signed, profile=profile).text
    for form in FORMATS.values():
        link = f'href="/articles/{signed.pk}/report.{form.name}?profile={profile}"'
        assert (link in page) == (profile in form.profiles)


def test_every_form_of_an_article_can_be_looked_at_first(signed, open_as, edda):
    page = open_as(edda, signed, profile=PUBLIC).text
    shown_at = "report.pdf report/manuscript/ report/table/ report.json report.claimreview"
    for path in shown_at.split():
        assert f'href="/articles/{signed.pk}/{path}?profile=public&amp;show=1"' in page
    shown = open_as(edda, signed, "report.claimreview", profile=PUBLIC, show=1)
    assert shown["Content-Disposition"].startswith("inline; ")


def test_the_table_is_shown_as_the_files_have_it(article, open_as, edda, chika):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    stories.make_claim(article, BERTHS, statement="<b>New</b> berths opened.")
    page = open_as(edda, article, "report/table/")
    report = ledger.collect(article)
    assert page.context["header"] == table.HEADER
    same = [row[: table.HEADER.index("Report made at")] for row in page.context["rows"]]
    assert same == [row[: table.HEADER.index("Report made at")] for row in table.rows(report)]
    assert "&lt;b&gt;New&lt;/b&gt; berths opened." in page.text
    assert f"{len(same)} rows. Internal." in words_of(page)


def test_the_table_for_everybody_names_no_colleague(signed, open_as, vera):
    page = open_as(vera, signed, "report/table/", profile=PUBLIC)
    assert "Chika Obi" not in words_of(page)
    assert "Chika Obi" in words_of(open_as(vera, signed, "report/table/"))


def test_a_list_that_is_long_goes_on(signed, open_as, edda):
    issue(signed, edda)
    (facts,) = Issued.objects.values()
    facts.pop("id")
    Issued.objects.bulk_create(Issued(**facts) for _ in range(shelf.SHOWN))
    oldest, second, *_ = keys = list(Issued.objects.order_by("pk").values_list("pk", flat=True))

    def listed(**asked):
        page = open_as(edda, signed, **asked).text
        return [key for key in keys if f'href="/reports/{key}/"' in page], page

    newest, page = listed()
    assert newest == keys[1:]
    assert f"before={second}#issued" in page
    assert listed(before=second)[0] == [oldest]
    assert "Nothing was issued before that." in listed(before=oldest)[1]
    assert listed(before="9" * 40)[0] == keys[1:]


def test_pressing_issue_puts_the_report_into_the_list(signed, open_as, press, edda):
    assert "Nothing was issued yet." in words_of(open_as(edda, signed))
    response = press(edda, signed, form="csv", profile="public")
    assert response.url == f"/articles/{signed.pk}/reports/?profile=public"
    issued = Issued.objects.get()
    page = words_of(open_as(edda, signed))
    assert "CSV table, public" in page
    assert f"SHA-256 {issued.sha256}" in page
    assert "Revision 1. Signed off, " in page
    assert "Desk scale, version 1" in page


def test_what_was_issued_is_downloaded_byte_by_byte(signed, client, edda, vera):
    issued = issue(signed, edda, "json")
    Article.objects.update(title="Another title")
    client.force_login(vera)
    response = client.get(f"/reports/{issued.pk}/")
    data = b"".join(response.streaming_content)
    assert data == b"".join(issuing.read(issued))
    assert json.loads(data)["article"]["title"] == stories.TITLE
    assert response["Content-Length"] == str(len(data))
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_who_may_not_issue_is_told_why_and_has_no_button(signed, open_as, press, rosa, chika):
    page = open_as(rosa, signed)
    assert "Checkers and desk editors issue reports." in words_of(page)
    assert "/reports/issue/" not in page.text
    assert press(rosa, signed, form="csv", profile="internal").status_code == 403
    page = open_as(chika, signed, profile=PUBLIC)
    assert "A desk editor issues reports that leave the newsroom." in words_of(page)
    assert press(chika, signed, form="csv", profile="public").status_code == 409
    assert not Issued.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"form": "exe"}, {"form": "zip", "profile": "public"}])
def test_a_report_that_is_not_made_is_refused(signed, press, edda, typed):
    assert press(edda, signed, **typed).status_code == 409
    assert not Issued.objects.exists()


def test_libel_files_are_for_desk_editors_admins_and_viewers(
    signed, open_as, client, rosa, chika, edda, ada, vera
):
    issued = issue(signed, edda, "zip", LEGAL)
    for person, may in ((edda, True), (ada, True), (vera, True), (rosa, False), (chika, False)):
        page = open_as(person, signed, profile=LEGAL)
        assert ("Libel file, legal" in words_of(page)) == may
        assert ("profile=legal" in page.text) == may
        assert client.get(f"/reports/{issued.pk}/").status_code == (200 if may else 404)


def test_a_libel_file_is_not_to_be_had_unissued(signed, open_as, edda):
    assert open_as(edda, signed, "report.zip").status_code == 404


@pytest.mark.parametrize("change", [{"archived_at": "2026-01-01T00:00Z"}, {"is_restricted": True}])
def test_reports_of_an_article_that_one_may_not_read_are_not_there(
    signed, open_as, press, client, edda, chika, change
):
    issued = issue(signed, edda)
    assert open_as(chika, signed).status_code == 200
    Article.objects.update(**change)
    for path in ("reports/", "report/", "report.csv"):
        assert open_as(chika, signed, path).status_code == 404
    assert client.get(f"/reports/{issued.pk}/").status_code == 404
    assert press(chika, signed, form="csv", profile="internal").status_code == 404


def test_an_article_that_is_being_read_has_no_reports_yet(rosa, desk, open_as, vera):
    article = stories.make_article(uploaded_by=rosa, desk=desk, state=Article.State.EXTRACTING)
    response = open_as(vera, article)
    assert response.status_code == 200
    assert "This article is still being read." in words_of(response)


def test_a_report_that_is_made_shows_and_the_list_asks_again(signed, open_as, edda, client, htmx):
    actions.issue(article=signed, by=edda, form=FORMATS["zip"], profile=LEGAL)
    page = open_as(edda, signed, profile=LEGAL)
    assert "Libel file, legal: waiting for a worker, asked for by Edda Voss" in words_of(page)
    assert f'hx-get="/articles/{signed.pk}/reports/?profile=legal"' in page.text
    issuing.make(Pending.objects.get().pk)
    partial = client.get(f"/articles/{signed.pk}/reports/", headers=htmx).text
    assert partial.strip().startswith('<section class="issued" id="issued"')
    assert "hx-get" not in partial


def test_a_report_that_could_not_be_made_says_why(signed, open_as, edda):
    actions.issue(article=signed, by=edda, form=FORMATS["zip"], profile=LEGAL)
    issuing.fail(Pending.objects.get().pk, issuing.FAILED)
    page = open_as(edda, signed)
    assert f"Libel file, legal: {issuing.FAILED}" in words_of(page)
    assert "every 2s" not in page.text


@pytest.mark.parametrize("name", ["pdf", "json"])
def test_a_preview_opens_in_the_browser_and_a_download_does_not(signed, open_as, vera, name):
    shown = open_as(vera, signed, f"report.{name}", show="1")
    saved = open_as(vera, signed, f"report.{name}")
    assert shown["Content-Disposition"].startswith("inline; ")
    assert saved["Content-Disposition"].startswith("attachment; ")


def test_the_public_page_counts_what_is_open_and_names_nobody(article, open_as, vera, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda, explanation="So it is.")
    stories.make_claim(article, stories.DUG)
    page = words_of(open_as(vera, article, "report/", profile=PUBLIC))
    assert "So it is." in page
    assert "1 of 2 claims decided. 1 is still open." in page
    assert "Not signed off" in page
    assert "What blocks it" not in page
    assert [name for name in ("Chika Obi", "Edda Voss") if name in page] == []


def test_queries_do_not_grow_with_what_was_issued(signed, client, edda, django_assert_num_queries):
    client.force_login(edda)
    issue(signed, edda)
    # Session, person, roles, article, desks, pending, issued, and those of the bar.
    with django_assert_num_queries(QUERIES):
        assert client.get(f"/articles/{signed.pk}/reports/").status_code == 200
    for name in ("json", "xlsx", "csv", "csv"):
        issue(signed, edda, name)
    with django_assert_num_queries(QUERIES):
        assert client.get(f"/articles/{signed.pk}/reports/").status_code == 200


# Articles of every kind


HEADLINE = (
    "Hafenmieten steigen um 9 Prozent · 港口租金上涨百分之九 · ارتفعت إيجارات الميناء · Аренда "
)


def many(article: Article, count: int) -> None:
    """So many claims on one sentence, each with a quote of its own."""
    revision = article.revisions.get()
    first = revision.text.index(RENTS)
    sentence = revision.sentences.get(start=first)
    text = revision.text
    spans = [(first + i, sentence.end - j) for i in range(20) for j in range(11)][:count]
    Claim.objects.bulk_create(
        Claim(
            desk_id=article.desk_id,
            article=article,
            revision=revision,
            sentence=sentence,
            start=start,
            end=end,
            quote=text[start:end],
            statement="Rents rose.",
            voice="article",
            score=0.5,
        )
        for start, end in spans
    )


@pytest.mark.parametrize("kind", ["200 claims", "none", "half open", "headline"])
def test_every_form_takes_every_article(rosa, desk, chika, edda, kind):
    title = (HEADLINE * 5)[:300] if kind == "headline" else stories.TITLE
    article = stories.make_article(uploaded_by=rosa, desk=desk, title=title)
    if kind == "200 claims":
        many(article, 200)
    if kind == "half open":
        stories.decide(stories.make_claim(article, RENTS), chika, edda)
        stories.make_claim(article, stories.BERTHS)
    # Reviews are there of signed-off articles only.
    for form in (form for form in FORMATS.values() if form.name != "claimreview"):
        for profile in form.profiles:
            assert len(b"".join(form.write(article, profile))) > 100


def test_an_article_of_many_claims_is_left_to_a_worker_where_it_takes_long(
    article, open_as, edda, vera
):
    many(article, 201)
    response = open_as(vera, article, "report.pdf")
    assert response.status_code == 409
    assert "more than 200 claims" in response.text
    assert open_as(vera, article, "report.csv").status_code == 200
    made = actions.issue(article=article, by=edda, form=FORMATS["pdf"], profile=INTERNAL)
    assert isinstance(made, Pending)
