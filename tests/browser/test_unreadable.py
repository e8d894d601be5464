"""A draft that could not be read, in Chromium: another file for it, or away with it and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.articles import actions, harvest
from factcheck.articles.models import Article
from tests import build

STORY = "Fares rise again\nFares rose by 40 per cent in two years, the ministry said on Monday."


@pytest.fixture
def failed(worker, rosa, desk) -> Article:
    """A draft of Rosa's that is no Word document, on a desk with another article."""
    build.make_claim(article=build.make_article(desk=desk, title="A dry autumn"))
    article = actions.upload(by=rosa, desk=desk, name="broken.docx", data=b"no zip")
    harvest.read(article.revisions.get())
    article.refresh_from_db()
    return article


@pytest.fixture
def page(open_page, failed, rosa) -> Page:
    page = open_page(rosa)
    page.goto(f"/articles/{failed.pk}/")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    return page


def test_another_file_is_sent_and_read(page, failed, tmp_path, look_everywhere):
    look_everywhere(page, "failed")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="Send another file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("broken.docx")
    look_everywhere(page, "form")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("There is no text, no file and no address.")).to_be_visible()
    file = tmp_path / "fares.txt"
    file.write_text(STORY)
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url(re.compile(rf"/articles/{failed.pk}/$"))
    expect(page.locator("#galley a.claim").first).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Fares rise again")


def test_it_is_removed_and_back_with_one_key(page, failed, look_everywhere):
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#undo")).to_contain_text("“broken.docx” removed.")
    expect(page.locator(".articles .title")).to_have_text(["A dry autumn"])
    look_everywhere(page, "removed")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(rf"/articles/{failed.pk}/$"))
    expect(page.locator("#undo")).to_contain_text("The article is back.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_the_desk_has_the_same_ways_on(page, failed, look_everywhere):
    page.goto("/")
    row = page.locator(".articles tr", has_text="broken.docx")
    expect(row.get_by_role("button", name="Try again")).to_be_visible()
    look_everywhere(page, "desk")
    page.set_viewport_size({"width": 1440, "height": 900})
    row.get_by_role("link", name="Another file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("broken.docx")
    page.go_back()
    row.get_by_role("button", name="Remove").click()
    expect(page.locator("#undo")).to_contain_text("“broken.docx” removed.")
    expect(page.locator(".articles .title")).to_have_text(["A dry autumn"])
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(rf"/articles/{failed.pk}/$"))


def test_a_desk_editor_puts_it_back_on_another_day(
    open_page, failed, rosa, edda, ada, look_everywhere
):
    actions.remove(article=failed, by=rosa)
    admins = open_page(ada)
    admins.goto("/articles/removed/")
    expect(admins.get_by_text("A desk editor of the Foreign desk")).to_be_visible()
    look_everywhere(admins, "admin")
    page = open_page(edda)
    page.goto("/")
    look_everywhere(page, "desk")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="Removed articles").click()
    expect(page.locator(".articles .title")).to_have_text(["broken.docx"])
    look_everywhere(page, "removed")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Put back").click()
    expect(page).to_have_url(re.compile(rf"/articles/{failed.pk}/$"))
    expect(page.locator("#undo")).to_contain_text("The article is back.")
    page.goto("/articles/removed/")
    expect(page.get_by_text("has been removed.")).to_be_visible()
    look_everywhere(page, "none")
