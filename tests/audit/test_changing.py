"""Every event says what it changed: the values before and after, whoever's action it was."""

from datetime import UTC, datetime

from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event
from factcheck.queue.actions import many
from factcheck.review import actions
from factcheck.review.models import Dismissal
from tests import build


def told(field, **about):
    """What the events say of a field, in order: pairs of before and after."""
    events = Event.objects.filter(details__after__has_key=field, **about).order_by("pk")
    return [(e.details["before"][field], e.details["after"][field]) for e in events]


def test_the_history_of_a_claim_names_every_state_it_was_in(claim, rating, chika, edda):
    def propose():
        words = {"rating": rating, "explanation": "It was 38 per cent."}
        return actions.propose(claim=claim, by=chika, **words)

    actions.take(claim=claim, by=chika)
    actions.release(claim=claim, by=chika)
    actions.take(claim=claim, by=chika)
    propose()
    actions.withdraw(claim=claim, by=chika)
    verdict = propose()
    actions.return_verdict(claim=claim, by=edda, verdict_id=verdict.pk, reason="Which years?")
    actions.take_back_return(claim=claim, by=edda)
    actions.approve(claim=claim, by=edda, verdict_id=verdict.pk)
    actions.reopen(claim=claim, by=edda, reason="The table was corrected.")
    actions.defer(claim=claim, by=edda, reason="The office is closed.")
    actions.reopen(claim=claim, by=edda, reason="It has opened.")
    actions.dismiss(claim=claim, by=edda, reason="opinion")
    states = told("state", claim_id=claim.pk)
    assert [after for _, after in states] == [
        "in-progress",
        "open",
        "in-progress",
        "in-review",
        "in-progress",
        "in-review",
        "returned",
        "in-review",
        "approved",
        "open",
        "deferred",
        "in-progress",
        "dismissed",
    ]
    assert [before for before, _ in states] == ["open", *(after for _, after in states[:-1])]


def test_a_claim_among_many_tells_its_own(claim, chika, priya, edda):
    other = build.make_claim(article=claim.article, quote="It was built in 1987", assignee=priya)
    both = [claim.pk, other.pk]
    due = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
    batch = many.assign(keys=both, by=edda, to=chika)
    many.set_due(keys=both, by=edda, due_at=due)
    assert told("assignee", claim_id=claim.pk) == [(None, "Chika Obi")]
    assert told("assignee", claim_id=other.pk) == [("Priya Nair", "Chika Obi")]
    assert told("due_at", claim_id=other.pk) == [(None, due.isoformat())]
    Claim.objects.filter(pk=other.pk).update(version=2)
    many.undo(batch=batch, by=edda)
    assert told("assignee", claim_id=other.pk)[-1] == ("Chika Obi", "Priya Nair")
    actions.assign(claim=claim, by=edda, to=priya)
    assert told("assignee", claim_id=claim.pk)[-1] == ("Chika Obi", "Priya Nair")


def test_what_the_program_proposes_tells_it_too(claim, chika):
    Claim.objects.filter(pk=claim.pk).update(proposal="opinion")
    done = actions.accept_proposals(article=claim.article, by=chika, reason="opinion")
    assert Dismissal.objects.filter(pk__in=done, claim=claim).exists()
    actions.reopen_dismissed(article=claim.article, by=chika, dismissals=done)
    assert told("state", claim_id=claim.pk) == [("open", "dismissed"), ("dismissed", "open")]


def test_the_history_of_an_article_tells_its_states(desk, edda):
    article = build.make_article(desk=desk, text="Nobody at the port was surprised.")
    sentence = article.revisions.get().sentences.get()
    actions.dismiss_sentence(sentence=sentence, by=edda, reason="opinion")
    actions.sign_off(article=article, by=edda)
    actions.withdraw_sign_off(article=article, by=edda, reason="A correction came in.")
    assert told("state", article_id=article.pk, claim_id=None) == [
        ("checking", "signed-off"),
        ("signed-off", "checking"),
    ]
    assert Article.objects.get().state == "checking"


def test_the_page_shows_it(client, claim, chika):
    actions.take(claim=claim, by=chika)
    client.force_login(chika)
    assert "State: Open → In progress" in client.get(f"/claims/{claim.pk}/history/").text
