"""Taking a claim out of somebody's hands, and saying who is to check it."""

import pytest

from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions, visit
from factcheck.review.models import Draft
from tests import build


@pytest.fixture
def held(claim, chika, rating):
    """Chika holds the claim and has begun to write."""
    actions.take(claim=claim, by=chika)
    actions.save_draft(claim=claim, by=chika, form="propose", words={"explanation": ["It was"]})
    return claim


def holder(claim):
    claim.refresh_from_db()
    return claim.lease.holder


def test_a_desk_editor_takes_a_claim_over_with_a_note(held, chika, edda):
    version = held.version
    actions.take_over(claim=held, by=edda, note="You are at lunch and it prints at three.")
    assert holder(held) == edda
    assert held.version > version
    event = Event.objects.about_claim(held.pk)[0]
    assert str(event) == "Edda Voss took the claim over"
    assert event.details["note"] == "You are at lunch and it prints at three."
    assert event.details["holder"] == "Chika Obi"


def test_the_draft_of_who_held_it_is_kept(held, chika, edda):
    actions.take_over(claim=held, by=edda, note="It prints at three.")
    assert Draft.objects.get(claim=held, author=chika).text == "It was"


def test_a_checker_takes_nothing_over(held, priya):
    with pytest.raises(Refused, match="Your roles do not let you assign claims"):
        actions.take_over(claim=held, by=priya, note="Mine now.")


def test_there_is_nothing_to_take_over_where_nobody_holds_the_claim(claim, edda):
    with pytest.raises(Refused, match="Nobody holds this claim"):
        actions.take_over(claim=claim, by=edda, note="Mine now.")


def test_a_claim_that_was_taken_over_can_be_handed_back(held, chika, edda):
    actions.take_over(claim=held, by=edda, note="It prints at three.")
    actions.hand_back(claim=held, by=edda)
    assert holder(held) == chika


def test_only_what_one_took_over_is_handed_back(held, chika):
    with pytest.raises(Refused, match="You did not take this claim over"):
        actions.hand_back(claim=held, by=chika)


def test_a_desk_editor_assigns_a_claim(claim, edda, priya):
    actions.assign(claim=claim, by=edda, to=priya)
    claim.refresh_from_db()
    assert claim.assignee == priya
    assert Event.objects.about_claim(claim.pk)[0].details["note"] == "to Priya Nair"


def test_a_checker_assigns_claims_to_nobody_but_oneself(claim, chika, priya):
    actions.assign(claim=claim, by=chika, to=chika)
    actions.assign(claim=claim, by=chika, to=None)
    with pytest.raises(Refused, match="Your roles do not let you assign claims"):
        actions.assign(claim=claim, by=chika, to=priya)


def test_a_checker_does_not_take_a_claim_from_who_it_is_assigned_to(claim, chika, priya, edda):
    actions.assign(claim=claim, by=edda, to=priya)
    for to in (None, chika):
        with pytest.raises(Refused, match="Your roles do not let you assign claims"):
            actions.assign(claim=claim, by=chika, to=to)


def test_claims_go_only_to_people_of_the_desk_who_check(claim, edda, rosa, stranger):
    for person in (rosa, stranger):
        with pytest.raises(Refused, match="does not check on the Foreign desk"):
            actions.assign(claim=claim, by=edda, to=person)


def test_a_held_claim_is_assigned_to_its_holder_alone(held, edda, priya, chika):
    with pytest.raises(Refused, match="Chika Obi took this at"):
        actions.assign(claim=held, by=edda, to=priya)
    actions.assign(claim=held, by=edda, to=chika)


def test_nobody_is_offered_a_claim_that_waits_for_approval(client, claim, chika, priya, rating):
    client.force_login(priya)
    assert "Assign to me" in client.get(f"/claims/{claim.pk}/").text
    actions.propose(claim=claim, by=chika, rating=rating, explanation="It was 38 per cent.")
    assert "Assign to me" not in client.get(f"/claims/{claim.pk}/").text
    actions.assign(claim=claim, by=priya, to=priya)
    assert "Assigned to you." in client.get(f"/claims/{claim.pk}/").text


def test_a_decided_claim_is_assigned_to_nobody(claim, edda, chika, priya):
    actions.dismiss(claim=claim, by=chika, reason="opinion")
    with pytest.raises(Refused, match="This claim is dismissed"):
        actions.assign(claim=claim, by=edda, to=priya)
    assert build.make_claim(article=build.make_article(title="Other")).assignee is None


def test_who_held_the_claim_sees_on_the_panel_who_took_it_over(client, held, chika, edda):
    client.force_login(edda)
    assert "Take over" in client.get(f"/claims/{held.pk}/").text
    client.post(f"/claims/{held.pk}/take-over/", {"note": "It prints at three."})
    client.force_login(chika)
    page = client.get(f"/claims/{held.pk}/").text
    assert "Edda Voss took this over from Chika Obi at" in page
    assert "It prints at three." in page
    assert "Take over" not in page


def test_taking_over_asks_for_a_word(client, held, edda, htmx):
    client.force_login(edda)
    response = client.post(f"/claims/{held.pk}/take-over/", {"note": " "}, headers=htmx)
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#holder"
    assert "Say why: they had begun to work on it." in response.text


def test_taking_over_and_assigning_are_undone_from_the_pile(client, held, chika, edda, priya):
    client.force_login(edda)
    client.post(f"/claims/{held.pk}/take-over/", {"note": "It prints at three."})
    client.post("/undo/", {"entry": visit.top(client.session).key})
    assert holder(held) == chika
    client.post(f"/claims/{held.pk}/assign/", {"to": chika.pk})
    held.refresh_from_db()
    assert held.assignee == chika
    client.post("/undo/", {"entry": visit.top(client.session).key})
    held.refresh_from_db()
    assert held.assignee is None


def test_the_panel_says_to_whom_a_claim_is_assigned(client, claim, chika, priya, edda):
    client.force_login(chika)
    assert "Assign to me" in client.get(f"/claims/{claim.pk}/").text
    client.post(f"/claims/{claim.pk}/assign/", {"to": chika.pk})
    assert "Assigned to you." in client.get(f"/claims/{claim.pk}/").text
    client.force_login(priya)
    assert "Assigned to Chika Obi." in client.get(f"/claims/{claim.pk}/").text
    client.force_login(edda)
    option = f'<option value="{chika.pk}" selected>Chika Obi</option>'
    assert option in client.get(f"/claims/{claim.pk}/").text
