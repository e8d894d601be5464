"""A need-to-know source: everybody sees that there is one, and only those named on it which.

Each test tries one road by which its name, its words or its address could get out.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from factcheck.audit.models import Event
from factcheck.permissions import Role
from factcheck.review import actions as review
from factcheck.review.models import Evidence
from factcheck.sources import actions
from factcheck.sources.documents import Document
from factcheck.sources.models import Capture, Source
from tests import build

NAME = "Maren Holt, harbour pilot"
WORDS = "I saw the second ledger myself"
PLACE = "quay seven, at noon"
ADDRESS = "https://leak.example.org/ledger"
FILE = b"the second ledger"
SECRETS = (NAME, WORDS, PLACE, ADDRESS, "leak.example.org", "ledger.pdf", "Whispering Press")


@pytest.fixture
def secret(claim, rosa, chika) -> Evidence:
    """Rosa brought it, and Chika knows it too; it has an address, a file and a copy."""
    evidence = review.add_evidence(
        claim=claim,
        by=chika,
        source=actions.find_or_add(
            by=rosa,
            description=NAME,
            kind="person",
            confidentiality="need-to-know",
            document=Document("ledger.pdf", FILE),
        ),
        stance="supports",
        quotation=WORDS,
        locator=PLACE,
    )
    Source.objects.update(address=ADDRESS, publisher="Whispering Press", reliability=WORDS)
    evidence.source.known_to.add(chika)
    Capture.objects.create(
        source=evidence.source,
        state="captured",
        captured_at=timezone.now(),
        looked_at=timezone.now(),
        final_address=ADDRESS,
        title=NAME,
        name="ledger.html",
        text=WORDS,
        data=WORDS.encode(),
        sha256="ab" * 32,
    )
    return evidence


def told(response) -> set[str]:
    return {secret for secret in SECRETS if secret in response.content.decode()}


@pytest.fixture(params=["priya", "edda", "vera", "ada"])
def outsider(request, desk):
    """Somebody of the newsroom who is not named: a checker, the editor, a viewer, an admin."""
    return request.getfixturevalue(request.param)


def test_those_named_see_all_of_it(client, claim, secret, rosa, chika):
    for person in (rosa, chika):
        client.force_login(person)
        page = client.get(f"/claims/{claim.pk}/")
        assert {NAME, WORDS, PLACE, ADDRESS} <= told(page)
        assert {NAME, "leak.example.org", "Whispering Press"} <= told(client.get("/sources/"))


def test_the_claim_says_that_there_is_one_and_whom_to_ask(client, claim, secret, outsider):
    client.force_login(outsider)
    page = client.get(f"/claims/{claim.pk}/")
    assert told(page) == set()
    assert "A need-to-know source" in page.text
    assert "Ask Rosa Lind." in page.text
    # How it bears on the claim is everybody's business.
    assert "Supports" in page.text


def test_the_partials_of_the_claim_say_no_more(client, claim, secret, priya, htmx):
    client.force_login(priya)
    here = htmx | {"hx-current-url": f"http://testserver/claims/{claim.pk}/"}
    fields = {"stance": "context", "quotation": "Another.", "description": "Table 3"}
    added = client.post(f"/claims/{claim.pk}/evidence/", fields, headers=here)
    refused = client.post(f"/claims/{claim.pk}/evidence/", {}, headers=here)
    removed = client.post(f"/evidence/{secret.pk}/remove/", headers=here)
    back = client.post(f"/evidence/{secret.pk}/restore/", headers=here)
    for response in (added, refused, removed, back):
        assert told(response) == set()
        assert "need-to-know source" in response.text


def test_after_removing_it_the_page_says_whose_it_was(client, claim, secret, priya):
    client.force_login(priya)
    client.post(f"/evidence/{secret.pk}/remove/")
    page = client.get(f"/claims/{claim.pk}/")
    assert told(page) == set()
    assert "Removed: a need-to-know source of Rosa Lind" in page.text


def test_the_list_counts_it_and_does_not_name_it(client, secret, outsider):
    client.force_login(outsider)
    page = client.get("/sources/")
    assert told(page) == set()
    assert "1 need-to-know source is named to others only." in page.text


@pytest.mark.parametrize(
    "query", ["?q=maren", "?q=leak.example", "?kind=person", "?confidentiality=need-to-know"]
)
def test_no_search_and_no_filter_finds_it(client, secret, priya, query):
    client.force_login(priya)
    page = client.get(f"/sources/{query}")
    assert page.context["listing"].rows == []
    assert page.context["listing"].count_in_words == "0 sources"
    assert "named to others only" in page.text


def test_typing_its_name_finds_nothing(client, secret, priya, chika):
    client.force_login(priya)
    for words in ("maren", "leak.example.org", "whisper"):
        assert client.get("/sources/find/", {"words": words}).text.strip() == ""
    client.force_login(chika)
    assert NAME in client.get("/sources/find/", {"words": "maren"}).text


def test_its_pages_files_and_copies_are_not_there(client, secret, outsider):
    client.force_login(outsider)
    source, copy = secret.source_id, Capture.objects.latest("pk").pk
    for path in (
        f"/sources/{source}/",
        f"/sources/{source}/file/",
        f"/sources/{source}/capture/state/",
        f"/captures/{copy}/",
        f"/captures/{copy}/file/",
    ):
        assert client.get(path).status_code == 404
    if Role.CHECKER in outsider.roles or Role.DESK_EDITOR in outsider.roles:
        for path in ("change/", "change/undo/", "capture/"):
            assert client.post(f"/sources/{source}/{path}").status_code == 404


def test_a_report_names_it_to_nobody_since_reports_leave_the_house(client, claim, secret, chika):
    verdict = build.make_verdict(claim=claim)
    review.approve(claim=claim, by=chika, verdict_id=verdict.pk)
    client.force_login(chika)
    for form in ("/", ".csv", ".json"):
        response = client.get(f"/articles/{claim.article_id}/report{form}")
        text = b"".join(response).decode()
        assert not [secret for secret in SECRETS if secret in text]
        assert "need-to-know source" in text or '"source": null' in text


def test_django_s_admin_does_not_show_it_to_admins(client, secret, ada):
    copy, file = Capture.objects.latest("pk").pk, secret.source.file.pk
    client.force_login(ada)
    for path in (
        "sources/source/",
        "sources/source/?q=maren",
        f"sources/source/{secret.source_id}/change/",
        "sources/capture/",
        f"sources/capture/{copy}/change/",
        "sources/sourcefile/",
        f"sources/sourcefile/{file}/change/",
        "review/evidence/",
        f"review/evidence/{secret.pk}/change/",
        "audit/event/",
    ):
        assert told(client.get(f"/admin/{path}", follow=True)) == set()


def test_the_audit_holds_facts_and_no_names(client, secret, rosa, ada):
    client.force_login(rosa)
    page = client.get(f"/sources/{secret.source_id}/change/")
    typed = {k: v for k, v in page.context["form"].initial.items() if v}
    client.post(f"/sources/{secret.source_id}/change/", typed | {"title": f"{NAME}, retired"})
    assert Source.objects.get().title == f"{NAME}, retired"
    details = str(list(Event.objects.values_list("details", flat=True)))
    assert not [secret for secret in SECRETS if secret in details]
    client.force_login(ada)
    for event in Event.objects.all():
        assert told(client.get(f"/admin/audit/event/{event.pk}/change/")) == set()


def test_guessing_its_name_or_address_does_not_answer(client, claim, secret, priya, htmx):
    """Who attaches the very same words gets a source of their own, as if there were none."""
    client.force_login(priya)
    for named in ({"description": NAME, "kind": "person"}, {"address": ADDRESS}):
        fields = {"stance": "context", "quotation": "Another.", **named}
        response = client.post(f"/claims/{claim.pk}/evidence/", fields, headers=htmx)
        assert response.status_code == 200
    own = Source.objects.filter(added_by=priya)
    assert sorted(own.values_list("title", flat=True)) == sorted([NAME, ADDRESS])
    assert not own.filter(pk=secret.source_id).exists()


def test_sending_the_same_file_does_not_answer(client, claim, secret, priya):
    client.force_login(priya)
    file = SimpleUploadedFile("mine.pdf", FILE)
    fields = {"stance": "context", "quotation": "Another.", "document": file}
    client.post(f"/claims/{claim.pk}/evidence/", fields)
    page = client.get(f"/claims/{claim.pk}/")
    assert "was here already" not in page.text
    assert Source.objects.get(added_by=priya).title == "mine.pdf"


def test_choosing_it_by_its_key_does_not_answer(client, claim, secret, priya):
    client.force_login(priya)
    fields = {"stance": "context", "quotation": "Another.", "source": secret.source_id}
    response = client.post(f"/claims/{claim.pk}/evidence/", fields)
    assert response.status_code == 422
    assert "This source is not there any more. Choose another." in response.text
    assert told(response) == set()


def test_a_source_that_repeats_it_keeps_its_name(client, secret, priya, chika):
    open_one = actions.find_or_add(by=chika, description="Harbour gazette")
    Source.objects.filter(pk=open_one.pk).update(origin=secret.source)
    client.force_login(priya)
    page = client.get(f"/sources/{open_one.pk}/")
    assert told(page) == set()
    assert "A need-to-know source" in page.text
    form = client.get(f"/sources/{open_one.pk}/change/")
    assert told(form) == set()
    # Saving what she sees takes nothing away that she does not see.
    typed = {k: v for k, v in form.context["form"].initial.items() if v}
    client.post(f"/sources/{open_one.pk}/change/", typed | {"publisher": "Gazette"})
    open_one.refresh_from_db()
    assert (open_one.publisher, open_one.origin_id) == ("Gazette", secret.source_id)
    typed = {"title": "X", "kind": "document", "confidentiality": "public", "origin": NAME}
    response = client.post("/sources/new/", typed)
    assert response.status_code == 422
    assert "No source is called that." in response.text


def test_only_who_promised_decides_who_learns_the_name(client, secret, chika, priya, rosa):
    page = f"/sources/{secret.source_id}/change/"
    client.force_login(chika)
    form = client.get(page)
    assert "Only Rosa Lind, who added it, decides who learns this name." in form.text
    typed = {k: v for k, v in form.context["form"].initial.items() if v}
    client.post(page, typed | {"confidentiality": "public", "known_to": [priya.pk]})
    assert Source.objects.get().is_need_to_know
    assert priya not in secret.source.known_to.all()
    client.force_login(rosa)
    client.post(page, typed | {"known_to": [priya.pk]})
    # Whoever brought it cannot be struck off, nor strike themselves off.
    assert set(secret.source.known_to.all()) == {rosa, priya}
    client.force_login(chika)
    assert client.get(page).status_code == 404


def test_hiding_an_open_source_hides_it_at_once(client, claim, rosa, chika, priya):
    review.add_evidence(claim=claim, by=chika, description=NAME, stance="supports", quotation=WORDS)
    source = Source.objects.get()
    client.force_login(chika)
    page = f"/sources/{source.pk}/change/"
    typed = {k: v for k, v in client.get(page).context["form"].initial.items() if v}
    client.post(page, typed | {"confidentiality": "need-to-know"})
    assert NAME in client.get(f"/claims/{claim.pk}/").text
    client.force_login(priya)
    assert told(client.get(f"/claims/{claim.pk}/")) == set()
    assert told(client.get("/sources/")) == set()
