"""Mails about work: what somebody chose, once, and nothing that a mail server may not read."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim
from factcheck.queue.actions import many
from factcheck.review import actions, mailing, tasks
from factcheck.review.models import Told
from tests import build

SITE = "https://factcheck.example.org"


@pytest.fixture(autouse=True)
def newsroom_with_mail(with_mail):
    """Each of these tests is of one that has it."""


@pytest.fixture
def chika(chika):
    """She wants all there is."""
    return wants(chika, *User.Mail.values)


def wants(person, *about):
    User.objects.filter(pk=person.pk).update(mailed=list(about))
    person.refresh_from_db()
    return person


def mailed_to(person):
    """What the worker sends them now."""
    before = len(mail.outbox)
    tasks.mail_news(person.pk)
    return [sent.body for sent in mail.outbox[before:] if sent.to == [person.email]]


def test_an_assigned_claim_is_mailed_once_with_a_way_to_it(claim, edda, chika):
    actions.assign(claim=claim, by=edda, to=chika)
    [body] = mailed_to(chika)
    assert "A claim is assigned to you:" in body
    assert f"Fares and ferries: {SITE}/claims/{claim.pk}/" in body
    assert mailed_to(chika) == []


def test_a_returned_verdict_is_mailed_to_its_author(proposed, edda, chika):
    verdict = proposed.verdicts.get()
    actions.return_verdict(claim=proposed, by=edda, verdict_id=verdict.pk, reason="Which table?")
    [body] = mailed_to(chika)
    assert "A verdict of yours was returned:" in body
    assert f"{SITE}/claims/{proposed.pk}/" in body


def test_a_question_is_mailed_without_its_words(claim, rosa, chika):
    wants(rosa, "asked")
    actions.ask(claim=claim, by=chika, of=rosa, question="Did Oleg tell you that?")
    [body] = mailed_to(rosa)
    assert "A question waits for your answer:" in body
    assert "Oleg" not in body
    assert claim.quote not in body
    assert claim.statement not in body


def test_what_is_due_soon_is_mailed_once_for_each_deadline(claim, chika):
    now = timezone.now()
    Claim.objects.filter(pk=claim.pk).update(assignee=chika, due_at=now + timedelta(hours=3))
    assert mailed_to(chika) == []
    Claim.objects.filter(pk=claim.pk).update(due_at=now + timedelta(hours=1))
    [body] = mailed_to(chika)
    assert "A claim is due within two hours:" in body
    assert mailed_to(chika) == []
    Claim.objects.filter(pk=claim.pk).update(due_at=now + timedelta(minutes=30))
    assert len(mailed_to(chika)) == 1


def test_nobody_is_mailed_what_they_did_not_choose(claim, edda, priya):
    actions.assign(claim=claim, by=edda, to=priya)
    assert mailed_to(priya) == []
    wants(priya, "returned")
    assert mailed_to(priya) == []


def test_nobody_is_mailed_what_they_did_themselves(claim, chika):
    actions.assign(claim=claim, by=chika, to=chika)
    assert mailed_to(chika) == []


def test_many_claims_at_once_are_one_mail(desk, edda, chika):
    words = [f"Berth {number} holds {number} boats" for number in range(25)]
    article = build.make_article(desk=desk, text=". ".join(words))
    keys = [build.make_claim(article=article, quote=quote).pk for quote in words]
    many.assign(keys=keys, by=edda, to=chika)
    [body] = mailed_to(chika)
    assert "25 claims are assigned to you:" in body
    assert body.count("/claims/") == mailing.MOST_LINES
    assert f"5 more: {SITE}/queue/" in body


def test_a_restricted_article_is_not_named_and_told_only_to_whom_it_names(claim, edda, chika):
    Article.objects.filter(pk=claim.article_id).update(is_restricted=True)
    claim.article.named.add(chika, edda)
    actions.assign(claim=claim, by=edda, to=chika)
    [body] = mailed_to(chika)
    assert f"A restricted article: {SITE}/claims/{claim.pk}/" in body
    assert "Fares and ferries" not in body


def test_whoever_is_no_longer_named_is_not_told(claim, edda, chika):
    actions.assign(claim=claim, by=edda, to=chika)
    Article.objects.filter(pk=claim.article_id).update(is_restricted=True)
    assert mailed_to(chika) == []


def test_a_deactivated_person_is_not_mailed(claim, edda, chika):
    actions.assign(claim=claim, by=edda, to=chika)
    User.objects.filter(pk=chika.pk).update(is_active=False)
    assert mailed_to(chika) == []


def test_a_mail_server_that_is_away_loses_nothing(claim, edda, chika, monkeypatch):
    actions.assign(claim=claim, by=edda, to=chika)

    def away(*_):
        raise SMTPException("away")

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "_send", away)
        with pytest.raises(SMTPException):
            mailing.mail(chika)
    assert len(mailed_to(chika)) == 1


def test_a_mail_is_asked_for_after_the_commit_where_it_is_wanted(
    claim, edda, chika, priya, settings, django_capture_on_commit_callbacks
):
    def asked_for(to):
        with django_capture_on_commit_callbacks() as callbacks:
            actions.assign(claim=claim, by=edda, to=to)
        return len(callbacks)

    assert asked_for(chika) == 1
    assert asked_for(priya) == 0
    settings.MAIL_URL = ""
    assert asked_for(chika) == 0
    assert mailed_to(chika) == []


def test_the_clock_finds_those_who_want_mail_and_forgets_what_is_old(chika, rosa, settings):
    assert mailing.people() == [chika.pk]
    Told.objects.create(person=rosa, what="question 1", at=timezone.now() - timedelta(days=91))
    mailing.forget_old()
    assert not Told.objects.exists()
    settings.MAIL_URL = ""
    assert mailing.people() == []
