"""What others do appears in an open page: the answer to a page that asks for it."""

import re

import pytest

from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.review import actions
from tests import build


@pytest.fixture
def other(claim):
    return build.make_claim(article=claim.article, quote="It was built in 1987")


@pytest.fixture
def ask(client, claim, chika, htmx):
    """Asks as a page of the claim that Chika opened before the test went on."""
    client.force_login(chika)
    address = f"/claims/{claim.pk}/"
    page = client.get(address).text
    mark = re.search('data-mark="([^"]+)"', page)[1]
    headers = htmx | {"hx-current-url": f"http://testserver{address}"}

    def ask(mark=mark):
        return client.get(f"/articles/{claim.article_id}/news/?after={mark}", headers=headers)

    return ask


def test_nothing_new_is_nothing_to_answer(ask):
    assert ask().status_code == 204


def test_it_costs_two_queries_beside_the_person_when_nothing_is_new(ask, django_assert_num_queries):
    # The session with the person and their roles; then the article and its last events.
    with django_assert_num_queries(3):
        assert ask().status_code == 204


def test_what_somebody_took_is_told_with_their_name_and_the_time(ask, claim, other, priya):
    actions.take(claim=claim, by=priya)
    answer = ask()
    assert answer.status_code == 200
    assert "Priya Nair has this since" in answer.text
    assert "Priya Nair took the claim at" in answer.text
    assert f'id="l{claim.pk}"' in answer.text
    mark = re.search('data-mark="([^"]+)"', answer.text)[1]
    assert ask(mark).status_code == 204


def test_only_the_paragraphs_that_changed_are_answered(ask, claim, other, priya):
    actions.take(claim=other, by=priya)
    answer = ask().text
    assert f'id="l{other.pk}"' in answer
    assert f'id="l{claim.pk}"' not in answer
    assert 'id="claim-title"' not in answer
    assert "The Halcyon carried" in answer
    assert "Nobody at the port" not in answer


@pytest.mark.parametrize("verb", ["dismiss a sentence", "add a claim"])
def test_what_changes_the_ledger_itself_is_answered_whole(ask, claim, other, priya, verb):
    start = claim.article.revisions.get().text.index("Nobody at the port")
    if verb == "add a claim":
        actions.add_claim(article=claim.article, by=priya, start=start, end=start + 20)
    else:
        sentence = claim.article.revisions.get().sentences.get(start=start)
        actions.dismiss_sentence(sentence=sentence, by=priya, reason="opinion")
    answer = ask().text
    assert f'id="l{claim.pk}"' in answer
    assert f'id="l{other.pk}"' in answer


def test_a_page_that_is_far_behind_is_answered_whole(ask, claim, other, priya):
    for _ in range(21):
        actions.take(claim=other, by=priya)
        actions.release(claim=other, by=priya)
    assert f'id="l{claim.pk}"' in ask().text


def test_an_event_that_was_stored_late_is_not_missed(ask, claim, priya, edda):
    """A later event has been seen, then one with a lower number is committed."""
    actions.take(claim=claim, by=priya)
    article = claim.article_id
    last = Event.objects.filter(article_id=article).latest("pk").pk
    about = {"article_id": article, "claim_id": claim.pk}
    seen = Event.objects.create(pk=last + 2, by=edda, verb="comment", **about)
    mark = re.search('data-mark="([^"]+)"', ask().text)[1]
    Event.objects.create(pk=last + 1, by=priya, verb="release", **about)
    assert mark.startswith(f"{seen.pk}.")
    assert ask(mark).status_code == 200


def test_more_claims_take_no_more_queries(ask, claim, other, priya, django_assert_max_num_queries):
    counts = set()
    for quote in ("The Halcyon", "1.3 million passengers"):
        build.make_claim(article=claim.article, quote=quote)
        actions.take(claim=Claim.objects.latest("pk"), by=priya)
        with django_assert_max_num_queries(60) as captured:
            ask()
        counts.add(len(captured))
    assert len(counts) == 1


def test_without_javascript_it_leads_to_the_article(client, claim, vera):
    client.force_login(vera)
    answer = client.get(f"/articles/{claim.article_id}/news/?after=x")
    assert answer.url == f"/articles/{claim.article_id}/"
