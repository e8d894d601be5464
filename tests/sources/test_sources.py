"""The room of sources: the list, one source, what people say of it and how they take it back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review.models import Evidence
from factcheck.sources import actions, listing
from factcheck.sources.documents import Document
from factcheck.sources.models import Capture, Source, SourceFile
from tests import build


@pytest.fixture
def table(chika) -> Source:
    """A data set of the statistics office."""
    source = actions.find_or_add(by=chika, description="Fares on the coast", kind="data set")
    Source.objects.filter(pk=source.pk).update(publisher="Statistics office", author="M. Dahl")
    return Source.objects.get(pk=source.pk)


def titles(client, query=""):
    return [source.title for source in client.get(f"/sources/{query}").context["listing"].rows]


# The list


def test_an_empty_room_says_how_it_fills(client, vera):
    client.force_login(vera)
    page = client.get("/sources/").text
    assert "No source has been named yet." in page
    assert "Add a source" not in page


@pytest.mark.parametrize("words", ["COAST", "statistics fares", "dahl"])
def test_words_are_looked_for_in_title_publisher_and_author(client, table, chika, words):
    actions.find_or_add(by=chika, description="Court file")
    client.force_login(chika)
    assert titles(client, f"?q={words}") == ["Fares on the coast"]


@pytest.mark.parametrize("words", ["100%", "_ares", "\\"])
def test_what_a_search_is_asked_is_taken_as_it_stands(client, table, words):
    client.force_login(table.added_by)
    page = client.get("/sources/", {"q": words})
    assert page.context["listing"].rows == []
    assert "No source that you may see answers to this." in page.text


def test_filters_by_kind_secrecy_and_state_of_the_copy(client, table, chika):
    page = actions.find_or_add(by=chika, address="https://stats.example.org/fares")
    actions.find_or_add(by=chika, description="Pilot", confidentiality="need-to-know")
    Capture.objects.create(source=page, state="failed", failure="x")
    client.force_login(chika)
    assert titles(client, "?kind=data+set") == ["Fares on the coast"]
    assert titles(client, "?confidentiality=need-to-know") == ["Pilot"]
    assert titles(client, "?state=failed") == ["https://stats.example.org/fares"]
    # Only the last copy counts.
    assert titles(client, "?state=waiting") == []
    assert len(titles(client, "?kind=x&state=y&before=z")) == 3


def test_pages_go_on_where_the_last_one_ended(client, chika, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    for number in range(5):
        actions.find_or_add(by=chika, description=f"Source {number}")
    client.force_login(chika)
    seen, query = [], ""
    for _ in range(3):
        found = client.get(f"/sources/{query}").context["listing"]
        seen += [source.title for source in found.rows]
        query, back = found.older, found.newer
    assert seen == [f"Source {number}" for number in (4, 3, 2, 1, 0)]
    assert query == ""
    assert titles(client, back) == ["Source 2", "Source 1"]
    first = client.get(f"/sources/{back}").context["listing"].newer
    assert titles(client, first) == ["Source 4", "Source 3"]
    assert client.get(f"/sources/{first}").context["listing"].newer == ""


def test_a_source_says_how_many_claims_rest_on_it(client, claim, chika):
    evidence = build.make_evidence(claim=claim, added_by=chika)
    build.make_evidence(claim=claim, added_by=chika)
    other = build.make_claim(article=claim.article, quote="It was built in 1987")
    removed = build.make_evidence(claim=other, added_by=chika)
    Evidence.objects.filter(pk=removed.pk).update(removed_at=evidence.added_at, removed_by=chika)
    client.force_login(chika)
    assert "1 claim<" in client.get("/sources/").text


def test_neither_page_takes_more_queries_for_more_rows(
    client, claim, chika, django_assert_max_num_queries
):
    client.force_login(chika)
    source = build.make_evidence(claim=claim, added_by=chika).source
    for path in ("/sources/", f"/sources/{source.pk}/", f"/claims/{claim.pk}/"):
        counts = []
        for _ in range(2):
            with django_assert_max_num_queries(60) as captured:
                client.get(path)
            counts.append(len(captured))
            for number in range(10):
                more = actions.find_or_add(
                    by=chika, address=f"https://stats.example.org{path}{number}"
                )
                Source.objects.filter(pk=more.pk).update(origin=source)
                row = build.make_evidence(claim=claim, added_by=chika)
                Evidence.objects.filter(pk=row.pk).update(source=more)
                build.make_evidence(claim=claim, added_by=chika)
        assert counts[0] == counts[1], path


# One source


def test_a_source_shows_the_claims_that_rest_on_it(client, claim, chika, vera):
    evidence = build.make_evidence(claim=claim, added_by=chika, locator="row 7")
    client.force_login(vera)
    page = client.get(f"/sources/{evidence.source_id}/").text
    assert claim.statement in page
    assert f'href="/claims/{claim.pk}/"' in page
    assert "row 7" in page
    assert "Change" not in page


def typed(client, source, **changes):
    form = client.get(f"/sources/{source.pk}/change/").context["form"]
    return {name: value for name, value in form.initial.items() if value} | changes


def test_what_is_said_of_a_source_can_be_changed_and_changed_back(client, table, chika):
    client.force_login(chika)
    page = f"/sources/{table.pk}/change/"
    said = {"publisher": "", "standing": "primary", "published_on": "2025-03-14"}
    client.post(page, typed(client, table, **said))
    table.refresh_from_db()
    assert (table.publisher, table.standing, str(table.published_on)) == (
        "",
        "primary",
        "2025-03-14",
    )
    page = client.get(f"/sources/{table.pk}/").text
    assert "changed a source: publisher, date, standing" in page
    assert "Undo my change" in page
    client.post(f"/sources/{table.pk}/change/undo/")
    table.refresh_from_db()
    assert (table.publisher, table.standing, table.published_on) == (
        "Statistics office",
        "",
        None,
    )
    assert "Undo my change" not in client.get(f"/sources/{table.pk}/").text


def test_an_undo_overrules_nobody(client, client_elsewhere, table, chika, priya):
    client.force_login(chika)
    client.post(f"/sources/{table.pk}/change/", typed(client, table, publisher="Office"))
    client_elsewhere.force_login(priya)
    page = f"/sources/{table.pk}/change/"
    client_elsewhere.post(page, typed(client_elsewhere, table, author="Nobody"))
    response = client.post(f"/sources/{table.pk}/change/undo/")
    assert response.status_code == 409
    assert "This source was changed again meanwhile." in response.text
    table.refresh_from_db()
    assert (table.publisher, table.author) == ("Office", "Nobody")


def test_who_was_slower_is_told_and_keeps_what_was_typed(
    client, client_elsewhere, table, chika, priya
):
    client.force_login(chika)
    client_elsewhere.force_login(priya)
    page = f"/sources/{table.pk}/change/"
    slow = typed(client, table, reliability="Counts ferries only.")
    client_elsewhere.post(page, typed(client_elsewhere, table, title="Fares, revised"))
    response = client.post(page, slow)
    assert response.status_code == 422
    assert "Somebody changed this source since you opened it." in response.text
    assert "It is “Fares, revised” now." in response.text
    assert "Counts ferries only." in response.text
    again = slow | {"seen": response.context["form"].data["seen"]}
    assert client.post(page, again).status_code == 302


def test_what_was_typed_stays_when_it_is_refused(client, table, chika):
    client.force_login(chika)
    said = typed(client, table, address="ftp://example.org", author="Mia")
    response = client.post(f"/sources/{table.pk}/change/", said)
    assert response.status_code == 422
    assert "This is no web address." in response.text
    assert 'value="Mia"' in response.text


def test_a_source_takes_the_place_of_no_other(client, table, chika):
    actions.find_or_add(by=chika, address="https://stats.example.org/fares")
    client.force_login(chika)
    said = typed(client, table, address="https://stats.example.org/fares")
    response = client.post(f"/sources/{table.pk}/change/", said)
    assert response.status_code == 409
    assert "There is another source with this address already." in response.text


def test_who_reports_describes_only_what_they_brought(client, table, rosa):
    client.force_login(rosa)
    assert "Checkers and Chika Obi, who added it," in client.get(f"/sources/{table.pk}/").text
    response = client.post(f"/sources/{table.pk}/change/", typed(client, table, author="Mia"))
    assert response.status_code == 409
    own = actions.find_or_add(by=rosa, description="My notes")
    said = typed(client, own, author="Rosa Lind")
    assert client.post(f"/sources/{own.pk}/change/", said).status_code == 302
    own.refresh_from_db()
    assert own.author == "Rosa Lind"


def test_an_address_given_later_is_captured(client, table, chika):
    client.force_login(chika)
    said = typed(client, table, address="https://stats.example.org/fares")
    client.post(f"/sources/{table.pk}/change/", said)
    assert Capture.objects.get().source == table
    page = client.get(f"/sources/{table.pk}/").text
    assert "Waiting to be captured" in page


def test_copies_of_an_address_that_was_wrong_do_not_pass_for_those_of_the_right_one(client, chika):
    page = actions.find_or_add(by=chika, address="https://stats.example.org/far")
    page.captures.update(state="captured", captured_at=page.added_at, sha256="ab" * 32)
    client.force_login(chika)
    said = typed(client, page, address="https://stats.example.org/fares")
    client.post(f"/sources/{page.pk}/change/", said)
    assert [copy.state for copy in page.captures.order_by("pk")] == ["captured", "waiting"]


# Adding


def test_a_source_is_added_with_all_that_is_known(client, table, rosa):
    client.force_login(rosa)
    said = {
        "title": "Harbour audit",
        "kind": "document",
        "publisher": "Audit office",
        "confidentiality": "newsroom",
        "origin": "Fares on the coast",
        "reliability": "Two years late.",
    }
    response = client.post("/sources/new/", said)
    source = Source.objects.get(title="Harbour audit")
    assert response.url == f"/sources/{source.pk}/"
    assert (source.publisher, source.origin, source.added_by) == ("Audit office", table, rosa)
    assert "added a source" in client.get(response.url).text
    assert Event.objects.filter(verb="add source", source_id=source.pk).count() == 1


def test_adding_one_that_is_here_says_so_and_leaves_it_alone(client, table, rosa):
    client.force_login(rosa)
    said = {
        "title": "Fares on the coast",
        "kind": "data set",
        "publisher": "Somebody else",
        "confidentiality": "public",
    }
    page = client.post("/sources/new/", said, follow=True).text
    assert "This source was here already, as “Fares on the coast”." in page
    assert Source.objects.get().publisher == "Statistics office"


# Documents


def send(client, claim, file, **more):
    fields = {"stance": "supports", "quotation": "Fares: 40", "document": file, **more}
    return client.post(f"/claims/{claim.pk}/evidence/", fields)


def test_a_document_is_uploaded_once(client, claim, chika, priya):
    for person, name in ((chika, "audit.pdf"), (priya, "the same.pdf")):
        client.force_login(person)
        send(client, claim, SimpleUploadedFile(name, b"%PDF audit"))
    assert Source.objects.get().title == "audit.pdf"
    assert SourceFile.objects.count() == 1
    assert claim.evidence.count() == 2
    assert "This file was here already, as “audit.pdf”." in client.get(f"/claims/{claim.pk}/").text


def test_another_document_of_the_same_name_is_asked_for_a_title(client, claim, chika):
    client.force_login(chika)
    send(client, claim, SimpleUploadedFile("audit.pdf", b"first"))
    response = send(client, claim, SimpleUploadedFile("audit.pdf", b"second"))
    assert response.status_code == 409
    assert "Say in the title what tells them apart." in response.text
    send(client, claim, SimpleUploadedFile("audit.pdf", b"second"), description="Audit, 2nd draft")
    assert SourceFile.objects.count() == 2


def test_a_source_that_was_described_before_takes_its_file_when_it_comes(client, claim, chika):
    described = actions.find_or_add(by=chika, description="Harbour audit")
    client.force_login(chika)
    send(client, claim, SimpleUploadedFile("scan 12.pdf", b"x"), description="Harbour audit")
    assert Source.objects.get() == described
    assert SourceFile.objects.get().source == described


def test_a_document_that_is_too_large_is_refused_in_words(client, claim, chika, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    client.force_login(chika)
    response = send(client, claim, SimpleUploadedFile("film.mp4", bytes(1024 * 1024 + 1)))
    assert response.status_code == 422
    assert "film.mp4 is larger than 1 MB." in response.text
    assert "Fares: 40" in response.text
    assert not Source.objects.exists()


@pytest.mark.parametrize("name", ["page.html", "Übersicht „neu“.svg"])
def test_a_file_leaves_as_a_download_that_no_browser_runs(client, chika, vera, name):
    evil = b"<script>alert(1)</script>"
    source = actions.find_or_add(by=chika, document=Document(name, evil))
    client.force_login(vera)
    response = client.get(f"/sources/{source.pk}/file/")
    assert response.content == evil
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_our_copy_is_read_as_text_and_never_as_a_page(client, table, vera):
    evil = "<script>alert(1)</script>"
    copy = Capture.objects.create(
        source=table,
        state="captured",
        captured_at=table.added_at,
        looked_at=table.added_at,
        final_address="https://stats.example.org/",
        title=evil,
        name="fares.html",
        text=evil,
        data=evil.encode(),
        sha256="ab" * 32,
    )
    client.force_login(vera)
    page = client.get(f"/captures/{copy.pk}/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert evil not in page
    response = client.get(f"/captures/{copy.pk}/file/")
    assert response.content == evil.encode()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="fares.html"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_copy_that_was_never_made_has_no_page(client, table, chika):
    waiting = table.captures.create()
    client.force_login(chika)
    assert client.get(f"/captures/{waiting.pk}/").status_code == 404
    assert client.get(f"/captures/{waiting.pk}/file/").status_code == 404


def test_a_title_of_another_document_is_refused_by_the_action_too(chika):
    actions.find_or_add(by=chika, document=Document("a.pdf", b"1"))
    with pytest.raises(Refused, match="another document of this title"):
        actions.find_or_add(by=chika, document=Document("a.pdf", b"2"))


@pytest.fixture
def described(chika) -> Source:
    """A document that nobody has sent yet."""
    return actions.find_or_add(by=chika, description="Harbour audit", kind="document")


def upload(client, source, data=b"%PDF audit"):
    file = {"document": SimpleUploadedFile("audit.pdf", data)}
    return client.post(f"/sources/{source.pk}/file/upload/", file if data else {}, follow=True)


def test_a_document_gets_its_file_later_and_once(client, described, priya):
    client.force_login(priya)
    assert "Upload the file" in client.get(f"/sources/{described.pk}/").text
    page = upload(client, described).text
    assert "File uploaded." in page
    assert "Priya Nair changed a source: file" in page
    assert "Upload the file" not in page
    assert bytes(described.file.data) == b"%PDF audit"
    response = upload(client, described, b"another")
    assert response.status_code == 409
    assert "This document has its file already." in response.text
    assert SourceFile.objects.get().sha256 == described.file.sha256


def test_a_file_that_is_here_already_is_uploaded_to_no_second_source(client, described, chika):
    actions.find_or_add(by=chika, document=Document("scan.pdf", b"%PDF audit"))
    client.force_login(chika)
    assert "This file is here already, as “scan.pdf”." in upload(client, described).text
    assert SourceFile.objects.count() == 1


def test_a_file_sent_later_is_checked_as_one_sent_at_once(client, described, chika, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    client.force_login(chika)
    response = upload(client, described, bytes(1024 * 1024 + 1))
    assert response.status_code == 422
    assert "audit.pdf is larger than 1 MB." in response.text
    assert "Choose its file." in upload(client, described, b"").text
    assert not SourceFile.objects.exists()


def test_only_who_changes_a_source_gives_it_its_file(client, described, table, rosa, vera):
    client.force_login(rosa)
    assert "Upload the file" not in client.get(f"/sources/{described.pk}/").text
    response = upload(client, described)
    assert response.status_code == 409
    assert "Checkers and Chika Obi, who added it, change this source." in response.text
    own = actions.find_or_add(by=rosa, description="Letter", kind="document")
    assert "File uploaded." in upload(client, own, b"letter").text
    client.force_login(vera)
    assert "Upload the file" not in client.get(f"/sources/{described.pk}/").text


def test_only_a_document_has_a_file(client, table, chika):
    client.force_login(chika)
    assert "Upload the file" not in client.get(f"/sources/{table.pk}/").text
    assert "Only a document has a file." in upload(client, table).text
