"""Nothing that somebody typed is lost, however fast the next key follows."""

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.articles.models import Article, Section
from factcheck.review.models import Draft, Verdict
from tests import build

WORDS = "It was 38 per cent, says the table."
# Longer than a draft waits before it is sent.
LONG_ENOUGH = 1200


@pytest.fixture
def article(desk):
    return build.make_article(desk=desk)


@pytest.fixture
def claim(article):
    return build.make_claim(article=article)


@pytest.fixture
def other(article):
    return build.make_claim(article=article, quote="It was built in 1987", score=0.1)


@pytest.fixture
def page(open_page, chika, claim, other) -> Page:
    """The first of two claims, for a checker who has not taken it."""
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    return page


def write(page: Page) -> None:
    page.keyboard.press("3")
    page.keyboard.type(WORDS)


def explanation(page: Page):
    return page.get_by_label("Explanation")


def rating(page: Page):
    return page.get_by_label("Needs change")


def take(page: Page) -> None:
    page.keyboard.press("l")
    expect(page.locator(".standing")).to_contain_text("Yours until")


# Drafts


def test_a_draft_is_saved_before_the_claim_is_taken(page):
    write(page)
    page.keyboard.press("Escape")
    take(page)
    expect(explanation(page)).to_have_value(WORDS)
    expect(rating(page)).to_be_checked()
    expect(page.locator("#verdict .field-head .saved")).to_contain_text("saved")
    assert Draft.objects.get().words["explanation"] == [WORDS]


def test_a_draft_is_saved_before_the_claim_is_released(page):
    take(page)
    write(page)
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    expect(page.locator("#undo")).to_contain_text("Released.")
    expect(explanation(page)).to_have_value(WORDS)
    assert Draft.objects.get().words["explanation"] == [WORDS]


@pytest.mark.parametrize(("first", "there", "back"), [(1, "j", "k"), (2, "k", "j")])
def test_a_draft_is_saved_before_the_keys_move_on(page, claim, other, first, there, back):
    page.goto(f"/claims/{claim.pk if first == 1 else other.pk}/")
    write(page)
    page.keyboard.press("Escape")
    page.keyboard.press(there)
    expect(page.locator("#claim-title")).to_have_text(f"Claim {3 - first}")
    expect(explanation(page)).to_have_value("")
    page.keyboard.press(back)
    expect(page.locator("#claim-title")).to_have_text(f"Claim {first}")
    expect(explanation(page)).to_have_value(WORDS)


@pytest.mark.parametrize("pane", ["ledger", "galley"])
def test_a_draft_is_saved_before_another_claim_is_clicked(page, other, pane):
    write(page)
    page.locator(f"#{pane} a[data-claim='{other.pk}']").last.click()
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    page.keyboard.press("k")
    expect(page.locator("#claim-title")).to_have_text("Claim 1")
    expect(explanation(page)).to_have_value(WORDS)


@pytest.mark.parametrize("held", [True, False])
def test_a_draft_is_saved_when_the_next_claim_is_taken_from_the_queue(page, claim, held):
    if held:
        take(page)
    write(page)
    page.keyboard.press("Escape")
    # What T does elsewhere: a form that is sent without htmx.
    page.evaluate("""document.querySelector("#claim .claim-head").insertAdjacentHTML("beforeend",
        "<form method=post action=/queue/next/><input type=hidden name=csrfmiddlewaretoken>"
        + "<button data-key=t>Take next</button></form>")""")
    with page.expect_navigation():
        page.keyboard.press("t")
    page.goto(f"/claims/{claim.pk}/")
    expect(explanation(page)).to_have_value(WORDS)
    expect(rating(page)).to_be_checked()


def test_a_draft_is_saved_before_the_last_step_is_undone(page):
    take(page)
    write(page)
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Released.")
    expect(explanation(page)).to_have_value(WORDS)


@pytest.mark.parametrize("way", ["link", "reload", "back"])
def test_a_draft_is_saved_when_the_page_is_left(page, claim, other, way):
    page.keyboard.press("j")
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    write(page)
    if way == "link":
        page.get_by_role("link", name="Queue", exact=True).first.click()
        expect(page.locator("#queue")).to_be_visible()
    elif way == "reload":
        page.reload()
        expect(explanation(page)).to_have_value(WORDS)
    else:
        page.go_back()
        expect(page.locator("#claim-title")).to_have_text("Claim 1")
    page.goto(f"/claims/{other.pk}/")
    expect(explanation(page)).to_have_value(WORDS)
    page.wait_for_function(
        "JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)"
        ".find((key) => key.startsWith('drafts')))).length === 0"
    )
    assert Draft.objects.get().words["explanation"] == [WORDS]


def test_no_draft_is_left_when_the_verdict_was_sent(page):
    write(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")
    page.wait_for_timeout(LONG_ENOUGH)
    assert not Draft.objects.exists()
    assert Verdict.objects.get().explanation == WORDS


def test_no_draft_follows_a_verdict_whose_answer_takes_long(page):
    def answer_late(route):
        answer = route.fetch()
        page.wait_for_timeout(LONG_ENOUGH)
        route.fulfill(response=answer)

    page.route("**/verdict/", answer_late)
    write(page)
    page.keyboard.press("Control+Enter")
    page.keyboard.type(" And more")
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")
    page.wait_for_timeout(LONG_ENOUGH)
    assert not Draft.objects.exists()


def test_a_verdict_waits_for_the_draft_that_is_on_its_way(page):
    def slowly(route):
        page.wait_for_timeout(LONG_ENOUGH)
        route.continue_()

    page.route("**/draft/*/", slowly)
    write(page)
    expect(page.locator("#verdict .field-head .saved")).to_have_text("saving")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Sent for approval.")
    page.wait_for_timeout(LONG_ENOUGH)
    assert not Draft.objects.exists()
    assert Verdict.objects.count() == 1


def test_a_draft_that_fails_to_be_saved_is_tried_again(page, witness):
    page.route("**/draft/*/", lambda route: route.abort())
    write(page)
    expect(page.locator("#verdict .field-head .saved")).to_have_text("not saved, trying again")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    page.keyboard.press("k")
    expect(page.locator("#claim-title")).to_have_text("Claim 1")
    expect(explanation(page)).to_have_value(WORDS)
    expect(page.locator("#verdict .field-head .saved")).to_have_text("not saved, trying again")
    page.unroute("**/draft/*/")
    expect(page.locator("#verdict .field-head .saved")).to_contain_text(re.compile(r"^saved "))
    assert Draft.objects.get().words["explanation"] == [WORDS]
    witness.complaints.clear()


def test_a_draft_that_is_refused_is_told_once_and_stays_in_the_form(page, chika):
    chika.desks.clear()
    sent = []
    page.on("request", lambda request: "/draft/" in request.url and sent.append(request))
    write(page)
    expect(page.locator("#verdict .field-head .saved")).to_have_text("not saved")
    expect(page.locator("#notice #problem")).to_be_visible()
    seen = len(sent)
    page.wait_for_timeout(5000)
    assert len(sent) == seen
    expect(explanation(page)).to_have_value(WORDS)
    assert not Draft.objects.exists()


def test_a_draft_of_somebody_signed_out_is_saved_after_the_next_sign_in(page, chika):
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    write(page)
    expect(page.locator("#notice")).to_contain_text("You were signed out")
    expect(page.locator("#verdict .field-head .saved")).to_have_text("not saved, trying again")
    page.context.add_cookies(cookies)
    expect(page.locator("#verdict .field-head .saved")).to_contain_text(re.compile(r"^saved "))
    expect(page.locator("#notice")).to_be_empty()


def test_a_draft_is_saved_when_its_author_signs_out(page, claim, chika):
    write(page)
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Work email").fill(chika.email)
    page.get_by_label("Password").fill(build.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("header.top")).to_be_visible()
    page.goto(f"/claims/{claim.pk}/")
    expect(explanation(page)).to_have_value(WORDS)


def test_pressing_a_button_twice_sends_once_while_the_draft_is_on_its_way(page, claim):
    def slowly(route):
        page.wait_for_timeout(300)
        route.continue_()

    taken = []
    page.on("request", lambda request: request.url.endswith("/take/") and taken.append(request))
    page.route("**/draft/*/", slowly)
    write(page)
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    page.keyboard.press("l")
    expect(page.locator(".standing")).to_contain_text("Yours until")
    assert len(taken) == 1


def test_what_is_typed_while_the_claim_is_taken_stays(page):
    def slowly(route):
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/take/", slowly)
    page.keyboard.press("3")
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    explanation(page).focus()
    page.keyboard.type(WORDS)
    expect(page.locator(".standing")).to_contain_text("Yours until")
    expect(explanation(page)).to_have_value(WORDS)
    expect(explanation(page)).to_be_focused()
    expect(page.locator("#verdict .field-head .saved")).to_contain_text("saved")


def test_a_rating_that_is_taken_back_is_not_in_the_draft(page):
    page.keyboard.press("3")
    expect(page.locator("#verdict .field-head .saved")).to_contain_text(re.compile(r"^saved "))
    assert Draft.objects.get().words["rating"]
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    expect(rating(page)).not_to_be_checked()
    take(page)
    expect(rating(page)).not_to_be_checked()
    expect(page.locator(".dock [data-needs-rating]")).to_be_disabled()
    assert not Draft.objects.exists()


# Other forms


def begin_evidence(page: Page) -> None:
    page.keyboard.press("e")
    expect(page.get_by_label("Supports")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Fares: 38 per cent")
    page.keyboard.press("Escape")


def test_evidence_that_is_being_typed_stays_when_the_claim_is_taken(page):
    begin_evidence(page)
    take(page)
    expect(page.get_by_label("Quotation or figure")).to_be_visible()
    expect(page.get_by_label("Quotation or figure")).to_have_value("Fares: 38 per cent")
    expect(page.get_by_label("Supports")).to_be_checked()


def test_evidence_that_is_being_typed_is_there_again_after_other_claims_and_pages(page, claim):
    begin_evidence(page)
    page.keyboard.press("j")
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    expect(page.get_by_label("Quotation or figure")).not_to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_label("Quotation or figure")).to_have_value("Fares: 38 per cent")
    page.goto("/queue/")
    page.goto(f"/claims/{claim.pk}/")
    expect(page.get_by_label("Quotation or figure")).to_be_visible()
    expect(page.get_by_label("Quotation or figure")).to_have_value("Fares: 38 per cent")


def test_evidence_that_was_sent_or_emptied_is_forgotten(page, claim):
    begin_evidence(page)
    # Escape has closed the form, which opens again with what was typed.
    page.keyboard.press("e")
    page.get_by_label("Quotation or figure").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Give the address of the source")).to_be_visible()
    expect(page.get_by_label("Quotation or figure")).to_have_value("Fares: 38 per cent")
    page.get_by_label("Address of the source").fill("https://stats.example.org/fares")
    page.keyboard.press("Control+Enter")
    expect(page.locator("ul.evidence")).to_contain_text("Fares: 38 per cent")
    expect(page.get_by_label("Quotation or figure")).not_to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_label("Quotation or figure")).to_have_value("")
    page.get_by_label("Quotation or figure").fill("Another")
    page.get_by_label("Quotation or figure").fill("")
    page.reload()
    expect(page.get_by_label("Quotation or figure")).not_to_be_visible()


def test_the_reason_of_a_return_stays_until_it_was_sent(open_page, edda, article, other):
    claim = build.make_verdict(claim=build.make_claim(article=article)).claim
    page = open_page(edda)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("r")
    expect(page.get_by_label("Why it goes back")).to_be_focused()
    page.keyboard.type("Which years?")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    page.keyboard.press("k")
    expect(page.get_by_label("Why it goes back")).to_have_value("Which years?")
    expect(page.get_by_label("Why it goes back")).to_be_visible()
    page.get_by_label("Why it goes back").press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Returned to its author.")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("The verdict waits again.")
    expect(page.get_by_label("Why it goes back")).not_to_be_visible()


def test_the_reason_of_a_dismissal_stays_while_the_claim_is_taken(page):
    page.keyboard.press("d")
    page.locator("#dismiss").get_by_label("In words").fill("A wish, not a fact")
    page.locator(".claim-head [data-key=l]").click()
    expect(page.locator(".standing")).to_contain_text("Yours until")
    expect(page.locator("#dismiss").get_by_label("In words")).to_be_visible()
    expect(page.locator("#dismiss").get_by_label("In words")).to_have_value("A wish, not a fact")
    page.get_by_role("link", name="Keep it").click()
    expect(page.locator("#dismiss").get_by_label("In words")).not_to_be_visible()


def test_what_was_typed_on_one_machine_is_there_on_another(page, open_page, chika, claim):
    begin_evidence(page)
    expect(page.locator("#evidence .saved")).to_contain_text("saved")
    page.keyboard.press("c")
    page.get_by_label("Comment", exact=True).fill("See table 3")
    expect(page.locator("#comments .saved")).to_contain_text("saved")
    elsewhere = open_page(chika)
    elsewhere.goto(f"/claims/{claim.pk}/")
    expect(elsewhere.get_by_label("Quotation or figure")).to_have_value("Fares: 38 per cent")
    expect(elsewhere.get_by_label("Comment", exact=True)).to_have_value("See table 3")
    elsewhere.locator("#comments").get_by_role("button", name="Discard").click()
    expect(elsewhere.get_by_label("Comment", exact=True)).not_to_be_visible()
    expect(elsewhere.get_by_label("Quotation or figure")).to_have_value("Fares: 38 per cent")
    elsewhere.keyboard.press("z")
    expect(elsewhere.get_by_label("Comment", exact=True)).to_have_value("See table 3")


def test_the_focus_is_at_the_button_for_more_when_something_was_added(page):
    page.keyboard.press("c")
    page.keyboard.type("See table 3")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comments")).to_contain_text("See table 3")
    expect(page.locator("#comments summary")).to_be_focused()


def test_undoing_evidence_leaves_the_panel_and_the_explanation(page):
    page.keyboard.press("e")
    page.get_by_label("Supports").check()
    page.get_by_label("Quotation or figure").fill("Fares: 38 per cent")
    page.get_by_label("Source", exact=True).fill("Table 3")
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("#undo")).to_contain_text("Evidence added.")
    write(page)
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Evidence removed.")
    expect(page.locator("#claim-title")).to_have_text("Claim 1")
    expect(page.locator("ul.evidence")).to_have_count(0)
    expect(explanation(page)).to_have_value(WORDS)
    expect(rating(page)).to_be_checked()
    expect(page.get_by_role("heading", name="History")).to_be_visible()


# Focus


def test_the_focus_goes_to_the_title_when_the_pressed_button_is_gone(page):
    page.get_by_role("button", name="Take", exact=False).first.click()
    expect(page.locator(".standing")).to_contain_text("Yours until")
    expect(page.locator("#claim-title")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    expect(page.locator("#claim-title")).to_be_focused()


def test_the_focus_stays_in_the_ledger_when_a_claim_is_chosen_there(page, other):
    page.locator(f"#l{other.pk}").click()
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    expect(page.locator(f"#l{other.pk}")).to_be_focused()


# Pages off the way


def test_pages_off_the_way_are_accessible(
    open_page, check_accessibility, witness, desk, chika, vera
):
    failed = build.make_article(desk=desk, state=Article.State.EXTRACTION_FAILED)
    make_section(failed, 1, failure="Section 1 could not be read. Try again.")
    being_read = build.make_article(desk=desk, state=Article.State.EXTRACTING)
    make_section(being_read, 1, extracted_at="2026-11-22T12:00Z")
    make_section(being_read, 2)
    for person, address, words, status in (
        (chika, "/articles/999999/", "", 404),
        (vera, "/people/", "", 403),
        (chika, f"/articles/{failed.pk}/", "Section 1 could not be read.", 200),
        (chika, f"/articles/{being_read.pk}/", "Reading: section 2 of 2", 200),
        (None, "/sign-in/help/", "", 200),
    ):
        page = open_page(person)
        answer = page.goto(address)
        assert answer.status == status
        expect(page.locator("main")).to_contain_text(words)
        check_accessibility(page)
    # The console repeats the 404.
    witness.complaints.clear()


def make_section(article: Article, number: int, **changes) -> Section:
    return Section.objects.create(
        revision=article.revisions.get(),
        number=number,
        first=number - 1,
        last=number,
        queued_at="2026-11-22T12:00Z",
        **changes,
    )


def test_on_a_phone_another_claim_begins_at_its_head(open_page, chika, desk):
    text = "\n".join(f"It was {n} metres, said nobody in particular at all." for n in range(40))
    article = build.make_article(desk=desk, text=text)
    for n in range(40):
        build.make_claim(article=article, quote=f"It was {n} metres")
    page = open_page(chika, width=390)
    page.goto(f"/articles/{article.pk}/")
    page.locator("a.claim").last.click()
    expect(page.locator("#claim-title")).to_have_text("Claim 40")
    expect(page.locator("#claim-title")).to_be_in_viewport()
    # Not under the tabs either.
    below = "document.querySelector('.claim-head').getBoundingClientRect().top"
    tabs = "document.getElementById('tabs').getBoundingClientRect().bottom"
    page.wait_for_function(f"{below} >= {tabs} - 1")


def test_an_upload_without_a_connection_stays_on_the_page(open_page, rosa, article, witness):
    page = open_page(rosa)
    page.goto("/articles/new/")
    page.get_by_label("Text", exact=True).fill("Ferry sold\n\nThe ferry was sold in May.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Not connected.")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile("The ferry was sold"))
    page.context.set_offline(False)
    expect(page.get_by_text("Not connected.")).to_be_hidden(timeout=15_000)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/articles/\d+/"))
    # The browser says that there was no connection.
    witness.complaints.clear()


def test_what_was_typed_for_an_upload_is_there_again(open_page, rosa, article):
    page = open_page(rosa)
    page.goto("/articles/new/")
    page.get_by_label("Text", exact=True).fill("The ferry was sold in May.")
    page.goto("/")
    page.goto("/articles/new/")
    expect(page.get_by_label("Text", exact=True)).to_have_value("The ferry was sold in May.")


def test_a_file_stays_chosen_when_the_evidence_is_refused(page):
    page.keyboard.press("e")
    page.get_by_text("File, kind").click()
    file = {"name": "table.txt", "mimeType": "text/plain", "buffer": b"38 per cent"}
    page.locator("#evidence input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("#evidence .error").first).to_be_visible()
    chosen = "document.querySelector('#evidence input[type=file]').files[0]?.name"
    page.wait_for_function(f"{chosen} === 'table.txt'")
    expect(page.locator("#evidence input[type=file]")).to_be_visible()
