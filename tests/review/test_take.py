"""Taking and releasing claims: one claim is in one person's hands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions, tasks
from factcheck.review.models import LEASE_LASTS, Lease

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
