"""How much one person may ask of the machines: refused in words that say when it is possible again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.articles import actions as articles
from factcheck.articles.models import Article, Revision
from factcheck.errors import Refused
from factcheck.exports import actions as exports
from factcheck.exports.models import Export
from factcheck.sources import actions as sources
from factcheck.sources.documents import Document
from factcheck.sources.models import Capture, Source


def upload(by):
    return articles.upload(by=by, desk=by.desks.get(), name="a.txt", data=b"It rained.")


def ask(by, **changes):
    days = {"first_day": None, "last_day": None}
    return exports.ask(**{"by": by, "desk": by.desks.get(), "form": "csv", **days, **changes})


def name_page(by, number):
    return sources.find_or_add(by=by, address=f"https://stats.example.org/{number}")


def clock(at):
    """The minute that a refusal names, rounded up."""
    return f"{timezone.localtime(at + timedelta(minutes=1)):%H:%M}"


def test_uploads_are_refused_until_the_oldest_is_an_hour_old(rosa, settings):
    settings.UPLOADS_AN_HOUR = 2
    first, _ = upload(rosa), upload(rosa)
    begun = timezone.now() - timedelta(minutes=20)
    Revision.objects.filter(article=first).update(created_at=begun)
    with pytest.raises(Refused) as refusal:
        upload(rosa)
    until = clock(begun + timedelta(hours=1))
    assert str(refusal.value).startswith("You have uploaded 2 drafts within an hour")
    assert str(refusal.value).endswith(f"{until}.")
    Revision.objects.filter(article=first).update(created_at=begun - timedelta(minutes=41))
    upload(rosa)
    assert Article.objects.count() == 3


def test_the_uploads_of_one_person_do_not_count_for_another(rosa, edda, settings):
    settings.UPLOADS_AN_HOUR = 1
    upload(rosa)
    upload(edda)
    with pytest.raises(Refused):
        upload(rosa)


def test_0_is_no_limit(rosa, settings):
    settings.UPLOADS_AN_HOUR = 0
    upload(rosa)
    upload(rosa)


def test_the_page_keeps_what_was_pasted_and_says_when(client, rosa, desk, settings):
    settings.UPLOADS_AN_HOUR = 1
    upload(rosa)
    client.force_login(rosa)
    answer = client.post("/articles/new/", {"desk": desk.pk, "text": "It snowed on Monday."})
    assert answer.status_code == 409
    assert "the most for one person. You can do it again from" in answer.text


def test_an_article_is_read_again_so_often_and_no_more(rosa, monkeypatch):
    monkeypatch.setattr(articles, "READ_AGAIN_AN_HOUR", 2)
    article = upload(rosa)
    for _ in range(2):
        articles.read_again(article=article, by=rosa)
    with pytest.raises(Refused, match="Paste its text instead"):
        articles.read_again(article=article, by=rosa)


def test_captures_are_limited_and_the_source_is_not_stored(chika, settings):
    settings.CAPTURES_AN_HOUR = 2
    pages = [name_page(chika, number) for number in range(2)]
    assert {capture.asked_by for capture in Capture.objects.all()} == {chika}
    with pytest.raises(Refused, match="2 pages captured within an hour"):
        name_page(chika, 3)
    Capture.objects.filter(source=pages[0]).update(state=Capture.State.FAILED)
    with pytest.raises(Refused, match="2 pages captured"):
        sources.capture_again(source=pages[0], by=chika)
    assert Source.objects.count() == 2
    # A source that needs no copy can still be named.
    sources.find_or_add(by=chika, description="Court file")


def test_files_of_sources_are_limited(chika, settings):
    settings.UPLOADS_AN_HOUR = 1
    sources.find_or_add(by=chika, document=Document("a.pdf", b"1"))
    with pytest.raises(Refused, match="within an hour"):
        sources.find_or_add(by=chika, document=Document("b.pdf", b"2"))


def test_exports_at_once_are_limited_until_one_is_finished(edda, settings):
    settings.EXPORTS_AT_ONCE = 1
    first = ask(edda)
    with pytest.raises(Refused, match="when one of them is finished, or cancel one"):
        ask(edda, form="xlsx")
    exports.cancel(export=first, by=edda)
    ask(edda, form="xlsx")


def test_exports_a_day_are_limited_and_the_day_is_named(edda, settings):
    settings.EXPORTS_A_DAY = 1
    exports.cancel(export=ask(edda), by=edda)
    with pytest.raises(Refused) as refusal:
        ask(edda)
    tomorrow = timezone.localtime() + timedelta(days=1, minutes=1)
    assert f"again from {tomorrow.day} {tomorrow:%B}," in str(refusal.value)
    assert Export.objects.count() == 1
