"""What is typed into a form of a claim is kept on the server until it is sent."""

import re

import pytest

from factcheck.audit.models import Event
from factcheck.review import actions, visit
from factcheck.review.models import LEASE_LASTS, Draft, Verdict
from tests import build


def keep(client, claim, form, **words):
    return client.post(f"/claims/{claim.pk}/draft/{form}/", words, headers={"hx-request": "true"})


@pytest.fixture
def chikas(client, chika):
    client.force_login(chika)
    return client


INLINE = {
    "dismiss": {"reason": "opinion", "note": "A wish, not a fact"},
    "add_evidence": {"stance": "refutes", "quotation": "A wish, not a fact"},
    "comment": {"text": "A wish, not a fact"},
}


@pytest.mark.parametrize("form", INLINE)
def test_what_is_typed_is_shown_again_in_another_browser(
    chikas, client_elsewhere, claim, chika, form
):
    assert "saved <time" in keep(chikas, claim, form, **INLINE[form]).text
    client_elsewhere.force_login(chika)
    page = client_elsewhere.get(f"/claims/{claim.pk}/").text
    assert "A wish, not a fact" in page
    assert f"/claims/{claim.pk}/draft/{form}/discard/" in page


@pytest.mark.parametrize("form", ["defer", "reopen"])
def test_a_form_that_opens_goes_on_where_it_was_left(chikas, claim, chika, form):
    if form == "reopen":
        actions.dismiss(claim=claim, by=chika, reason="opinion")
    keep(chikas, claim, form, reason="The port answers at")
    page = chikas.get(f"/claims/{claim.pk}/").text
    assert "The port answers at" in page
    assert "Go on with it" in page
    assert "The port answers at</textarea>" in chikas.get(f"/claims/{claim.pk}/{form}/").text


def test_a_kept_edit_still_knows_the_version_it_was_made_from(chikas, claim, chika, priya):
    words = {
        "version": claim.version,
        "statement": "Fares rose.",
        "voice": "article",
        "types": "other",
    }
    keep(chikas, claim, "edit", **words)
    fields = {"statement": "Fares fell.", "voice": "article", "types": ["other"]}
    actions.edit_claim(claim=claim, by=priya, version=claim.version, **fields)
    page = chikas.get(f"/claims/{claim.pk}/edit/").text
    assert "Fares rose.</textarea>" in page
    assert re.search(f'name="version" value="{claim.version}"', page)
    assert chikas.post(f"/claims/{claim.pk}/edit/", words).status_code == 409


def test_what_was_sent_is_no_draft_any_more(chikas, claim):
    keep(chikas, claim, "comment", text="See")
    keep(chikas, claim, "defer", reason="Later")
    chikas.post(f"/claims/{claim.pk}/comments/", {"text": "See table 3."})
    assert Draft.objects.get().form == "defer"


def test_what_was_emptied_is_no_draft_any_more(chikas, claim):
    keep(chikas, claim, "comment", text="See")
    assert (
        "saved" not in keep(chikas, claim, "comment").text.partition("</span>")[0].partition(">")[2]
    )
    assert not Draft.objects.exists()


def test_a_draft_is_discarded_and_brought_back_by_undo(chikas, claim, htmx):
    keep(chikas, claim, "comment", text="See table 3")
    answer = chikas.post(f"/claims/{claim.pk}/draft/comment/discard/", headers=htmx)
    assert "See table 3" not in answer.text
    entry = visit.top(chikas.session).key
    assert "See table 3" in chikas.post("/undo/", {"entry": entry}, headers=htmx).text
    assert not Event.objects.about_claim(claim.pk).exists()


def test_drafts_are_seen_by_their_author_alone(chikas, client_elsewhere, claim, edda):
    for form, words in INLINE.items():
        keep(chikas, claim, form, **words)
    client_elsewhere.force_login(edda)
    assert "A wish, not a fact" not in client_elsewhere.get(f"/claims/{claim.pk}/").text
    client_elsewhere.post(f"/claims/{claim.pk}/draft/comment/discard/")
    assert Draft.objects.filter(discarded_at=None).count() == len(INLINE)


def test_who_was_moved_off_the_desk_still_reads_what_they_typed(chikas, claim, chika, rating):
    keep(chikas, claim, "propose", rating=rating.pk, explanation="The table says 38")
    chika.desks.clear()
    page = chikas.get(f"/claims/{claim.pk}/").text
    assert "Needs change: The table says 38" in page
    assert keep(chikas, claim, "propose", explanation="More").status_code == 409


def test_typing_prolongs_the_lease_and_says_so(chikas, claim, chika):
    actions.take(claim=claim, by=chika)
    claim.lease.expires_at -= LEASE_LASTS / 2
    claim.lease.save(update_fields=["expires_at"])
    before = claim.lease.expires_at
    answer = keep(chikas, claim, "comment", text="See")
    claim.lease.refresh_from_db()
    assert claim.lease.expires_at > before
    assert "Yours until" in answer.text


def test_a_draft_is_no_place_for_a_book(chikas, claim):
    assert keep(chikas, claim, "comment", text="x" * 50_000).status_code == 409
    assert not Draft.objects.exists()


def test_there_are_drafts_only_of_forms_that_there_are(chikas, claim):
    assert keep(chikas, claim, "no-such-form", text="x").status_code == 404


# Conflicts


def verdict(client, claim, rating, seen, **headers):
    words = {"rating": rating.pk, "explanation": "It was 38.", "should_read": "", "seen": seen}
    return client.post(f"/claims/{claim.pk}/verdict/", words, headers=headers)


def seen_by(client, claim):
    return int(
        re.search('name="seen" value="([0-9]+)"', client.get(f"/claims/{claim.pk}/").text)[1]
    )


def test_a_verdict_on_a_claim_that_somebody_edited_is_told_of_it_and_sent_anyway(
    chikas, claim, priya, rating, htmx
):
    seen = seen_by(chikas, claim)
    actions.edit_claim(claim=claim, by=priya, version=claim.version, statement="Fares fell.")
    answer = verdict(chikas, claim, rating, seen, **htmx)
    assert answer.status_code == 409
    assert "Priya Nair edited the claim at" in answer.text
    assert "It was 38.</textarea>" in answer.text
    assert "Send anyway" in answer.text
    assert not Verdict.objects.exists()
    seen = int(re.search('name="seen" value="([0-9]+)"', answer.text)[1])
    assert verdict(chikas, claim, rating, seen, **htmx).status_code == 200
    assert Verdict.objects.get().explanation == "It was 38."
    assert not Draft.objects.exists()


def test_comments_and_leases_do_not_hold_a_verdict_up(chikas, claim, priya, rating):
    seen = seen_by(chikas, claim)
    actions.comment(claim=claim, by=priya, text="Hello")
    actions.take(claim=claim, by=priya)
    actions.release(claim=claim, by=priya)
    assert verdict(chikas, claim, rating, seen).status_code == 302


def test_a_second_verdict_is_shown_the_first_and_keeps_its_text(chikas, claim, priya, rating, htmx):
    seen = seen_by(chikas, claim)
    actions.propose(claim=claim, by=priya, rating=rating, explanation="It was 41.")
    answer = verdict(chikas, claim, rating, seen, **htmx)
    assert answer.status_code == 409
    assert "Priya Nair sent a verdict for approval at" in answer.text
    assert "It was 41." in answer.text
    assert "Needs change: It was 38." in answer.text
    assert 'data-copy="begun-' in answer.text


def test_evidence_for_a_claim_that_was_decided_meanwhile_is_kept(chikas, claim, chika, priya, htmx):
    actions.dismiss(claim=claim, by=priya, reason="opinion")
    words = {"stance": "supports", "quotation": "+38 per cent", "description": "Table 3"}
    answer = chikas.post(f"/claims/{claim.pk}/evidence/", words, headers=htmx)
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#evidence"
    assert "+38 per cent" in answer.text
    assert Draft.objects.get(author=chika).form == "add_evidence"


def test_a_return_of_a_verdict_that_was_replaced_shows_the_new_one(
    client, proposed, chika, edda, rating, htmx
):
    client.force_login(edda)
    first = Verdict.objects.get()
    actions.withdraw(claim=proposed, by=chika)
    actions.propose(claim=proposed, by=chika, rating=rating, explanation="It was 39.")
    words = {"verdict_id": first.pk, "reason": "Which years?"}
    answer = client.post(f"/claims/{proposed.pk}/return/", words, headers=htmx)
    assert answer.status_code == 409
    assert "It was 39." in answer.text
    assert "Which years?</textarea>" in answer.text


def test_drafts_cost_one_query_however_many(chikas, claim, chika, django_assert_max_num_queries):
    counts = []
    for form in INLINE:
        keep(chikas, claim, form, **INLINE[form])
        with django_assert_max_num_queries(70) as captured:
            chikas.get(f"/claims/{claim.pk}/")
        counts.append(len(captured))
    assert len(set(counts)) == 1
    assert build.make_claim(article=claim.article, quote="1987").drafts.count() == 0
