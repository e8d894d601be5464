"""Undo, step by step, for the rest of a visit."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.review import actions, visit
from factcheck.review.models import WayBack
from factcheck.review.tasks import forget_visits
from tests import build


@pytest.fixture
def desk_of(client, chika, htmx):
    """Chika's visit: `post` something, `undo` what the page offers; both give the answer."""
    client.force_login(chika)

    class Visit:
        page = ""

        def post(self, address, **fields):
            response = client.post(address, fields, headers=htmx)
            self.page = response.text
            return response

        def undo(self):
            found = re.search(r'name="entry" value="(\w+)"', self.page)
            return self.post("/undo/", entry=found[1] if found else "")

    return Visit()


def state(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).state


def span(claim: Claim, words: str) -> dict[str, int]:
    start = claim.revision.text.index(words)
    return {"start": start, "end": start + len(words)}


def test_the_latest_is_undone_first_and_then_the_one_before(claim, desk_of):
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    desk_of.post(f"/claims/{claim.pk}/dismiss/", reason="opinion")
    desk_of.post(f"/claims/{other.pk}/defer/", reason="Friday.")
    assert "1 more" in desk_of.page
    desk_of.undo()
    assert (state(claim), state(other)) == ("dismissed", "in-progress")
    assert "Undo: Dismissed: “Fares rose" in desk_of.page
    desk_of.undo()
    assert (state(claim), state(other)) == ("in-progress", "in-progress")
    assert 'name="entry"' not in desk_of.page


def test_an_undoing_is_nothing_to_undo_again(claim, desk_of):
    desk_of.post(f"/claims/{claim.pk}/take/")
    desk_of.undo()
    assert "Released." in desk_of.page
    assert 'name="entry"' not in desk_of.page


def test_every_change_of_a_claims_words_is_undone(claim, desk_of):
    quote = claim.quote
    address = f"/claims/{claim.pk}"
    # One claim says everything here: its quote, its statement, how many claims there are.
    before = list(Claim.objects.values("quote", "statement", "types"))
    fields = {"version": 1, "statement": "Fares rose.", "voice": "article", "types": "event"}
    desk_of.post(f"{address}/edit/", **fields)
    desk_of.post(f"{address}/edges/", **span(claim, "rose by 40 per cent in two years"))
    desk_of.post(f"{address}/split/", at=claim.revision.text.index("in two"))
    desk_of.post(f"/articles/{claim.article_id}/claims/", **span(claim, "Nobody at the port"))
    added = Claim.objects.latest("pk")
    assert added.quote == "Nobody at the port"
    desk_of.post(f"{address}/merge/", other=added.pk)
    assert "4 more" in desk_of.page
    for _ in range(5):
        assert desk_of.undo().status_code == 200, desk_of.page
    assert list(Claim.objects.values("quote", "statement", "types")) == before
    assert Claim.objects.get().quote == quote


def test_a_refused_undoing_says_why_and_is_off_the_pile(claim, desk_of, priya):
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    desk_of.post(f"/claims/{other.pk}/dismiss/", reason="opinion")
    desk_of.post(f"/claims/{claim.pk}/dismiss/", reason="opinion")
    actions.reopen(claim=claim, by=priya, reason="It is a fact.")
    response = desk_of.undo()
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#notice"
    assert "Not undone: Dismissed" in desk_of.page
    assert "reopened already" in desk_of.page
    desk_of.undo()
    assert state(other) == "in-progress"


def test_the_page_that_is_older_than_the_pile_undoes_nothing_else(claim, desk_of):
    desk_of.post(f"/claims/{claim.pk}/dismiss/", reason="opinion")
    old = desk_of.page
    desk_of.undo()
    desk_of.post(f"/claims/{claim.pk}/defer/", reason="Friday.")
    desk_of.page = old
    response = desk_of.undo()
    assert response.status_code == 409
    assert "undone already" in response.text
    assert state(claim) == "deferred"


def test_what_is_gone_is_said_to_be_gone(claim, desk_of):
    desk_of.post(f"/articles/{claim.article_id}/claims/", **span(claim, "in 1987"))
    Claim.objects.exclude(pk=claim.pk).delete()
    assert "It is not there any more." in desk_of.undo().text


def test_the_pile_is_one_persons_own(client, claim, desk_of, priya):
    desk_of.post(f"/claims/{claim.pk}/dismiss/", reason="opinion")
    client.logout()
    client.force_login(priya)
    assert desk_of.undo().status_code == 409
    assert state(claim) == "dismissed"


def test_several_sentences_at_once_are_undone_at_once(claim, desk_of):
    sentences = list(claim.revision.sentences.order_by("start"))[1:3]
    desk_of.post(
        f"/articles/{claim.article_id}/dismiss-sentences/",
        which="ticked",
        sentence=[each.pk for each in sentences],
        reason="opinion",
    )
    assert "2 sentences dismissed" in desk_of.page
    desk_of.undo()
    assert "2 reopened." in desk_of.page


def test_without_javascript_the_next_page_offers_it(client, claim, chika):
    client.force_login(chika)
    page = client.post(f"/claims/{claim.pk}/dismiss/", {"reason": "opinion"}, follow=True).text
    entry = re.search(r'name="entry" value="(\w+)"', page)[1]
    page = client.post("/undo/", {"entry": entry}, follow=True).text
    assert "It is yours again." in page
    assert state(claim) == "in-progress"


def test_a_claim_that_is_taken_off_leaves_its_sentence_on_the_page(claim, desk_of):
    desk_of.post(f"/articles/{claim.article_id}/claims/", **span(claim, "built in 1987"))
    assert "Claim added." in desk_of.page
    response = desk_of.undo()
    assert "It was built in 1987." in response.text
    assert response.headers["HX-Replace-Url"].startswith("/sentences/")


def test_two_actions_at_the_same_moment_both_leave_their_way_back(client, chika):
    client.force_login(chika)
    begun = client.session
    begun[visit.VISIT] = "a" * 32
    begun.save()
    # Both have read the session before either is done.
    one, other = client.session, client.session
    visit.remember(one, "Dismissed.", "/claims/1/take-back-exit/")
    visit.remember(other, "Set aside.", "/claims/2/take-back-exit/")
    assert (visit.top(one).said, visit.top(one).pile) == ("Set aside.", 2)


def test_an_entry_is_taken_off_once(client, chika):
    client.force_login(chika)
    session = client.session
    visit.remember(session, "Dismissed.", "/claims/1/take-back-exit/")
    key = str(visit.top(session).key)
    assert visit.pop(session, key).said == "Dismissed."
    assert visit.pop(session, key) is None
    assert visit.pop(session, "no key") is None


def test_what_another_visit_did_is_not_undone(client, claim, chika, desk_of, htmx):
    desk_of.post(f"/claims/{claim.pk}/dismiss/", reason="opinion")
    elsewhere = Client()
    elsewhere.force_login(chika)
    elsewhere.post(f"/claims/{claim.pk}/comments/", {"text": "Seen."}, headers=htmx)
    key = visit.top(client.session).key
    assert elsewhere.post("/undo/", {"entry": key}, headers=htmx).status_code == 409
    assert state(claim) == "dismissed"


def test_whoever_leaves_leaves_nothing_to_undo(client, claim, desk_of):
    desk_of.post(f"/claims/{claim.pk}/dismiss/", reason="opinion")
    assert WayBack.objects.count() == 1
    client.logout()
    assert WayBack.objects.count() == 0


def test_a_visit_is_forgotten_when_no_session_is_as_old(client, claim, desk_of):
    desk_of.post(f"/claims/{claim.pk}/dismiss/", reason="opinion")
    forget_visits()
    assert WayBack.objects.count() == 1
    WayBack.objects.update(at=timezone.now() - timedelta(days=15))
    forget_visits()
    assert WayBack.objects.count() == 0
