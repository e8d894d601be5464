"""Issuing a report: what was sent can always be shown again."""

from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.reports import actions, issuing
from factcheck.reports.formats import FORMATS
from factcheck.reports.models import Issued, Part, Pending
from factcheck.reports.profiles import Profile
from tests import build
from tests.reports import stories
from tests.reports.stories import RENTS

CSV, ZIP = FORMATS["csv"], FORMATS["zip"]


@pytest.fixture
def signed(article, chika, edda):
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    stories.decide(claim, chika, edda)
    stories.dismiss_the_rest(article, chika)
    stories.sign_off(article, edda)
    return article


def issue(article, by, form=CSV, profile=Profile.INTERNAL) -> Issued:
    issued = actions.issue(article=article, by=by, form=form, profile=profile)
    assert isinstance(issued, Issued)
    return issued


def pend(article, by, form=ZIP, profile=Profile.LEGAL) -> Pending:
    pending = actions.issue(article=article, by=by, form=form, profile=profile)
    assert isinstance(pending, Pending)
    return pending


def bytes_of(issued: Issued) -> bytes:
    return b"".join(issuing.read(issued))


# What is kept


def test_an_issued_report_states_revision_sign_off_scale_and_its_fingerprint(signed, edda):
    issued = issue(signed, edda)
    assert issued.revision.number == 1
    assert issued.sign_off.startswith("Signed off by Edda Voss, ")
    assert issued.scale == "Desk scale, version 1"
    assert (issued.by, issued.name) == (edda, "Harbour rents rise, internal report.csv")
    assert sha256(bytes_of(issued)).hexdigest() == issued.sha256
    assert len(bytes_of(issued)) == issued.size > 0


def test_the_bytes_stay_the_same_whatever_happens_later(signed, chika, edda):
    issued = issue(signed, edda)
    before = bytes_of(issued)
    User.objects.filter(pk=chika.pk).update(name="Chika Married")
    Article.objects.update(title="Another title")
    again = Issued.objects.get(pk=issued.pk)
    assert bytes_of(again) == before
    assert (again.name, again.sha256) == (issued.name, issued.sha256)
    article = Article.objects.get(pk=signed.pk)
    assert bytes_of(issue(article, edda)) != before


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "pdf"])
def test_every_form_is_kept_whole(signed, edda, form):
    issued = issue(signed, edda, FORMATS[form])
    assert sha256(bytes_of(issued)).hexdigest() == issued.sha256


def test_a_large_file_comes_back_from_its_parts(signed, edda, monkeypatch):
    monkeypatch.setattr(Part, "SIZE", 100)
    issued = issue(signed, edda)
    assert issued.part_count == issued.parts.count() > 3
    assert sha256(bytes_of(issued)).hexdigest() == issued.sha256


def refused_by_the_database(statement: str, *values: object) -> str:
    cursor = connection.cursor()
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        cursor.execute(statement, values)
    return str(caught.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_issued SET name = 'x'",
        "UPDATE reports_issued SET sha256 = sha256",
        "DELETE FROM reports_issued",
        "UPDATE reports_part SET data = ''",
        "DELETE FROM reports_part",
    ],
)
def test_the_database_refuses_to_change_what_was_issued(signed, edda, statement):
    issue(signed, edda)
    assert "An issued report is never changed" in refused_by_the_database(statement)


def test_the_database_refuses_to_append_to_what_was_issued(signed, edda):
    issued = issue(signed, edda)
    statement = "INSERT INTO reports_part (issued_id, number, data) VALUES (%s, 1, 'x')"
    assert "takes no further part" in refused_by_the_database(statement, issued.pk)


@pytest.mark.parametrize("table", ["reports_issued", "reports_part"])
def test_the_database_refuses_to_empty_the_tables(db, table):
    with connection.cursor() as cursor:
        # The tests let it in for themselves.
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER issued_is_not_emptied")
    refusal = refused_by_the_database(f"TRUNCATE {table} CASCADE")
    assert "An issued report is never changed" in refusal


def test_issuing_is_in_the_history(signed, edda):
    issued = issue(signed, edda)
    event = Event.objects.get(verb="issue")
    assert (event.by, event.article_id) == (edda, signed.pk)
    assert event.details["note"] == "CSV table, internal"
    assert event.details["sha256"] == issued.sha256


# Who may issue what


def refusal(article, by, profile=Profile.INTERNAL, form=CSV) -> str:
    with pytest.raises(Refused) as caught:
        actions.issue(article=article, by=by, form=form, profile=profile)
    return str(caught.value)


def test_checkers_issue_what_stays_in_the_newsroom(signed, chika):
    assert issue(signed, chika).by == chika
    assert "A desk editor issues" in refusal(signed, chika, Profile.PUBLIC)
    assert "A desk editor issues" in refusal(signed, chika, Profile.LEGAL, ZIP)


def test_reporters_and_people_of_other_desks_issue_nothing(signed, rosa, stranger):
    assert refusal(signed, rosa) == "Checkers and desk editors issue reports."
    assert refusal(signed, stranger) == "People of the Foreign desk issue its reports."
    assert not Issued.objects.exists()


def test_a_public_report_is_issued_only_of_a_signed_off_revision(article, signed, chika, edda):
    issued = issue(signed, edda, profile=Profile.PUBLIC)
    assert issued.sign_off.startswith("Signed off, ")
    assert issued.name == "Harbour rents rise, report.csv"
    other = build.make_article(desk=article.desk)
    assert "once this revision is signed off" in refusal(other, edda, Profile.PUBLIC)


def test_an_article_that_is_being_read_is_not_issued(rosa, desk, edda):
    article = stories.make_article(uploaded_by=rosa, desk=desk, state=Article.State.EXTRACTING)
    assert "still being read" in refusal(article, edda)


# Large ones


def test_a_large_report_waits_for_a_worker(signed, edda, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        pending = pend(signed, edda)
    assert len(queued) == 1
    issuing.make(pending.pk)
    issued = Issued.objects.get()
    assert (issued.form, issued.profile, issued.by) == ("zip", "legal", edda)
    assert not Pending.objects.exists()


def test_a_report_pressed_twice_is_made_once(signed, edda):
    pending = pend(signed, edda)
    assert "being made already" in refusal(signed, edda, Profile.LEGAL, ZIP)
    for _ in range(2):
        issuing.make(pending.pk)
    assert Issued.objects.count() == 1


def test_a_report_that_takes_its_worker_down_is_given_up_and_can_be_asked_for_again(signed, edda):
    pending = pend(signed, edda)
    Pending.objects.update(attempts=issuing.ATTEMPTS)
    issuing.make(pending.pk)
    pending.refresh_from_db()
    assert pending.failure == issuing.FAILED
    assert not Issued.objects.exists()
    issuing.make(pend(signed, edda).pk)
    assert Issued.objects.count() == 1


def test_a_report_is_not_made_of_a_draft_that_came_in_meanwhile(signed, edda):
    pending = pend(signed, edda)
    signed.revisions.create(number=2, uploaded_by=edda, text="New.", read_at="2026-01-01T00:00Z")
    issuing.make(pending.pk)
    assert Pending.objects.get().failure == issuing.OVERTAKEN
    assert not Issued.objects.exists()


def test_what_a_worker_left_behind_is_found_once(signed, edda):
    pending = pend(signed, edda)
    Pending.objects.update(moved_at="2026-01-01T00:00Z")
    moment = Pending.objects.get().asked_at
    assert issuing.lost(moment) == [pending.pk]
    assert issuing.lost(moment) == []
