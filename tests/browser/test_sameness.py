"""The same story sent twice, in Chromium: the page of the second says so once it is read."""

import re

from playwright.sync_api import expect

from factcheck.articles import actions, harvest
from factcheck.articles.models import Section

STORY = "Fares rise again\nFares rose by 40 per cent in two years, the ministry said on Monday."


def test_it_is_said_after_reading_and_leads_to_the_other(
    worker, open_page, rosa, desk, look_everywhere
):
    first = actions.upload(
        by=rosa,
        desk=desk,
        title="Fares on the coast rise for the second year in a row, and nobody knows why",
        name="a.txt",
        data=STORY.encode(),
    )
    for key in harvest.read(first.revisions.get()):
        harvest.extract(Section.objects.get(pk=key))
    page = open_page(rosa)
    page.goto("/articles/new/")
    page.get_by_label("Text", exact=True).fill(f"\n{STORY}\n")
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/articles/\d+/$"))
    told = page.locator("#bar .same-text")
    expect(told).to_contain_text("The same text was uploaded on", timeout=60_000)
    expect(page.locator("#galley .reading")).to_have_count(0, timeout=60_000)
    look_everywhere(page, "told")
    page.set_viewport_size({"width": 1440, "height": 900})
    told.get_by_role("link", name="Fares on the coast").click()
    expect(page).to_have_url(re.compile(rf"/articles/{first.pk}/$"))
    expect(told).to_contain_text("The same text was uploaded again on")
