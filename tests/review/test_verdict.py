"""Proposing a verdict, and keeping what is typed on the way to it."""

import pytest

from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.review import actions
from factcheck.review.models import Draft, Rating, Verdict

State = Claim.State


def verdict_of(rating):
    return {"rating": rating.pk, "explanation": "It was 38.", "should_read": "38 per cent"}


def test_a_verdict_waits_for_somebody_else(proposed, chika):
    assert proposed.state == State.IN_REVIEW
    assert Verdict.objects.get().author == chika


def test_a_free_claim_is_taken_in_the_same_step_and_let_go(proposed):
    assert not hasattr(Claim.objects.get(pk=proposed.pk), "lease")


def test_a_verdict_on_somebody_elses_claim_is_refused(claim, chika, priya, rating):
    actions.take(claim=claim, by=priya)
    with pytest.raises(Refused, match="Priya Nair took this"):
        actions.propose(claim=claim, by=chika, rating=rating, explanation="x")


def test_a_second_verdict_is_refused_while_one_stands(proposed, priya, rating):
    with pytest.raises(Refused, match="waits for approval"):
        actions.propose(claim=proposed, by=priya, rating=rating, explanation="x")


def test_the_author_takes_a_verdict_back_and_holds_the_claim_again(proposed, chika, priya):
    with pytest.raises(Refused, match="Only its author"):
        actions.withdraw(claim=proposed, by=priya)
    actions.withdraw(claim=proposed, by=chika)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.lease.holder) == (State.IN_PROGRESS, chika)


def test_the_form_sends_and_answers_with_the_changed_parts(client, claim, chika, rating, htmx):
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/verdict/", verdict_of(rating), headers=htmx)
    assert response.status_code == 200
    for part in ("claim", "ledger", "galley", "bar", "undo"):
        assert f'id="{part}"' in response.text
    assert "Claim 1: Sent for approval." in response.text
    assert Verdict.objects.get().should_read == "38 per cent"


def test_the_form_works_without_javascript(client, claim, chika, rating):
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/verdict/", verdict_of(rating), follow=True)
    assert "Sent for approval." in response.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rating": ""}, "Choose a rating first."),
        ({"explanation": "  "}, "Say why: the next reader has only this."),
    ],
)
def test_a_verdict_needs_rating_and_explanation_and_keeps_the_rest(
    client, claim, chika, rating, htmx, changes, said
):
    client.force_login(chika)
    sent = verdict_of(rating) | changes
    response = client.post(f"/claims/{claim.pk}/verdict/", sent, headers=htmx)
    assert response.status_code == 422
    assert said in response.text
    assert "38 per cent" in response.text


def test_a_rating_of_a_scale_that_is_no_longer_current_is_refused(client, claim, chika, rating):
    rating.scale.is_current = False
    rating.scale.save()
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/verdict/", verdict_of(rating))
    assert response.status_code == 422


def test_a_refusal_says_who_did_what_and_keeps_what_was_typed(
    client, claim, chika, priya, rating, htmx
):
    actions.take(claim=claim, by=priya)
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/verdict/", verdict_of(rating), headers=htmx)
    assert response.status_code == 409
    assert response["HX-Retarget"] == "#verdict"
    assert "Priya Nair took this at" in response.text
    assert "Needs change: It was 38." in response.text


# Drafts


def test_a_draft_is_kept_and_comes_back(client, claim, chika, rating, htmx):
    client.force_login(chika)
    typed = {"rating": rating.pk, "explanation": "The table says ", "should_read": ""}
    response = client.post(f"/claims/{claim.pk}/draft/propose/", typed, headers=htmx)
    assert "saved" in response.text
    page = client.get(f"/claims/{claim.pk}/").text
    assert "The table says " in page
    assert f'value="{rating.pk}" data-key="3" checked' in page


def test_a_draft_is_its_authors_own(client, claim, chika, priya, rating):
    actions.save_draft(claim=claim, by=chika, form="propose", words={"explanation": ["Mine"]})
    client.force_login(priya)
    assert "Mine" not in client.get(f"/claims/{claim.pk}/").text


def test_sending_the_verdict_ends_the_draft(claim, chika, rating):
    actions.save_draft(claim=claim, by=chika, form="propose", words={"explanation": ["It"]})
    actions.propose(claim=claim, by=chika, rating=rating, explanation="It was 38.")
    assert not Draft.objects.exists()


def test_a_draft_that_arrives_after_the_verdict_is_none(proposed, chika, rating):
    with pytest.raises(Refused, match="has been sent"):
        actions.save_draft(claim=proposed, by=chika, form="propose", words={"explanation": ["x"]})


def test_a_refusal_without_javascript_keeps_what_was_typed(client, claim, chika, priya, rating):
    actions.take(claim=claim, by=priya)
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/verdict/", verdict_of(rating))
    assert response.status_code == 409
    assert Draft.objects.get().words["explanation"] == ["It was 38."]


def test_a_verdict_taken_back_fills_the_form_again(client, proposed, chika):
    actions.withdraw(claim=proposed, by=chika)
    client.force_login(chika)
    assert "It was 38 per cent." in client.get(f"/claims/{proposed.pk}/").text


def test_the_desk_scale_has_its_seven_ratings_with_symbols_and_keys(db):
    ratings = Rating.objects.filter(scale__is_current=True)
    assert list(ratings.values_list("key", "name", "symbol", "colour")) == [
        (1, "Confirmed", "tick", "ok"),
        (2, "Confirmed with attribution", "tick-attributed", "ok"),
        (3, "Needs change", "caret", "change"),
        (4, "Misleading or needs context", "tilde", "context"),
        (5, "Cannot confirm", "question", "unsure"),
        (6, "Wrong", "cross", "wrong"),
        (7, "Not checkable", "dash", "none"),
    ]


def test_whoever_may_not_check_is_told_who_does(client, claim, rosa, chika, priya, edda):
    client.force_login(rosa)
    dock = client.get(f"/claims/{claim.pk}/").text.partition('id="verdict"')[2]
    assert "do not let you check claims. Chika Obi or Priya Nair checks it." in dock
    claim.article.desk.members.exclude(pk=rosa.pk).update(is_active=False)
    dock = client.get(f"/claims/{claim.pk}/").text.partition('id="verdict"')[2]
    assert "Nobody on this desk can check it yet." in dock
