"""The queue: what waits, for whom, in which order."""

import pytest

from factcheck.review import actions
from tests import build


@pytest.fixture
def many(claim, other_desk):
    """Three claims: on this desk a strong and a weak one, on the other desk a third."""
    weak = build.make_claim(article=claim.article, quote="It was built in 1987", score=0.2)
    elsewhere = build.make_claim(
        article=build.make_article(desk=other_desk, title="Bridges"), score=0.5
    )
    return claim, weak, elsewhere


def shown(client, query=""):
    page = client.get(f"/queue/{query}").context["page"]
    return [claim.pk for claim in page]


def test_open_claims_come_most_check_worthy_first(client, many, chika):
    strong, weak, elsewhere = many
    client.force_login(chika)
    assert shown(client) == [strong.pk, elsewhere.pk, weak.pk]


def test_filters_by_desk_article_and_state(client, many, chika):
    strong, weak, elsewhere = many
    actions.take(claim=weak, by=chika)
    client.force_login(chika)
    assert shown(client, "?desk=city") == [elsewhere.pk]
    assert shown(client, f"?article={strong.article_id}") == [strong.pk]
    assert shown(client, "?view=all&state=in-progress") == [weak.pk]


def test_a_row_leads_to_the_claims_of_its_article_alone(client, many, chika):
    strong, weak, _ = many
    client.force_login(chika)
    address = f"?view=open&amp;article={strong.article_id}"
    assert f'href="{address}"' in client.get("/queue/?view=open").text
    page = client.get(f"/queue/?view=open&article={strong.article_id}")
    assert 'aria-label="Remove the filter article=Fares and ferries"' in page.text
    assert [claim.pk for claim in page.context["page"]] == [strong.pk, weak.pk]


def test_filters_stand_in_the_address_and_can_be_removed_one_by_one(client, many, chika):
    client.force_login(chika)
    page = client.get("/queue/?view=all&desk=city&state=open").text
    assert 'aria-label="Remove the filter desk=city"' in page
    assert 'href="?view=all&amp;state=open"' in page


@pytest.mark.parametrize("query", ["?view=x", "?desk=nowhere", "?article=x", "?state=x", "?page=x"])
def test_what_an_address_says_wrongly_is_left_out(client, many, chika, query):
    client.force_login(chika)
    assert len(shown(client, query)) == 3


def test_views_are_ones_own(client, proposed, many, chika, priya, edda):
    client.force_login(edda)
    assert shown(client, "?view=approval") == [proposed.pk]
    client.force_login(chika)
    assert shown(client, "?view=approval") == []
    actions.return_verdict(
        claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk, reason="Which year?"
    )
    assert shown(client, "?view=returned") == [proposed.pk]
    actions.take(claim=proposed, by=chika)
    assert shown(client, "?view=mine") == [proposed.pk]
    client.force_login(priya)
    assert shown(client, "?view=mine") == []


def test_nothing_waits_for_the_approval_of_who_cannot_approve(client, proposed, rosa):
    client.force_login(rosa)
    assert shown(client, "?view=approval") == []


def test_an_empty_view_says_so_in_words(client, claim, chika):
    client.force_login(chika)
    assert "You hold no claim." in client.get("/queue/?view=mine").text


def test_a_viewer_sees_the_queue_without_the_button_to_take(client, claim, vera):
    client.force_login(vera)
    page = client.get("/queue/").text
    assert claim.statement in page
    assert "Take next" not in page


def test_the_number_of_queries_does_not_grow_with_the_claims(
    client, claim, chika, rating, edda, django_assert_max_num_queries
):
    counts = set()
    client.force_login(chika)
    for _ in range(2):
        with django_assert_max_num_queries(20) as captured:
            client.get("/queue/?view=all")
        counts.add(len(captured))
        article = build.make_article(text="\n".join(f"It was {n} metres." for n in range(30)))
        for n in range(30):
            more = build.make_claim(article=article, quote=f"It was {n} metres")
            if n % 3 == 0:
                actions.propose(claim=more, by=chika, rating=rating, explanation="x")
            elif n % 3 == 1:
                actions.take(claim=more, by=chika)
    # One query more prefetches the verdicts, once there are any.
    assert max(counts) - min(counts) <= 1
    assert max(counts) <= 12
