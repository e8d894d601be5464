"""Two claims become one, and come apart again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.review import actions
from factcheck.review.models import Comment, Draft, Query
from tests import build


@pytest.fixture
def other(claim: Claim) -> Claim:
    """The next claim of the same paragraph."""
    return build.make_claim(
        article=claim.article, quote="Nobody at the port was surprised", types=["event"], score=0.9
    )


def merge(claim: Claim, other: Claim, by):
    return actions.merge(claim=claim, other=other, by=by)


def test_the_claim_reaches_from_the_first_word_to_the_last(claim, other, chika):
    merge(claim, other, chika)
    claim.refresh_from_db()
    assert claim.quote == claim.revision.text[claim.start : other.end]
    assert claim.statement == f"{claim.statement.split('. ')[0]}. {other.statement}"
    assert (claim.types, claim.score) == (["quantity", "event"], 0.9)


def test_the_other_is_out_of_every_list_and_says_where_it_went(claim, other, chika):
    merge(claim, other, chika)
    other.refresh_from_db()
    assert (other.state, other.merged_into) == (Claim.State.MERGED, claim)
    assert list(Claim.objects.standing()) == [claim]


def test_all_that_hangs_on_the_other_comes_along_and_goes_back(claim, other, chika, priya):
    evidence = build.make_evidence(claim=other)
    query = Query.objects.create(claim=other, asked_by=chika, asked_of=priya, question="When?")
    comment = Comment.objects.create(claim=other, by=priya, text="See page 3.")
    draft = Draft.objects.create(
        claim=other,
        author=priya,
        form="propose",
        words={"explanation": ["So far"]},
        saved_at="2026-11-22T12:00Z",
    )
    rows = [evidence, query, comment, draft]

    def whose() -> set[Claim]:
        return {type(row).objects.get(pk=row.pk).claim for row in rows}

    merge(claim, other, chika)
    assert whose() == {claim}
    actions.unmerge(claim=Claim.objects.get(pk=other.pk), by=chika)
    assert whose() == {other}


def test_of_two_drafts_of_one_person_neither_is_lost(claim, other, chika, priya):
    for each in (claim, other):
        Draft.objects.create(
            claim=each,
            author=priya,
            form="propose",
            words={"explanation": [each.quote]},
            saved_at="2026-11-22T12:00Z",
        )
    merge(claim, other, chika)
    assert {draft.claim: draft.text for draft in Draft.objects.all()} == {
        claim: claim.quote,
        other: other.quote,
    }


def test_two_claims_come_apart_as_they_were(claim, other, chika, priya):
    before = [(c.quote, c.statement, c.types) for c in (claim, other)]
    merge(claim, other, chika)
    actions.unmerge(claim=Claim.objects.get(pk=other.pk), by=priya)
    standing = Claim.objects.standing().in_text_order()
    assert [(c.quote, c.statement, c.types) for c in standing] == before


def test_what_was_edited_since_stays_when_they_come_apart(claim, other, chika):
    merge(claim, other, chika)
    claim.refresh_from_db()
    actions.edit_claim(claim=claim, by=chika, version=claim.version, statement="Fares rose.")
    actions.unmerge(claim=Claim.objects.get(pk=other.pk), by=chika)
    claim.refresh_from_db()
    assert (claim.statement, claim.quote) == ("Fares rose.", build.QUOTE)


def test_a_returned_claim_comes_apart_as_returned(claim, other, chika, priya, rating):
    actions.propose(claim=other, by=chika, rating=rating, explanation="x")
    verdict = other.verdicts.get()
    actions.return_verdict(claim=other, by=priya, verdict_id=verdict.pk, reason="Which port?")
    merge(claim, Claim.objects.get(pk=other.pk), chika)
    actions.unmerge(claim=Claim.objects.get(pk=other.pk), by=chika)
    other.refresh_from_db()
    assert other.state == Claim.State.RETURNED


def test_claims_of_two_paragraphs_stay_two(claim, chika):
    far = build.make_claim(article=claim.article, quote="It was built in 1987")
    with pytest.raises(Refused, match="one paragraph"):
        merge(claim, far, chika)


def test_a_claim_in_the_hands_of_somebody_else_stays_there(claim, other, chika, priya):
    actions.take(claim=other, by=priya)
    with pytest.raises(Refused, match="Priya Nair took this"):
        merge(claim, other, chika)


def test_a_claim_is_not_merged_with_itself(claim, chika):
    with pytest.raises(Refused, match="another claim"):
        merge(claim, claim, chika)


def test_a_claim_in_review_takes_nothing_in(proposed, other, priya):
    with pytest.raises(Refused, match="waits for approval"):
        merge(proposed, other, priya)


def test_words_that_are_a_claim_again_keep_the_merged_one_where_it_is(claim, other, chika):
    merge(claim, other, chika)
    actions.add_claim(article=claim.article, by=chika, start=other.start, end=other.end)
    with pytest.raises(Refused, match="a claim already"):
        actions.unmerge(claim=Claim.objects.get(pk=other.pk), by=chika)
    assert Claim.objects.get(pk=other.pk).merged_into == claim


def test_a_claim_that_stands_by_itself_does_not_come_apart(claim, chika):
    with pytest.raises(Refused, match="stands by itself"):
        actions.unmerge(claim=claim, by=chika)


def offered(client, claim: Claim) -> str:
    return client.get(f"/claims/{claim.pk}/merge/").text


@pytest.mark.parametrize("state", ["in-review", "approved", "dismissed", "deferred"])
def test_only_what_can_be_merged_is_offered(client, claim, other, chika, state):
    third = build.make_claim(article=claim.article, quote="in two years")
    client.force_login(chika)
    choice = '<input type="radio" name="other" value="{}"'
    assert choice.format(other.pk) in offered(client, claim)
    Claim.objects.filter(pk=other.pk).update(state=state)
    page = offered(client, claim)
    assert choice.format(other.pk) not in page
    assert choice.format(third.pk) in page


def test_a_claim_that_somebody_took_is_not_offered_and_refused_with_the_reason(
    client, claim, other, chika, priya, htmx
):
    actions.take(claim=other, by=priya)
    client.force_login(chika)
    page = offered(client, claim)
    assert 'name="other"' not in page
    assert "No other claim of this paragraph can go into this one now" in page
    response = client.post(f"/claims/{claim.pk}/merge/", {"other": other.pk}, headers=htmx)
    assert "Priya Nair took this" in response.text


def test_two_that_are_a_third_together_are_not_offered(client, claim, other, chika):
    whole = build.make_claim(
        article=claim.article, quote=claim.revision.text[claim.start : other.end]
    )
    with pytest.raises(Refused, match="a claim already"):
        merge(claim, other, chika)
    client.force_login(chika)
    page = offered(client, claim)
    assert f'value="{whole.pk}"' in page
    assert f'name="other" value="{other.pk}"' not in page


def test_more_claims_to_merge_take_no_more_queries(client, claim, other, chika):
    client.force_login(chika)
    offered(client, claim)
    with CaptureQueriesContext(connection) as few:
        offered(client, claim)
    for quote in ("Fares rose", "rose by 40", "Nobody at the port", "the port was surprised"):
        actions.take(claim=build.make_claim(article=claim.article, quote=quote), by=chika)
    with CaptureQueriesContext(connection) as many:
        assert "rose by 40" in offered(client, claim)
    assert len(many) <= len(few)
