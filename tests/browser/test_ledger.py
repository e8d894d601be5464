"""The ledger in Chromium: sentences dismissed by key, proposals, and the sign-off."""

import pytest
from playwright.sync_api import expect

from factcheck.articles.models import Article, Claim, Sentence
from factcheck.review import actions, sentences
from factcheck.review.models import Dismissal
from tests import build

TEXT = """Who pays for the quay? Fares rose by 40 per cent in two years, the ministry said.
Nobody at the port was surprised. Let us hope that it stays so. Is that fair?
The Halcyon carried 1.3 million passengers last year. It was built in 1987."""


@pytest.fixture
def article(desk, rosa) -> Article:
    article = build.make_article(desk=desk, uploaded_by=rosa, text=TEXT)
    build.make_claim(article=article)
    build.make_claim(article=article, quote="The Halcyon carried 1.3 million passengers last year")
    build.make_claim(
        article=article, quote="It was built in 1987", proposal="opinion", checkable=False
    )
    text = article.revisions.get().text
    for words, reason in (
        ("Who pays for the quay?", "question"),
        ("Is that fair?", "question"),
        ("Let us hope", "not a statement"),
    ):
        Sentence.objects.filter(start=text.index(words)).update(proposal=reason)
    return article


@pytest.fixture
def claims_decided(article, chika) -> None:
    for claim in article.claims.all():
        actions.dismiss(claim=claim, by=chika, reason="common knowledge")


def open_in(article: Article) -> int:
    return sentences.still_open(sentences.of([article.pk])).count()


def test_sentences_are_accounted_for_by_keys_alone(open_page, chika, article):
    page = open_page(chika)
    page.goto(f"/articles/{article.pk}/")
    page.keyboard.press("g")
    expect(page.locator("#claim-title")).to_have_text("Sentence")
    page.keyboard.press("2")
    expect(page.locator("#undo")).to_contain_text("Sentence dismissed: question.")
    expect(page.locator("#claim .statement")).to_have_text("Nobody at the port was surprised.")
    expect(page.locator("#ledger a[aria-current]")).to_contain_text("Nobody at the port")
    page.keyboard.press("z")
    expect(page.locator("#claim .statement")).to_have_text("Who pays for the quay?")
    assert open_in(article) == 4
    page.keyboard.press("2")
    expect(page.locator("#claim .statement")).to_have_text("Nobody at the port was surprised.")
    page.locator("#verdict").get_by_label("In words").fill("Said in 1, 2 or 3 words.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#claim .statement")).to_have_text("Let us hope that it stays so.")
    assert Dismissal.objects.latest("pk").note == "Said in 1, 2 or 3 words."
    page.keyboard.press("m")
    expect(page.locator("#claim-title")).to_contain_text("Claim 2")
    assert Claim.objects.get(start=Sentence.objects.get(proposal="not a statement").start)
    page.keyboard.press("z")
    expect(page.locator("#claim-title")).to_have_text("Sentence")
    expect(page.locator("#undo")).to_contain_text("Taken off again.")
    # From an open sentence it goes on to the queue as from anywhere else.
    page.keyboard.press("t")
    expect(page.locator("#claim-title")).to_contain_text("Claim")
    expect(page.locator(".standing")).to_contain_text("Yours until")


@pytest.mark.parametrize("width", [1440, 390])
def test_proposals_are_accepted_by_kind_and_taken_back(open_page, chika, article, look, width):
    page = open_page(chika, width=width)
    page.goto(f"/articles/{article.pk}/?pane=ledger")
    look(page, "1-ledger")
    question = Sentence.objects.filter(proposal="question").first()
    page.goto(f"/sentences/{question.pk}/")
    look(page, "2-sentence")
    page.locator("#claim").get_by_role("button", name="Accept all 2 proposals: question").click()
    expect(page.locator("#undo")).to_contain_text("2 proposals accepted: question.")
    assert open_in(article) == 2
    look(page, "3-accepted")
    page.locator("#undo").get_by_role("button", name="Undo").click()
    expect(page.locator("#undo")).to_contain_text("2 reopened.")
    assert open_in(article) == 4


def test_ticked_sentences_are_dismissed_together(open_page, chika, article, look):
    page = open_page(chika)
    page.goto(f"/articles/{article.pk}/")
    page.get_by_label("Pick: Nobody at the port was surprised.").check()
    page.get_by_label("Pick: Is that fair?").check()
    page.get_by_text("Dismiss several at once").click()
    page.locator("#ledger").get_by_label("Dismiss as").select_option("Common knowledge")
    look(page, "several")
    page.get_by_role("button", name="Dismiss the ticked ones").click()
    expect(page.locator("#undo")).to_contain_text("2 sentences dismissed: common knowledge.")
    assert open_in(article) == 2


@pytest.mark.parametrize("width", [1440, 390])
def test_an_editor_signs_an_article_off_and_takes_it_back(
    open_page, chika, edda, article, look, width
):
    Claim.objects.filter(proposal="").update(state=Claim.State.APPROVED)
    page = open_page(edda, width=width)
    page.goto(f"/articles/{article.pk}/")
    page.get_by_text("What blocks it").click()
    look(page, "1-blocked")
    page.get_by_role("link", name="1 claim is still open.").click()
    expect(page.locator("#claim-title")).to_have_text("Claim 3")
    page.get_by_role("button", name="Accept: opinion").click()
    expect(page.locator("#undo")).to_contain_text("Dismissed.")
    page.goto(f"/sentences/{Sentence.objects.filter(proposal='question').first().pk}/")
    page.get_by_text("open sentences of this part at once").click()
    page.locator("#claim").get_by_role("button", name="Dismiss all 4").click()
    expect(page.locator("#bar")).to_contain_text("Nothing blocks the sign-off.")
    look(page, "2-ready")
    page.get_by_role("button", name="Sign off").click()
    expect(page.locator("#bar")).to_contain_text("Signed off by Edda Voss")
    look(page, "3-signed-off")
    page.locator("#bar").get_by_text("Withdraw", exact=True).click()
    page.get_by_label("Why it is withdrawn").fill("The ministry called.")
    look(page, "4-withdraw")
    page.get_by_role("button", name="Withdraw the sign-off").click()
    expect(page.locator("#undo")).to_contain_text("Sign-off withdrawn.")
    expect(page.get_by_role("button", name="Sign off")).to_be_visible()
    page.goto("/")
    look(page, "5-desk")


def test_ledger_gate_and_report_are_readable_in_the_dark(
    open_page, chika, edda, article, claims_decided, look
):
    page = open_page(edda, color_scheme="dark")
    question = Sentence.objects.filter(proposal="question").first()
    page.goto(f"/sentences/{question.pk}/")
    page.get_by_text("What blocks it").click()
    look(page, "sentence")
    page.goto(f"/articles/{article.pk}/report/")
    look(page, "report-blocked")
    keys = [sentence.pk for sentence in sentences.of([article.pk])]
    actions.dismiss_sentences(article=article, keys=keys, by=chika, reason="question")
    actions.sign_off(article=article, by=edda)
    page.reload()
    look(page, "report-signed")


# Where each word of the article stands in it: what only screen readers are told does not count.
WORDS = """() => {
    const galley = document.getElementById("galley");
    const frame = galley.getBoundingClientRect();
    const walker = document.createTreeWalker(galley, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found = [];
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (text.parentElement.closest(".unseen, .in-margin")) continue;
        for (const {0: word, index} of text.data.matchAll(/\\S+/g)) {
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const {left, top} = range.getBoundingClientRect();
            found.push(`${word} ${(left - frame.left).toFixed(1)} ${(top - frame.top).toFixed(1)}`);
        }
    }
    return found;
}"""
OPEN = """“Is it so?” they asked! Nobody at the port was surprised. Nor was I. Perhaps. Some say so. \
Hardly anybody who works on the quay, or has ever worked there, was of another opinion; least of \
all the pilots. "Well?" Let us hope (with them) that it stays so – for now. We shall see! All in \
good time. It was ever thus… Or was it?"""


@pytest.mark.parametrize("width", [390, 1024, 1366, 1440])
def test_no_word_moves_when_sentences_are_accounted_for(open_page, desk, chika, look, width):
    article = build.make_article(desk=desk, text=f"{OPEN}\n{TEXT}")
    build.make_claim(article=article)
    Sentence.objects.filter(pk__in=article.revisions.get().sentences.all()[4:6]).update(
        proposal="opinion"
    )
    page = open_page(chika, width=width)
    page.goto(f"/articles/{article.pk}/")
    look(page, "open")
    before = page.evaluate(WORDS)
    assert len(before) > 80
    keys = [sentence.pk for sentence in sentences.still_open(sentences.of([article.pk]))]
    actions.dismiss_sentences(article=article, keys=keys, by=chika, reason="opinion")
    page.reload()
    expect(page.locator("#galley .unaccounted")).to_have_count(0)
    look(page, "dismissed")
    assert page.evaluate(WORDS) == before
