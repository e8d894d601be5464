"""From upload to verdict report in Chromium, as three people, on a wide screen and on a phone."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.articles.models import Claim
from tests import build

STORY = """Harbour town turns its back on ferry giant
Fares on the northern line rose by 40 per cent in two years, the ministry of transport said.
Advertisement
Port Sabel is also making plans beyond the ferry giant – which has been excluded from the \
harbour's new quay at the urging of the government.
“We will not wait for them,” said Odile Farrant, the town's mayor."""


@pytest.fixture(params=[1440, 390])
def width(request) -> int:
    return request.param


def sign_in(page: Page, person) -> None:
    page.goto("/")
    page.get_by_label("Work email").fill(person.email)
    page.get_by_label("Password").fill(build.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def upload(page: Page, look) -> None:
    look(page, "1-desk-empty")
    page.get_by_role("link", name="Paste text").click()
    page.get_by_label("Text", exact=True).fill(STORY)
    look(page, "2-upload")
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/articles/\d+/"))
    # The page stays where it is and fills by itself.
    page.evaluate("window.stayed = true")
    galley = page.locator("#galley")
    claims = galley.locator("a.claim")
    expect(galley.get_by_text("Not checked: boilerplate")).to_be_visible(timeout=60_000)
    expect(claims.first).to_be_visible(timeout=60_000)
    expect(galley.get_by_text("Reading: section")).to_have_count(0, timeout=60_000)
    expect(claims.filter(has_text="excluded from the harbour")).not_to_have_count(0)
    look(page, "3-article")


def check(page: Page, look) -> str:
    page.goto("/queue/")
    look(page, "4-queue")
    page.get_by_role("button", name="Take next").click()
    expect(page.locator(".standing")).to_contain_text("Yours until")
    look(page, "5-claim")
    page.get_by_text("Add evidence").click()
    page.get_by_label("Refutes").check()
    page.get_by_label("Quotation or figure").fill("Fares rose by 38 per cent.")
    page.get_by_role("button", name="Attach").click()
    error = page.get_by_text("Give the address of the source, or describe it.")
    expect(error).to_be_visible()
    look(page, "6-evidence-refused")
    page.get_by_label("Address of the source").fill("https://stats.example.org/fares")
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("ul.evidence")).to_contain_text("Fares rose by 38 per cent.")
    page.get_by_label("Needs change").check(force=True)
    page.get_by_label("Explanation").fill("The table gives 38 per cent.")
    expect(page.locator("#verdict .field-head .saved")).to_contain_text("saved")
    look(page, "7-rated")
    page.get_by_role("button", name="Send for approval").click()
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")
    expect(page.locator("#verdict")).to_contain_text("Never its author.")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    look(page, "8-sent")
    return page.url


def approve(page: Page, address: str, look) -> None:
    page.goto(address)
    page.locator("summary", has_text="Return").click()
    page.get_by_label("Why it goes back").fill("Which years?")
    look(page, "9-return")
    page.get_by_role("button", name="Return to").click()
    expect(page.locator("#undo")).to_contain_text("Returned to its author.")
    page.locator("#undo").get_by_role("button", name="Undo").click()
    expect(page.locator("#undo")).to_contain_text("The verdict waits again.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("#undo")).to_contain_text("Approved.")
    look(page, "10-approved")


def read_report(page: Page, look) -> None:
    page.get_by_role("link", name="Report").click()
    look(page, "11-reports")
    page.get_by_role("link", name="Read the page").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Harbour town")
    expect(page.get_by_text("The table gives 38 per cent.")).to_be_visible()
    look(page, "12-report")
    page.get_by_role("link", name="Other forms, issued reports").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download JSON").click()
    with open(download.value.path()) as file:
        assert "The table gives 38 per cent." in json.dumps(json.load(file))


def test_three_people_take_an_article_from_upload_to_report(
    worker, open_page, look, width, rosa, chika, edda
):
    reporter, checker, editor = (open_page(width=width) for _ in range(3))
    reporter.goto("/")
    look(reporter, "0-sign-in")
    sign_in(reporter, rosa)
    upload(reporter, look)
    assert reporter.evaluate("window.stayed")
    sign_in(checker, chika)
    address = check(checker, look)
    sign_in(editor, edda)
    approve(editor, re.sub(r"^https?://[^/]+", "", address), look)
    read_report(editor, look)


def test_the_admin_adds_a_person_who_signs_in_by_the_link(
    worker, open_page, look, width, ada, desk
):
    admin = open_page(ada, width=width)
    admin.goto("/people/")
    look(admin, "people")
    admin.get_by_role("link", name="Add a person").click()
    admin.get_by_label("Name").fill("Nell Ode")
    admin.get_by_label("Work email").fill("nell@example.org")
    admin.get_by_label(re.compile("^Checker")).check()
    admin.get_by_label("Foreign desk").check()
    look(admin, "add-person")
    admin.get_by_role("button", name=re.compile("Add")).click()
    link = admin.get_by_text(re.compile(r"/welcome/")).first
    address = re.search(r"https?://\S+/welcome/\S+", link.text_content()).group()
    look(admin, "person")
    nell = open_page(width=width)
    nell.goto(address)
    look(nell, "welcome")
    for field in nell.locator("input[type=password]").all():
        field.fill("a long and quiet harbour")
    nell.get_by_role("button").last.click()
    expect(nell.get_by_role("heading", level=1)).to_contain_text("Foreign desk")


def test_a_claim_that_somebody_was_faster_to_take_says_so_and_keeps_what_was_typed(
    open_page, chika, edda, desk
):
    claim = build.make_claim(article=build.make_article(desk=desk))
    slow, fast = open_page(chika), open_page(edda)
    slow.goto(f"/claims/{claim.pk}/")
    slow.keyboard.press("3")
    expect(slow.get_by_label("Explanation")).to_be_focused()
    slow.keyboard.type("It was 38 per cent.")
    fast.goto(f"/claims/{claim.pk}/")
    fast.get_by_role("button", name="Take", exact=False).first.click()
    expect(fast.locator(".standing")).to_contain_text("Yours until")
    slow.keyboard.press("Control+Enter")
    expect(slow.locator("#verdict")).to_contain_text("Edda Voss took this at")
    expect(slow.locator(".begun")).to_contain_text("It was 38 per cent.")
    assert Claim.objects.get().state == Claim.State.IN_PROGRESS


def test_the_whole_check_by_keyboard_alone(open_page, chika, edda, desk):
    article = build.make_article(desk=desk)
    first = build.make_claim(article=article)
    build.make_claim(article=article, quote="It was built in 1987", score=0.1)
    page = open_page(chika)
    page.goto("/queue/")
    page.keyboard.press("t")
    page.wait_for_url(f"**/claims/{first.pk}/")
    page.keyboard.press("e")
    expect(page.get_by_label("Supports")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("The table says 40; 1, 2 and e are letters and figures.")
    page.keyboard.press("Tab")
    page.keyboard.type("https://stats.example.org/")
    page.keyboard.press("Control+Enter")
    expect(page.locator("ul.evidence")).to_contain_text("The table says 40; 1, 2 and e")
    page.keyboard.press("1")
    page.keyboard.type("As counted.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Taken back.")
    expect(page.get_by_label("Explanation")).to_have_value("As counted.")
    page.get_by_label("Explanation").press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")
    page.keyboard.press("j")
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    page.go_back()
    expect(page.locator("#claim-title")).to_have_text("Claim 1")
    editor = open_page(edda)
    editor.goto(f"/claims/{first.pk}/")
    editor.keyboard.press("a")
    expect(editor.locator("#undo")).to_contain_text("Approved.")
    editor.keyboard.press("?")
    expect(editor.get_by_role("dialog")).to_contain_text("Take next")


def test_what_is_typed_survives_an_expired_sign_in(open_page, chika, desk):
    claim = build.make_claim(article=build.make_article(desk=desk))
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("3")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("Half an hour of work.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notice")).to_contain_text("You were signed out")
    expect(page.get_by_label("Explanation")).to_have_value("Half an hour of work.")
    # Signing in again in another tab is enough: the same button then works.
    tab = page.context.new_page()
    sign_in(tab, chika)
    page.get_by_role("button", name="Send for approval").click()
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")


def test_both_colour_schemes_are_readable(open_page, look, chika, desk):
    article = build.make_article(desk=desk)
    claim = build.make_claim(article=article)
    build.make_verdict(claim=build.make_claim(article=article, quote="It was built in 1987"))
    for scheme in ("light", "dark"):
        page = open_page(chika, color_scheme=scheme)
        for name, address in (
            ("desk", "/"),
            ("queue", "/queue/"),
            ("claim", f"/claims/{claim.pk}/"),
        ):
            page.goto(address)
            look(page, f"{scheme}-{name}")
