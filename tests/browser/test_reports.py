"""The reports of an article in Chromium: each form, downloaded and issued, by each role."""

import hashlib
import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.reports.formats import FORMATS
from factcheck.reports.models import Issued
from factcheck.reports.profiles import Profile
from tests.reports import stories
from tests.reports.stories import RENTS

# What a file of each form begins with.
BEGINS = {
    "pdf": b"%PDF",
    "docx": b"PK",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbfNumber",
    "json": b"{",
    "claimreview": b"{",
    "zip": b"PK",
}


@pytest.fixture
def article(rosa, desk, chika, edda):
    article = stories.make_article(uploaded_by=rosa, desk=desk)
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    stories.decide(claim, chika, edda)
    stories.dismiss_the_rest(article, chika)
    stories.sign_off(article, edda)
    return article


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    with open(download.value.path(), "rb") as file:
        return file.read()


def forms_of(profile: Profile):
    return [form for form in FORMATS.values() if profile in form.profiles]


@pytest.mark.parametrize("role", ["rosa", "chika", "edda", "ada", "vera"])
def test_each_role_downloads_each_form(article, open_page, request, role):
    page = open_page(request.getfixturevalue(role))
    for profile in (Profile.INTERNAL, Profile.PUBLIC):
        page.goto(f"/articles/{article.pk}/reports/?profile={profile}")
        for form in forms_of(profile):
            assert downloaded(page, f"Download {form.label}").startswith(BEGINS[form.name])


@pytest.mark.parametrize("width", [390, 1440])
def test_an_editor_issues_reports_and_they_can_be_had_again(
    worker, article, open_page, look, width, edda
):
    page = open_page(edda, width=width, color_scheme="dark" if width == 390 else "light")
    page.goto("/")
    page.get_by_role("link", name="Report on").click()
    look(page, "nothing-issued")
    page.get_by_role("link", name="Public", exact=True).click()
    page.get_by_role("button", name="Issue PDF, public").click()
    expect(page.locator("#undo")).to_contain_text("Issued.")
    page.get_by_role("link", name="Legal", exact=True).click()
    page.get_by_role("button", name="Issue Libel file, legal").click()
    rows = page.locator("#issued tbody tr")
    expect(rows).to_have_count(2, timeout=30_000)
    look(page, "issued")
    for issued in Issued.objects.all():
        with page.expect_download() as download:
            rows.filter(has_text=issued.sha256).get_by_role("link").click()
        with open(download.value.path(), "rb") as file:
            assert hashlib.sha256(file.read()).hexdigest() == issued.sha256


def test_reports_are_issued_without_javascript(article, open_page, chika):
    page = open_page(chika, java_script_enabled=False)
    page.goto(f"/articles/{article.pk}/reports/")
    page.get_by_role("button", name="Issue Word, internal").click()
    expect(page.locator("#issued")).to_contain_text("Word, internal")
    assert downloaded(page, "Download Harbour rents rise, internal report.docx").startswith(b"PK")


def test_the_manuscript_is_looked_at_before_it_is_downloaded(
    article, open_page, look_everywhere, chika
):
    page = open_page(chika)
    page.goto(f"/articles/{article.pk}/reports/")
    page.get_by_role("link", name=re.compile("Look at it.*Word")).click()
    remark = page.locator(".remark").filter(has_text="1. Confirmed")
    expect(remark).to_contain_text("Chika Obi")
    expect(page.locator('.washed[data-mark="tick"]')).to_have_text(RENTS)
    look_everywhere(page, "manuscript")
    assert downloaded(page, "Download it").startswith(b"PK")
