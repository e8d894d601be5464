"""Questions, replies, two approvals and the hand-in, in Chromium, as the persons concerned."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from factcheck.articles.models import Article, Claim
from factcheck.review import actions
from factcheck.review.models import Query
from tests import build

ACCUSES = [{"label": "accuses a named person", "weight": 0.4}]


@pytest.fixture
def claim(desk, rosa) -> Claim:
    """A claim of Rosa's article that accuses somebody."""
    article = build.make_article(desk=desk, uploaded_by=rosa)
    build.make_claim(article=article, quote="It was built in 1987")
    return build.make_claim(article=article, needs_two=True, reasons=ACCUSES)


def said(page: Page, words: str) -> None:
    expect(page.locator("#undo")).to_contain_text(words)


def test_a_question_goes_to_the_reporter_and_comes_back_as_evidence(
    open_page, look, claim, chika, rosa
):
    checker = open_page(chika)
    checker.goto(f"/claims/{claim.pk}/")
    checker.keyboard.press("q")
    expect(checker.locator("textarea[name=question]")).to_be_focused()
    checker.keyboard.type("Which two years are compared? q is a letter here.")
    look(checker, "ask")
    checker.keyboard.press("Control+Enter")
    said(checker, "Asked Rosa Lind.")
    expect(checker.locator("#queries")).to_contain_text("You asked Rosa Lind")

    reporter = open_page(rosa)
    reporter.goto("/")
    expect(reporter.locator(".rooms .waiting").first).to_contain_text("1")
    reporter.get_by_role("link", name="Queries").first.click()
    answer = reporter.get_by_role("textbox", name="Answer")
    answer.fill("2023 and 2025, says the ministry.")
    look(reporter, "to-answer")
    answer.press("Control+Enter")
    said(reporter, "Answered.")
    expect(reporter.locator("#queries")).to_contain_text("No question waits for you.")

    checker.reload()
    expect(checker.locator("#queries .answer")).to_contain_text("2023 and 2025")
    look(checker, "answered")
    checker.get_by_role("button", name="Supports").click()
    said(checker, "The answer is evidence.")
    expect(checker.locator("#evidence")).to_contain_text("Answer by Rosa Lind")
    checker.goto("/queries/")
    look(checker, "queries")
    checker.keyboard.press("z")
    expect(checker.locator("#evidence")).not_to_contain_text("added by Chika Obi")


def test_an_answer_is_undone_on_the_page_of_queries(open_page, claim, chika, rosa):
    actions.ask(claim=claim, by=chika, of=rosa, question="Which two years?")
    page = open_page(rosa)
    page.goto("/queries/")
    page.get_by_role("textbox", name="Answer").fill("2023 and 2025.")
    page.get_by_role("button", name="Send the answer").click()
    said(page, "Answered.")
    page.keyboard.press("z")
    said(page, "The question waits again.")
    expect(page).to_have_url(re.compile("/queries/$"))
    assert Query.objects.waiting().exists()


def test_an_empty_answer_is_asked_for_and_keeps_the_others(open_page, claim, chika, rosa):
    for question in ("Which two years?", "Who counted?"):
        actions.ask(claim=claim, by=chika, of=rosa, question=question)
    page = open_page(rosa)
    page.goto("/queries/")
    boxes = page.get_by_role("textbox", name="Answer")
    boxes.nth(1).fill("The port.")
    page.get_by_role("button", name="Send the answer").first.click()
    expect(page.locator("#queries")).to_contain_text("Write the answer.")
    expect(boxes.nth(1)).to_have_value("The port.")


def test_two_people_approve_what_accuses_somebody(
    open_page, look, claim, chika, edda, priya, rating
):
    actions.propose(claim=claim, by=chika, rating=rating, explanation="It was 38 per cent.")
    first = open_page(edda)
    first.goto(f"/claims/{claim.pk}/")
    expect(first.locator("#accusation")).to_contain_text("It accuses a named person.")
    first.keyboard.press("a")
    said(first, "Approved.")
    expect(first.locator("#verdict")).to_contain_text("One more needed.")
    look(first, "one-approved")
    second = open_page(priya)
    second.goto(f"/claims/{claim.pk}/")
    expect(second.locator("#verdict")).to_contain_text("Approved by Edda Voss")
    second.keyboard.press("a")
    expect(second.locator("#verdict")).to_contain_text("Edda Voss")
    expect(second.locator("#verdict")).to_contain_text("Priya Nair")
    assert Claim.objects.get(pk=claim.pk).state == Claim.State.APPROVED


def test_a_right_of_reply_is_written_down_changed_and_undone(open_page, look, claim, chika):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    expect(page.locator("#accusation")).to_contain_text("Nobody is on record as asked.")
    page.get_by_role("link", name="Write one down").click()
    party = page.get_by_role("textbox", name="Who was asked")
    expect(party).to_be_focused()
    party.fill("Halcyon Line")
    look(page, "reply-form")
    party.press("Control+Enter")
    said(page, "Right of reply written down.")
    expect(page.locator(".replies")).to_contain_text("Halcyon Line")
    page.get_by_role("link", name="Add what they said").click()
    page.get_by_role("radio", name="Answered").check()
    page.get_by_role("textbox", name="What they said").fill("The fares are the ministry’s.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".replies")).to_contain_text("The fares are the ministry’s.")
    look(page, "replied")
    page.keyboard.press("z")
    expect(page.locator(".replies")).to_contain_text("Waiting for an answer")


def test_the_author_hands_sources_in_from_claim_to_claim(open_page, look, claim, rosa):
    page = open_page(rosa)
    page.goto(f"/articles/{claim.article_id}/")
    expect(page.locator("#hand-in")).to_contain_text("0 of 2 claims have a source.")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(f"/claims/{claim.pk}/$"))
    page.keyboard.press("e")
    page.locator("#evidence").get_by_role("radio", name="Supports").check()
    page.get_by_role("textbox", name="Quotation or figure").fill("Fares: +40.2 per cent")
    page.get_by_label("Source", exact=True).fill("Fares on the coast, table 3")
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("#hand-in")).to_contain_text("1 of 2 claims have a source.")
    look(page, "handed-in")
    page.keyboard.press("n")
    expect(page.locator("#claim .statement")).to_contain_text("It was built in 1987")


def test_it_fits_every_width_and_scheme(open_page, look_everywhere, claim, chika, rosa):
    late = timezone.now() - timedelta(minutes=31)
    actions.ask(claim=claim, by=chika, of=rosa, question="Which two years?", due_at=late)
    answered = actions.ask(claim=claim, by=chika, expert="Mara Sund, economist", question="Why?")
    actions.answer(query=answered, by=chika, words="Fuel, and fewer passengers.")
    build.make_reply(claim=claim, recorded_by=chika)
    Article.objects.update(due_at=timezone.now() + timedelta(hours=3))
    for person, address in ((chika, f"/claims/{claim.pk}/"), (rosa, "/queries/")):
        page = open_page(person)
        page.goto(address)
        if person == chika:
            page.locator("#accusation").scroll_into_view_if_needed()
        look_everywhere(page, person.name[:5])
