"""The desk: articles with their progress."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.articles.progress import CELLS, Progress
from tests import build

State = Claim.State


def test_the_desk_shows_ones_own_desk_and_all_on_demand(client, chika, desk, other_desk):
    build.make_article(desk=desk, title="Ferries")
    build.make_article(desk=other_desk, title="Bridges")
    client.force_login(chika)
    own = client.get("/").text
    assert "Ferries" in own
    assert "Bridges" not in own
    everything = client.get("/?desk=all").text
    assert "Ferries" in everything
    assert "Bridges" in everything
    assert "Ferries" not in client.get("/?desk=city").text


def test_the_next_deadline_comes_first_and_none_last(client, chika, desk):
    now = timezone.now()
    for title, due in (("None", None), ("Later", 5), ("Late", -1)):
        due_at = now + timedelta(hours=due) if due else None
        build.make_article(desk=desk, title=title, due_at=due_at)
    client.force_login(chika)
    response = client.get("/")
    assert [row.article.title for row in response.context["rows"]] == ["Late", "Later", "None"]
    assert "1 h late" in response.text
    assert "3 articles, 1 late." in response.text


def test_what_is_signed_off_comes_last_and_is_not_late(client, chika, desk):
    now = timezone.now()
    for title, state, due in (("Old", "signed-off", -9), ("Now", "checking", 2)):
        due_at = now + timedelta(hours=due)
        build.make_article(desk=desk, title=title, state=state, due_at=due_at)
    client.force_login(chika)
    response = client.get("/")
    assert [row.article.title for row in response.context["rows"]] == ["Now", "Old"]
    assert "late" not in response.text.split('id="summary"')[1].split("</table>")[0]


def test_an_article_says_how_many_claims_are_decided(client, chika, desk):
    article = build.make_article(desk=desk)
    build.make_claim(article=article, state=State.APPROVED)
    build.make_claim(article=article, quote="It was built in 1987")
    client.force_login(chika)
    page = client.get("/").text
    assert "1 of 2 checked" in page
    assert "1 claim is still open." in page


def test_an_article_with_every_claim_decided_is_ready(client, chika, desk):
    article = build.make_article(desk=desk, text="It was built in 1987.")
    build.make_claim(article=article, quote="It was built in 1987", state=State.DISMISSED)
    client.force_login(chika)
    page = client.get("/").text
    assert "Nothing. A desk editor signs it off." in page
    assert 'data-symbol="ready"' in page


def test_a_desk_editor_signs_off_from_the_desk(client, edda, desk):
    article = build.make_article(desk=desk, text="It was built in 1987.")
    build.make_claim(article=article, quote="It was built in 1987", state=State.DISMISSED)
    client.force_login(edda)
    assert "You can sign it off." in client.get("/").text
    client.post(f"/articles/{article.pk}/sign-off/")
    page = client.get("/").text
    assert "Nothing. You signed revision 1 off today" in page
    assert f'href="/articles/{article.pk}/reports/">Report' in page


def test_an_article_with_a_sentence_that_no_claim_holds_is_not_ready(client, chika, desk):
    article = build.make_article(desk=desk)
    build.make_claim(article=article, state=State.DISMISSED)
    client.force_login(chika)
    page = client.get("/").text
    assert "3 sentences are without a claim and without a reason." in page
    assert 'data-symbol="ready"' not in page


def test_the_desk_asks_for_itself_again_only_while_something_is_read(client, chika, desk):
    article = build.make_article(desk=desk, state=Article.State.EXTRACTING)
    client.force_login(chika)
    assert "every 2s" in client.get("/").text
    polled = client.get("/", headers={"hx-request": "true"}).text
    assert '<p id="summary" hx-swap-oob="true">' in polled
    assert "1 being read" in polled
    Article.objects.filter(pk=article.pk).update(state=Article.State.CHECKING)
    assert "every 2s" not in client.get("/").text


def test_an_empty_desk_says_what_to_do(client, chika, vera):
    client.force_login(chika)
    assert "Drop the first draft above." in client.get("/").text
    client.force_login(vera)
    assert "Drop" not in client.get("/").text


def test_a_page_of_the_desk_shows_25_articles(client, chika, desk):
    for number in range(26):
        build.make_article(desk=desk, title=f"Article {number}")
    client.force_login(chika)
    first, second = client.get("/").text, client.get("/?page=2").text
    assert (first.count('class="title"'), second.count('class="title"')) == (25, 1)
    assert "Showing 1 to 25 of 26" in first
    assert "Next 25" in first
    assert "Previous 25" in second


def test_the_number_of_queries_does_not_grow_with_the_articles(
    client, chika, desk, django_assert_max_num_queries
):
    counts = []
    client.force_login(chika)
    for _ in range(2):
        for n in range(5):
            article = build.make_article(desk=desk, state=list(Article.State)[n % 3])
            build.make_claim(article=article)
        with django_assert_max_num_queries(20) as captured:
            client.get("/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("total", [1, 59, 60, 61, 1000])
def test_the_strip_has_a_cell_a_claim_up_to_sixty_and_shares_beyond(total):
    progress = Progress()
    progress.claims[State.APPROVED] = total - total // 3
    progress.claims[State.OPEN] = total // 3
    assert len(progress.strip) == min(total, CELLS)
    assert progress.strip[0] == State.APPROVED


def test_the_strip_never_hides_a_state_that_is_there():
    progress = Progress()
    progress.claims[State.APPROVED] = 10_000
    progress.claims[State.OPEN] = 1
    assert progress.strip[-1] == State.OPEN
