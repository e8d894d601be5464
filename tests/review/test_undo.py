"""Undo, step by step, for the rest of a visit."""

import re

import pytest

from factcheck.articles.models import Claim
from factcheck.review import actions
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
