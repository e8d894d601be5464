"""Back on the desk, with a reason; and that taken back."""

import pytest

from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions


@pytest.fixture
def approved(proposed, priya):
    actions.approve(claim=proposed, by=priya, verdict_id=proposed.verdicts.get().pk)
    return Claim.objects.get(pk=proposed.pk)


def test_the_reason_is_in_the_history(approved, priya):
    actions.reopen(claim=approved, by=priya, reason="New figures are out.")
    event = Event.objects.about_claim(approved.pk).first()
    assert (event.verb, event.details["reason"]) == ("reopen", "New figures are out.")


def test_a_reopened_claim_is_open_and_its_verdict_ended(approved, priya):
    actions.reopen(claim=approved, by=priya, reason="New figures are out.")
    approved.refresh_from_db()
    assert approved.state == Claim.State.OPEN
    assert approved.verdicts.get().ending == "reopened"


def test_an_open_claim_is_not_reopened(claim, chika):
    with pytest.raises(Refused, match="This claim is open"):
        actions.reopen(claim=claim, by=chika, reason="x")


def test_a_reopening_is_undone_with_verdict_and_approval(approved, priya):
    actions.reopen(claim=approved, by=priya, reason="New figures are out.")
    actions.take_back_reopening(claim=approved, by=priya)
    approved.refresh_from_db()
    verdict = approved.verdicts.get()
    assert approved.state == Claim.State.APPROVED
    assert (verdict.ended_at, [a.by for a in verdict.approvals.standing()]) == (None, [priya])


@pytest.mark.parametrize("leave", ["dismiss", "defer"])
def test_a_reopening_is_undone_with_the_reason_that_stood_before(claim, chika, priya, leave):
    getattr(actions, leave)(claim=claim, by=chika, reason="opinion")
    claim.refresh_from_db()
    state = claim.state
    actions.reopen(claim=claim, by=chika, reason="It is a fact.")
    actions.take_back_reopening(claim=claim, by=chika)
    claim.refresh_from_db()
    assert claim.state == state
    assert not hasattr(claim, "lease")
    with pytest.raises(Refused):
        actions.take(claim=claim, by=priya)


def test_a_reopening_is_not_undone_when_the_claim_moved_on(approved, chika, priya):
    actions.reopen(claim=approved, by=priya, reason="New figures are out.")
    actions.take(claim=approved, by=chika)
    with pytest.raises(Refused, match="moved on"):
        actions.take_back_reopening(claim=approved, by=priya)


def test_only_who_reopened_a_claim_takes_that_back(approved, chika, priya):
    actions.reopen(claim=approved, by=priya, reason="New figures are out.")
    with pytest.raises(Refused, match="only what you did yourself"):
        actions.take_back_reopening(claim=approved, by=chika)


def test_a_claim_that_nobody_reopened_has_nothing_to_take_back(claim, chika):
    with pytest.raises(Refused, match="not been reopened"):
        actions.take_back_reopening(claim=claim, by=chika)
