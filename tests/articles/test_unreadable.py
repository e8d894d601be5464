"""A draft that could not be read: another file is sent for it, or it is removed and put back."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from factcheck.articles import actions, harvest
from factcheck.articles.models import Article, Claim, Original, Revision, Section
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.fetching import Unfetchable
from factcheck.permissions import Role
from tests import build

STORY = b"Fares rise again\nFares rose by 40 per cent in two years, the ministry said on Monday."
FILE = SimpleUploadedFile("fares.txt", STORY)
DUE = datetime(2031, 5, 6, 18, tzinfo=UTC)


def fail(by, **changes) -> Article:
    sent = {"name": "broken.docx", "data": b"no zip", **changes}
    article = actions.upload(by=by, desk=by.desks.get(), **sent)
    harvest.read(article.revisions.get())
    article.refresh_from_db()
    assert article.has_failed
    return article


@pytest.fixture
def failed(rosa) -> Article:
    """A draft of Rosa's that is no Word document."""
    return fail(rosa, due_at=DUE)


def read_all(article: Article) -> None:
    for key in harvest.read(Revision.objects.get(article=article)):
        harvest.extract(Section.objects.get(pk=key))
    article.refresh_from_db()


def send(article, by, name="fares.txt", data=STORY, **changes) -> None:
    actions.send_another(article=article, by=by, name=name, data=data, **changes)


# Another file


def test_another_file_is_read_into_the_same_article(failed, rosa):
    send(failed, rosa)
    failed.refresh_from_db()
    assert failed.state == Article.State.EXTRACTING
    read_all(failed)
    assert failed.state == Article.State.CHECKING
    assert Revision.objects.get().number == 1
    assert Claim.objects.filter(article=failed, due_at=DUE).exists()


def test_the_file_before_is_kept_and_one_is_in_use(failed, rosa):
    send(failed, rosa)
    before, now = Original.objects.order_by("pk")
    assert (before.name, bytes(before.data)) == ("broken.docx", b"no zip")
    assert before.replaced_at
    assert Revision.objects.get().original == now
    assert bytes(now.data) == STORY
    with pytest.raises(IntegrityError, match="one_original_in_use"):
        Original.objects.update(replaced_at=None)


def test_desk_deadline_and_a_title_that_was_given_stay(rosa, desk):
    article = fail(rosa, title="My title", due_at=DUE)
    send(article, rosa)
    read_all(article)
    assert (article.title, article.desk, article.due_at) == ("My title", desk, DUE)


def test_the_name_of_a_file_gives_way_to_the_title_of_the_draft(failed, rosa):
    assert failed.title == "broken.docx"
    send(failed, rosa, "worse.docx", b"no zip either")
    read_all(failed)
    assert failed.title == "worse.docx"
    send(failed, rosa)
    read_all(failed)
    assert failed.title == "Fares rise again"


def test_what_is_still_being_read_of_the_file_before_is_neither_stored_nor_told(
    failed, rosa, monkeypatch
):
    slow = Revision.objects.get().original
    send(failed, rosa)
    revision = Revision.objects.get()
    harvest.fail(revision, "This is no Word document.", of=slow)
    assert not Revision.objects.get().failure
    harvest._store(revision, slow, harvest.reading.read(b"Another story\nIt rained.", "a.txt"))
    assert not Revision.objects.get().read_at
    read_all(failed)
    assert Revision.objects.get().text.startswith("Fares rise again")


@pytest.mark.parametrize("sent", [{"text": STORY.decode()}, {"file": FILE}])
def test_it_is_sent_in_the_ways_of_an_upload(client, failed, rosa, sent):
    client.force_login(rosa)
    FILE.seek(0)
    response = client.post(f"/articles/{failed.pk}/another/", sent)
    assert response.url == f"/articles/{failed.pk}/"
    read_all(failed)
    assert failed.title == "Fares rise again"


def test_an_address_is_sent_too_and_nothing_is_fetched_in_the_request(client, failed, rosa):
    client.force_login(rosa)
    client.post(f"/articles/{failed.pk}/another/", {"address": "www.example.org/fares"})
    original = Revision.objects.get().original
    assert (original.address, original.sha256) == ("https://www.example.org/fares", "")
    event = Event.objects.get(verb=Verb.SEND_ANOTHER)
    assert event.details["address"] == original.address


def test_a_file_in_place_of_an_address_is_read_as_a_file(rosa):
    def nowhere(_):
        raise Unfetchable("There is no page at this address.")

    article = actions.upload(
        by=rosa, desk=rosa.desks.get(), name="a", address="https://a.example.org"
    )
    harvest.read(article.revisions.get(), may_fetch=nowhere)
    send(article, rosa)
    read_all(article)
    assert (article.state, article.title) == (Article.State.CHECKING, "Fares rise again")


def test_the_page_says_why_and_keeps_what_was_typed(client, failed, rosa, htmx):
    client.force_login(rosa)
    address = f"/articles/{failed.pk}/another/"
    page = client.get(address).text
    assert "Send another file for “broken.docx”" in page
    assert Revision.objects.get().failure in page
    assert 'name="desk"' not in page
    refused = client.post(address, {"text": STORY.decode(), "address": "https://a.example.org"})
    assert refused.status_code == 422
    assert "Send one of them." in refused.text
    assert "Fares rise again" in refused.text
    sent = client.post(address, {"text": STORY.decode()}, headers=htmx)
    assert sent.headers["HX-Redirect"] == f"/articles/{failed.pk}/"


def test_it_is_in_the_history(client, failed, rosa):
    send(failed, rosa)
    client.force_login(rosa)
    page = client.get(f"/articles/{failed.pk}/history/").text
    assert "Rosa Lind sent another file for the article" in page
    assert "File: fares.txt" in page
    assert "State: Could not be read → Extracting" in page


def test_a_text_that_is_there_never_changes(failed, rosa):
    send(failed, rosa)
    with pytest.raises(Refused, match="only for a draft that could not be read"):
        send(failed, rosa)
    read_all(failed)
    with pytest.raises(Refused, match="only for a draft that could not be read"):
        send(failed, rosa)
    # Of its text, a section could not be extracted.
    Article.objects.update(state=Article.State.EXTRACTION_FAILED)
    with pytest.raises(Refused, match="only for a draft that could not be read"):
        send(failed, rosa)


def test_the_page_of_a_draft_that_was_read_is_refused_in_words(client, rosa, desk):
    article = build.make_article(desk=desk, uploaded_by=rosa)
    client.force_login(rosa)
    response = client.get(f"/articles/{article.pk}/another/")
    assert response.status_code == 409
    assert "only for a draft that could not be read" in response.text


def test_other_files_are_sent_so_often_and_no_more(failed, rosa, monkeypatch):
    monkeypatch.setattr(actions, "ANOTHER_AN_HOUR", 2)
    for _ in range(2):
        send(failed, rosa, "worse.docx", b"no zip")
        read_all(failed)
    with pytest.raises(Refused, match="2 other files were sent for this draft within an hour"):
        send(failed, rosa)


# Removing


def test_a_draft_that_could_not_be_read_is_removed_and_is_on_no_page(client, failed, rosa):
    client.force_login(rosa)
    response = client.post(f"/articles/{failed.pk}/remove/")
    assert response.url == "/"
    assert Article.objects.get().archived_at
    for path in (f"/articles/{failed.pk}/", f"/articles/{failed.pk}/history/"):
        assert client.get(path).status_code == 404
    assert f'href="/articles/{failed.pk}/"' not in client.get("/").text


def test_the_page_that_follows_offers_the_way_back_once(client, failed, rosa):
    client.force_login(rosa)
    page = client.post(f"/articles/{failed.pk}/remove/", follow=True).text
    assert "“broken.docx” removed." in page
    entry = re.search(r'name="entry" value="(\w+)"', page)[1]
    assert 'name="entry"' not in client.get("/").text
    page = client.post("/undo/", {"entry": entry}, follow=True)
    assert page.redirect_chain == [(f"/articles/{failed.pk}/", 302)]
    assert "The article is back." in page.text
    assert Article.objects.get().archived_at is None
    assert client.post("/undo/", {"entry": entry}).status_code == 409


def test_the_workbench_of_another_article_takes_it_back_too(client, failed, rosa, desk, htmx):
    other = build.make_article(desk=desk)
    client.force_login(rosa)
    client.post(f"/articles/{failed.pk}/remove/")
    page = client.get(f"/articles/{other.pk}/").text
    assert "Undo: Removed: “broken.docx”" in page
    entry = re.search(r'name="entry" value="(\w+)"', page)[1]
    headers = htmx | {"hx-current-url": f"http://testserver/articles/{other.pk}/"}
    response = client.post("/undo/", {"entry": entry}, headers=headers)
    assert response.headers["HX-Replace-Url"] == f"/articles/{failed.pk}/"
    assert "Could not be read" in response.text


def test_the_history_names_what_was_removed_and_put_back(client, failed, rosa, ada):
    actions.remove(article=failed, by=rosa)
    client.force_login(ada)
    page = client.get("/history/").text
    assert "Rosa Lind removed the article" in page
    assert "Archived at: nothing → " in page
    assert "broken.docx" in page
    assert "closed to you" not in page
    assert f"/articles/{failed.pk}/history/" not in page
    actions.put_back(article=failed, by=rosa)
    page = client.get("/history/").text
    assert "Rosa Lind put the article back" in page
    assert f"/articles/{failed.pk}/history/" in page


def test_a_restricted_draft_that_was_removed_stays_closed_in_the_history(client, failed, rosa, ada):
    actions.remove(article=failed, by=rosa)
    Article.objects.update(is_restricted=True)
    client.force_login(ada)
    assert "broken.docx" not in client.get("/history/").text


def test_only_a_draft_that_could_not_be_read_is_removed(failed, rosa):
    send(failed, rosa)
    with pytest.raises(Refused, match="Only a draft that could not be read is removed"):
        actions.remove(article=failed, by=rosa)


def test_an_article_with_a_claim_stays(client, rosa, desk):
    article = build.make_article(desk=desk, uploaded_by=rosa, state="extraction-failed")
    build.make_claim(article=article)
    Revision.objects.update(failure=harvest.FAILED_SECTION.format(number=2))
    with pytest.raises(Refused, match="This article has claims, so it stays"):
        actions.remove(article=article, by=rosa)
    client.force_login(rosa)
    page = client.get(f"/articles/{article.pk}/").text
    assert "Try again" in page
    assert "/remove/" not in page
    assert "/another/" not in page


def test_what_is_removed_is_not_removed_or_sent_again(failed, rosa):
    actions.remove(article=failed, by=rosa)
    for again in (actions.remove, lambda **who: send(who["article"], who["by"])):
        with pytest.raises(Refused, match="This article has been removed"):
            again(article=failed, by=rosa)
    actions.put_back(article=failed, by=rosa)
    with pytest.raises(Refused, match="This article is back already"):
        actions.put_back(article=failed, by=rosa)


# From its row on the desk


def row_of(client, article, address="/") -> str:
    page = client.get(address).text
    return next(each for each in page.split("<tr>") if f'href="/articles/{article.pk}/"' in each)


def test_the_desk_offers_what_the_page_of_the_draft_does(client, failed, rosa, edda):
    for person in (rosa, edda):
        client.force_login(person)
        row = row_of(client, failed)
        for words, path in (("Try again", "read-again"), ("Another file", "another")):
            assert words in row
            assert f'"/articles/{failed.pk}/{path}/"' in row
        assert f'action="/articles/{failed.pk}/remove/"' in row


def test_the_desk_offers_colleagues_and_viewers_neither(client, failed, chika, vera):
    for person in (chika, vera):
        client.force_login(person)
        row = row_of(client, failed, "/?desk=all")
        assert "/another/" not in row
        assert "/remove/" not in row


def test_the_desk_offers_people_of_another_desk_to_open_it_and_no_more(client, failed, stranger):
    client.force_login(stranger)
    row = row_of(client, failed, "/?desk=all")
    assert "Open" in row
    assert "Try again" not in row


def test_the_desk_offers_neither_where_a_section_failed_and_there_are_claims(client, rosa, desk):
    article = build.make_article(desk=desk, uploaded_by=rosa, state="extraction-failed")
    Section.objects.create(
        revision=article.revisions.get(),
        number=1,
        first=0,
        last=1,
        queued_at=DUE,
        failure=harvest.FAILED_SECTION.format(number=1),
    )
    client.force_login(rosa)
    # Nothing of its text has become a claim: it may go, but another text has no place in it.
    row = row_of(client, article)
    assert "/another/" not in row
    assert "/remove/" in row
    build.make_claim(article=article)
    assert "/remove/" not in row_of(client, article)


@pytest.mark.parametrize("desk_shown", ["all", "foreign"])
def test_what_is_removed_from_the_desk_leaves_the_same_desks_on_the_page(
    client, failed, rosa, desk_shown
):
    client.force_login(rosa)
    assert f'name="desk" value="{desk_shown}"' in row_of(client, failed, f"/?desk={desk_shown}")
    response = client.post(f"/articles/{failed.pk}/remove/", {"desk": desk_shown})
    assert response.url == f"/?desk={desk_shown}"
    assert "“broken.docx” removed." in client.get(response.url).text


def test_more_failed_drafts_cost_the_desk_no_more_queries(
    client, failed, rosa, django_assert_max_num_queries
):
    client.force_login(rosa)
    counts = set()
    for _ in range(2):
        with django_assert_max_num_queries(20) as captured:
            client.get("/")
        counts.add(len(captured))
        for _ in range(5):
            fail(rosa)
    assert len(counts) == 1


# Who may


def test_whoever_uploaded_it_and_a_desk_editor_are_offered_both(client, failed, rosa, edda):
    for person in (rosa, edda):
        client.force_login(person)
        page = client.get(f"/articles/{failed.pk}/").text
        assert f"/articles/{failed.pk}/another/" in page
        assert f"/articles/{failed.pk}/remove/" in page
    send(failed, edda)


def test_colleagues_are_refused_in_words_and_are_offered_neither(client, failed, rosa, chika):
    client.force_login(chika)
    page = client.get(f"/articles/{failed.pk}/").text
    assert "/another/" not in page
    assert "/remove/" not in page
    words = "Rosa Lind, who uploaded it, or a desk editor does this."
    for method, path in (("get", "another"), ("post", "remove")):
        response = getattr(client, method)(f"/articles/{failed.pk}/{path}/")
        assert response.status_code == 409
        assert words in response.text
    with pytest.raises(Refused, match=words):
        send(failed, chika)
    actions.remove(article=failed, by=rosa)
    with pytest.raises(Refused, match=words):
        actions.put_back(article=failed, by=chika)
    assert client.post(f"/articles/{failed.pk}/put-back/").status_code == 409


def test_an_editor_of_another_desk_is_refused_in_words(failed, other_desk):
    otto = build.make_person(name="Otto Berg", roles=[Role.DESK_EDITOR], desks=[other_desk])
    for act in (actions.remove, lambda **who: send(who["article"], who["by"])):
        with pytest.raises(Refused, match="Only people on the Foreign desk"):
            act(article=failed, by=otto)


def test_a_viewer_is_refused_in_words(client, failed, vera):
    client.force_login(vera)
    for path in ("another", "remove", "put-back"):
        response = client.post(f"/articles/{failed.pk}/{path}/")
        assert response.status_code == 403
        assert "Your roles do not let you upload." in response.text


def test_the_pages_of_a_failed_draft_take_few_queries(
    client, failed, rosa, django_assert_max_num_queries
):
    client.force_login(rosa)
    counts = set()
    for _ in range(2):
        with django_assert_max_num_queries(25) as workbench:
            client.get(f"/articles/{failed.pk}/")
        with django_assert_max_num_queries(12) as another:
            client.get(f"/articles/{failed.pk}/another/")
        counts.add((len(workbench), len(another)))
        # More files that could not be read cost nothing.
        for _ in range(3):
            send(failed, rosa, "worse.docx", b"no zip")
            read_all(failed)
    assert len(counts) == 1
