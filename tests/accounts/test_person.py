"""A person's page: what they may do, whether they may sign in, and what was changed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from django.db import connection

from factcheck.accounts import actions
from factcheck.accounts.models import User
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.permissions import Role
from tests import build

HTMX = {"hx-request": "true"}


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def path(person, verb=""):
    return f"/people/{person.pk}/{verb}"


def answers(person, **changes):
    desks = [desk.pk for desk in person.desks.all()]
    return {"name": person.name, "roles": person.role_names, "desks": desks, **changes}


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_saving_changes_name_roles_and_desks(admin, rosa, other_desk):
    changes = {"name": "Rosa Lindt", "roles": ["Checker"], "desks": [other_desk.pk]}
    response = admin.post(path(rosa), answers(rosa, **changes))
    assert (response.status_code, response.url) == (302, path(rosa))
    rosa = fresh(rosa)
    assert (rosa.name, rosa.role_names) == ("Rosa Lindt", ["Checker"])
    assert list(rosa.desks.all()) == [other_desk]


def test_saving_with_htmx_swaps_in_the_page_and_says_that_it_is_saved(admin, rosa):
    response = admin.post(path(rosa), answers(rosa, name="Rosa Lindt"), headers=HTMX)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "Saved." in response.text
    assert "Rosa Lindt" in response.text


def test_a_bad_form_keeps_what_was_typed(admin, rosa):
    response = admin.post(path(rosa), answers(rosa, name="Rosalind", roles=[]), headers=HTMX)
    assert response.status_code == 422
    assert 'value="Rosalind"' in response.text
    assert "Choose at least one role." in response.text
    assert fresh(rosa).name == "Rosa Lind"


def test_a_change_is_in_the_history_with_before_and_after(admin, rosa, ada):
    admin.post(path(rosa), answers(rosa, roles=["Reporter", "Checker"]))
    event = Event.objects.get(verb=Verb.CHANGE_PERSON)
    assert event.by == ada
    assert event.details["before"]["roles"] == ["Reporter"]
    assert event.details["after"]["roles"] == ["Reporter", "Checker"]
    page = admin.get(path(rosa)).text
    assert "Ada Brandt changed the person: roles Reporter, now Reporter and Checker" in page


def test_saving_what_is_already_so_writes_no_history(admin, rosa):
    admin.post(path(rosa), answers(rosa))
    assert not Event.objects.exists()


def test_a_deactivated_person_is_signed_out_everywhere(admin, rosa, client_elsewhere):
    client_elsewhere.force_login(rosa)
    assert client_elsewhere.get("/queue/").status_code == 200
    admin.post(path(rosa, "deactivate/"))
    assert client_elsewhere.get("/queue/").status_code == 302
    assert Event.objects.get(verb=Verb.DEACTIVATE).person_id == rosa.pk


def test_deactivating_leads_to_a_page_that_offers_to_reactivate(admin, rosa):
    response = admin.post(path(rosa, "deactivate/"), follow=True)
    assert "Rosa Lind can no longer sign in." in response.text
    assert "Reactivate" in response.text


def test_a_reactivated_person_has_their_roles_and_password(admin, rosa, client_elsewhere):
    admin.post(path(rosa, "deactivate/"))
    admin.post(path(rosa, "reactivate/"))
    assert client_elsewhere.login(username=rosa.email, password=build.PASSWORD)
    assert fresh(rosa).role_names == ["Reporter"]
    assert Event.objects.get(verb=Verb.REACTIVATE).person_id == rosa.pk


def test_nobody_deactivates_themselves(admin, ada):
    build.make_person(name="Ilse Marten", roles=[Role.ADMIN])
    response = admin.post(path(ada, "deactivate/"), headers=HTMX)
    assert response.status_code == 409
    assert "You can’t deactivate yourself." in response.text
    assert response.headers["HX-Retarget"] == "#notice"
    assert fresh(ada).is_active
    assert "aria-disabled" in admin.get(path(ada)).text


def test_the_only_admin_stays_an_admin(admin, ada):
    response = admin.post(path(ada), answers(ada, roles=["Viewer"]))
    assert response.status_code == 409
    assert "Ada Brandt is the only admin. Make somebody else an admin first." in response.text
    assert fresh(ada).role_names == ["Admin"]


def test_one_of_two_admins_may_stop_being_one(admin, ada):
    build.make_person(name="Ilse Marten", roles=[Role.ADMIN])
    admin.post(path(ada), answers(ada, roles=["Viewer"]))
    assert fresh(ada).role_names == ["Viewer"]


def test_a_deactivated_admin_does_not_count(admin, ada):
    build.make_person(name="Ilse Marten", roles=[Role.ADMIN], is_active=False)
    assert admin.post(path(ada), answers(ada, roles=["Viewer"])).status_code == 409


def test_the_only_admin_cannot_be_deactivated(ada, rosa):
    with pytest.raises(Refused, match="is the only admin"):
        actions.deactivate(person=ada, by=rosa)


def test_two_admins_cannot_deactivate_each_other(transactional_db, django_db_serialized_rollback):
    ada = build.make_person(name="Ada Brandt", roles=[Role.ADMIN])
    ilse = build.make_person(name="Ilse Marten", roles=[Role.ADMIN])
    together = Barrier(2)

    def deactivate(person, by):
        together.wait()
        try:
            actions.deactivate(person=person, by=by)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        answers = [pool.submit(deactivate, ada, ilse), pool.submit(deactivate, ilse, ada)]
    refusals = [answer.result() for answer in answers if answer.result()]
    assert len(refusals) == 1
    assert refusals[0].endswith("is the only admin. Make somebody else an admin first.")
    assert User.objects.admins().count() == 1


def test_deactivating_twice_is_refused(ada, rosa):
    actions.deactivate(person=rosa, by=ada)
    with pytest.raises(Refused, match="deactivated already"):
        actions.deactivate(person=rosa, by=ada)
    assert Event.objects.filter(verb=Verb.DEACTIVATE).count() == 1


def test_a_new_link_is_shown_once_and_is_in_the_history(admin, rosa, client_elsewhere):
    response = admin.post(path(rosa, "link/"))
    assert "no-store" in response.headers["Cache-Control"]
    link = response.context["link"]
    assert "Welcome, Rosa Lind" in client_elsewhere.get(urlsplit(link).path, follow=True).text
    assert Event.objects.get(verb=Verb.NEW_LINK).person_id == rosa.pk
    assert "/welcome/" not in admin.get(path(rosa)).text


def test_a_deactivated_person_gets_no_link(admin, rosa):
    admin.post(path(rosa, "deactivate/"))
    assert admin.post(path(rosa, "link/")).status_code == 409


def test_a_person_who_does_not_exist_is_not_found(admin):
    assert admin.get("/people/987654/").status_code == 404


def test_the_page_takes_the_same_queries_however_long_the_history(
    admin, rosa, ada, django_assert_num_queries
):
    def queries():
        # The session with its reader and their roles; queries that wait; person, roles, desks; all desks; history;
        # second factors.
        with django_assert_num_queries(8):
            admin.get(path(rosa))

    queries()
    for _ in range(5):
        actions.make_link(person=rosa, by=ada)
    queries()
