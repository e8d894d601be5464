"""A claim set aside for now."""

import pytest
from django.db import IntegrityError

from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.review import actions
from factcheck.review.models import Deferral


def test_a_claim_is_set_aside_with_a_reason(claim, chika):
    actions.take(claim=claim, by=chika)
    actions.defer(claim=claim, by=chika, reason="The table comes out on Friday.")
    claim.refresh_from_db()
    assert claim.state == Claim.State.DEFERRED
    assert not hasattr(claim, "lease")
    assert Deferral.objects.get().reason == "The table comes out on Friday."


def test_the_database_wants_a_reason(claim, chika):
    with pytest.raises(IntegrityError, match="deferral_has_a_reason"):
        actions.defer(claim=claim, by=chika, reason="")


def test_a_claim_set_aside_is_neither_taken_nor_rated(claim, chika, priya, rating):
    actions.defer(claim=claim, by=chika, reason="Friday.")
    with pytest.raises(Refused, match="set aside"):
        actions.take(claim=claim, by=priya)
    with pytest.raises(Refused, match="set aside"):
        actions.propose(claim=claim, by=priya, rating=rating, explanation="x")


def test_somebody_else_reopens_it_with_a_reason(claim, chika, priya):
    actions.defer(claim=claim, by=chika, reason="Friday.")
    actions.reopen(claim=claim, by=priya, reason="It is out.")
    claim.refresh_from_db()
    assert claim.state == Claim.State.OPEN
    assert Deferral.objects.get().ended_at


def test_who_set_it_aside_has_it_in_their_hands_again(claim, chika):
    actions.defer(claim=claim, by=chika, reason="Friday.")
    actions.take_back_exit(claim=claim, by=chika)
    claim.refresh_from_db()
    assert (claim.state, claim.lease.holder) == (Claim.State.IN_PROGRESS, chika)


def test_somebody_elses_deferral_is_not_undone_but_reopened(claim, chika, priya):
    actions.defer(claim=claim, by=chika, reason="Friday.")
    with pytest.raises(Refused, match="Chika Obi did this"):
        actions.take_back_exit(claim=claim, by=priya)
