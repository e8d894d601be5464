"""Comments on a claim."""

import pytest

from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.permissions import Role
from factcheck.review import actions, visit
from factcheck.review.models import Comment
from tests import build


def say(client, claim, person, text="Ask the port first.", **headers):
    client.force_login(person)
    return client.post(f"/claims/{claim.pk}/comments/", {"text": text}, headers=headers)


def test_comments_stand_in_the_order_of_time_with_their_authors(client, claim, chika, edda):
    actions.comment(claim=claim, by=chika, text="Two years, or three?")
    actions.comment(claim=claim, by=edda, text="Two <b>years</b>.")
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/").text
    assert page.index("Two years, or three?") < page.index("Two &lt;b&gt;years&lt;/b&gt;.")
    assert "Comments, 2" in page
    assert "Edda Voss, <time" in page
    assert Event.objects.about_claim(claim.pk).filter(verb=Verb.COMMENT).count() == 2


def test_a_reporter_of_the_desk_comments_and_a_viewer_reads(client, claim, rosa, vera, desk):
    assert say(client, claim, rosa).status_code == 302
    client.force_login(vera)
    page = client.get(f"/claims/{claim.pk}/").text
    assert "Ask the port first." in page
    assert 'data-key="c"' not in page
    assert say(client, claim, vera).status_code == 403


def test_somebody_of_another_desk_does_not_comment(claim, stranger):
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        actions.comment(claim=claim, by=stranger, text="Hello")


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_comment_is_refused_beside_its_field(client, claim, chika, text):
    response = say(client, claim, chika, text, **{"hx-request": "true"})
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#comments"
    assert "Write something first." in response.text


def test_ones_own_comment_is_removed_and_put_back_by_undo(client, claim, chika, htmx):
    client.force_login(chika)
    here = htmx | {"hx-current-url": f"http://testserver/claims/{claim.pk}/"}
    client.post(f"/claims/{claim.pk}/comments/", {"text": "Ask the port."}, headers=here)
    said = Comment.objects.get()
    answer = client.post(f"/comments/{said.pk}/remove/", headers=here)
    assert answer["HX-Retarget"] == "#comments"
    assert "Ask the port." not in answer.text.partition('id="history"')[0]
    entry = visit.top(client.session).key
    assert "Ask the port." in client.post("/undo/", {"entry": entry}, headers=here).text
    verbs = Event.objects.about_claim(claim.pk).values_list("verb", flat=True)
    assert list(verbs) == [Verb.RESTORE_COMMENT, Verb.REMOVE_COMMENT, Verb.COMMENT]


def test_nobody_removes_what_somebody_else_said(claim, chika, edda):
    said = actions.comment(claim=claim, by=chika, text="Mine")
    with pytest.raises(Refused, match="Only who wrote a comment removes it"):
        actions.remove_comment(comment=said, by=edda)


def test_many_comments_take_no_more_queries_than_one(
    client, claim, desk, django_assert_max_num_queries
):
    people = [
        build.make_person(name=f"Person {n}", roles=[Role.CHECKER], desks=[desk]) for n in range(3)
    ]
    client.force_login(people[0])
    counts = set()
    for person in people:
        actions.comment(claim=claim, by=person, text="Hello")
        with django_assert_max_num_queries(60) as captured:
            client.get(f"/claims/{claim.pk}/")
        counts.add(len(captured))
    assert len(counts) == 1
