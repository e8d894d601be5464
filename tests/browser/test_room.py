"""The room that things take on the desk: nothing is broken, covered or moved by what comes."""

import pytest
from playwright.sync_api import Page, expect

from factcheck.articles.models import Claim, Sentence
from tests import build

LONG = """Fares on the coast rose by 40 per cent in the two years since the last carrier \
gave up the winter timetable"""
ROUND_IT = """Nobody at the port was surprised, least of all the pilots. {}, the ministry said \
in a report on Tuesday. It was built in 1987 by a yard that has closed since."""
TEXT = """Fares rose by 40 per cent, and all four carriers left the café quay. \
Nobody at the port was surprised. The Halcyon was built in 1987."""


@pytest.fixture
def claim(desk) -> Claim:
    """The eleventh of its article: its number is two digits wide."""
    words = " ".join(f"The number {each} ferry was built in 19{each}." for each in range(10, 30))
    article = build.make_article(desk=desk, text=words)
    claims = [
        build.make_claim(article=article, quote=f"The number {each} ferry was built in 19{each}")
        for each in range(10, 30)
    ]
    return claims[10]


@pytest.fixture
def page(open_page, chika, claim) -> Page:
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    return page


def top_of(page: Page, what: str) -> float:
    box = page.locator(what).bounding_box()
    assert box
    return box["y"]


def bottom_of(page: Page, what: str) -> float:
    box = page.locator(what).bounding_box()
    assert box
    return box["y"] + box["height"]


def lines_of(page: Page, what: str) -> int:
    """How many lines the words take."""
    return page.locator(what).evaluate(
        """(element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
        }"""
    )


def test_who_has_a_claim_is_one_line_beside_all_buttons(page, look):
    page.keyboard.press("l")
    expect(page.locator(".standing")).to_contain_text("Yours until")
    for key in "lknj":
        expect(page.locator(f".claim-head [data-key={key}]")).to_be_visible()
    assert lines_of(page, ".standing") == 1
    page.set_viewport_size({"width": 1024, "height": 768})
    assert lines_of(page, ".standing") == 1
    look(page, "mine")


def test_the_first_draft_that_is_kept_moves_nothing(page):
    page.keyboard.press("3")
    before = top_of(page, "#verdict")
    page.keyboard.type("It was 1987.")
    expect(page.locator("#verdict .saved time").first).to_be_visible()
    assert top_of(page, "#verdict") == before


def test_a_comment_begins_with_two_lines(page):
    page.keyboard.press("c")
    box = page.get_by_label("Comment", exact=True).bounding_box()
    assert box
    assert box["height"] < 70


def test_a_sentence_that_carries_claims_has_no_empty_dock(page, claim):
    page.goto(f"/sentences/{claim.sentence_id}/")
    expect(page.locator("#claim-title")).to_have_text("Sentence")
    expect(page.locator("#verdict")).to_be_hidden()


def test_one_open_sentence_is_not_offered_to_be_dismissed_with_others(open_page, desk, chika):
    article = build.make_article(desk=desk, text=TEXT)
    for quote in ("Fares rose by 40 per cent", "The Halcyon was built in 1987"):
        build.make_claim(article=article, quote=quote)
    page = open_page(chika)
    page.goto(f"/sentences/{Sentence.objects.all()[1].pk}/")
    expect(page.locator("#claim .ratings")).to_be_visible()
    expect(page.locator("#claim .several")).to_have_count(0)


def test_the_ledger_is_searched_from_the_rail_too(page, claim, look):
    page.set_viewport_size({"width": 1024, "height": 768})
    page.keyboard.press("/")
    page.keyboard.type("1925")
    expect(page.locator("#ledger .row:visible")).to_have_count(1)
    look(page, "found")
    page.keyboard.press("Enter")
    expect(page.locator(".statement")).to_have_text("The number 25 ferry was built in 1925.")


def test_what_a_bulk_button_asks_for_moves_no_button(page, claim):
    page.goto("/queue/?view=everything")
    page.keyboard.press("j")
    page.keyboard.press("x")
    buttons = page.locator(".bulk .buttons > .button, .bulk summary")
    before = [each.bounding_box() for each in buttons.all()]
    page.keyboard.press("d")
    expect(page.get_by_label("Why they need no verdict")).to_be_visible()
    # The bar grows below them.
    assert [each.bounding_box() for each in buttons.all()] == before


def test_on_a_phone_the_views_take_one_line_and_begin_at_the_one_shown(
    open_page, claim, chika, look
):
    page = open_page(chika, width=390)
    page.goto("/queue/?view=everything")
    views = page.get_by_role("navigation", name="Views")
    expect(views.locator("[aria-current]")).to_be_in_viewport()
    box = views.bounding_box()
    assert box
    assert box["height"] < 80
    look(page, "views")


@pytest.fixture
def long_claim(desk, chika) -> Claim:
    """One whose statement takes three lines, with evidence."""
    article = build.make_article(desk=desk, text=ROUND_IT.format(LONG))
    types = ["quantity", "comparison"]
    claim = build.make_claim(article=article, quote=LONG, claimant="the ministry", types=types)
    build.make_evidence(claim=claim, added_by=chika)
    return claim


@pytest.mark.parametrize("width", [1024, 1366])
def test_in_a_low_window_a_verdict_is_written_in_sight_of_what_it_is_about(
    open_page, long_claim, chika, look, width
):
    page = open_page(chika)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"/claims/{long_claim.pk}/")
    page.keyboard.press("3")
    expect(page.get_by_label("Explanation")).to_be_focused()
    page.keyboard.type("It was 38 per cent, says the table of the statistics office.")
    dock = top_of(page, "#verdict")
    assert top_of(page, ".statement") > bottom_of(page, ".claim-head")
    assert bottom_of(page, ".quote") < dock
    assert bottom_of(page, "#evidence .passage") < dock
    assert bottom_of(page, "#verdict .main") < 768
    look(page, "rated")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Should read")).to_be_focused()
    assert bottom_of(page, "#verdict [name=should_read]") <= top_of(page, "#verdict .main")


@pytest.mark.parametrize("width", [1024, 1366])
def test_in_a_low_window_evidence_is_attached_without_scrolling(
    open_page, long_claim, chika, look, width
):
    page = open_page(chika)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"/claims/{long_claim.pk}/")
    page.keyboard.press("3")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.get_by_label("Supports")).to_be_focused()
    attach = "#evidence [data-key='ctrl+enter']"
    for _ in range(6):
        assert bottom_of(page, attach) <= top_of(page, "#verdict")
        page.keyboard.press("Tab")
    look(page, "evidence")


IS_IN_VIEW = """() => {
    const {top, bottom} = document.activeElement.getBoundingClientRect();
    const pane = document.activeElement.closest(".claim-body, .dock").getBoundingClientRect();
    return top >= pane.top && bottom <= pane.bottom && bottom <= innerHeight;
}"""


def has_settled(page: Page) -> None:
    expect(page.locator(".htmx-added, .htmx-settling, .htmx-swapping")).to_have_count(0)


@pytest.mark.parametrize("height", [640, 900])
@pytest.mark.parametrize("key", ["x", "w", "h", "m", "f", "q"])
def test_a_form_opens_in_view_wherever_the_panel_was_scrolled(
    open_page, long_claim, chika, key, height
):
    build.make_claim(article=long_claim.article, quote="Nobody at the port was surprised")
    page = open_page(chika)
    page.set_viewport_size({"width": 1024, "height": height})
    page.goto(f"/claims/{long_claim.pk}/")
    for place in ("0", "pane.scrollHeight"):
        page.locator(".claim-body").evaluate(f"(pane) => {{ pane.scrollTop = {place}; }}")
        page.keyboard.press(key)
        field = page.locator("#editing :is(input:not([type=hidden]), textarea, select):focus")
        expect(field).to_have_count(1)
        has_settled(page)
        assert page.evaluate(IS_IN_VIEW)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator("#editing form")).to_have_count(0)
        has_settled(page)


@pytest.mark.parametrize(("key", "name"), [("e", "stance"), ("c", "text"), ("d", "reason")])
def test_what_opens_below_its_button_is_in_view(open_page, long_claim, chika, key, name):
    page = open_page(chika)
    page.set_viewport_size({"width": 1024, "height": 640})
    page.goto(f"/claims/{long_claim.pk}/")
    for place in ("0", "pane.scrollHeight"):
        page.locator(".claim-body").evaluate(f"(pane) => {{ pane.scrollTop = {place}; }}")
        page.keyboard.press(key)
        expect(page.locator(f"#claim [name={name}]:focus")).to_be_visible()
        assert page.evaluate(IS_IN_VIEW)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def test_a_form_with_an_address_of_its_own_is_in_view_too(open_page, long_claim, chika):
    page = open_page(chika)
    page.set_viewport_size({"width": 1024, "height": 640})
    page.goto(f"/claims/{long_claim.pk}/edit/")
    expect(page.locator("textarea[name=statement]")).to_be_focused()
    assert page.evaluate(IS_IN_VIEW)


def test_an_answer_is_typed_at_once(open_page, long_claim, chika, edda):
    build.make_query(claim=long_claim, asked_by=edda, asked_of=chika)
    page = open_page(chika)
    page.set_viewport_size({"width": 1024, "height": 640})
    page.goto(f"/claims/{long_claim.pk}/")
    page.get_by_text("Answer", exact=True).click()
    expect(page.locator("#queries textarea")).to_be_focused()
    assert page.evaluate(IS_IN_VIEW)
    page.get_by_text("Answer", exact=True).first.click()
    expect(page.locator("#queries textarea")).to_be_hidden()


def test_a_form_on_a_phone_does_not_begin_under_the_tabs(open_page, long_claim, chika, screenshot):
    page = open_page(chika, width=390)
    page.goto(f"/claims/{long_claim.pk}/")
    page.locator(".tools").get_by_text("Edges").click()
    expect(page.locator("#editing :checked").first).to_be_focused()
    has_settled(page)
    assert top_of(page, "#editing form") >= bottom_of(page, "#tabs")
    screenshot(page, "edges")


TINTED = """() => [...document.querySelectorAll("#galley a.claim")]
    .filter((run) => run.matches("[aria-current], .within"))
    .map((run) => run.firstChild.data).join("|")"""


def test_all_words_of_the_chosen_claim_are_tinted_also_those_of_smaller_ones(
    open_page, desk, chika
):
    article = build.make_article(desk=desk, text=TEXT)
    whole = build.make_claim(
        article=article, quote="Fares rose by 40 per cent, and all four carriers left the café quay"
    )
    first = build.make_claim(article=article, quote="Fares rose by 40 per cent")
    last = build.make_claim(article=article, quote="all four carriers left the café quay")
    other = build.make_claim(article=article, quote="The Halcyon was built in 1987")
    pieces = f"{first.quote}|, and |{last.quote}"
    page = open_page(chika)
    page.goto(f"/claims/{other.pk}/")
    assert page.evaluate(TINTED) == other.quote
    for chosen, words in [(whole, pieces), (last, last.quote), (whole, pieces)]:
        page.locator(f"#l{chosen.pk}").click()
        expect(page.locator("#claim .statement")).to_have_text(chosen.statement)
        has_settled(page)
        assert page.evaluate(TINTED) == words
    # What the server draws is the same.
    page.reload()
    assert page.evaluate(TINTED) == pieces


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_what_can_be_undone_stands_in_one_line(open_page, long_claim, chika, look, width):
    page = open_page(chika)
    page.goto(f"/claims/{long_claim.pk}/")
    for _ in range(3):
        page.keyboard.press("w")
        expect(page.locator("#editing :checked:focus")).to_be_visible()
        has_settled(page)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#undo")).to_contain_text("Edges moved.")
        expect(page.locator("#editing form")).to_have_count(0)
        has_settled(page)
    page.set_viewport_size({"width": width, "height": 844 if width == 390 else 900})
    for key in ("", "z"):
        if key:
            page.locator("#undo .button").click()
            expect(page.locator("#undo")).to_contain_text("As it was before.")
            has_settled(page)
        for number in range(page.locator("#undo span").count()):
            assert lines_of(page, f"#undo span >> nth={number}") == 1
        line, button = (
            page.locator(f"#undo {each}").bounding_box() for each in (".done", "button")
        )
        assert line
        assert button
        assert line["x"] <= button["x"]
        assert button["x"] + button["width"] <= line["x"] + line["width"]
        if width > 900:
            key_cap = page.locator("#undo kbd").bounding_box()
            assert key_cap
            assert key_cap["x"] + key_cap["width"] <= button["x"] + button["width"]
        look(page, f"undo-{key}")
