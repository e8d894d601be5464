"""Two sources that repeat the same one count as one."""

import pytest

from factcheck.review.models import Evidence
from factcheck.sources import actions, independence
from factcheck.sources.models import Source
from tests import build


@pytest.fixture
def agency(chika):
    return actions.find_or_add(by=chika, description="Agency report")


def repeating(by, title, origin):
    source = actions.find_or_add(by=by, description=title)
    Source.objects.filter(pk=source.pk).update(origin=origin)
    return source


def support(*sources):
    keys = [source.pk for source in sources]
    return independence.count(keys, independence.origins_of(keys))


def test_sources_without_an_origin_are_independent(chika, agency):
    other = actions.find_or_add(by=chika, description="Court file")
    assert support(agency, other).words == "2 independent sources"
    assert support(agency, other).is_enough


def test_the_same_source_twice_is_one(agency):
    assert support(agency, agency).words == "1 source"


def test_two_that_repeat_the_same_have_one_origin(chika, agency):
    paper, radio = (repeating(chika, title, agency) for title in ("Paper", "Radio"))
    assert support(paper, radio).words == "2 sources, one origin"
    assert not support(paper, radio).is_enough
    assert support(paper, radio, agency).words == "3 sources, one origin"


def test_a_chain_is_followed_to_its_end(chika, agency):
    paper = repeating(chika, "Paper", agency)
    blog = repeating(chika, "Blog", paper)
    court = actions.find_or_add(by=chika, description="Court file")
    assert support(blog, agency).words == "2 sources, one origin"
    assert support(blog, paper, court).words == "3 sources, 2 origins"
    assert support(blog, court).is_enough


def test_a_circle_of_origins_is_one_source_and_ends(chika, agency):
    first = actions.find_or_add(by=chika, description="First")
    second = repeating(chika, "Second", first)
    Source.objects.filter(pk=first.pk).update(origin=second)
    tail = repeating(chika, "Tail", second)
    assert support(first, second, tail).words == "3 sources, one origin"
    assert support(first, agency).words == "2 independent sources"


def test_nobody_makes_a_circle(client, chika, agency):
    paper = repeating(chika, "Paper", agency)
    assert independence.repeats(paper, agency)
    client.force_login(chika)
    page = client.get(f"/sources/{agency.pk}/change/")
    typed = {k: v for k, v in page.context["form"].initial.items() if v}
    response = client.post(f"/sources/{agency.pk}/change/", typed | {"origin": "Paper"})
    assert response.status_code == 409
    assert "“Paper” repeats this source already" in response.text
    agency.refresh_from_db()
    assert agency.origin is None


def test_it_takes_one_query_however_long_the_chain(chika, agency, django_assert_num_queries):
    last = agency
    for number in range(10):
        last = repeating(chika, f"Copy {number}", last)
    with django_assert_num_queries(1):
        assert support(last, agency).origins == 1


def test_the_claim_panel_counts_each_side_of_its_own(client, claim, chika, agency):
    paper, radio = (repeating(chika, title, agency) for title in ("Paper", "Radio"))
    evidence = [build.make_evidence(claim=claim, added_by=chika) for _ in range(3)]
    for row, source in zip(evidence, (paper, radio, agency), strict=True):
        Evidence.objects.filter(pk=row.pk).update(source=source)
    Evidence.objects.filter(pk=evidence[2].pk).update(stance="refutes")
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/").text
    assert "Supports: 2 sources, one origin" in page
    assert "Refutes:" not in page
    Source.objects.filter(pk=radio.pk).update(origin=None)
    assert "Supports: 2 independent sources" in client.get(f"/claims/{claim.pk}/").text
