"""The room of exports in Chromium: asked for, watched, downloaded."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from factcheck.exports.models import Chunk, Export

FILE = b"Number,Quote\r\n1,Fares rose\r\n"


def finish(export):
    Chunk.objects.create(export=export, number=0, data=FILE)
    Export.objects.filter(pk=export.pk).update(
        state="ready",
        claims=1,
        done=1,
        chunk_count=1,
        size=len(FILE),
        sha256="ab12" * 16,
        finished_at=timezone.now(),
    )


@pytest.fixture
def exports(site, edda, desk):
    """One in each state, the newest being written."""
    facts = {"by": edda, "desk": desk, "form": "xlsx"}
    finish(Export.objects.create(**facts))
    why = "The file could not be written to its end. Ask for it again, or for fewer days."
    Export.objects.create(**facts, state="failed", failure=why)
    Export.objects.create(**facts, state="cancelled", first_day=date(2026, 3, 1))
    Export.objects.create(**facts, state="removed", finished_at=timezone.now() - timedelta(days=9))
    return Export.objects.create(
        **{**facts, "form": "csv"}, state="writing", claims=112_500, done=48_000
    )


def test_the_list_tells_each_state(open_page, look_everywhere, exports, edda):
    page = open_page(edda)
    page.goto("/exports/")
    expect(page.get_by_text("48,000 of 112,500 claims written")).to_be_visible()
    look_everywhere(page, "list")


def test_the_file_appears_by_itself_and_is_downloaded(open_page, exports, edda):
    page = open_page(edda)
    page.goto("/exports/")
    row = page.get_by_role("row").filter(has_text="Table (.csv)")
    expect(row.get_by_role("button", name="Cancel")).to_be_visible()
    finish(exports)
    with page.expect_download() as download:
        row.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "claims-foreign.csv"
    assert download.value.path().read_bytes() == FILE


def test_an_export_is_asked_for_and_cancelled_without_javascript(open_page, site, edda, ada):
    # One is written at a time, so that this one waits, also where a worker runs.
    Export.objects.create(by=ada, form="csv", state="writing")
    page = open_page(edda, java_script_enabled=False)
    page.goto("/exports/")
    page.get_by_label("From").fill("2026-03-01")
    page.get_by_label("File").select_option("jsonl")
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_text("Articles since 1 March 2026")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Ask again")).to_be_visible()
    assert Export.objects.get(by=edda).state == "cancelled"
