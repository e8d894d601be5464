"""The reporter's hand-in: sources attached before the checkers start."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.errors import Refused
from factcheck.permissions import Role
from factcheck.review import actions, hand_in, visit
from factcheck.review.models import Evidence
from tests import build

BUILT = "It was built in 1987"
CARRIED = "The Halcyon carried 1.3 million passengers last year"
SENT = {
    "stance": "supports",
    "quotation": "Fares: +40.2 per cent",
    "description": "Fares on the coast, table 3",
}


@pytest.fixture
def article(desk, rosa) -> Article:
    return build.make_article(desk=desk, uploaded_by=rosa)


@pytest.fixture
def claim(article) -> Claim:
    return build.make_claim(article=article)


@pytest.fixture
def others(claim) -> list[Claim]:
    """Two more claims, in the order of the text."""
    return [build.make_claim(article=claim.article, quote=quote) for quote in (CARRIED, BUILT)]


def attach(claim, by) -> Evidence:
    return actions.add_evidence(
        claim=claim, by=by, stance="supports", quotation="40.2", description="Table 3"
    )


def arrived(article) -> int | None:
    return hand_in.arrived_sourced([article]).get(article.pk)


# Who attaches


def test_the_author_attaches_sources_to_the_own_article(claim, rosa):
    evidence = attach(claim, rosa)
    assert (evidence.added_by, evidence.claim) == (rosa, claim)
    actions.remove_evidence(evidence=evidence, by=rosa)
    evidence.refresh_from_db()
    actions.restore_evidence(evidence=evidence, by=rosa)
    assert claim.evidence.standing().get() == evidence


def test_another_reporter_attaches_nothing(claim, desk):
    other = build.make_person(name="Jon Birk", roles=[Role.REPORTER], desks=[desk])
    with pytest.raises(Refused, match="Your roles do not let you check claims"):
        attach(claim, other)


def test_the_author_leaves_the_evidence_of_others_alone(claim, rosa, chika):
    evidence = attach(claim, chika)
    with pytest.raises(Refused, match="A checker removes what you did not attach"):
        actions.remove_evidence(evidence=evidence, by=rosa)
    own = attach(claim, rosa)
    actions.remove_evidence(evidence=own, by=chika)
    own.refresh_from_db()
    with pytest.raises(Refused, match="A checker removes"):
        actions.restore_evidence(evidence=own, by=rosa)


def test_the_author_decides_no_verdict(claim, rosa, rating):
    with pytest.raises(Refused):
        actions.propose(claim=claim, by=rosa, rating=rating, explanation="It is so.")


def test_the_author_attaches_nothing_once_the_claim_is_decided(proposed, edda, rosa):
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.get().pk)
    with pytest.raises(Refused, match="approved"):
        attach(proposed, rosa)


# The way through


def test_the_author_is_led_from_one_claim_without_a_source_to_the_next(
    client, claim, others, rosa, htmx
):
    client.force_login(rosa)
    page = client.get(f"/articles/{claim.article_id}/").text
    assert "<strong>0 of 3</strong>" in page
    assert f'href="/claims/{claim.pk}/"' in page.partition("Next without one")[0]
    response = client.post(f"/claims/{claim.pk}/evidence/", SENT, headers=htmx)
    assert response.status_code == 200
    assert "<strong>1 of 3</strong>" in response.text
    assert f'href="/claims/{others[0].pk}/"' in response.text
    attach(others[0], rosa)
    attach(others[1], rosa)
    page = client.get(f"/claims/{claim.pk}/").text
    assert "Nothing is missing." in page
    assert "Next without one" not in page


def test_after_the_last_claim_the_first_without_a_source_comes_again(client, claim, others, rosa):
    client.force_login(rosa)
    hint = client.get(f"/claims/{others[1].pk}/").text.partition("Next without one")[0]
    assert hint.rindex(f"/claims/{claim.pk}/") > hint.rindex('id="hand-in"')


def test_whoever_checks_is_led_as_ever(client, claim, others, chika, desk):
    client.force_login(chika)
    assert 'id="hand-in"' not in client.get(f"/claims/{claim.pk}/").text
    lena = build.make_person(name="Lena", roles=[Role.CHECKER, Role.REPORTER], desks=[desk])
    Article.objects.update(uploaded_by=lena)
    client.force_login(lena)
    page = client.get(f"/claims/{claim.pk}/").text
    assert 'id="hand-in"' not in page
    assert "Next open claim" in page


def test_the_author_sees_a_button_to_remove_only_what_is_theirs(client, claim, rosa, chika):
    theirs, own = attach(claim, chika), attach(claim, rosa)
    client.force_login(rosa)
    page = client.get(f"/claims/{claim.pk}/").text
    assert f"/evidence/{own.pk}/remove/" in page
    assert f"/evidence/{theirs.pk}/remove/" not in page
    assert f"/claims/{claim.pk}/evidence/" in page


def test_the_author_undoes_what_they_attached(client, claim, rosa, htmx):
    client.force_login(rosa)
    client.post(f"/claims/{claim.pk}/evidence/", SENT, headers=htmx)
    assert claim.evidence.standing().exists()
    client.post("/undo/", {"entry": visit.top(client.session).key}, headers=htmx)
    assert not claim.evidence.standing().exists()


# How much arrived sourced


def test_an_article_without_claims_has_no_share(article):
    assert arrived(article) is None


def test_the_share_counts_what_the_author_had_attached_when_checking_began(
    article, claim, others, rosa, chika
):
    assert arrived(article) == 0
    attach(claim, rosa)
    assert arrived(article) == 33
    actions.take(claim=claim, by=chika)
    attach(others[0], rosa)
    attach(others[1], chika)
    assert arrived(article) == 33


def test_what_a_checker_attaches_does_not_arrive_sourced(article, claim, chika):
    attach(claim, chika)
    assert arrived(article) == 0


def test_two_sources_of_one_claim_count_once(article, claim, others, rosa):
    attach(claim, rosa)
    attach(claim, rosa)
    assert arrived(article) == 33


def test_a_source_removed_before_checking_began_does_not_count(article, claim, rosa, chika):
    actions.remove_evidence(evidence=attach(claim, rosa), by=rosa)
    assert arrived(article) == 0
    later = attach(claim, rosa)
    actions.take(claim=claim, by=chika)
    # Removed since: it had arrived all the same.
    Evidence.objects.filter(pk=later.pk).update(
        removed_at=timezone.now() + timedelta(minutes=1), removed_by=chika
    )
    assert arrived(article) == 100


def test_dismissed_claims_and_those_added_by_hand_need_no_source(
    article, claim, others, rosa, chika
):
    attach(claim, rosa)
    actions.dismiss(claim=others[0], by=chika, reason="opinion")
    Claim.objects.filter(pk=others[1].pk).update(added_by=chika)
    assert arrived(article) == 100


def test_many_shares_take_no_more_queries_than_one(desk, rosa, django_assert_num_queries):
    articles = [build.make_article(desk=desk, uploaded_by=rosa) for _ in range(4)]
    for article in articles:
        attach(build.make_claim(article=article), rosa)
    for some in (articles[:1], articles):
        with django_assert_num_queries(3):
            found = hand_in.arrived_sourced(some)
        assert set(found.values()) == {100}


def test_the_share_stands_on_the_desk_and_above_the_article(client, article, claim, rosa, edda):
    attach(claim, rosa)
    client.force_login(edda)
    assert "100 % arrived sourced" in client.get("/").text
    assert "Arrived sourced: 100 %" in client.get(f"/articles/{article.pk}/").text
