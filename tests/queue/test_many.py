"""One verb for many claims at once: done, reported, undone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event
from factcheck.queue.models import Batch
from factcheck.review import actions
from factcheck.review.models import Dismissal, Lease
from tests import build

State = Claim.State


@pytest.fixture
def claims(desk):
    """Four claims of one article, the strongest first."""
    article = build.make_article(desk=desk, text="\n".join(f"It was {n} metres." for n in range(4)))
    return [
        build.make_claim(article=article, quote=f"It was {n} metres", score=0.9 - n / 10)
        for n in range(4)
    ]


def press(client, verb, chosen, **words):
    """Press a button over the list; answers with the page that follows."""
    posted = {"claim": [claim.pk for claim in chosen], "address": "view=everything", **words}
    return client.post(f"/queue/{verb}/", posted, follow=True)


def undo(client, page):
    return client.post(page.context["done"]["undo"], {"address": "view=everything"}, follow=True)


def fresh(claims):
    return [Claim.objects.get(pk=claim.pk) for claim in claims]


def verbs(claim):
    return [event.verb for event in Event.objects.about_claim(claim.pk)]


def test_assigns_the_ticked_claims_and_says_so(client, claims, edda, priya):
    client.force_login(edda)
    page = press(client, "assign", claims[:3], to=priya.pk)
    assert "3 claims assigned to Priya Nair." in page.text
    assert [claim.assignee for claim in fresh(claims)] == [priya, priya, priya, None]
    assert {claim.version for claim in fresh(claims)} == {1, 2}
    assert verbs(claims[0]) == ["assign"]


def test_what_may_not_be_done_is_left_alone_and_told_with_the_reason(
    client, claims, edda, priya, chika
):
    held, dismissed, *_ = claims
    actions.take(claim=held, by=chika)
    actions.dismiss(claim=dismissed, by=chika, reason="opinion")
    client.force_login(edda)
    page = press(client, "assign", claims, to=priya.pk)
    assert "2 claims assigned to Priya Nair." in page.text
    assert "1 claim: Chika Obi took this at" in page.text
    assert "1 claim: This claim is dismissed. Reopen it to check it." in page.text
    assert fresh([held])[0].assignee is None


def test_a_checker_assigns_claims_to_oneself_alone(client, claims, chika, priya):
    client.force_login(chika)
    page = press(client, "assign", claims[:2], to=priya.pk)
    assert "2 claims: Your roles do not let you assign claims." in page.text
    press(client, "assign", claims[:2], to=chika.pk)
    assert [claim.assignee for claim in fresh(claims)] == [chika, chika, None, None]


def test_all_that_match_takes_the_filters_and_not_the_page(client, claims, edda, priya):
    client.force_login(edda)
    words = {"all": "on", "to": priya.pk, "address": "view=everything&least=0.75"}
    press(client, "assign", claims[3:], **words)
    assert [claim.assignee for claim in fresh(claims)] == [priya, priya, None, None]


def test_assigning_is_undone_claim_by_claim(client, claims, edda, priya, chika):
    Claim.objects.filter(pk=claims[0].pk).update(assignee=chika)
    client.force_login(edda)
    page = press(client, "assign", claims, to=priya.pk)
    actions.take(claim=claims[3], by=priya)
    page = undo(client, page)
    assert "3 undone." in page.text
    assert "1 claim: The claim has changed since." in page.text
    assert [claim.assignee for claim in fresh(claims)] == [chika, None, None, priya]
    assert verbs(claims[0]) == ["assign", "assign"]


def test_sets_and_takes_away_a_deadline(client, claims, edda):
    before = timezone.now() + timedelta(days=2)
    Claim.objects.filter(pk=claims[0].pk).update(due_at=before)
    client.force_login(edda)
    page = press(client, "due", claims[:2], due_at="2031-05-06T18:00")
    assert "2 claims due 6 May, 18:00." in page.text
    due = datetime(2031, 5, 6, 18, tzinfo=UTC)
    assert [claim.due_at for claim in fresh(claims)] == [due, due, None, None]
    undo(client, page)
    assert [claim.due_at for claim in fresh(claims)] == [before, None, None, None]
    press(client, "due", claims[:1], due_at="")
    assert fresh(claims)[0].due_at is None


def test_a_deadline_that_is_no_date_changes_nothing(client, claims, edda):
    client.force_login(edda)
    response = press(client, "due", claims, due_at="tomorrow")
    assert response.status_code == 409
    assert "This is no date with a time. Choose both." in response.text


def test_dismisses_with_a_reason_and_brings_back_what_was_in_ones_hands(client, claims, chika):
    actions.take(claim=claims[0], by=chika)
    client.force_login(chika)
    page = press(client, "dismiss", claims[:2], reason="other", note="A list of prizes.")
    assert "2 claims dismissed." in page.text
    assert [claim.state for claim in fresh(claims)] == ["dismissed", "dismissed", "open", "open"]
    assert {d.note for d in Dismissal.objects.all()} == {"A list of prizes."}
    assert not Lease.objects.exists()
    undo(client, page)
    assert [claim.state for claim in fresh(claims)] == ["in-progress", "open", "open", "open"]
    assert Lease.objects.get().holder == chika
    assert not Dismissal.objects.filter(reopened_at=None).exists()
    assert verbs(claims[1]) == ["reopen", "dismiss"]


def test_another_reason_needs_words(client, claims, chika):
    client.force_login(chika)
    response = press(client, "dismiss", claims, reason="other")
    assert response.status_code == 409
    assert "Say the reason in words." in response.text


def test_releases_what_one_holds_in_the_state_it_was_taken_in(
    client, proposed, claims, chika, edda, priya
):
    verdict = proposed.verdicts.latest("pk")
    actions.return_verdict(claim=proposed, by=edda, verdict_id=verdict.pk, reason="Which year?")
    for claim in (proposed, claims[0]):
        actions.take(claim=claim, by=chika)
    actions.take(claim=claims[1], by=priya)
    client.force_login(chika)
    page = press(client, "release", [proposed, *claims])
    assert "2 claims released." in page.text
    assert "3 claims: You do not hold this claim." in page.text
    assert [c.state for c in fresh([proposed, *claims[:2]])] == ["returned", "open", "in-progress"]
    undo(client, page)
    assert set(Lease.objects.filter(holder=chika).values_list("claim", flat=True)) == {
        proposed.pk,
        claims[0].pk,
    }


def test_claims_of_a_signed_off_article_stay_as_they_are(client, claims, edda, priya):
    Article.objects.filter(pk=claims[0].article_id).update(state=Article.State.SIGNED_OFF)
    client.force_login(edda)
    page = press(client, "dismiss", claims, reason="opinion")
    assert "4 claims: This article is signed off." in page.text
    assert {claim.state for claim in fresh(claims)} == {"open"}


def test_somebody_of_another_desk_changes_nothing(client, claims, stranger):
    client.force_login(stranger)
    page = press(client, "dismiss", claims, reason="opinion")
    assert "4 claims: Only people on the Foreign desk work on this article." in page.text


def test_nothing_chosen_is_told(client, claims, edda):
    client.force_login(edda)
    response = press(client, "release", [])
    assert response.status_code == 409
    assert "No claim is chosen." in response.text


def test_what_is_undone_is_not_undone_again_and_by_nobody_else(client, claims, edda, chika):
    client.force_login(edda)
    page = press(client, "assign", claims, to=chika.pk)
    address = page.context["done"]["undo"]
    client.force_login(chika)
    assert client.post(address).status_code == 404
    client.force_login(edda)
    undo(client, page)
    assert "This has been undone already." in client.post(address).text


def test_htmx_gets_the_list_with_the_line_to_undo(client, claims, edda, chika, htmx):
    client.force_login(edda)
    posted = {"claim": claims[0].pk, "to": chika.pk, "address": "view=everything"}
    page = client.post("/queue/assign/", posted, headers=htmx, follow=True)
    assert "<html" not in page.text
    assert "1 claim assigned to Chika Obi." in page.text
    assert 'hx-swap-oob="innerHTML"' in page.text


def test_many_claims_take_no_more_queries_than_one(
    client, desk, edda, chika, django_assert_max_num_queries
):
    article = build.make_article(
        desk=desk, text="\n".join(f"It was {n} metres." for n in range(40))
    )
    claims = [build.make_claim(article=article, quote=f"It was {n} metres") for n in range(40)]
    client.force_login(edda)
    client.get("/queue/?view=everything")
    counts = []
    for chosen in (claims[:1], claims[1:]):
        with django_assert_max_num_queries(60) as captured:
            page = press(client, "dismiss", chosen, reason="opinion")
        with django_assert_max_num_queries(60) as undoing:
            undo(client, page)
        counts.append((len(captured), len(undoing)))
    assert counts[0] == counts[1]
    assert Batch.objects.filter(undone_at=None).count() == 0
