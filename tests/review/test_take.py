"""Taking and releasing claims: one claim is in one person's hands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions, tasks
from factcheck.review.models import LEASE_LASTS, Lease
from tests import build

State = Claim.State


def state_of(claim):
    return Claim.objects.get(pk=claim.pk).state


def test_take_puts_the_claim_in_ones_hands(claim, chika):
    actions.take(claim=claim, by=chika)
    assert state_of(claim) == State.IN_PROGRESS
    assert Lease.objects.get().holder == chika
    assert Event.objects.get().words == "took the claim"


def test_take_refuses_a_claim_that_somebody_has_and_names_them(claim, chika, priya):
    actions.take(claim=claim, by=priya)
    with pytest.raises(Refused, match=r"Priya Nair took this at \d\d:\d\d\."):
        actions.take(claim=claim, by=chika)


def test_take_again_prolongs_the_lease_without_a_second_event(claim, chika):
    actions.take(claim=claim, by=chika)
    Lease.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    actions.take(claim=claim, by=chika)
    assert Lease.objects.get().expires_at > timezone.now() + LEASE_LASTS - timedelta(minutes=1)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("who", ["stranger", "rosa", "vera"])
def test_take_refuses_people_who_do_not_check_on_this_desk(claim, request, who):
    with pytest.raises(Refused):
        actions.take(claim=claim, by=request.getfixturevalue(who))
    assert state_of(claim) == State.OPEN


def test_release_gives_the_claim_back(claim, chika):
    actions.take(claim=claim, by=chika)
    actions.release(claim=claim, by=chika)
    assert state_of(claim) == State.OPEN
    assert not Lease.objects.exists()


def test_release_refuses_a_claim_that_somebody_else_holds(claim, chika, priya):
    actions.take(claim=claim, by=priya)
    with pytest.raises(Refused, match="You do not hold this claim"):
        actions.release(claim=claim, by=chika)


def test_release_of_a_returned_claim_leaves_it_returned(proposed, chika, edda):
    actions.return_verdict(
        claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk, reason="Which year?"
    )
    actions.take(claim=proposed, by=chika)
    actions.release(claim=proposed, by=chika)
    assert state_of(proposed) == State.RETURNED


def test_a_lease_that_ran_out_frees_the_claim(claim, chika, priya):
    actions.take(claim=claim, by=chika)
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    tasks.end_leases()
    assert state_of(claim) == State.OPEN
    assert Event.objects.latest("pk").by is None
    actions.take(claim=claim, by=priya)


def test_a_lease_that_ran_out_does_not_keep_others_waiting_for_the_task(claim, chika, priya):
    actions.take(claim=claim, by=chika)
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    actions.take(claim=claim, by=priya)
    assert Lease.objects.get().holder == priya


def test_ending_leases_leaves_live_ones_alone(claim, chika):
    actions.take(claim=claim, by=chika)
    tasks.end_leases()
    assert Lease.objects.get().holder == chika


def test_take_next_gives_the_most_check_worthy_free_claim_of_ones_desks(
    claim, chika, priya, other_desk
):
    build.make_claim(article=build.make_article(desk=other_desk), score=1.0)
    weaker = build.make_claim(article=claim.article, quote="It was built in 1987", score=0.3)
    assert actions.take_next(by=chika) == claim
    assert actions.take_next(by=priya) == weaker
    assert actions.take_next(by=chika) is None


def test_take_next_says_why_nothing_is_there(client, claim, chika, priya):
    actions.take(claim=claim, by=priya)
    client.force_login(chika)
    response = client.post("/queue/next/", follow=True)
    assert "Nothing is open on the Foreign desk. 1 in progress, 0 in review." in response.text


def test_take_next_does_not_give_back_what_was_just_released(claim, chika):
    weaker = build.make_claim(article=claim.article, quote="It was built in 1987", score=0.3)
    assert actions.take_next(by=chika) == claim
    actions.release(claim=claim, by=chika)
    assert actions.take_next(by=chika) == weaker
    assert actions.take_next(by=chika) == claim


def test_take_next_keeps_to_the_filters_beside_the_button(client, claim, chika):
    other = build.make_claim(
        article=build.make_article(desk=claim.article.desk, title="Bridges"), score=0.1
    )
    client.force_login(chika)
    page = client.get(f"/queue/?article={other.article_id}").text
    assert f'name="article" value="{other.article_id}"' in page
    response = client.post("/queue/next/", {"article": other.article_id})
    assert response.url == f"/claims/{other.pk}/"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_take_next_never_gives_one_claim_to_two_people(desk):
    article = build.make_article(
        desk=desk, text="\n".join(f"It was {n} metres." for n in range(40))
    )
    for n in range(40):
        build.make_claim(article=article, quote=f"It was {n} metres", score=0.5)
    people = [build.make_person(name=f"Checker {n}", desks=[desk]) for n in range(8)]
    start = Barrier(len(people))

    def take_five(person):
        start.wait()
        try:
            return [actions.take_next(by=person) for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        taken = [claim for claims in pool.map(take_five, people) for claim in claims]
    assert len({claim.pk for claim in taken}) == 40
    assert Lease.objects.count() == 40
