"""The queue in Chromium: by keyboard, by pointer, on three widths and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from factcheck.articles.models import Claim
from factcheck.review import actions
from factcheck.review.models import Lease
from tests import build

# For a page that comes whole, from a machine that has much else to do.
A_WHOLE_PAGE = 20_000

WORDS = [
    ("The harbour authority paid 4.2 million euros for land valued at 1.9 million.", "quantity"),
    ("Councillor Maren Voss voted on the sale while her brother owned a share of it.", "event"),
    ("The dredging contract was awarded without a tender, the audit office said.", "rule or law"),
    ("The ferry carried 312,000 passengers in September, more than ever before.", "quantity"),
    ("No member of the island council has yet answered the letter of the fishermen.", "comparison"),
    ("The reservoir is at its lowest level since records began in 1951.", "comparison"),
    ("Night bookings have doubled in three years.", "comparison"),
    ("Ilse Marten has chaired the water board since 2019.", "identity"),
]
REASONS = [
    {"label": "accuses a named person", "weight": 0.3},
    {"label": "exact figure", "weight": 0.2},
    {"label": "in the headline", "weight": 0.1},
]


@pytest.fixture
def claims(desk, chika, priya, edda, rating):
    """Eight claims of two articles in the states that a desk has at four in the afternoon."""
    now = timezone.now()
    stories = [
        build.make_article(
            desk=desk,
            title=title,
            due_at=due,
            text="\n".join(words for words, _ in part),
        )
        for title, due, part in (
            ("Who sold the harbour its mud", now - timedelta(minutes=31), WORDS[:4]),
            ("A dry autumn on the plateau", now + timedelta(hours=3), WORDS[4:]),
        )
    ]
    made = [
        build.make_claim(
            article=stories[number // 4],
            quote=words.removesuffix("."),
            types=[kind],
            score=0.97 - number / 20,
            risk=0.8 if number == 1 else 0,
            needs_two=number == 1,
            reasons=REASONS[number % 3 :],
        )
        for number, (words, kind) in enumerate(WORDS)
    ]
    actions.take(claim=made[2], by=priya)
    actions.assign(claim=made[3], by=edda, to=chika)
    actions.propose(claim=made[5], by=priya, rating=rating, explanation="Since 1948.")
    return made


def statements(page: Page) -> list[str]:
    return page.locator(".queue .statement").all_inner_texts()


def test_the_queue_is_read_at_every_width(open_page, claims, edda, look_everywhere):
    page = open_page(edda)
    page.goto("/queue/?view=everything&sort=due")
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything")
    look_everywhere(page, "list")
    page.get_by_role("link", name="Add a filter").click()
    expect(page.get_by_role("group", name="State")).to_be_visible()
    look_everywhere(page, "filters")
    page.locator(".queue .tick-cell label").nth(1).click()
    page.locator(".queue .tick-cell label").nth(3).click()
    expect(page.locator("#chosen")).to_have_text("2 ticked")
    page.locator("summary", has_text="Assign").click()
    expect(page.get_by_label("To whom")).to_be_visible()
    look_everywhere(page, "ticked")


def test_keys_go_through_the_rows_tick_and_open(open_page, claims, chika):
    page = open_page(chika)
    page.goto("/queue/?view=everything")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_text(WORDS[1][0])
    page.keyboard.press("x")
    expect(page.locator("#chosen")).to_have_text("1 ticked")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("#chosen")).to_have_text("2 ticked")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Row below")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        f"{page.url.split('/claims')[0].split('/queue')[0]}/claims/{claims[1].pk}/"
    )


def test_many_claims_are_dismissed_and_brought_back_without_a_reload(
    open_page, claims, edda, screenshot
):
    page = open_page(edda)
    page.goto("/queue/?view=everything")
    page.evaluate("window.stayed = true")
    page.get_by_label("Tick every claim on this page").check()
    expect(page.locator("#chosen")).to_have_text("8 ticked")
    page.keyboard.press("d")
    page.get_by_label("Why they need no verdict").select_option("Opinion")
    page.get_by_role("button", name="Dismiss them").click()
    expect(page.locator("#undo")).to_contain_text("6 claims dismissed.")
    expect(page.locator(".left-alone")).to_contain_text("1 claim: Priya Nair took this at")
    expect(page.locator(".left-alone")).to_contain_text("1 claim: A verdict on this claim waits")
    screenshot(page, "left-alone")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("6 undone.")
    assert page.evaluate("window.stayed")
    assert Claim.objects.filter(state="open").count() == 6


def test_enter_in_a_field_of_the_bar_presses_no_button(open_page, claims, edda):
    page = open_page(edda)
    page.goto("/queue/?view=everything")
    page.locator("[name=claim]").first.check()
    page.keyboard.press("d")
    page.get_by_label("In words").fill("A list")
    page.keyboard.press("Enter")
    expect(page.get_by_label("In words")).to_have_value("A list")
    assert not Claim.objects.filter(state="dismissed").exists()


def test_a_view_is_saved_found_again_and_deleted(open_page, claims, chika):
    page = open_page(chika)
    page.goto("/queue/?view=everything")
    page.keyboard.press("f")
    page.get_by_label("Words", exact=True).fill("harbour")
    page.get_by_role("button", name="Show these claims").click()
    expect(page.get_by_role("link", name="Remove the filter text=harbour")).to_be_visible()
    assert statements(page) == [WORDS[0][0]]
    page.keyboard.press("s")
    page.get_by_label("Name of the view").fill("Harbour")
    page.get_by_role("button", name="Save Ctrl").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour")
    page.goto("/queue/?view=mine")
    page.get_by_role("link", name="Harbour 1").click()
    page.get_by_role("button", name="Delete the view").click()
    expect(page.locator("#undo")).to_contain_text("The view Harbour is deleted.")
    page.keyboard.press("z")
    expect(page.get_by_role("link", name="Harbour 1")).to_be_visible()


def test_take_next_goes_on_from_claim_to_claim_in_the_chosen_order(open_page, claims, chika):
    page = open_page(chika)
    page.goto("/queue/?view=everything&sort=risk")
    page.keyboard.press("t")
    expect(page.locator("#claim .statement")).to_have_text(WORDS[1][0], timeout=A_WHOLE_PAGE)
    page.keyboard.press("1")
    page.get_by_label("Explanation").fill("The register says the same.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")
    # Until its buttons are wired, a press of a key loads the page instead.
    expect(page.locator(".htmx-added")).to_have_count(0)
    page.evaluate("window.stayed = true")
    page.keyboard.press("t")
    expect(page.locator("#claim .statement")).to_have_text(WORDS[0][0])
    # The ledger comes with the panel, and not with the news.
    assert page.locator(f"#l{claims[0].pk}").inner_text().startswith("In progress:")
    expect(page).to_have_title(re.compile("^Claim 1, Who sold the harbour its mud"))
    assert Lease.objects.get(holder=chika).claim == claims[0]
    assert page.evaluate("window.stayed")


def test_the_queue_works_without_javascript(open_page, claims, edda, priya):
    page = open_page(edda, java_script_enabled=False)
    page.goto("/queue/?view=everything")
    page.get_by_role("link", name="Add a filter").click()
    page.get_by_label("Quantity").check()
    page.get_by_role("button", name="Show these claims").click()
    assert len(statements(page)) == 2
    page.locator("[name=claim]").first.check()
    page.locator("summary", has_text="Assign").click()
    page.get_by_label("To whom").select_option("Priya Nair")
    page.get_by_role("button", name="Assign them").click()
    expect(page.locator("#undo")).to_contain_text("1 claim assigned to Priya Nair.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#undo")).to_contain_text("1 undone.")


def test_a_claim_is_taken_over_and_its_former_holder_sees_by_whom_and_why(
    open_page, claims, edda, priya, screenshot, check_accessibility
):
    hers = open_page(priya)
    hers.goto(f"/claims/{claims[2].pk}/")
    page = open_page(edda)
    page.goto(f"/claims/{claims[2].pk}/")
    page.keyboard.press("l")
    page.get_by_label("Why, for Priya Nair").fill("It prints at three.")
    screenshot(page, "taking-over")
    check_accessibility(page)
    page.get_by_role("button", name="Take it over from Priya Nair").click()
    expect(page.locator(".standing")).to_contain_text("Yours until")
    hers.reload()
    expect(hers.locator("#holder")).to_contain_text("Edda Voss took this over from Priya Nair")
    expect(hers.locator("#holder")).to_contain_text("It prints at three.")
    screenshot(hers, "taken-over")
    check_accessibility(hers)


def tick_the_first_and_press(page: Page, key: str) -> None:
    page.goto("/queue/?view=everything")
    for each in ("j", "x", key):
        page.keyboard.press(each)


def test_escape_leaves_what_a_bulk_button_asks_for_and_keeps_the_ticks(open_page, edda, claim):
    page = open_page(edda)
    tick_the_first_and_press(page, "d")
    expect(page.get_by_label("Why they need no verdict")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Why they need no verdict")).to_be_hidden()
    expect(page.locator("#chosen")).to_have_text("1 ticked")


def test_a_date_without_its_time_takes_no_deadline_away(open_page, edda, claim):
    page = open_page(edda)
    tick_the_first_and_press(page, "u")
    page.get_by_label("Due, or empty").press_sequentially("12032026")
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_label("Due, or empty")).to_be_focused()
    expect(page.locator("#queue")).not_to_contain_text("without a deadline")
