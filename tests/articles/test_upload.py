"""Sending a draft in: the request stores it and answers, a worker reads it later."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from factcheck.articles import actions
from factcheck.articles.models import Article, Original
from factcheck.audit.models import Event
from factcheck.errors import Refused

STORY = "Fares rise again\nFares rose by 40 per cent in two years."


def test_a_pasted_text_is_stored_as_it_was_sent(client, rosa, desk):
    client.force_login(rosa)
    response = client.post("/articles/new/", {"text": STORY, "desk": desk.pk})
    article = Article.objects.get()
    assert response.url == f"/articles/{article.pk}/"
    assert article.state == Article.State.EXTRACTING
    assert bytes(Original.objects.get().data).decode() == STORY
    assert Event.objects.get().words == "uploaded the article"


def test_a_file_is_stored_with_its_name_and_fingerprint(client, rosa, desk):
    client.force_login(rosa)
    file = SimpleUploadedFile("Fähren.md", b"# Fares")
    client.post("/articles/new/", {"file": file, "desk": desk.pk, "title": "Fares"})
    original = Original.objects.get()
    assert original.name == "Fähren.md"
    assert original.sha256 == sha256(b"# Fares").hexdigest()
    assert Article.objects.get().title == "Fares"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "There is no text, no file and no address."),
        ({"text": " \n "}, "There is no text, no file and no address."),
        (
            {"text": STORY, "file": SimpleUploadedFile("a.txt", b"Fares")},
            "There is more than one of text, file and address. Send one of them.",
        ),
        ({"text": STORY, "address": "https://example.org/"}, "There is more than one of text"),
        ({"address": "ftp://example.org/fares"}, "is not the address of a web page"),
        ({"address": "https://rosa:secret@example.org/"}, "An address with a password in it"),
        ({"address": "http://example.org:22/"}, "Port 22 belongs to another service"),
        ({"file": SimpleUploadedFile("talk.mp3", b"x")}, "talk.mp3 is of a kind that cannot"),
        ({"text": STORY, "due_at": "soon"}, "Enter a valid date/time."),
    ],
)
def test_a_bad_draft_is_refused_in_words_and_what_was_typed_stays(client, rosa, desk, sent, said):
    client.force_login(rosa)
    response = client.post("/articles/new/", {"desk": desk.pk, "title": "Kept title"} | sent)
    assert response.status_code == 422
    assert said in response.text
    assert "Kept title" in response.text
    assert not Article.objects.exists()


def test_a_file_over_the_limit_is_refused_in_words(client, rosa, desk):
    client.force_login(rosa)
    file = SimpleUploadedFile("long.txt", b"x" * (settings.UPLOAD_LIMIT + 1))
    response = client.post("/articles/new/", {"file": file, "desk": desk.pk})
    assert "long.txt is larger than 20 MB." in response.text


def test_a_draft_goes_to_ones_own_desks_only(rosa, other_desk):
    with pytest.raises(Refused, match="You are not on the City desk"):
        actions.upload(by=rosa, desk=other_desk, name="a.txt", data=b"x")


def test_the_form_offers_ones_own_desks_only(client, rosa, desk, other_desk):
    client.force_login(rosa)
    assert "City desk" not in client.get("/articles/new/").text
    response = client.post("/articles/new/", {"text": STORY, "desk": other_desk.pk})
    assert response.status_code == 422


def test_a_person_without_a_desk_is_told_what_to_do(client, vera, ada, rosa):
    rosa.desks.clear()
    client.force_login(rosa)
    assert "An admin puts you on one." in client.get("/articles/new/").text


def test_the_due_time_is_kept(client, rosa, desk):
    client.force_login(rosa)
    due = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    client.post(
        "/articles/new/", {"text": STORY, "desk": desk.pk, "due_at": f"{due:%Y-%m-%dT%H:%M}"}
    )
    assert Article.objects.get().due_at == due


@pytest.mark.parametrize(
    ("days", "refused"), [(-1, "This time has passed"), (3_000, "more than five years away")]
)
def test_a_due_time_that_nobody_can_mean_is_refused(client, rosa, desk, days, refused):
    client.force_login(rosa)
    due = timezone.now() + timedelta(days=days)
    sent = {"text": STORY, "desk": desk.pk, "due_at": f"{due:%Y-%m-%dT%H:%M}"}
    page = client.post("/articles/new/", sent).text
    assert refused in page
    assert STORY.split(".")[0] in page
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("nonsense", "is not the address of a web page"),
        ("http://127.0.0.1:8177/", "is not on the public web"),
        ("http://[::1]/", "is not on the public web"),
        ("http://10.0.0.7/fares", "is not on the public web"),
    ],
)
def test_an_address_that_cannot_be_fetched_makes_no_article(client, rosa, desk, address, refused):
    client.force_login(rosa)
    page = client.post("/articles/new/", {"address": address, "desk": desk.pk}).text
    assert refused in page
    assert address in page
    assert not Article.objects.exists()


def test_an_address_is_stored_at_once_and_nothing_is_fetched_in_the_request(client, rosa, desk):
    client.force_login(rosa)
    sent = {"address": "www.example.org/news/fares?id=1#top", "desk": desk.pk}
    response = client.post("/articles/new/", sent)
    article, original = Article.objects.get(), Original.objects.get()
    assert response.url == f"/articles/{article.pk}/"
    assert original.address == "https://www.example.org/news/fares?id=1#top"
    assert original.name == "www.example.org/news/fares"
    assert (bytes(original.data), original.sha256, original.fetched_at) == (b"", "", None)
    assert Event.objects.get().details == {"address": original.address}


def test_an_original_is_sent_or_has_an_address(rosa, desk):
    article = actions.upload(by=rosa, desk=desk, name="a.txt", data=b"x")
    with pytest.raises(IntegrityError, match="original_was_sent_or_is_fetched"):
        Original.objects.filter(revision__article=article).update(sha256="")


def test_the_desk_leads_to_each_way_of_sending(client, rosa):
    client.force_login(rosa)
    page = client.get("/").text
    for key, place in (("u", ""), ("v", "#id_text"), ("l", "#id_address")):
        assert f'href="/articles/new/{place}" data-key="{key}"' in page


def test_the_form_names_every_kind_of_file_and_takes_it(client, rosa):
    client.force_login(rosa)
    page = client.get("/articles/new/").text
    assert "Word, OpenDocument, RTF, PDF" in page
    assert ".docx,.odt,.rtf,.pdf" in page
