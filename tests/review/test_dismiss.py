"""Claims that need no verdict."""

import pytest
from django.db import IntegrityError

from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.review import actions
from factcheck.review.models import Dismissal


def test_a_claim_is_dismissed_with_a_reason_and_reopened(claim, chika):
    actions.dismiss(claim=claim, by=chika, reason="opinion")
    claim.refresh_from_db()
    assert claim.state == Claim.State.DISMISSED
    actions.take_back_exit(claim=claim, by=chika)
    claim.refresh_from_db()
    assert (claim.state, claim.lease.holder) == (Claim.State.IN_PROGRESS, chika)
    assert Dismissal.objects.get().reopened_at


def test_somebody_else_reopens_it_for_everybody(claim, chika, priya):
    actions.dismiss(claim=claim, by=chika, reason="opinion")
    actions.reopen(claim=claim, by=priya, reason="It can be checked.")
    claim.refresh_from_db()
    assert claim.state == Claim.State.OPEN


def test_a_claim_in_review_is_not_dismissed(proposed, priya):
    with pytest.raises(Refused):
        actions.dismiss(claim=proposed, by=priya, reason="opinion")


def test_other_wants_words(client, claim, chika, htmx):
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/dismiss/", {"reason": "other"}, headers=htmx)
    assert response.status_code == 422
    assert "Say the reason in words." in response.text


def test_the_database_wants_words_for_other_too(claim, chika):
    with pytest.raises(IntegrityError, match="other_reason_is_told"):
        Dismissal.objects.create(claim=claim, by=chika, reason="other")


def test_the_page_offers_the_way_back(client, claim, chika, htmx):
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/dismiss/", {"reason": "question"}, headers=htmx)
    assert f'href="/claims/{claim.pk}/reopen/"' in response.text
    assert "Dismissed: question" in response.text
