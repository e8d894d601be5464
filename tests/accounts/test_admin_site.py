"""Django's admin: one door, the same table of roles, and hands off what actions write."""

import pytest
from django.contrib import admin

from factcheck.accounts.models import Desk
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.review.models import Scale
from tests import build

PAGES = [f"/admin/{m._meta.app_label}/{m._meta.model_name}/" for m in admin.site._registry]


def test_our_sign_in_page_is_the_only_door(client, ada):
    asked = client.get("/admin/", follow=True)
    assert asked.request["PATH_INFO"] == "/sign-in/"
    client.force_login(ada)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/?next=/admin/").url == "/admin/"


def test_without_the_role_it_stays_closed(client, edda):
    client.force_login(edda)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403


SCALES = "/admin/review/scale/"


@pytest.mark.parametrize("page", PAGES)
def test_every_list_opens(client, ada, page):
    verdict = build.make_verdict()
    record(by=ada, verb=Verb.UPLOAD, article=verdict.claim.article)
    client.force_login(ada)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", [page for page in PAGES if "/desk/" not in page])
def test_what_actions_write_is_only_read(client, ada, page):
    client.force_login(ada)
    adds = client.get(f"{page}add/").status_code
    assert adds == (200 if page == "/admin/review/scale/" else 403)


def test_the_text_of_a_revision_cannot_be_changed(client, ada):
    revision = build.make_article().revisions.get()
    client.force_login(ada)
    page = f"/admin/articles/revision/{revision.pk}/change/"
    assert "<textarea" not in client.get(page).text
    assert client.post(page, {"text": "Another."}).status_code == 403


def test_an_admin_adds_a_desk(client, ada):
    client.force_login(ada)
    client.post("/admin/accounts/desk/add/", {"name": "Science desk", "slug": "science"})
    assert Desk.objects.filter(slug="science").exists()


def test_what_an_admin_changes_here_is_in_the_history(client, ada, desk):
    client.force_login(ada)
    client.post(f"/admin/accounts/desk/{desk.pk}/change/", {"name": "World", "slug": desk.slug})
    client.post("/admin/accounts/desk/add/", {"name": "Science desk", "slug": "science"})
    told = {event.verb: event.details for event in Event.objects.filter(by=ada)}
    assert told[Verb.CHANGE_SETTING] == {
        "what": "World",
        "before": {"name": "Foreign desk"},
        "after": {"name": "World"},
    }
    assert told[Verb.ADD_SETTING]["after"] == {"name": "Science desk", "slug": "science"}


def test_what_readers_are_told_of_a_rating_is_changed_and_recorded(client, ada):
    scale = Scale.objects.get()
    client.force_login(ada)
    page = client.get(f"/admin/review/scale/{scale.pk}/change/").context
    typed = {}
    for form in [page["adminform"].form, *page["inline_admin_formsets"][0].formset.forms]:
        for field in form:
            if field.value() not in (None, False):
                typed[field.html_name] = field.value()
    typed |= {f"ratings-{n}": 7 for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    typed |= {"ratings-5-public_name": "Mostly false", "ratings-5-public_value": 6}
    refused = client.post(f"/admin/review/scale/{scale.pk}/change/", typed)
    assert "A public value goes from 1 to 5 and has a public name." in refused.text
    typed["ratings-5-public_value"] = 2
    client.post(f"/admin/review/scale/{scale.pk}/change/", typed)
    assert scale.ratings.get(key=6).public_value == 2
    assert Event.objects.get(verb=Verb.CHANGE_SETTING).details["after"] == {
        "Wrong public_name": "Mostly false",
        "Wrong public_value": 2,
    }


def test_a_scale_that_was_used_keeps_its_words(client, ada):
    verdict = build.make_verdict()
    scale = Scale.objects.get()
    client.force_login(ada)
    page = f"/admin/review/scale/{scale.pk}/"
    assert 'name="name"' not in client.get(f"{page}change/").text
    assert "ratings-0-name" not in client.get(f"{page}change/").text
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    verdict.delete()
    assert "ratings-0-name" in client.get(f"{page}change/").text


def test_the_next_version_of_the_scale_becomes_current_in_one_step(client, ada):
    old = Scale.objects.get()
    new = Scale.objects.create(name=old.name, version=2)
    client.force_login(ada)
    act = {"action": "make_current", "_selected_action": [new.pk]}
    assert "Choose one scale that has ratings." in client.post(SCALES, act, follow=True).text
    assert Scale.objects.get(is_current=True) == old
    new.ratings.create(key=1, name="True", symbol="tick", colour="ok")
    client.post(SCALES, act)
    assert Scale.objects.get(is_current=True) == new
    assert Event.objects.get(verb=Verb.CHANGE_SETTING).details == {
        "what": "Scale of verdicts",
        "before": str(old),
        "after": str(new),
    }


def test_the_current_scale_cannot_be_deleted(client, ada):
    client.force_login(ada)
    scale = Scale.objects.get()
    assert client.get(f"{SCALES}{scale.pk}/delete/").status_code == 403
