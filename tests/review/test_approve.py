"""The second pair of eyes: approving and returning, never by the author."""

import pytest
from django.db import IntegrityError, transaction

from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.permissions import Role
from factcheck.review import actions
from factcheck.review.models import Approval, Verdict
from tests import build

State = Claim.State


def test_somebody_else_approves(proposed, edda):
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk)
    proposed.refresh_from_db()
    assert proposed.state == State.APPROVED
    assert Approval.objects.get().by == edda


def test_the_author_is_refused(proposed, chika):
    with pytest.raises(Refused, match="Somebody else approves or returns your verdict"):
        actions.approve(claim=proposed, by=chika, verdict_id=proposed.verdicts.latest("pk").pk)
    with pytest.raises(Refused, match="Somebody else approves or returns your verdict"):
        actions.return_verdict(
            claim=proposed, by=chika, verdict_id=proposed.verdicts.latest("pk").pk, reason="x"
        )


def test_the_author_is_refused_also_as_a_desk_editor(proposed, desk, rating, claim):
    lena = build.make_person(name="Lena", roles=[Role.CHECKER, Role.DESK_EDITOR], desks=[desk])
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    actions.propose(claim=other, by=lena, rating=rating, explanation="1986.")
    with pytest.raises(Refused):
        actions.approve(claim=other, by=lena, verdict_id=other.verdicts.latest("pk").pk)


def test_the_database_refuses_an_own_approval_whatever_code_asks(proposed, chika, edda):
    verdict = Verdict.objects.get()
    with pytest.raises(IntegrityError, match="somebody else than its author"), transaction.atomic():
        Approval.objects.create(verdict=verdict, by=chika)
    approval = Approval.objects.create(verdict=verdict, by=edda)
    with pytest.raises(IntegrityError, match="somebody else than its author"), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(by=chika)


def test_the_database_refuses_a_return_by_the_author(proposed, chika):
    with pytest.raises(IntegrityError, match="returned_by_somebody_else_with_a_reason"):
        Verdict.objects.update(
            ending="returned", ended_at="2026-11-22T12:00Z", ended_by=chika, return_reason="x"
        )


@pytest.mark.parametrize("who", ["stranger", "rosa", "vera", "ada"])
def test_only_checkers_and_editors_of_the_desk_approve(proposed, request, who):
    with pytest.raises(Refused):
        actions.approve(
            claim=proposed,
            by=request.getfixturevalue(who),
            verdict_id=proposed.verdicts.latest("pk").pk,
        )


def test_a_return_says_why_and_the_checker_mends_it(proposed, chika, edda, rating):
    actions.return_verdict(
        claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk, reason="Which year?"
    )
    proposed.refresh_from_db()
    assert proposed.state == State.RETURNED
    actions.propose(claim=proposed, by=chika, rating=rating, explanation="38 in 2025.")
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk)
    assert [v.ending for v in proposed.verdicts.order_by("pk")] == ["returned", ""]


def test_an_approval_can_be_taken_back_by_its_giver(proposed, edda, priya):
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk)
    with pytest.raises(Refused):
        actions.take_back_approval(claim=proposed, by=priya)
    actions.take_back_approval(claim=proposed, by=edda)
    proposed.refresh_from_db()
    assert proposed.state == State.IN_REVIEW
    actions.approve(claim=proposed, by=priya, verdict_id=proposed.verdicts.latest("pk").pk)


def test_a_return_can_be_taken_back_until_the_claim_moves_on(proposed, chika, edda):
    actions.return_verdict(
        claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk, reason="Which year?"
    )
    actions.take_back_return(claim=proposed, by=edda)
    proposed.refresh_from_db()
    assert proposed.state == State.IN_REVIEW
    actions.return_verdict(
        claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk, reason="Which year?"
    )
    actions.take(claim=proposed, by=chika)
    with pytest.raises(Refused, match="moved on"):
        actions.take_back_return(claim=proposed, by=edda)


def test_reopening_keeps_the_old_verdict_in_the_history(proposed, edda, priya, rating):
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk)
    actions.reopen(claim=proposed, by=priya, reason="New figures are out.")
    proposed.refresh_from_db()
    assert proposed.state == State.OPEN
    assert Verdict.objects.get().ending == "reopened"
    actions.propose(claim=proposed, by=priya, rating=rating, explanation="Again.")


def test_the_page_says_who_can_approve_and_shows_the_author_no_button(
    client, proposed, chika, edda
):
    client.force_login(chika)
    page = client.get(f"/claims/{proposed.pk}/").text
    assert "Edda Voss approves or returns it." in page
    assert f"/claims/{proposed.pk}/approve/" not in page
    client.force_login(edda)
    assert f"/claims/{proposed.pk}/approve/" in client.get(f"/claims/{proposed.pk}/").text


def test_the_server_refuses_an_own_verdict_also_over_http(client, proposed, chika):
    client.force_login(chika)
    read = {"verdict_id": proposed.verdicts.get().pk}
    response = client.post(f"/claims/{proposed.pk}/approve/", read)
    assert response.status_code == 409
    assert "Somebody else approves or returns your verdict." in response.text
    proposed.refresh_from_db()
    assert proposed.state == State.IN_REVIEW


def test_a_return_without_a_reason_is_asked_for_one(client, proposed, edda, htmx):
    client.force_login(edda)
    response = client.post(
        f"/claims/{proposed.pk}/return/",
        {"reason": " ", "verdict_id": proposed.verdicts.get().pk},
        headers=htmx,
    )
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#verdict"
    assert "Say what is missing, so that the checker can mend it." in response.text


def test_nobody_approves_or_returns_a_verdict_that_they_have_not_read(
    client, proposed, chika, edda, rating
):
    read = proposed.verdicts.get()
    actions.withdraw(claim=proposed, by=chika)
    actions.propose(claim=proposed, by=chika, rating=rating, explanation="Something else.")
    client.force_login(edda)
    for verb in ("approve", "return"):
        sent = {"verdict_id": read.pk, "reason": "Which year?"}
        response = client.post(f"/claims/{proposed.pk}/{verb}/", sent)
        assert response.status_code == 409
        assert "The verdict has changed since you opened it." in response.text
    assert not Approval.objects.exists()
    page = client.get(f"/claims/{proposed.pk}/").text
    assert f'name="verdict_id" value="{proposed.verdicts.latest("pk").pk}"' in page


@pytest.mark.parametrize("do", [actions.take_back_approval, actions.take_back_return])
def test_who_has_left_the_desk_takes_nothing_back(proposed, edda, desk, do):
    verdict_id = proposed.verdicts.get().pk
    if do is actions.take_back_approval:
        actions.approve(claim=proposed, by=edda, verdict_id=verdict_id)
    else:
        actions.return_verdict(claim=proposed, by=edda, verdict_id=verdict_id, reason="x")
    edda.desks.clear()
    edda.refresh_from_db()
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        do(claim=proposed, by=edda)


def test_a_return_can_be_taken_back_from_the_page(client, proposed, edda):
    verdict_id = proposed.verdicts.get().pk
    actions.return_verdict(claim=proposed, by=edda, verdict_id=verdict_id, reason="x")
    client.force_login(edda)
    assert "Take my return back" in client.get(f"/claims/{proposed.pk}/").text


def test_the_checker_reads_why_a_verdict_came_back(client, proposed, chika, edda):
    actions.return_verdict(
        claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk, reason="Which year?"
    )
    client.force_login(chika)
    page = client.get(f"/claims/{proposed.pk}/").text
    assert "Which year?" in page
    assert "It was 38 per cent." in page
