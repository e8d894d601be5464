"""The page of removed articles: which, by whom and when, and the way back for each."""

import re
from datetime import UTC, datetime

import pytest

from factcheck.articles import actions
from factcheck.articles.models import Article, Revision
from factcheck.audit.models import Event, Verb
from factcheck.permissions import Role
from tests import build

DAY = datetime(2026, 3, 14, 9, 5, tzinfo=UTC)
WHY = "This Word file is damaged."


def make_removed(by, *, desk, **changes) -> Article:
    values = {"title": "broken.docx", "state": "extraction-failed", **changes}
    article = build.make_article(desk=desk, **values)
    Revision.objects.filter(article=article).update(failure=WHY)
    actions.remove(article=article, by=by)
    return article


@pytest.fixture
def removed(desk, edda) -> Article:
    article = make_removed(edda, desk=desk)
    Article.objects.filter(pk=article.pk).update(archived_at=DAY)
    return article


def page_of(client, person, address="/articles/removed/") -> str:
    client.force_login(person)
    page = client.get(address).text.split("<main")[1]
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def test_it_says_what_was_removed_by_whom_and_when_and_why(client, removed, desk, edda):
    otto = build.make_person(name="Otto Berg", roles=[Role.DESK_EDITOR], desks=[desk])
    page = page_of(client, otto)
    assert "Foreign desk. 1 article. Nothing of it is lost." in page
    assert "broken.docx Ruben Aalto · Foreign desk Removed by Edda Voss 14 Mar 2026, 09:05" in page
    assert WHY in page
    assert "Removed by you" in page_of(client, edda)


def test_it_is_put_back_from_there_and_that_is_in_the_history(client, removed, edda):
    assert "Put back broken.docx" in page_of(client, edda)
    response = client.post(f"/articles/{removed.pk}/put-back/", follow=True)
    assert response.redirect_chain == [(f"/articles/{removed.pk}/", 302)]
    assert "The article is back." in response.text
    assert Event.objects.filter(verb=Verb.PUT_BACK, article_id=removed.pk, by=edda).exists()
    assert "broken.docx" not in page_of(client, edda)


def test_who_removed_it_last_is_named(client, removed, desk, edda):
    otto = build.make_person(name="Otto Berg", roles=[Role.DESK_EDITOR], desks=[desk])
    actions.put_back(article=removed, by=edda)
    actions.remove(article=removed, by=otto)
    assert "Removed by Otto Berg Today" in page_of(client, edda)


def test_an_admin_reads_who_puts_it_back_and_has_no_button(client, removed, ada):
    page = page_of(client, ada)
    assert "A desk editor of the Foreign desk or Ruben Aalto puts it back." in page
    assert "Put back" not in page
    assert client.post(f"/articles/{removed.pk}/put-back/").status_code == 403


def test_the_latest_comes_first_and_other_desks_on_demand(client, removed, edda, other_desk):
    olga = build.make_person(name="Olga Berg", roles=[Role.DESK_EDITOR], desks=[other_desk])
    make_removed(olga, desk=other_desk, title="worse.docx")
    assert "worse.docx" not in page_of(client, edda)
    page = page_of(client, edda, "/articles/removed/?desk=all")
    assert "All desks. 2 articles. Nothing of them is lost." in page
    assert page.index("worse.docx") < page.index("broken.docx")
    assert "A desk editor of the City desk or Ruben Aalto puts it back." in page


def test_a_restricted_one_is_shown_to_people_named_on_it_alone(client, removed, edda, ada):
    Article.objects.filter(pk=removed.pk).update(is_restricted=True)
    for person in (edda, ada):
        assert "broken.docx" not in page_of(client, person)
    removed.named.add(edda)
    assert "broken.docx" in page_of(client, edda)


def test_a_reporter_is_shown_the_own_drafts_and_puts_them_back(client, desk, rosa, edda):
    sent, others = (
        make_removed(rosa, desk=desk),
        make_removed(edda, desk=desk, title="other.docx", uploaded_by=edda),
    )
    page = page_of(client, rosa)
    assert str(sent) in page
    assert str(others) not in page
    assert "1 article." in page
    assert client.post(f"/articles/{sent.pk}/put-back/").status_code == 302
    assert "None of the drafts that you sent on the Foreign desk has been removed." in page_of(
        client, rosa
    )


def test_nothing_removed_is_said_in_words(client, desk, edda, ada):
    build.make_article(desk=desk)
    said = "None of the articles that you may read on the Foreign desk has been removed."
    assert said in page_of(client, edda)
    assert "None of the articles that you may read has been removed." in page_of(client, ada)


def test_the_desk_leads_there_for_those_who_may(client, edda, ada, rosa, chika, vera):
    client.force_login(edda)
    assert 'href="/articles/removed/?desk=foreign"' in client.get("/?desk=foreign").text
    assert 'href="/?desk=foreign">Back' in client.get("/articles/removed/?desk=foreign").text
    for person, may in ((edda, True), (ada, True), (rosa, True), (chika, True), (vera, False)):
        client.force_login(person)
        assert ("/articles/removed/" in client.get("/").text) is may


def test_a_page_shows_25_and_more_take_no_more_queries(
    client, edda, desk, django_assert_max_num_queries
):
    client.force_login(edda)
    counts = set()
    for size in (1, 25):
        for _ in range(size):
            make_removed(edda, desk=desk)
        with django_assert_max_num_queries(15) as captured:
            first = client.get("/articles/removed/").text
        counts.add(len(captured))
    assert len(counts) == 1
    assert first.count("Put back<") == 25
    assert "Showing 1 to 25 of 26" in first
    assert client.get("/articles/removed/?page=2").text.count("Put back<") == 1
