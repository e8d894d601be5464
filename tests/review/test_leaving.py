"""A person leaves: their work goes to a colleague or to nobody, in the same step."""

import pytest

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.review import actions
from factcheck.review.models import Lease, Query
from tests import build


@pytest.fixture
def held(claim, chika):
    actions.take(claim=claim, by=chika)
    return claim


@pytest.fixture
def assigned(claim, chika, edda):
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    actions.assign(claim=other, by=edda, to=chika)
    return other


def fresh(claim):
    return Claim.objects.get(pk=claim.pk)


def test_work_goes_to_the_colleague_and_leases_end(held, assigned, chika, priya, ada):
    done = actions.deactivate(person=chika, by=ada, to=priya)
    assert (done.taken, done.left) == (2, 0)
    assert {fresh(held).assignee, fresh(assigned).assignee} == {priya}
    assert fresh(held).state == Claim.State.OPEN
    assert not Lease.objects.exists()
    assert not User.objects.get(pk=chika.pk).is_active
    for claim in (held, assigned):
        last = Event.objects.about_claim(claim.pk).first()
        assert (last.verb, last.by, last.details["note"]) == (Verb.ASSIGN, ada, "to Priya Nair")


def test_without_a_colleague_the_work_is_free(held, assigned, chika, ada):
    done = actions.deactivate(person=chika, by=ada)
    assert (done.taken, done.left) == (0, 2)
    assert (fresh(held).assignee, fresh(assigned).assignee) == (None, None)
    assert fresh(held).state == Claim.State.OPEN


def test_nobody_gets_what_is_not_on_their_desk(held, chika, stranger, ada):
    done = actions.deactivate(person=chika, by=ada, to=stranger)
    assert (done.taken, done.left) == (0, 1)
    assert fresh(held).assignee is None


def test_nobody_gets_what_they_may_not_read(held, chika, priya, edda, ada):
    actions.restrict(article=held.article, by=edda, named=[edda, chika])
    done = actions.deactivate(person=chika, by=ada, to=priya)
    assert (done.taken, done.left) == (0, 1)
    assert fresh(held).assignee is None


def test_questions_that_wait_go_along(claim, rosa, chika, ada):
    query = build.make_query(claim=claim, asked_of=rosa)
    actions.deactivate(person=rosa, by=ada, to=chika)
    assert Query.objects.get(pk=query.pk).asked_of == chika
    assert Event.objects.get(verb=Verb.PASS_ON).details["note"] == "from Rosa Lind to Chika Obi"


def test_what_they_did_stays(proposed, chika, priya, ada):
    actions.deactivate(person=chika, by=ada, to=priya)
    assert fresh(proposed).state == Claim.State.IN_REVIEW
    assert proposed.verdicts.get().author == chika


def test_a_refused_deactivation_leaves_the_work_where_it_is(held, chika, ada, priya):
    chika.groups.set(ada.groups.all())
    User.objects.filter(pk=ada.pk).update(is_active=False)
    with pytest.raises(Refused, match="is the only admin"):
        actions.deactivate(person=chika, by=ada, to=priya)
    assert Lease.objects.get().holder == chika


def test_the_page_says_what_is_in_their_hands_and_offers_colleagues(
    client, held, assigned, chika, priya, edda, rosa, ada
):
    client.force_login(ada)
    page = client.get(f"/people/{chika.pk}/deactivate/").text
    assert "2 claims" in page
    assert "Priya Nair" in page
    assert ">Rosa Lind<" not in page
    response = client.post(f"/people/{chika.pk}/deactivate/", {"to": priya.pk}, follow=True)
    assert "Chika Obi can no longer sign in. Priya Nair goes on with 2 of 2." in response.text


def test_somebody_who_cannot_take_over_is_refused(client, held, chika, rosa, ada):
    client.force_login(ada)
    response = client.post(f"/people/{chika.pk}/deactivate/", {"to": rosa.pk})
    assert response.status_code == 422
    assert User.objects.get(pk=chika.pk).is_active
