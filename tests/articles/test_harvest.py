"""Reading and extracting: every step may die, run twice, or run at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from factcheck.articles import actions, harvest, tasks
from factcheck.articles.models import Article, Claim, Paragraph, Revision, Section, Sentence
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.extraction import WhyNot
from factcheck.review.models import Dismissal

STORY = """Advertisement
Fares rise again
Reading Time:3 minutes
Fares rose by 40 per cent in two years, the ministry said on Monday.

Strandline plans to go beyond the ferry giant Velmar – which has been barred from public \
contracts in Port Sabel since 2021.
Advertisement
"""


def upload(by, text=STORY, name="pasted.txt", **changes) -> Revision:
    desk = by.desks.get()
    data = text if isinstance(text, bytes) else text.encode()
    article = actions.upload(by=by, desk=desk, name=name, data=data, **changes)
    return article.revisions.get()


def read_all(revision: Revision) -> None:
    for key in harvest.read(revision):
        harvest.extract(Section.objects.get(pk=key))


def rows_of(revision: Revision):
    return (
        list(Sentence.objects.filter(revision=revision).values_list("start", "end")),
        list(Claim.objects.filter(revision=revision).values_list("start", "end", "statement")),
    )


def test_reading_fills_the_ledger(rosa):
    revision = upload(rosa)
    read_all(revision)
    revision.refresh_from_db()
    article = Article.objects.get()
    assert article.state == Article.State.CHECKING
    assert article.title == "Fares rise again"
    for claim in Claim.objects.all():
        assert claim.quote == revision.text[claim.start : claim.end]
        assert claim.sentence.start <= claim.start
    assert any("barred from public contracts" in claim.quote for claim in Claim.objects.all())


def test_words_that_the_program_put_into_a_statement_are_told_with_what_they_stand_for(rosa):
    revision = upload(rosa, "Mayor Jan Holm opened the bridge.\n\nHe was fined 4,000 euros in May.")
    read_all(revision)
    opened, fined = Claim.objects.order_by("start")
    assert opened.guesses == []
    assert fined.statement == "Jan Holm was fined 4,000 euros in May."
    (guess,) = fined.guessed
    assert (guess["words"], guess["original"]) == ("Jan Holm", "He")
    assert 0 < guess["confidence"] < 1
    fined.statement = "He was fined 4,000 euros in May."
    assert fined.guessed == []


def test_who_wrote_it_and_when_are_kept_with_the_place_of_each_paragraph(rosa, client):
    text = "Fares rise again\nBy Mia Holm\nPublished 4 March 2024\nFares rose by 40 per cent.\n"
    revision = upload(rosa, text)
    harvest.read(revision)
    revision.refresh_from_db()
    assert (revision.byline, revision.dated_on) == ("Mia Holm", date(2024, 3, 4))
    places = Paragraph.objects.values_list("place", flat=True)
    assert list(places) == [{"lines": [line, line]} for line in (1, 2, 3, 4)]
    client.force_login(rosa)
    page = client.get(f"/articles/{revision.article_id}/").text
    assert "<bdi>By Mia Holm</bdi>" in page
    assert '<time datetime="2024-03-04">4 March 2024</time>' in page


def test_boilerplate_is_kept_in_the_text_and_never_becomes_a_claim(rosa):
    revision = upload(rosa)
    read_all(revision)
    revision.refresh_from_db()
    boilerplate = Paragraph.objects.filter(role="boilerplate")
    assert {revision.text[p.start : p.end] for p in boilerplate} == {
        "Advertisement",
        "Reading Time:3 minutes",
    }
    assert not Sentence.objects.filter(paragraph__in=boilerplate).exists()


def test_a_title_that_was_given_is_kept(rosa):
    read_all(upload(rosa, title="My title"))
    assert Article.objects.get().title == "My title"


def test_reading_twice_changes_nothing(rosa):
    revision = upload(rosa)
    read_all(revision)
    once = rows_of(revision)
    for key in Section.objects.values_list("pk", flat=True):
        tasks.extract_section(key)
    tasks.read_revision(revision.pk)
    assert rows_of(revision) == once
    assert Section.objects.count() == 1
    assert Event.objects.filter(verb="read").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_on_one_section_store_it_once(rosa):
    revision = upload(rosa)
    # A worker that another test has left running may be the first to read it.
    harvest.read(revision)
    section = Section.objects.get(revision=revision)

    def extract(_):
        try:
            harvest.extract(section)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(extract, range(2)))
    sentences, claims = rows_of(revision)
    assert len(sentences) == len(set(sentences)) > 0
    assert len(claims) == len(set(claims)) > 0
    assert Event.objects.filter(verb="read").count() == 1


def test_an_article_that_is_gone_is_no_error(db):
    tasks.read_revision(404)
    tasks.extract_section(404)


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b"no zip"), ("a.txt", b"\x00\x00"), ("a.html", b"<p></p>")]
)
def test_a_file_that_cannot_be_read_says_so_and_keeps_its_name(rosa, name, data):
    revision = upload(rosa, data, name)
    assert harvest.read(revision) == []
    revision.refresh_from_db()
    article = Article.objects.get()
    assert revision.failure
    assert (article.state, article.title) == (Article.State.EXTRACTION_FAILED, name)


def test_a_section_that_fails_is_named_and_can_be_tried_again(client, rosa):
    revision = upload(rosa)
    [key] = harvest.read(revision)
    tasks.extract_section.on_failure(ValueError("x"), "", (key,), {}, None)
    article = Article.objects.get()
    assert article.state == Article.State.EXTRACTION_FAILED
    assert Section.objects.get().failure == "Section 1 could not be read. Try again."
    actions.read_again(article=article, by=rosa)
    tasks.extract_section(key)
    article.refresh_from_db()
    assert article.state == Article.State.CHECKING


def test_what_could_not_be_read_is_in_the_history_once_and_by_the_program(rosa):
    revision = upload(rosa, b"no zip", "a.docx")
    harvest.read(revision)
    tasks.read_revision(revision.pk)
    event = Event.objects.get(verb=Verb.FAIL_TO_READ)
    assert (event.by, event.article_id) == (None, revision.article_id)
    revision.refresh_from_db()
    assert event.details["reason"] == revision.failure
    assert event.details["after"] == {"state": Article.State.EXTRACTION_FAILED}
    actions.read_again(article=revision.article, by=rosa)
    harvest.read(Revision.objects.get())
    assert Event.objects.filter(verb=Verb.FAIL_TO_READ).count() == 2


def test_a_section_that_could_not_be_read_is_in_the_history_once(rosa):
    [key] = harvest.read(upload(rosa))
    for _ in range(2):
        tasks.extract_section.on_failure(ValueError("x"), "", (key,), {}, None)
    event = Event.objects.get(verb=Verb.FAIL_TO_READ)
    assert event.details["reason"] == "Section 1 could not be read. Try again."


def test_a_database_that_is_away_does_not_fail_the_section(rosa):
    [key] = harvest.read(upload(rosa))
    tasks.extract_section.on_failure(OperationalError("away"), "", (key,), {}, None)
    assert not Section.objects.get().failure


def test_an_article_that_has_been_read_is_not_read_again(rosa):
    read_all(upload(rosa))
    with pytest.raises(Refused, match="has been read already"):
        actions.read_again(article=Article.objects.get(), by=rosa)


# What a stopped broker or a killed worker left behind


def test_lost_work_is_queued_again_once(rosa):
    revision = upload(rosa)
    long_ago = timezone.now() - timedelta(hours=1)
    now = timezone.now()
    Revision.objects.update(queued_at=long_ago)
    assert harvest.lost_revisions(now - tasks.LOST_AFTER) == [revision.pk]
    assert harvest.lost_revisions(now - tasks.LOST_AFTER) == []
    [key] = harvest.read(revision)
    assert lost_sections(now) == []
    # Not begun: it waits behind others, perhaps for long.
    Section.objects.update(queued_at=now - timedelta(minutes=10))
    assert lost_sections(now) == []
    Section.objects.update(started_at=now - timedelta(minutes=10))
    assert lost_sections(now) == [key]
    assert lost_sections(now) == []
    Section.objects.update(started_at=None, queued_at=long_ago)
    assert lost_sections(now) == [key]


def lost_sections(now):
    return harvest.lost_sections(
        started_before=now - tasks.LOST_AFTER, queued_before=now - tasks.NEVER_BEGUN_AFTER
    )


def test_a_section_that_takes_its_worker_down_again_and_again_is_given_up(rosa):
    [key] = harvest.read(upload(rosa))
    Section.objects.update(attempts=harvest.ATTEMPTS)
    for _ in range(2):
        tasks.extract_section(key)
        section = Section.objects.get()
        assert section.failure == "Section 1 could not be read. Try again."
        assert section.attempts == harvest.ATTEMPTS
    assert Article.objects.get().state == Article.State.EXTRACTION_FAILED


def test_a_file_that_takes_its_worker_down_again_and_again_is_given_up(rosa):
    revision = upload(rosa)
    Revision.objects.update(attempts=harvest.ATTEMPTS)
    tasks.read_revision(revision.pk)
    revision.refresh_from_db()
    assert revision.failure == harvest.FAILED_REVISION
    assert not revision.read_at
    # Trying again begins to count anew.
    actions.read_again(article=revision.article, by=rosa)
    read_all(revision)
    assert Article.objects.get().state == Article.State.CHECKING


def test_a_late_failure_does_not_fail_a_section_that_is_stored(rosa):
    revision = upload(rosa)
    [key] = harvest.read(revision)
    harvest.extract(Section.objects.get(pk=key))
    tasks.extract_section.on_failure(ValueError("x"), "", (key,), {}, None)
    tasks.read_revision.on_failure(ValueError("x"), "", (revision.pk,), {}, None)
    assert Article.objects.get().state == Article.State.CHECKING


def test_an_article_that_failed_with_nothing_left_to_read_finishes_when_tried_again(rosa):
    read_all(upload(rosa))
    Article.objects.update(state=Article.State.EXTRACTION_FAILED)
    actions.read_again(article=Article.objects.get(), by=rosa)
    assert Article.objects.get().state == Article.State.CHECKING


def test_who_is_not_on_the_desk_does_not_have_its_articles_read(rosa, stranger):
    upload(rosa)
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        actions.read_again(article=Article.objects.get(), by=stranger)


def test_a_section_of_a_long_text_is_read_in_bounded_surroundings(rosa, monkeypatch):
    monkeypatch.setattr(harvest, "SURROUNDINGS", 3)
    text = "\n".join(f"Bridge {n} cost {n},500 crowns, the council said." for n in range(200))
    revision = upload(rosa, text)
    read_all(revision)
    revision.refresh_from_db()
    assert Section.objects.count() > 2
    sentences, _ = rows_of(revision)
    assert [revision.text[start:end] for start, end in sentences] == text.split("\n")
    for claim in Claim.objects.select_related("sentence"):
        assert claim.quote == revision.text[claim.start : claim.end]
        assert claim.sentence.start <= claim.start < claim.end <= claim.sentence.end


def test_what_is_not_checkable_is_proposed_with_its_reason_and_stays_open(rosa):
    text = "Who pays for the ferry? Please hand over the 40 letters. The Halcyon was built in 1987."
    revision = upload(rosa, text)
    read_all(revision)
    proposed = {
        revision_text(revision)[row.start : row.end]: row.proposal
        for row in Sentence.objects.filter(revision=revision)
    }
    assert proposed["Who pays for the ferry?"] == "question"
    assert proposed["Please hand over the 40 letters."] == "not a statement"
    assert proposed["The Halcyon was built in 1987."] == ""
    assert {claim.state for claim in Claim.objects.all()} == {Claim.State.OPEN}


def test_every_reason_of_the_program_is_a_reason_of_a_dismissal():
    assert set(harvest.PROPOSALS) == set(WhyNot)
    assert set(harvest.PROPOSALS.values()) <= set(Dismissal.Reason)


def revision_text(revision: Revision) -> str:
    revision.refresh_from_db()
    return revision.text
