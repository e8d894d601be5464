"""Adding a person to the newsroom's list."""

from urllib.parse import urlsplit

import pytest

from factcheck.accounts.models import User
from factcheck.audit.models import Event, Verb


@pytest.fixture
def answers(desk):
    return {
        "name": "Nora Falk",
        "email": "Nora@Example.org",
        "roles": ["Reporter", "Checker"],
        "desks": [desk.pk],
    }


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def test_an_added_person_has_roles_and_desks_and_no_password(admin, answers, desk):
    assert admin.post("/people/new/", answers).status_code == 200
    nora = User.objects.get(email="nora@example.org")
    assert nora.role_names == ["Reporter", "Checker"]
    assert list(nora.desks.all()) == [desk]
    assert not nora.has_usable_password()
    assert nora.standing == "Invited"


def test_the_answer_shows_a_link_that_works(admin, answers, client_elsewhere):
    link = admin.post("/people/new/", answers).context["link"]
    assert link.startswith("http://testserver/welcome/")
    page = client_elsewhere.get(urlsplit(link).path, follow=True).text
    assert "Welcome, Nora Falk" in page


def test_the_page_with_the_link_is_kept_by_no_cache(admin, answers):
    assert "no-store" in admin.post("/people/new/", answers).headers["Cache-Control"]


def test_adding_is_in_the_history(admin, answers, ada):
    admin.post("/people/new/", answers)
    event = Event.objects.get(verb=Verb.INVITE)
    assert event.by == ada
    assert event.person_id == User.objects.get(name="Nora Falk").pk
    assert event.details["roles"] == ["Reporter", "Checker"]


def test_an_address_on_the_list_is_refused_and_what_was_typed_stays(admin, answers, rosa):
    response = admin.post("/people/new/", {**answers, "email": rosa.email.upper()})
    assert response.status_code == 422
    assert "Rosa Lind is on the list with this address already." in response.text
    assert 'value="Nora Falk"' in response.text
    assert User.objects.filter(name="Nora Falk").count() == 0


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("name", "Type the person’s name."),
        ("email", "Type the address that the person signs in with."),
        ("roles", "Choose at least one role."),
    ],
)
def test_what_is_missing_is_said_at_its_place(admin, answers, left_out, said):
    del answers[left_out]
    response = admin.post("/people/new/", answers)
    assert response.status_code == 422
    assert said in response.text


def test_a_role_that_does_not_exist_is_refused(admin, answers):
    assert admin.post("/people/new/", {**answers, "roles": ["Owner"]}).status_code == 422


def test_each_role_says_what_it_does(admin):
    page = admin.get("/people/new/").text
    assert "Reads everything, changes nothing." in page
