"""Claims that name somebody and an allegation are approved by two people, neither the author."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.review import actions, visit
from factcheck.review.models import Approval, Verdict
from tests import build

State = Claim.State


@pytest.fixture
def accused(proposed) -> Claim:
    """A claim that needs two, with a verdict by Chika."""
    Claim.objects.filter(pk=proposed.pk).update(
        needs_two=True, reasons=[{"label": "accuses a named person", "weight": 0.3}]
    )
    proposed.refresh_from_db()
    return proposed


def approve(claim, by):
    actions.approve(claim=claim, by=by, verdict_id=claim.verdicts.latest("pk").pk)
    claim.refresh_from_db()


def test_the_first_approval_keeps_the_claim_in_review_and_the_second_approves(accused, edda, priya):
    approve(accused, edda)
    assert accused.state == State.IN_REVIEW
    approve(accused, priya)
    assert accused.state == State.APPROVED
    assert {approval.by for approval in Approval.objects.all()} == {edda, priya}


def test_nobody_approves_twice_and_the_author_never(accused, chika, edda):
    approve(accused, edda)
    with pytest.raises(Refused, match="You have approved this verdict"):
        approve(accused, edda)
    with pytest.raises(Refused, match="Somebody else approves or returns your verdict"):
        approve(accused, chika)
    assert Approval.objects.count() == 1


def test_one_approval_is_enough_for_any_other_claim(proposed, edda):
    approve(proposed, edda)
    assert proposed.state == State.APPROVED


@pytest.mark.parametrize("first", [True, False])
def test_each_takes_their_own_approval_back(accused, edda, priya, first):
    approve(accused, edda)
    approve(accused, priya)
    mine, other = (edda, priya) if first else (priya, edda)
    actions.take_back_approval(claim=accused, by=mine)
    accused.refresh_from_db()
    assert accused.state == State.IN_REVIEW
    assert Approval.objects.standing().get().by == other
    approve(accused, mine)
    assert accused.state == State.APPROVED


def test_the_first_approval_is_taken_back_before_there_is_a_second(accused, edda):
    approve(accused, edda)
    actions.take_back_approval(claim=accused, by=edda)
    accused.refresh_from_db()
    assert accused.state == State.IN_REVIEW
    assert not Approval.objects.standing().exists()


def test_a_second_person_may_return_what_the_first_approved(accused, edda, priya, rating, chika):
    approve(accused, edda)
    actions.return_verdict(
        claim=accused, by=priya, verdict_id=accused.verdicts.get().pk, reason="Ask them first."
    )
    actions.propose(claim=accused, by=chika, rating=rating, explanation="They were asked.")
    approve(accused, edda)
    assert accused.state == State.IN_REVIEW


def test_an_approval_counts_as_a_change_of_the_claim(accused, edda):
    before = accused.version
    approve(accused, edda)
    assert accused.version == before + 1


# The database


@contextmanager
def transaction_ends() -> Iterator[None]:
    """A transaction with all that the database looks at when it ends."""
    with transaction.atomic():
        yield
        connection.check_constraints()


def test_the_database_refuses_a_claim_approved_by_one(accused, edda):
    Approval.objects.create(verdict=Verdict.objects.get(), by=edda)
    with pytest.raises(IntegrityError, match="by two people"), transaction_ends():
        Claim.objects.update(state=State.APPROVED)


def test_the_database_refuses_to_lose_the_second_approval(accused, edda, priya):
    approve(accused, edda)
    approve(accused, priya)
    with pytest.raises(IntegrityError, match="by two people"), transaction_ends():
        Approval.objects.filter(by=edda).update(taken_back_at="2026-11-22T12:00Z")
    with pytest.raises(IntegrityError, match="by two people"), transaction_ends():
        Approval.objects.filter(by=edda).delete()


def test_the_database_refuses_to_ask_for_two_when_one_has_approved(proposed, edda):
    approve(proposed, edda)
    with pytest.raises(IntegrityError, match="by two people"), transaction_ends():
        Claim.objects.update(needs_two=True)


# How many approve


def test_a_checker_asks_for_two_with_a_reason(claim, chika):
    actions.set_needs_two(claim=claim, by=chika, needs_two=True, reason="It names the minister.")
    claim.refresh_from_db()
    assert claim.needs_two
    event = Event.objects.get(verb=Verb.ASK_FOR_TWO)
    assert event.details["reason"] == "It names the minister."
    assert event.details["version"] == claim.version


def test_only_a_desk_editor_says_that_one_is_enough(accused, priya, edda):
    with pytest.raises(Refused, match="Your roles do not let you assign claims"):
        actions.set_needs_two(claim=accused, by=priya, needs_two=False, reason="x")
    actions.set_needs_two(claim=accused, by=edda, needs_two=False, reason="It is a court record.")
    approve(accused, priya)
    assert accused.state == State.APPROVED


def test_whoever_asked_for_two_takes_that_back(claim, chika, priya):
    actions.set_needs_two(claim=claim, by=chika, needs_two=True, reason="x")
    with pytest.raises(Refused):
        actions.set_needs_two(claim=claim, by=priya, needs_two=False, reason="x")
    actions.set_needs_two(claim=claim, by=chika, needs_two=False, reason="Taken back.")
    assert not Claim.objects.get().needs_two


def test_who_gave_the_verdict_does_not_say_that_one_is_enough(claim, edda, rating):
    Claim.objects.update(needs_two=True)
    actions.propose(claim=claim, by=edda, rating=rating, explanation="x")
    with pytest.raises(Refused, match="Somebody else decides how many"):
        actions.set_needs_two(claim=claim, by=edda, needs_two=False, reason="x")


def test_halfway_through_it_stays_two(accused, edda, priya):
    approve(accused, priya)
    with pytest.raises(Refused, match="One of two has approved it"):
        actions.set_needs_two(claim=accused, by=edda, needs_two=False, reason="x")


def test_an_approved_claim_stays_as_it_was_approved(proposed, edda, priya):
    approve(proposed, edda)
    with pytest.raises(Refused, match="Reopen it"):
        actions.set_needs_two(claim=proposed, by=priya, needs_two=True, reason="x")


def test_the_same_again_changes_nothing(claim, chika):
    assert actions.set_needs_two(claim=claim, by=chika, needs_two=False, reason="x") is None
    assert not Event.objects.exists()


# The page


def test_the_panel_says_why_two_approve(client, accused, claim, edda):
    client.force_login(edda)
    page = client.get(f"/claims/{accused.pk}/").text
    assert "It accuses a named person." in page
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    actions.set_needs_two(claim=other, by=edda, needs_two=True, reason="The yard may sue.")
    page = client.get(f"/claims/{other.pk}/").text
    assert "Edda Voss asked for this" in page
    assert "The yard may sue." in page


def test_the_panel_says_how_far_the_approvals_are(client, accused, edda, priya, chika):
    approve(accused, edda)
    client.force_login(priya)
    page = client.get(f"/claims/{accused.pk}/").text
    assert "Approved by Edda Voss" in page
    assert "One more needed." in page
    assert f"/claims/{accused.pk}/approve/" in page
    client.force_login(chika)
    page = client.get(f"/claims/{accused.pk}/").text
    assert "Priya Nair approves or returns it." in page
    client.force_login(edda)
    page = client.get(f"/claims/{accused.pk}/").text
    assert "Take my approval back" in page
    assert f"/claims/{accused.pk}/approve/" not in page


def test_how_many_approve_is_said_and_undone_on_the_page(client, claim, chika, htmx):
    client.force_login(chika)
    form = client.get(f"/claims/{claim.pk}/two/", headers=htmx).text
    assert 'name="needs_two" value="True"' in form
    empty = client.post(f"/claims/{claim.pk}/two/", {"needs_two": "True"}, headers=htmx)
    assert empty.status_code == 422
    sent = {"needs_two": "True", "reason": "It names the minister."}
    response = client.post(f"/claims/{claim.pk}/two/", sent, headers=htmx)
    assert "Two people approve it." in response.text
    client.post("/undo/", {"entry": visit.top(client.session).key}, headers=htmx)
    assert not Claim.objects.get().needs_two


def test_the_line_at_the_foot_says_that_one_more_is_needed(client, accused, edda, priya, htmx):
    read = {"verdict_id": accused.verdicts.get().pk}
    for person, said in ((edda, "Approved. One more needed."), (priya, "Approved.")):
        client.force_login(person)
        page = client.post(f"/claims/{accused.pk}/approve/", read, headers=htmx).text
        assert f": {said}</span>" in page
