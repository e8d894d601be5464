"""Sources in Chromium: found while one types, by keyboard and without JavaScript, captured, hidden."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from factcheck.review import actions as review
from factcheck.review.models import Evidence
from factcheck.sources import actions
from factcheck.sources.documents import Document
from factcheck.sources.models import Capture, Source
from tests import build


def copy_of(source: Source, **changes) -> Capture:
    """A copy as a worker makes it."""
    now = timezone.now()
    values = {
        "state": "captured",
        "captured_at": now - timedelta(days=1),
        "looked_at": now,
        "final_address": source.address,
        "title": "Fares on the coast, 2025",
        "name": "fares.html",
        "text": "Fares on the northern line rose by 38 per cent in two years.\nTable 3 has them all.",
        "data": b"<p>Fares</p>",
        "sha256": "ab12" * 16,
        **changes,
    }
    Capture.objects.filter(source=source, state="waiting").delete()
    return Capture.objects.create(source=source, **values)


@pytest.fixture
def known(chika, desk) -> Source:
    source = actions.find_or_add(
        by=chika, address="https://stats.example.org/fares", description="Fares on the coast"
    )
    Source.objects.filter(pk=source.pk).update(
        publisher="Statistics office", standing="primary", published_on="2025-03-14"
    )
    copy_of(source)
    return source


@pytest.fixture
def claim(desk):
    return build.make_claim(article=build.make_article(desk=desk))


@pytest.mark.parametrize("width", [1440, 390])
def test_a_known_source_is_found_while_one_types(open_page, look, chika, claim, known, width):
    actions.find_or_add(by=chika, description="Coast guard log", kind="document")
    page = open_page(chika, width=width)
    page.goto(f"/claims/{claim.pk}/")
    page.get_by_text("Add evidence").click()
    page.get_by_label("Supports").check()
    page.get_by_label("Quotation or figure").fill("38 per cent")
    field = page.get_by_role("combobox", name="Source")
    field.press_sequentially("coast")
    options = page.get_by_role("listbox", name="Known sources").get_by_role("option")
    expect(options).to_have_count(2)
    look(page, "1-found")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", f"found-{known.pk}")
    field.press("Enter")
    expect(field).to_have_value("Fares on the coast")
    expect(options).not_to_be_visible()
    # Of a known source nothing more is asked.
    expect(page.get_by_label("Address of the source")).not_to_be_visible()
    look(page, "2-chosen")
    page.get_by_role("button", name="Attach").click()
    listed = page.locator("ul.evidence li")
    expect(listed).to_contain_text("Fares on the coast")
    expect(listed).to_contain_text("Captured yesterday")
    look(page, "3-attached")
    assert Evidence.objects.get().source == known


def test_what_is_typed_and_chosen_comes_back_after_a_reload(open_page, chika, claim, known):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("e")
    page.get_by_label("Quotation or figure").fill("38 per cent")
    field = page.get_by_role("combobox", name="Source")
    field.press_sequentially("fares on")
    page.get_by_role("option", name=re.compile("Fares on the coast")).click()
    page.reload()
    expect(page.get_by_role("combobox", name="Source")).to_have_value("Fares on the coast")
    expect(page.get_by_text("A known source.")).to_be_visible()
    page.get_by_role("button", name="Not this one").click()
    expect(page.get_by_label("Address of the source")).to_be_visible()
    expect(page.get_by_role("combobox", name="Source")).to_be_focused()


def test_escape_closes_the_list_and_leaves_what_was_typed(open_page, chika, claim, known):
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("e")
    field = page.get_by_role("combobox", name="Source")
    field.press_sequentially("fares")
    found = page.get_by_role("listbox", name="Known sources")
    expect(found.get_by_role("option")).to_have_count(1)
    field.press("Escape")
    expect(found).to_have_count(0)
    expect(field).to_be_focused()
    expect(field).to_have_value("fares")
    # The letters of a name are no keys of the page.
    field.press_sequentially(" jklz")
    expect(page.locator("#claim-title")).to_have_text("Claim 1")


def test_without_javascript_a_source_is_named_by_its_address(open_page, chika, claim, known):
    page = open_page(chika, java_script_enabled=False)
    page.goto(f"/claims/{claim.pk}/")
    page.get_by_text("Add evidence").click()
    page.get_by_label("Supports").check()
    page.get_by_label("Quotation or figure").fill("38 per cent")
    page.get_by_label("Source", exact=True).fill("https://stats.example.org/fares")
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("ul.evidence")).to_contain_text("Fares on the coast")
    assert Evidence.objects.get().source == known


def test_a_file_is_attached_and_the_same_file_is_found(open_page, chika, claim):
    actions.find_or_add(by=chika, document=Document("Harbour audit.pdf", b"%PDF audit"))
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.keyboard.press("e")
    page.get_by_label("Supports").check()
    page.get_by_label("Quotation or figure").fill("3 million")
    page.get_by_text("File, kind, who may know it").click()
    page.get_by_label("Or its file").set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF audit"}
    )
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("#undo")).to_contain_text("here already, as “Harbour audit.pdf”")
    expect(page.locator("ul.evidence")).to_contain_text("Harbour audit.pdf")


def test_a_page_that_waits_shows_its_copy_by_itself(open_page, look, chika, claim):
    # Made without the task, so that no worker is faster than the page.
    fares = Source.objects.create(
        kind=Source.Kind.WEB_PAGE,
        title="Fares",
        address="https://stats.example.org/fares",
        added_by=chika,
    )
    Capture.objects.create(source=fares)
    Evidence.objects.create(
        claim=claim, source=fares, stance="supports", quotation="38 per cent", added_by=chika
    )
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    page.get_by_label("Explanation").evaluate("field => field.dataset.mine = 'yes'")
    expect(page.get_by_text("Waiting to be captured")).to_be_visible()
    copy_of(Source.objects.get())
    expect(page.locator(".capture")).to_contain_text("sha256 ab12ab12…")
    assert page.get_by_label("Explanation").get_attribute("data-mine") == "yes"


def test_two_people_see_of_one_claim_what_each_may_know(
    open_page, look_everywhere, chika, priya, claim, known
):
    """Chika, who brought the pilot, sees the name; Priya sees that there is somebody."""
    radio = actions.find_or_add(
        by=chika,
        address="https://radio.example.org/news",
        description="Harbour radio, 8 o'clock news",
    )
    gone = actions.find_or_add(
        by=chika, address="https://ministry.example.org/p", description="Ministry, press note"
    )
    pilot = actions.find_or_add(
        by=chika,
        description="Maren Holt, harbour pilot",
        kind="person",
        confidentiality="need-to-know",
    )
    Source.objects.filter(pk=radio.pk).update(origin=known)
    Capture.objects.filter(source=radio).update(
        state="failed", failure="radio.example.org asks for money there."
    )
    copy_of(gone, state="gone", differs_since=timezone.now())
    for source, stance, words in (
        (known, "supports", "38 per cent, northern line"),
        (radio, "supports", "Fares rose by 38 per cent, the office says"),
        (gone, "context", "The ministry counts from another year."),
        (pilot, "refutes", "I have the old ticket: it was half of that."),
    ):
        review.add_evidence(claim=claim, by=chika, source=source, stance=stance, quotation=words)
    page = open_page(chika)
    page.goto(f"/claims/{claim.pk}/")
    evidence = page.locator("#evidence")
    expect(evidence).to_contain_text("Supports: 2 sources, one origin")
    expect(evidence).to_contain_text("The page is gone since today")
    expect(evidence).to_contain_text("Could not be captured: radio.example.org asks for money")
    expect(evidence).to_contain_text("Maren Holt")
    look_everywhere(page, "claim")
    other = open_page(priya)
    other.goto(f"/claims/{claim.pk}/")
    expect(other.locator("#evidence")).to_contain_text("A need-to-know source")
    expect(other.locator("#evidence")).to_contain_text("Ask Chika Obi.")
    assert "Maren Holt" not in other.content()
    look_everywhere(other, "claim-hidden")
    page.goto("/sources/")
    look_everywhere(page, "list")
    page.goto(f"/sources/{known.pk}/")
    look_everywhere(page, "source")
    page.goto(f"/sources/{pilot.pk}/change/")
    look_everywhere(page, "change")
    page.goto(f"/captures/{known.captures.get().pk}/")
    look_everywhere(page, "copy")


def test_a_source_is_described_by_keyboard_and_changed_back(open_page, look, chika, known):
    page = open_page(chika)
    page.goto("/sources/")
    page.keyboard.press("/")
    page.keyboard.type("statistics")
    expect(page.locator("#sources")).to_contain_text("1 source found.")
    page.get_by_role("link", name="Fares on the coast").press("Enter")
    page.wait_for_url(f"**/sources/{known.pk}/")
    page.keyboard.press("e")
    page.get_by_label("Reliability").fill("Counts ferries only.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".facts-list")).to_contain_text("Counts ferries only.")
    look(page, "changed")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Changed back.")
    expect(page.locator(".facts-list")).not_to_contain_text("Counts ferries only.")


def test_an_empty_room_and_a_search_without_answer(open_page, look, chika, desk):
    page = open_page(chika)
    page.goto("/sources/")
    expect(page.locator(".empty")).to_contain_text("No source has been named yet.")
    look(page, "empty")
    page.get_by_role("link", name="Add a source").click()
    page.get_by_role("button", name="Add").click()
    expect(page.locator(".error").first).to_be_visible()
    look(page, "refused")
    page.get_by_label("Title").fill("Court file 7")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Court file 7")
    page.goto("/sources/")
    page.get_by_role("searchbox").fill("nothing of the kind")
    expect(page.locator(".empty")).to_contain_text("No source that you may see answers to this.")


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_document_gets_its_file_later(open_page, look_everywhere, chika, with_scripts):
    described = actions.find_or_add(by=chika, description="Harbour audit", kind="document")
    page = open_page(chika, java_script_enabled=with_scripts)
    page.goto(f"/sources/{described.pk}/")
    page.get_by_role("button", name="Upload the file").click()
    expect(page.locator(".error")).to_contain_text("Choose its file.")
    if with_scripts:
        look_everywhere(page, "refused")
    file = {"name": "audit.pdf", "mimeType": "application/pdf", "buffer": b"%PDF audit"}
    page.get_by_label("Its file").set_input_files(file)
    page.get_by_role("button", name="Upload the file").click()
    expect(page.get_by_role("link", name="audit.pdf")).to_be_visible()
    expect(page.get_by_role("button", name="Upload the file")).to_have_count(0)
