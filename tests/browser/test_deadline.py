"""An article's deadline in Chromium: set in its bar, seen at once, left with Escape."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from factcheck.articles.models import Article, Claim
from factcheck.review import actions
from tests import build


@pytest.fixture
def article(desk) -> Article:
    soon = (timezone.now() + timedelta(hours=3)).replace(second=0, microsecond=0)
    article = build.make_article(desk=desk, due_at=soon, title="Who sold the harbour its mud")
    build.make_claim(article=article)
    return article


@pytest.fixture
def page(open_page, edda, article) -> Page:
    page = open_page(edda)
    page.goto(f"/articles/{article.pk}/")
    page.evaluate("window.stayed = true")
    return page


def due(row):
    return type(row).objects.get(pk=row.pk).due_at


def said(page: Page, words: str) -> None:
    expect(page.locator("#undo")).to_contain_text(words)
    # What was swapped in obeys htmx once it has settled.
    expect(page.locator(".htmx-added, .htmx-settling, .htmx-swapping")).to_have_count(0)


def test_it_is_set_by_keyboard_seen_at_once_and_undone(page, article):
    before, words = article.due_at, page.locator(".bar-due > .meta").inner_text()
    page.keyboard.press("u")
    field = page.get_by_label("Due", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{timezone.localtime(before):%Y-%m-%dT%H:%M}")
    field.fill("2031-05-07T09:30")
    page.keyboard.press("Control+Enter")
    said(page, "Due 7 May 2031, 09:30.")
    expect(page.locator(".bar-due")).to_contain_text("Due 7 May 2031, 09:30")
    expect(page.locator(".bar-due summary")).to_be_focused()
    expect(field).to_be_hidden()
    page.keyboard.press("z")
    said(page, "Due")
    expect(page.locator(".bar-due")).to_contain_text(words)
    assert page.evaluate("window.stayed")
    assert (due(article), due(Claim.objects.get())) == (before, before)


def test_escape_leaves_it_and_half_a_date_is_told_before_it_is_sent(page, article):
    page.keyboard.press("u")
    field = page.get_by_label("Due", exact=True)
    field.fill("2031-05-07T09:30")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.locator(".bar-due summary")).to_be_focused()
    page.keyboard.press("u")
    # The first part of the date is no more, so that it is none.
    page.keyboard.press("Backspace")
    assert field.evaluate("(field) => field.validity.badInput")
    page.get_by_role("button", name="Set it").click()
    expect(page.locator(".bar-due details")).to_have_attribute("open", "")
    assert due(article) == article.due_at


def test_it_is_taken_away_with_one_press(page, article):
    page.keyboard.press("u")
    page.get_by_role("button", name="Take the deadline away").click()
    said(page, "No deadline any more.")
    expect(page.locator(".bar-due strong")).to_have_text("No deadline")
    expect(page.get_by_role("button", name="Take the deadline away")).to_have_count(0)
    assert due(article) is None


def test_a_colleague_sees_it_without_a_reload(open_page, page, article, chika, edda):
    other = open_page(chika)
    other.goto(f"/articles/{article.pk}/")
    expect(other.locator(".bar-due summary")).to_have_count(0)
    actions.set_deadline(article=article, by=edda, due_at=article.due_at + timedelta(days=2))
    for each in (other, page):
        expect(each.locator(".bar-due strong")).to_have_text("2 days left", timeout=20_000)


def test_it_fits_every_width_and_scheme(page, article, look_everywhere):
    look_everywhere(page, "closed")
    page.locator(".bar-due summary").click()
    expect(page.get_by_label("Due", exact=True)).to_be_visible()
    look_everywhere(page, "open")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Take the deadline away").click()
    expect(page.locator(".bar-due strong")).to_have_text("No deadline")
    look_everywhere(page, "none")
