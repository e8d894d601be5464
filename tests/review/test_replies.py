"""The right of reply: asked whom, how, when, and what they said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions, gate, visit
from factcheck.review.models import RightOfReply
from tests import build

UNHEARD = "1 accusation is without a right of reply on record."


@pytest.fixture
def claim(claim) -> Claim:
    Claim.objects.update(needs_two=True)
    claim.refresh_from_db()
    return claim


def facts(**changes):
    asked_at = timezone.now() - timedelta(hours=2)
    values = {"party": "The line", "channel": "e-mail", "outcome": "waiting", "answer": ""}
    return {**values, "asked_at": asked_at, **changes}


def blocks(claim) -> bool:
    found = gate.of([claim.article])[claim.article_id]
    return UNHEARD in map(str, found.reasons)


def test_the_gate_waits_for_what_the_accused_say(claim, chika):
    assert blocks(claim)
    reply = actions.record_reply(claim=claim, by=chika, **facts())
    assert blocks(claim)
    actions.change_reply(reply=reply, by=chika, **facts(outcome="answered", answer="Untrue."))
    assert not blocks(claim)
    reply.refresh_from_db()
    assert (reply.outcome, reply.answer, reply.recorded_by) == ("answered", "Untrue.", chika)
    assert reply.answered_at


@pytest.mark.parametrize("outcome", ["declined", "not reached"])
def test_who_declines_or_is_not_reached_was_asked(claim, chika, outcome):
    actions.record_reply(claim=claim, by=chika, **facts(outcome=outcome))
    assert not blocks(claim)


def test_it_is_removed_and_put_back(claim, chika, priya):
    reply = actions.record_reply(claim=claim, by=chika, **facts(outcome="declined"))
    actions.remove_reply(reply=reply, by=priya)
    assert blocks(claim)
    with pytest.raises(Refused, match="removed already"):
        actions.remove_reply(reply=reply, by=chika)
    with pytest.raises(Refused, match="Put it back first"):
        actions.change_reply(reply=reply, by=chika, **facts())
    actions.restore_reply(reply=reply, by=chika)
    assert not blocks(claim)
    with pytest.raises(Refused, match="on the claim already"):
        actions.restore_reply(reply=reply, by=chika)
    said = [str(event) for event in Event.objects.about_claim(claim.pk)]
    assert said == [
        "Chika Obi put a right of reply back",
        "Priya Nair removed a right of reply",
        "Chika Obi wrote down a right of reply",
    ]


def test_each_change_counts_as_one_of_the_claim(claim, chika):
    reply = actions.record_reply(claim=claim, by=chika, **facts())
    actions.change_reply(reply=reply, by=chika, **facts(outcome="declined"))
    actions.remove_reply(reply=reply, by=chika)
    assert Claim.objects.get().version == claim.version + 3


def test_it_is_written_down_also_after_the_approval(proposed, edda, chika):
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.get().pk)
    assert actions.record_reply(claim=proposed, by=chika, **facts())


def test_nothing_is_written_down_after_the_sign_off(claim, chika):
    Article.objects.update(state=Article.State.SIGNED_OFF)
    with pytest.raises(Refused, match="signed off"):
        actions.record_reply(claim=claim, by=chika, **facts())


@pytest.mark.parametrize("who", ["rosa", "stranger", "vera", "ada"])
def test_only_who_checks_on_the_desk_writes_it_down(claim, request, who):
    with pytest.raises(Refused):
        actions.record_reply(claim=claim, by=request.getfixturevalue(who), **facts())


def test_the_database_wants_the_words_of_an_answer(claim, chika):
    with pytest.raises(IntegrityError, match="answered_reply_has_words"):
        actions.record_reply(claim=claim, by=chika, **facts(outcome="answered"))


# The page


def send(**changes):
    asked_at = timezone.localtime() - timedelta(hours=2)
    return facts(asked_at=f"{asked_at:%Y-%m-%dT%H:%M}", **changes)


def test_the_panel_shows_the_right_of_reply(client, claim, chika, htmx):
    client.force_login(chika)
    assert "Nobody is on record as asked." in client.get(f"/claims/{claim.pk}/").text
    response = client.post(f"/claims/{claim.pk}/reply/", send(), headers=htmx)
    assert "Right of reply written down." in response.text
    assert "Waiting for an answer" in response.text
    assert "Nobody has replied yet." in response.text


def test_a_right_of_reply_is_written_down_for_any_claim(client, claim, chika):
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    client.force_login(chika)
    assert f"/claims/{other.pk}/reply/" in client.get(f"/claims/{other.pk}/").text
    client.post(f"/claims/{other.pk}/reply/", send(outcome="declined"))
    assert "Declined to comment" in client.get(f"/claims/{other.pk}/").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"party": " "}, "Name the person or the body that was asked."),
        ({"outcome": "answered"}, "Write down what they said."),
    ],
)
def test_what_is_missing_is_asked_for(client, claim, chika, htmx, changes, said):
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/reply/", send(**changes), headers=htmx)
    assert response.status_code == 422
    assert said in response.text
    assert not RightOfReply.objects.exists()


def test_nobody_was_asked_tomorrow(client, claim, chika, htmx):
    client.force_login(chika)
    sent = facts(asked_at=f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}")
    response = client.post(f"/claims/{claim.pk}/reply/", sent, headers=htmx)
    assert "This is still to come." in response.text


def test_each_step_is_undone_on_the_page(client, claim, chika, htmx):
    client.force_login(chika)

    def undo():
        entry = visit.top(client.session).key
        assert client.post("/undo/", {"entry": entry}, headers=htmx).status_code == 200

    client.post(f"/claims/{claim.pk}/reply/", send(), headers=htmx)
    reply = RightOfReply.objects.get()
    form = client.get(f"/replies/{reply.pk}/change/", headers=htmx).text
    assert 'value="The line"' in form
    changed = send(outcome="answered", answer="Untrue.")
    client.post(f"/replies/{reply.pk}/change/", changed, headers=htmx)
    undo()
    reply.refresh_from_db()
    assert (reply.outcome, reply.answer, reply.answered_at) == ("waiting", "", None)
    client.post(f"/replies/{reply.pk}/remove/", headers=htmx)
    undo()
    assert RightOfReply.objects.standing().exists()
    undo()
    assert not RightOfReply.objects.standing().exists()
