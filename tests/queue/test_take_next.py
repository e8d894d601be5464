"""Take next: the best claim that this person may do, and never one claim for two people."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.queue import actions as queue
from factcheck.queue import standard
from factcheck.queue.selection import Selection
from factcheck.review import actions
from factcheck.review.models import Lease
from tests import build


def take_next(*, by, **narrowed):
    return queue.take_next(Selection(by, **narrowed))


def test_take_next_gives_the_most_check_worthy_free_claim_of_ones_desks(
    claim, chika, priya, other_desk
):
    build.make_claim(article=build.make_article(desk=other_desk), score=1.0)
    weaker = build.make_claim(article=claim.article, quote="It was built in 1987", score=0.3)
    assert take_next(by=chika) == claim
    assert take_next(by=priya) == weaker
    assert take_next(by=chika) is None


def test_take_next_says_why_nothing_is_there(client, claim, chika, priya):
    actions.take(claim=claim, by=priya)
    client.force_login(chika)
    response = client.post("/queue/next/", follow=True)
    assert "Nothing is open on the Foreign desk. 1 in progress, 0 in review." in response.text


def test_take_next_tells_where_free_claims_are_when_the_view_has_none(client, claim, chika):
    client.force_login(chika)
    response = client.post("/queue/next/", {"address": "view=mine"}, follow=True)
    assert "Nothing is free in Mine. 1 claim on your desks has nobody on it" in response.text
    address = "view=unassigned&state=returned"
    response = client.post("/queue/next/", {"address": address}, follow=True)
    assert "1 is free on your desks without these filters." in response.text


def test_take_next_does_not_give_back_what_was_just_released(claim, chika):
    weaker = build.make_claim(article=claim.article, quote="It was built in 1987", score=0.3)
    assert take_next(by=chika) == claim
    actions.release(claim=claim, by=chika)
    assert take_next(by=chika) == weaker
    assert take_next(by=chika) == claim


def test_take_next_keeps_to_the_filters_beside_the_button(client, claim, chika):
    other = build.make_claim(
        article=build.make_article(desk=claim.article.desk, title="Bridges"), score=0.1
    )
    client.force_login(chika)
    page = client.get(f"/queue/?article={other.article_id}").text
    address = f"view=unassigned&article={other.article_id}"
    assert f'name="address" value="{address.replace("&", "&amp;")}"' in page
    response = client.post("/queue/next/", {"address": address})
    assert response.url == f"/claims/{other.pk}/"


def test_take_next_beside_a_claim_goes_on_where_the_person_was(client, claim, chika):
    weaker = build.make_claim(article=claim.article, quote="It was built in 1987", score=0.3)
    Claim.objects.filter(pk=weaker.pk).update(due_at=timezone.now())
    client.force_login(chika)
    client.get("/queue/?sort=due")
    assert client.post("/queue/next/").url == f"/claims/{weaker.pk}/"


def test_take_next_leaves_to_others_what_is_assigned_to_them(claim, chika, priya):
    Claim.objects.filter(pk=claim.pk).update(assignee=priya)
    assert take_next(by=chika) is None
    assert take_next(by=priya, view=standard.MINE) == claim


def test_take_next_where_verdicts_wait_opens_the_best_that_is_not_ones_own(
    client, proposed, chika, edda
):
    client.force_login(edda)
    response = client.post("/queue/next/", {"address": "view=second-check"})
    assert response.url == f"/claims/{proposed.pk}/"
    assert not Lease.objects.exists()
    client.force_login(chika)
    response = client.post("/queue/next/", {"address": "view=second-check"}, follow=True)
    assert "No verdict waits for your approval." in response.text


def test_take_next_tells_htmx_where_to_go(client, claim, chika, htmx):
    client.force_login(chika)
    response = client.post("/queue/next/", headers=htmx)
    assert response["HX-Redirect"] == f"/claims/{claim.pk}/"


def test_take_next_leaves_the_page_where_it_is_in_the_same_article(client, claim, chika, htmx):
    client.force_login(chika)
    here = htmx | {"hx-current-url": f"http://testserver/articles/{claim.article_id}/"}
    response = client.post("/queue/next/", headers=here)
    there = {"path": f"/claims/{claim.pk}/", "target": "#claim", "swap": "outerHTML"}
    told = {"Factcheck-Taken": "1"}
    assert json.loads(response["HX-Location"]) == there | {"headers": told}
    page = client.get(there["path"], headers=here | told).text
    for part in ("ledger", "galley", "bar", "tabs"):
        assert re.search(f'id="{part}"[^>]*hx-swap-oob', page)
    # What can be undone stays as it is told.
    assert 'id="undo"' not in page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_take_next_never_gives_one_claim_to_two_people(desk):
    article = build.make_article(
        desk=desk, text="\n".join(f"It was {n} metres." for n in range(40))
    )
    for n in range(40):
        build.make_claim(article=article, quote=f"It was {n} metres", score=0.5)
    people = [build.make_person(name=f"Checker {n}", desks=[desk]) for n in range(8)]
    start = Barrier(len(people))

    def take_five(person):
        start.wait()
        try:
            return [take_next(by=person) for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        taken = [claim for claims in pool.map(take_five, people) for claim in claims]
    assert len({claim.pk for claim in taken}) == 40
    assert Lease.objects.count() == 40
