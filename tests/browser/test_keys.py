"""Single keys: each means one thing, the list of them is whole, and none is pressed by what
somebody types into a form."""

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.articles.models import Claim, Sentence
from factcheck.review import actions
from factcheck.review.models import Draft, Verdict
from tests import build

TEXT = """Fares rose by 40 per cent, and all four carriers left the café quay. \
Nobody at the port was surprised. The Halcyon was built in 1987."""
QUOTE = "Fares rose by 40 per cent"
MIDDLE = "all four carriers left the café quay"
# What is shown under one key twice: forms are sent and left with the same keys.
TWICE = """() => {
    const shown = [...document.querySelectorAll("[data-key]")]
        .filter((each) => !each.disabled && each.checkVisibility())
        .map((each) => each.dataset.key)
        .filter((key) => key.length === 1);
    return shown.filter((key, index) => shown.indexOf(key) !== index);
}"""


@pytest.fixture
def claim(desk) -> Claim:
    return build.make_claim(article=build.make_article(desk=desk, text=TEXT), quote=QUOTE)


@pytest.fixture
def page(open_page, chika, claim) -> Page:
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    return page


def test_no_key_means_two_things(open_page, claim, chika, edda, priya, rating):
    build.make_claim(article=claim.article, quote="The Halcyon was built in 1987")
    page = open_page(edda)
    actions.take(claim=claim, by=chika)
    sentence = Sentence.objects.first()
    for address in (
        f"/claims/{claim.pk}/",
        f"/sentences/{sentence.pk}/",
        "/queue/",
        "/",
        "/sources/",
    ):
        page.goto(address)
        assert page.evaluate(TWICE) == []
    actions.propose(claim=claim, by=chika, rating=rating, explanation="It was 38 per cent.")
    page.goto(f"/claims/{claim.pk}/")
    assert page.evaluate(TWICE) == []
    actions.approve(claim=claim, by=priya, verdict_id=Verdict.objects.get().pk)
    page.goto(f"/claims/{claim.pk}/")
    assert page.evaluate(TWICE) == []


def test_a_claim_is_taken_over_by_keyboard_also_while_sentences_are_open(
    open_page, claim, chika, edda
):
    actions.take(claim=claim, by=chika)
    page = open_page(edda)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("l")
    page.keyboard.type("It prints at three.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".standing")).to_contain_text("Yours until")
    expect(page.locator("#holder")).to_contain_text("It prints at three.")


@pytest.mark.parametrize("key", ["e", "d"])
def test_what_is_typed_at_a_choice_of_an_open_form_presses_no_key(page, claim, key):
    page.keyboard.press(key)
    expect(page.locator("[type=radio]:focus")).to_be_visible()
    page.keyboard.type("nj1lx+?")
    expect(page).to_have_url(re.compile(f"/claims/{claim.pk}/"))
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".standing")).to_have_text("Open")
    expect(page.locator("#verdict [name=rating]:checked")).to_have_count(0)


def test_the_key_of_a_form_that_is_open_goes_into_it(page, claim, chika):
    actions.save_draft(
        claim=claim, by=chika, form="add_evidence", words={"quotation": ["Half of it"]}
    )
    page.reload()
    quotation = page.get_by_label("Quotation or figure")
    expect(quotation).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_label("Supports")).to_be_focused()
    expect(quotation).to_have_value("Half of it")
    page.locator("summary", has_text="Add evidence").click()
    expect(quotation).to_be_hidden()


def test_edges_start_from_the_words_of_the_claim(open_page, desk, chika):
    claim = build.make_claim(article=build.make_article(desk=desk, text=TEXT), quote=MIDDLE)
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("w")
    first = page.get_by_role("group", name="First word")
    expect(first.get_by_label("all", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Edges moved.")
    assert Claim.objects.get().quote == MIDDLE.removeprefix("all ")


def test_one_escape_leaves_a_form_and_keeps_the_words_that_were_just_typed(page, claim):
    page.keyboard.press("x")
    statement = page.locator("textarea[name=statement]")
    expect(statement).to_be_focused()
    expect(page.locator(".htmx-added")).to_have_count(0)
    page.keyboard.type("Fares fell. ")
    page.keyboard.press("Escape")
    expect(statement).to_have_count(0)
    expect(page.locator("#claim-title")).to_be_focused()
    expect(page.locator(".begun")).to_contain_text("Fares fell.")
    assert Draft.objects.get().form == "edit"


@pytest.mark.parametrize(
    ("key", "label"), [("e", "Quotation or figure"), ("c", "Comment"), ("l", "Why, for Chika Obi")]
)
def test_escape_closes_a_form_below_its_button_and_keeps_what_was_typed(
    open_page, claim, chika, edda, key, label
):
    actions.take(claim=claim, by=chika)
    page = open_page(edda)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press(key)
    field = page.get_by_label(label, exact=True)
    field.fill("Half a thought")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.locator(f"summary[data-key={key}]")).to_be_focused()
    page.keyboard.press(key)
    expect(field).to_have_value("Half a thought")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1200)
    assert Draft.objects.get().words[field.get_attribute("name")] == ["Half a thought"]
    page.reload()
    expect(field).to_have_value("Half a thought")


def test_escape_leaves_a_dismissal(page):
    page.keyboard.press("d")
    expect(page.get_by_label("Opinion")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Opinion")).to_be_hidden()
    expect(page.get_by_label("Needs change")).to_be_visible()


def test_a_claim_is_dismissed_with_one_key_for_its_reason(page, claim, look):
    page.keyboard.press("d")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#dismiss-error")).to_contain_text("Choose a reason.")
    look(page, "no-reason")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Opinion")).to_be_hidden()
    page.keyboard.press("d")
    page.keyboard.press("3")
    expect(page.get_by_label("Common knowledge")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verdict")).to_contain_text("Dismissed: common knowledge")


def test_the_list_names_every_key(page):
    page.keyboard.press("?")
    listed = page.locator("dialog#keys")
    for key, name in (("/", "Find in the ledger"), ("+", "Add another claim of this sentence")):
        term = listed.locator("dt").filter(has=page.get_by_text(key, exact=True))
        expect(term.locator("+ dd")).to_have_text(name)
    assert all(words.strip() for words in listed.locator("dd").all_inner_texts())
    assert all(words.strip() for words in listed.locator("dt").all_inner_texts())


def test_the_key_for_filters_leads_into_them_and_escape_out(page):
    page.goto("/queue/?view=everything")
    page.keyboard.press("f")
    expect(page.get_by_label("Words", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Words", exact=True)).to_have_count(0)


def test_whoever_returns_a_verdict_goes_on_to_the_next(open_page, claim, chika, priya, rating):
    other = build.make_claim(article=claim.article, quote="The Halcyon was built in 1987")
    for each in (claim, other):
        actions.propose(claim=each, by=chika, rating=rating, explanation="It was 38 per cent.")
    page = open_page(priya)
    page.goto("/queue/?view=second-check")
    page.keyboard.press("t")
    expect(page.locator("#verdict")).to_contain_text("It was 38 per cent.")
    first = page.url
    page.keyboard.press("r")
    page.keyboard.type("No source")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Returned to its author.")
    expect(page.locator(".htmx-added, .htmx-settling, .htmx-swapping")).to_have_count(0)
    page.keyboard.press("t")
    expect(page).not_to_have_url(first)
    expect(page.locator("#verdict")).to_contain_text("Approve")


def in_state(claim: Claim, state: str, chika, priya, rating) -> None:
    if state in ("in review", "approved", "returned"):
        actions.propose(claim=claim, by=chika, rating=rating, explanation="It was 38 per cent.")
    if state == "approved":
        actions.approve(claim=claim, by=priya, verdict_id=Verdict.objects.get().pk)
    if state == "returned":
        verdict = Verdict.objects.get()
        actions.return_verdict(claim=claim, by=priya, verdict_id=verdict.pk, reason="Which port?")
    if state == "dismissed":
        actions.dismiss(claim=claim, by=chika, reason="opinion")
    if state == "deferred":
        actions.defer(claim=claim, by=chika, reason="The table comes on Friday.")
    if state == "taken":
        actions.take(claim=claim, by=chika)


@pytest.mark.parametrize("person", ["chika", "priya"])
@pytest.mark.parametrize(
    "state", ["open", "taken", "in review", "returned", "approved", "dismissed", "deferred"]
)
def test_t_takes_the_next_claim_whatever_one_reads(
    request, open_page, claim, chika, priya, rating, state, person
):
    other = build.make_claim(article=claim.article, quote="The Halcyon was built in 1987", score=1)
    in_state(claim, state, chika, priya, rating)
    page = open_page(request.getfixturevalue(person))
    page.goto(f"/claims/{claim.pk}/")
    button = page.locator("#claim [data-key=t]")
    expect(button).to_have_text(re.compile(r"Take next\s+T"))
    assert page.evaluate(TWICE) == []
    page.keyboard.press("t")
    expect(page.locator("#claim .statement")).to_have_text(other.statement)
    expect(page.locator(".standing")).to_contain_text("Yours until")


def test_t_does_not_leave_a_verdict_that_somebody_gives(page, claim):
    build.make_claim(article=claim.article, quote="The Halcyon was built in 1987", score=1)
    page.keyboard.press("3")
    page.keyboard.type("t")
    page.locator("#verdict [name=rating]:checked").focus()
    page.keyboard.press("t")
    page.wait_for_timeout(300)
    expect(page).to_have_url(re.compile(f"/claims/{claim.pk}/"))
    page.get_by_role("button", name="Take next").click()
    expect(page).not_to_have_url(re.compile(f"/claims/{claim.pk}/"))
    assert Draft.objects.get().text == "t"


def test_arrow_keys_go_through_the_ledger_and_the_panel_follows(page, claim):
    build.make_claim(article=claim.article, quote="The Halcyon was built in 1987")
    page.reload()
    page.locator(f"#ledger a[data-claim='{claim.pk}']").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#claim-title")).to_have_text("Sentence")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#claim .statement")).to_have_text("The Halcyon was built in 1987.")
    expect(page.locator("#ledger a:focus")).to_contain_text("The Halcyon was built")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#claim-title")).to_have_text("Sentence")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#claim .statement")).to_have_text(f"{QUOTE}.")
    expect(page).to_have_url(re.compile(f"/claims/{claim.pk}/$"))
