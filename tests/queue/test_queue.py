"""The queue: what waits, for whom, in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.review import actions
from factcheck.review.models import Approval, Query, Rating, Scale, Verdict
from tests import build


@pytest.fixture
def many(claim, other_desk):
    """Three claims: on this desk a strong and a weak one, on the other desk a third."""
    weak = build.make_claim(article=claim.article, quote="It was built in 1987", score=0.2)
    elsewhere = build.make_claim(
        article=build.make_article(desk=other_desk, title="Bridges"), score=0.5
    )
    return claim, weak, elsewhere


def shown(client, query="?view=everything"):
    page = client.get(f"/queue/{query}").context["page"]
    return [line.pk for line in page.lines]


def change(claim, **changes):
    Claim.objects.filter(pk=claim.pk).update(**changes)


def test_open_claims_come_most_check_worthy_first(client, many, chika):
    strong, weak, elsewhere = many
    client.force_login(chika)
    assert shown(client, "") == [strong.pk, elsewhere.pk, weak.pk]


def test_the_order_by_deadline_ends_with_claims_that_have_none(client, many, chika):
    strong, weak, elsewhere = many
    now = timezone.now()
    change(weak, due_at=now + timedelta(hours=2))
    change(elsewhere, due_at=now - timedelta(hours=2))
    client.force_login(chika)
    page = client.get("/queue/?view=everything&sort=due")
    assert [line.pk for line in page.context["page"].lines] == [elsewhere.pk, weak.pk, strong.pk]
    assert "3 claims, by deadline, then check-worthiness." in page.text


def test_the_order_by_risk_says_which_harm_put_a_claim_there(client, many, chika):
    strong, weak, elsewhere = many
    reasons = [
        {"label": "exact figure", "weight": 0.4},
        {"label": "accuses a named person", "weight": 0.1},
    ]
    change(weak, risk=0.6, reasons=reasons)
    client.force_login(chika)
    page = client.get("/queue/?view=everything&sort=risk")
    assert [line.pk for line in page.context["page"].lines] == [weak.pk, strong.pk, elsewhere.pk]
    assert "Accuses a named person, exact figure" in page.text


@pytest.mark.parametrize("order", ["worth", "due", "risk"])
def test_every_claim_comes_once_however_many_pages_there_are(client, desk, chika, order):
    text = "\n".join(f"It was {n} metres." for n in range(120))
    article = build.make_article(desk=desk, text=text)
    soon = timezone.now() + timedelta(hours=1)
    claims = [
        build.make_claim(
            article=article, quote=f"It was {n} metres", score=(n % 4) / 4, risk=(n % 3) / 3
        )
        for n in range(120)
    ]
    Claim.objects.filter(pk__in=[claim.pk for claim in claims[::2]]).update(due_at=soon)
    client.force_login(chika)
    seen = []
    address = f"?view=everything&sort={order}"
    while address:
        page = client.get(f"/queue/{address}").context["page"]
        seen += [line.pk for line in page.lines]
        address = page.next if page.goes_on else None
    assert len(seen) == len(set(seen)) == 120


def test_the_next_page_stays_in_its_place_when_a_claim_of_this_one_is_gone(client, desk, chika):
    text = "\n".join(f"It was {n} metres." for n in range(60))
    article = build.make_article(desk=desk, text=text)
    claims = [
        build.make_claim(article=article, quote=f"It was {n} metres", score=1 - n / 100)
        for n in range(60)
    ]
    client.force_login(chika)
    page = client.get("/queue/?view=unassigned").context["page"]
    actions.dismiss(claim=claims[49], by=chika, reason="opinion")
    actions.dismiss(claim=claims[3], by=chika, reason="opinion")
    assert shown(client, page.next) == [claim.pk for claim in claims[50:]]


def test_filters_by_desk_article_and_state(client, many, chika):
    strong, weak, elsewhere = many
    actions.take(claim=weak, by=chika)
    client.force_login(chika)
    assert shown(client, "?desk=city") == [elsewhere.pk]
    assert shown(client, f"?article={strong.article_id}") == [strong.pk]
    assert shown(client, "?view=everything&state=in-progress") == [weak.pk]
    assert set(shown(client, "?view=everything&state=in-progress&state=open")) == {
        claim.pk for claim in many
    }


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("type=quote", {"claimant": "Odile Farrant", "types": ["quote", "event"]}),
        ("claimant=farr", {"claimant": "Odile Farrant"}),
        ("least=0.85", {"score": 0.9}),
        ("most=0.1", {"score": 0.05}),
        ("least=0.04&most=0.06", {"score": 0.05}),
        ("text=harbour+muddy", {"statement": "The muddy harbour was sold."}),
        ("text=harb", {"statement": "The muddy harbour was sold."}),
        ("text=farrant", {"claimant": "Odile Farrant"}),
        ("due=late", {"due_at": timezone.now() - timedelta(hours=1)}),
        ("due=week", {"due_at": timezone.now() + timedelta(days=3)}),
    ],
)
def test_filters_of_the_claim_itself(client, many, chika, query, fits):
    _, weak, _ = many
    change(weak, **fits)
    client.force_login(chika)
    assert shown(client, f"?view=everything&{query}") == [weak.pk]


def test_filters_by_rating_and_by_who_is_assigned(client, proposed, many, chika, priya, edda):
    _, weak, elsewhere = many
    change(weak, assignee=priya)
    client.force_login(chika)
    assert shown(client, "?view=everything&rating=Needs+change") == [proposed.pk]
    assert shown(client, "?view=everything&rating=Wrong") == []
    assert shown(client, f"?view=everything&assignee={priya.pk}") == [weak.pk]
    assert set(shown(client, "?view=everything&assignee=nobody")) == {proposed.pk, elsewhere.pk}
    client.force_login(priya)
    assert shown(client, "?view=everything&assignee=me") == [weak.pk]


def test_a_row_leads_to_the_claims_of_its_article_alone(client, many, chika):
    strong, weak, _ = many
    client.force_login(chika)
    address = f"?view=unassigned&amp;article={strong.article_id}"
    assert f'href="{address}"' in client.get("/queue/?view=unassigned").text
    page = client.get(f"/queue/?view=unassigned&article={strong.article_id}")
    assert 'aria-label="Remove the filter article=Fares and ferries"' in page.text
    assert [line.pk for line in page.context["page"].lines] == [strong.pk, weak.pk]


def test_filters_stand_in_the_address_and_can_be_removed_one_by_one(client, many, chika):
    client.force_login(chika)
    page = client.get("/queue/?view=everything&desk=city&state=open").text
    assert 'aria-label="Remove the filter desk=city"' in page
    assert 'href="?view=everything&amp;state=open"' in page


def test_empty_fields_of_the_form_leave_the_address(client, chika):
    client.force_login(chika)
    response = client.get("/queue/?view=everything&text=&desk=city&claimant=")
    assert response.url == "/queue/?view=everything&desk=city"


@pytest.mark.parametrize(
    "query",
    [
        "view=x",
        "article=x",
        "state=x",
        "type=x",
        "after=x",
        "after=0.5",
        "sort=x",
        "least=2",
        "assignee=x",
        "due=x",
        "after=nan_nan",
    ],
)
def test_what_an_address_says_wrongly_is_left_out(client, many, chika, query):
    client.force_login(chika)
    assert len(shown(client, f"?{query}")) == 3


def test_views_are_ones_own(client, proposed, many, chika, priya, edda):
    client.force_login(edda)
    assert shown(client, "?view=second-check") == [proposed.pk]
    client.force_login(chika)
    assert shown(client, "?view=second-check") == []
    actions.return_verdict(
        claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk, reason="Which year?"
    )
    assert shown(client, "?view=returned") == [proposed.pk]
    actions.take(claim=proposed, by=chika)
    assert shown(client, "?view=mine") == [proposed.pk]
    client.force_login(priya)
    assert shown(client, "?view=mine") == []


def test_what_one_has_approved_waits_for_somebody_else(client, proposed, edda, priya):
    verdict = proposed.verdicts.latest("pk")
    Approval.objects.create(verdict=verdict, by=priya)
    client.force_login(priya)
    assert shown(client, "?view=second-check") == []
    client.force_login(edda)
    assert shown(client, "?view=second-check") == [proposed.pk]


def test_mine_holds_what_is_assigned_until_it_is_checked(client, many, chika, rating):
    _, weak, _ = many
    change(weak, assignee=chika)
    client.force_login(chika)
    assert shown(client, "?view=mine") == [weak.pk]
    actions.propose(claim=weak, by=chika, rating=rating, explanation="It was 1986.")
    assert shown(client, "?view=mine") == []


def test_waiting_for_an_answer_is_for_both_sides_of_the_question(client, many, chika, rosa, priya):
    strong, _, _ = many
    Query.objects.create(claim=strong, asked_by=chika, asked_of=rosa, question="Which year?")
    for person, seen in ((chika, [strong.pk]), (rosa, [strong.pk]), (priya, [])):
        client.force_login(person)
        assert shown(client, "?view=waiting") == seen


def test_overdue_claims_are_those_that_still_need_work(client, proposed, many, chika, edda):
    _, weak, _ = many
    late = timezone.now() - timedelta(minutes=5)
    Claim.objects.filter(pk__in=[proposed.pk, weak.pk]).update(due_at=late)
    client.force_login(chika)
    assert set(shown(client, "?view=overdue")) == {proposed.pk, weak.pk}
    verdict = proposed.verdicts.latest("pk")
    actions.approve(claim=proposed, by=edda, verdict_id=verdict.pk)
    assert shown(client, "?view=overdue") == [weak.pk]


def test_merged_claims_are_nowhere_and_deferred_ones_only_where_asked_for(client, many, chika):
    strong, weak, elsewhere = many
    change(weak, state="merged", merged_into=strong)
    change(elsewhere, state="deferred")
    client.force_login(chika)
    assert shown(client) == [strong.pk]
    assert shown(client, "?view=everything&state=deferred") == [elsewhere.pk]
    assert shown(client, "?view=everything&state=merged") == [strong.pk]


def test_nothing_waits_for_the_approval_of_who_cannot_approve(client, proposed, rosa):
    client.force_login(rosa)
    assert shown(client, "?view=second-check") == []


def test_the_views_at_the_side_count_their_claims(client, proposed, many, edda):
    client.force_login(edda)
    rail = client.get("/queue/").context["rail"]
    counts = {entry.name: str(entry.count) for entries in rail.values() for entry in entries}
    assert counts == {
        "Mine": "0",
        "Returned to me": "0",
        "Needs second check": "1",
        "Waiting for an answer": "0",
        "Unassigned": "2",
        "Overdue": "0",
        "Everything": "3",
    }


def test_the_choices_of_a_filter_are_counted_as_if_it_were_not_set(client, proposed, many, chika):
    client.force_login(chika)
    page = client.get("/queue/filters/?view=everything&state=open", headers={"hx-request": "true"})
    counts = {
        facet.name: {choice.value: str(choice.count) for choice in facet.choices}
        for facet in page.context["facets"]
    }
    assert counts["state"] == {"open": "2", "in-review": "1"}
    assert counts["desk"] == {"city": "1", "foreign": "1"}
    assert counts["type"] == {"quantity": "2"}
    assert counts["assignee"] == {"nobody": "2"}
    assert counts["due"] == {"none": "2"}
    assert counts["rating"] == {}


def test_ratings_and_deadlines_of_all_scales_are_counted(client, many, chika):
    strong, weak, elsewhere = many
    now = timezone.localtime()
    late, soon = now - timedelta(hours=2), now + timedelta(days=3)
    old = Scale.objects.create(name="Old scale")
    for claim, due_at in ((strong, late), (weak, soon), (elsewhere, soon)):
        change(claim, due_at=due_at)
    first = build.make_verdict(claim=strong, author=chika)
    same = Rating.objects.create(scale=old, key=1, name=first.rating.name, symbol="tick")
    Verdict.objects.filter(pk=build.make_verdict(claim=weak, author=chika).pk).update(rating=same)
    # One that was taken back rates nothing.
    gone = build.make_verdict(claim=elsewhere, rating=2, author=chika)
    ended = {"ending": "withdrawn", "ended_at": now, "ended_by": gone.author}
    Verdict.objects.filter(pk=gone.pk).update(**ended)
    client.force_login(chika)
    page = client.get(f"/queue/filters/?view=everything&rating={first.rating.name}&due=week")
    counts = {
        facet.name: {choice.value: str(choice.count) for choice in facet.choices}
        for facet in page.context["facets"]
    }
    # Of those due in a week one is rated so; of all that are rated so one is late.
    assert counts["rating"] == {first.rating.name: "1"}
    assert counts["due"] == {"late": "1", "week": "1"}
    page = client.get("/queue/filters/?view=everything")
    (rated,) = [facet for facet in page.context["facets"] if facet.name == "rating"]
    assert {c.value: str(c.count) for c in rated.choices} == {first.rating.name: "2"}


def test_the_filters_open_without_javascript_too(client, many, chika):
    client.force_login(chika)
    page = client.get("/queue/?view=everything&filters=open").text
    assert '<input type="checkbox" name="state" value="open"' in page


@pytest.mark.parametrize("text", ["…", "'", "a:b", "%", "\\", "1.9", "!", "don't"])
def test_words_that_are_no_words_are_looked_for_without_harm(client, claim, chika, text):
    client.force_login(chika)
    response = client.get("/queue/", {"view": "everything", "text": text, "claimant": text})
    assert response.status_code == 200
    filters = {"view": "everything", "text": text}
    assert client.get("/queue/filters/", filters).status_code == 200


def test_an_empty_view_says_so_in_words(client, claim, chika):
    client.force_login(chika)
    page = client.get("/queue/?view=mine").text
    assert "You hold no claim, and none is assigned to you." in page
    assert "1 claim on your desks has nobody on it: take one from Unassigned." in page
    assert "A new article" not in page
    assert 'href="?view=unassigned">Show what is unassigned' in page
    page = client.get("/queue/?view=everything&state=approved").text
    assert "No claim here fits these filters." in page


def test_a_viewer_sees_the_queue_without_the_button_to_take(client, claim, vera):
    client.force_login(vera)
    page = client.get("/queue/").text
    assert claim.statement in page
    assert "Take next" not in page


@pytest.mark.parametrize(
    "query",
    [
        "view=everything",
        "view=everything&sort=due&desk=foreign&type=quantity&due=none&text=fares",
        "view=mine&rating=Wrong&assignee=me&claimant=x",
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_claims(
    client, claim, chika, rating, django_assert_max_num_queries, query
):
    counts = set()
    client.force_login(chika)
    client.get(f"/queue/?{query}")
    for _ in range(2):
        with django_assert_max_num_queries(12) as captured:
            client.get(f"/queue/?{query}")
        counts.add(len(captured))
        article = build.make_article(text="\n".join(f"It was {n} metres." for n in range(30)))
        for n in range(30):
            more = build.make_claim(article=article, quote=f"It was {n} metres")
            if n % 3 == 0:
                actions.propose(claim=more, by=chika, rating=rating, explanation="x")
            elif n % 3 == 1:
                actions.take(claim=more, by=chika)
    assert max(counts) - min(counts) <= 1
