"""The history and what is kept, at both widths, in light and in the dark, and without scripts."""

from factcheck.audit import sealing
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from tests import build


def test_the_history_fits_and_is_accessible(open_page, look_everywhere, ada, chika, desk):
    claim = build.make_claim(article=build.make_article(desk=desk))
    before = {"name": "Chika", "roles": ["Checker"], "desks": []}
    after = {**before, "name": "Chika Obi", "desks": ["Foreign desk"]}
    record(by=ada, verb=Verb.CHANGE_PERSON, person=chika, before=before, after=after)
    record(by=chika, verb=Verb.COMMENT, claim=claim, note="See table 3. " * 30)
    at = "2026-03-14T09:05:00+00:00"
    record(by=chika, verb=Verb.SET_DUE, claim=claim, before=None, after=at)
    sealing.seal()
    page = open_page(ada)
    page.goto("/history/")
    look_everywhere(page, "history")
    page.get_by_label("What").select_option(label="commented")
    page.wait_for_url("**what=comment**")
    assert page.locator("#lines tbody tr").count() == 1


def test_what_is_kept_works_without_scripts(open_page, look, ada, chika):
    page = open_page(ada, width=390, java_script_enabled=False)
    page.goto("/retention/")
    page.get_by_label("Forms begun and not sent").fill("30")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved for the Foreign desk.").wait_for()
    page.goto(f"/people/{chika.pk}/privacy/")
    page.get_by_label("Their name").fill("somebody else")
    page.get_by_role("button", name="Erase").click()
    page.get_by_text("Deactivate them first").wait_for()


def test_what_is_kept_fits_and_is_accessible(open_page, look, ada, chika):
    page = open_page(ada, width=390)
    page.goto("/retention/")
    look(page, "retention")
    page.goto(f"/people/{chika.pk}/privacy/")
    look(page, "person")
