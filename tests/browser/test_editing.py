"""A claim's own words in Chromium: edited, cut, merged, added, by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.articles.models import Claim
from factcheck.review import actions
from tests import build

TEXT = """Fares on the 🚢 line rose by 40 per cent, and all four carriers left the café quay. \
Nobody at the port was surprised.
The Halcyon carried 1.3 million passengers last year. It was built in 1987."""
QUOTE = "Fares on the 🚢 line rose by 40 per cent, and all four carriers left the café quay"
# Selects words of the galley as a mouse would: from their first letter to their last.
SELECT = """(words) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(document.getElementById("galley"), NodeFilter.SHOW_TEXT);
    const ends = [words.slice(0, 5), words.slice(-5)];
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(ends[0]);
        if (at >= 0) { range.setStart(walker.currentNode, at); break; }
    }
    do {
        const at = walker.currentNode.data.lastIndexOf(ends[1]);
        if (at >= 0) { range.setEnd(walker.currentNode, at + ends[1].length); break; }
    } while (walker.nextNode());
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def claim(desk) -> Claim:
    return build.make_claim(article=build.make_article(desk=desk, text=TEXT), quote=QUOTE)


def quotes() -> list[str]:
    return [claim.quote for claim in Claim.objects.standing().in_text_order()]


def said(page: Page, words: str) -> None:
    expect(page.locator("#undo")).to_contain_text(words)
    # What was swapped in obeys htmx once it has settled.
    expect(page.locator(".htmx-added, .htmx-settling, .htmx-swapping")).to_have_count(0)


def test_a_claim_is_edited_by_keyboard_and_undone(open_page, look, claim, chika):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("x")
    statement = page.locator("textarea[name=statement]")
    expect(statement).to_be_focused()
    look(page, "edit")
    page.keyboard.press("Control+A")
    page.keyboard.type("Ferry fares rose; x, w and h are letters here.")
    page.keyboard.press("Control+Enter")
    said(page, "Edited.")
    expect(page.locator(".statement")).to_have_text(
        "Ferry fares rose; x, w and h are letters here."
    )
    look(page, "edited")
    page.keyboard.press("z")
    said(page, "As it was before.")
    expect(page.locator(".statement")).to_have_text(f"{QUOTE}.")


def test_escape_leaves_the_form_and_the_claim_alone(open_page, claim, chika):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("x")
    expect(page.locator("textarea[name=statement]")).to_be_focused()
    # Until its buttons are wired, a press of a key does nothing.
    expect(page.locator(".htmx-added")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("textarea[name=statement]")).to_have_count(0)
    expect(page.locator("#claim-title")).to_be_focused()
    assert Claim.objects.get().version == 1


def test_two_people_edit_and_the_second_chooses(open_page, look, claim, chika, edda):
    first, second = open_page(chika), open_page(edda)
    for page in (first, second):
        page.goto(f"/claims/{claim.pk}/edit/")
    first.locator("textarea[name=statement]").fill("Fares rose by two fifths.")
    first.get_by_role("button", name="Save the claim").click()
    said(first, "Edited.")
    second.locator("textarea[name=statement]").fill("All fares rose.")
    second.get_by_role("button", name="Save the claim").click()
    clash = second.locator(".clash")
    expect(clash).to_contain_text("Chika Obi has changed the statement meanwhile")
    expect(clash).to_contain_text("Fares rose by two fifths.")
    expect(second.locator("textarea[name=statement]")).to_have_value("All fares rose.")
    look(second, "clash")
    second.get_by_label("Keep this, not mine").check()
    second.get_by_role("button", name="Save the claim").click()
    expect(second.locator(".statement")).to_have_text("Fares rose by two fifths.")


def test_edges_move_word_by_word_with_the_arrow_keys(open_page, look, claim, chika):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("w")
    last = page.get_by_role("group", name="Last word")
    expect(last.get_by_label("quay", exact=True)).to_be_checked()
    first = page.get_by_role("group", name="First word")
    expect(first.get_by_label("Fares", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(last.get_by_label("quay", exact=True)).to_be_focused()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    expect(last.get_by_label("all", exact=True)).to_be_checked()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    look(page, "edges")
    page.keyboard.press("Control+Enter")
    said(page, "Edges moved.")
    assert quotes() == ["Fares on the 🚢 line rose by 40 per cent"]


def test_a_claim_is_cut_at_a_word_and_whole_again(open_page, look, claim, chika):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("h")
    page.get_by_role("group", name="The second claim begins at").get_by_text("all").click()
    look(page, "split")
    page.get_by_role("button", name="Split in two").click()
    said(page, "Split in two.")
    assert quotes() == [
        "Fares on the 🚢 line rose by 40 per cent",
        "all four carriers left the café quay",
    ]
    expect(page.locator("#ledger a[data-claim]")).to_have_count(2)
    page.keyboard.press("z")
    said(page, "As it was before.")
    assert quotes() == [QUOTE]


def test_two_claims_are_merged_and_taken_apart(open_page, look, claim, chika):
    other = build.make_claim(article=claim.article, quote="Nobody at the port was surprised")
    build.make_evidence(claim=other)
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("m")
    expect(page.get_by_label(other.quote)).to_be_checked()
    look(page, "merge")
    page.get_by_role("button", name="Merge the two").click()
    said(page, "Merged.")
    expect(page.locator("ul.evidence li")).to_have_count(1)
    look(page, "merged")
    page.goto(f"/claims/{other.pk}/")
    expect(page.locator("#claim")).to_contain_text("This claim went into")
    look(page, "went-into")
    page.get_by_role("button", name="Take it out again").click()
    said(page, "Taken apart again.")
    assert quotes() == [QUOTE, other.quote]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("rose by 40", "rose by 40"),
        ("café quay. Nobody at the port", "café quay. Nobody at the port"),
        ("e 🚢 li", "the 🚢 line"),
        ("illion passen", "million passengers"),
    ],
)
def test_selected_words_become_a_claim(open_page, claim, chika, words, quote):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.evaluate(SELECT, words)
    expect(page.get_by_role("toolbar", name="Selected words")).to_be_visible()
    page.keyboard.press("+")
    said(page, "Claim added.")
    expect(page.locator(".quote mark")).to_have_text(quote)
    assert quote in quotes()
    expect(page.get_by_role("toolbar", name="Selected words")).to_have_count(0)


def test_selected_words_become_the_edges_or_a_cut(open_page, look, claim, chika):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.evaluate(SELECT, "all four carriers left")
    look(page, "selected")
    page.get_by_role("toolbar").get_by_role("button", name="Split here").click()
    said(page, "Split in two.")
    page.evaluate(SELECT, "line rose by 40")
    page.get_by_role("toolbar").get_by_role("button", name="Set edges").click()
    said(page, "Edges moved.")
    assert quotes() == ["line rose by 40", "all four carriers left the café quay"]


def test_a_mouse_that_selects_words_of_a_claim_does_not_open_it(open_page, claim, chika):
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    box = page.locator(f"#c{other.pk}").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 30, middle, steps=5)
    page.mouse.up()
    expect(page.get_by_role("toolbar", name="Selected words")).to_be_visible()
    assert page.url.endswith(f"/claims/{claim.pk}/")
    page.keyboard.press("Escape")
    expect(page.get_by_role("toolbar", name="Selected words")).to_have_count(0)
    page.locator(f"#c{other.pk}").click()
    page.wait_for_url(f"**/claims/{other.pk}/")


def test_a_claim_is_added_without_a_mouse(open_page, look, claim, chika):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("g")
    page.wait_for_url("**/sentences/*/")
    page.keyboard.press("+")
    first = page.get_by_role("group", name="First word")
    expect(first.get_by_label("Nobody")).to_be_focused()
    page.keyboard.press("ArrowRight")
    look(page, "add")
    page.keyboard.press("Control+Enter")
    said(page, "Claim added.")
    assert quotes() == [QUOTE, "at the port was surprised"]
    page.keyboard.press("z")
    said(page, "Taken off again.")
    assert quotes() == [QUOTE]


def test_a_claim_is_set_aside_and_comes_back_with_a_reason(open_page, look, claim, chika, edda):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("f")
    expect(page.get_by_label("What it waits for")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#editing")).to_contain_text("Say what it waits for")
    page.keyboard.type("The table comes out on Friday.")
    look(page, "set-aside-form")
    page.keyboard.press("Control+Enter")
    said(page, "Set aside.")
    expect(page.locator("#verdict")).to_contain_text("The table comes out on Friday.")
    look(page, "set-aside")
    editor = open_page(edda)
    editor.goto(f"/claims/{claim.pk}/")
    editor.keyboard.press("o")
    editor.get_by_label("Why it comes back").fill("It is out.")
    look(editor, "reopen")
    editor.keyboard.press("Control+Enter")
    said(editor, "Reopened.")
    expect(editor.locator("#history")).to_contain_text("It is out.")
    editor.keyboard.press("z")
    said(editor, "All is as it was.")
    expect(editor.locator("#verdict")).to_contain_text("The table comes out on Friday.")


def test_z_goes_back_step_by_step_also_after_a_full_load(open_page, look, claim, chika, priya):
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    page = open_page(chika)
    for each in (claim, other):
        page.goto(f"/claims/{each.pk}/")
        page.keyboard.press("l")
        said(page, "You took the claim.")
        page.keyboard.press("f")
        page.get_by_label("What it waits for").fill("Friday.")
        page.keyboard.press("Control+Enter")
        said(page, "Set aside.")
    page.goto(f"/articles/{claim.article_id}/")
    said(page, "3 more")
    look(page, "undo")
    page.keyboard.press("z")
    said(page, "It is yours again.")
    expect(page.locator("#claim-title")).to_have_text("Claim 2")
    actions.reopen(claim=claim, by=priya, reason="It is out.")
    page.keyboard.press("z")
    said(page, "Released.")
    page.keyboard.press("z")
    expect(page.locator("#notice")).to_contain_text("Not undone: Set aside")
    said(page, "You took the claim")


def test_next_open_leaves_out_what_is_decided(open_page, claim, chika):
    second = build.make_claim(article=claim.article, quote="Nobody at the port was surprised")
    third = build.make_claim(article=claim.article, quote="It was built in 1987")
    actions.dismiss(claim=second, by=chika, reason="opinion")
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("n")
    page.wait_for_url(f"**/claims/{third.pk}/")
    page.keyboard.press("n")
    page.wait_for_url(f"**/claims/{claim.pk}/")


@pytest.mark.parametrize("form", ["edit", "edges", "split", "merge", "defer"])
def test_every_form_works_on_a_phone_and_without_javascript(
    chromium, open_page, look, claim, chika, form
):
    build.make_claim(article=claim.article, quote="Nobody at the port was surprised")
    page = open_page(chika, width=390, java_script_enabled=False)
    page.goto(f"/claims/{claim.pk}/{form}/")
    editor = page.locator("#editing form")
    expect(editor).to_be_visible()
    if form == "split":
        page.get_by_role("group", name="The second claim begins at").get_by_text("all").click()
    if form == "edges":
        page.get_by_role("group", name="Last word").get_by_text("cent").click()
    if form == "defer":
        page.get_by_label("What it waits for").fill("Friday.")
    if form == "edit":
        page.locator("textarea[name=statement]").fill("Fares rose.")
    editor.get_by_role("button").first.click()
    said(page, re.compile("Edited|Edges moved|Split|Merged|Set aside"))
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.locator("#undo")).to_contain_text(re.compile("before|apart|yours"))
    assert QUOTE in quotes()


def test_the_forms_at_every_width_and_in_both_schemes(open_page, look_everywhere, claim, chika):
    build.make_claim(article=claim.article, quote="Nobody at the port was surprised")
    page = open_page(chika)
    for form in ("edit", "edges", "split", "merge"):
        page.goto(f"/claims/{claim.pk}/{form}/")
        look_everywhere(page, form)


def test_the_ledger_is_searched_by_keyboard(open_page, look, claim, chika):
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("/")
    expect(page.get_by_label("Find in the ledger")).to_be_focused()
    page.keyboard.type("BUILT")
    expect(page.locator("#ledger .row:visible")).to_have_count(1)
    look(page, "find")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{other.pk}/")
    page.get_by_label("Find in the ledger").fill("a whale")
    expect(page.get_by_text("No row says this.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#ledger .row:visible")).to_have_count(4)


def test_what_is_typed_in_an_edit_comes_back_and_overwrites_nobody(open_page, claim, chika, edda):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/edit/")
    statement = page.locator("textarea[name=statement]")
    statement.fill("All fares rose.")
    page.get_by_label("Event").check()
    page.goto("/queue/")
    actions.edit_claim(claim=claim, by=edda, version=1, statement="Fares rose.")
    page.goto(f"/claims/{claim.pk}/edit/")
    expect(statement).to_have_value("All fares rose.")
    expect(page.get_by_label("Event")).to_be_checked()
    expect(page.get_by_label("Quantity")).to_be_checked()
    page.get_by_role("button", name="Save the claim").click()
    expect(page.locator(".clash")).to_contain_text("Edda Voss has changed the statement meanwhile")
    expect(statement).to_have_value("All fares rose.")
    page.get_by_role("button", name="Save the claim").click()
    said(page, "Edited.")
    expect(page.locator(".statement")).to_have_text("All fares rose.")
