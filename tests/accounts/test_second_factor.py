"""Second factors: setting one up, signing in with it, roles that need one, losing it."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps
from django.core.cache import cache

from factcheck.accounts import actions, encryption, links
from factcheck.accounts.models import User
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.permissions import Role
from tests.build import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"


def code_of(secret=SECRET):
    """What an app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client, person):
    return client.post("/sign-in/", {"login": person.email, "password": PASSWORD})


def confirm(client):
    """Before anything about signing in is changed, whoever is signed in says so once more."""
    client.post("/me/confirm/", {"password": PASSWORD})


@pytest.fixture
def with_app(rosa):
    TOTP.activate(rosa, SECRET)
    return rosa


def test_setting_up_an_app_takes_a_password_a_code_and_ends_at_recovery_codes(
    client, rosa, django_capture_on_commit_callbacks
):
    sign_in(client, rosa)
    confirm(client)
    page = client.get("/me/second-factor/app/")
    secret = page.context["form"].secret
    assert f'value="{secret}"' in page.text
    assert "<svg" in page.text
    assert "data:image" not in page.text
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/me/second-factor/app/", {"code": code_of(secret)}, follow=True)
    assert response.redirect_chain[-1][0] == "/me/second-factor/codes/"
    assert len(response.context["unused_codes"]) == 10
    assert response.context["unused_codes"][0] in response.text
    assert Event.objects.get(verb=Verb.ADD_SECOND_FACTOR).person_id == rosa.pk


def test_a_wrong_first_code_sets_nothing_up(client, rosa):
    sign_in(client, rosa)
    confirm(client)
    client.get("/me/second-factor/app/")
    response = client.post("/me/second-factor/app/", {"code": "000"})
    assert "This code is not right." in response.text
    assert not Authenticator.objects.exists()


def test_a_session_that_is_not_fresh_is_asked_for_the_password_first(client, rosa):
    client.force_login(rosa)
    response = client.get("/me/second-factor/app/")
    assert response.url == "/me/confirm/?next=%2Fme%2Fsecond-factor%2Fapp%2F"
    assert "Is it you?" in client.get(response.url).text
    assert "This is not your password." in client.post(response.url, {"password": "no"}).text
    response = client.post(response.url, {"password": PASSWORD, "next": "/me/second-factor/app/"})
    assert response.url == "/me/second-factor/app/"


def test_the_password_alone_leads_to_the_second_step(client, with_app):
    response = sign_in(client, with_app)
    assert response.url == "/sign-in/code/"
    assert client.get("/queue/").status_code == 302
    page = client.get("/sign-in/code/").text
    assert 'autocomplete="one-time-code"' in page
    assert "style=" not in page
    assert "onclick" not in page


def test_the_code_signs_in(client, with_app):
    sign_in(client, with_app)
    assert client.post("/sign-in/code/", {"code": code_of()}).url == "/"
    assert client.get("/queue/").status_code == 200


def test_the_database_alone_does_not_tell_the_secret(with_app):
    stored = Authenticator.objects.get(user=with_app).data["secret"]
    assert SECRET not in stored
    assert encryption.decrypt(stored) == SECRET
    assert encryption.encrypt(SECRET) != stored


def test_secrets_outlive_a_new_key_only_with_the_old_one(with_app, settings):
    stored = Authenticator.objects.get(user=with_app).data["secret"]
    old, settings.SECRET_KEY = (
        settings.SECRET_KEY,
        "another key of the newsroom's, as long as the first",
    )
    assert not TOTP(Authenticator.objects.get(user=with_app)).validate_code(code_of())
    assert encryption.decrypt(stored) != encryption.decrypt(stored)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert encryption.decrypt(stored) == SECRET


def test_secrets_from_before_are_encrypted(rosa):
    facts = {"secret": SECRET}
    Authenticator.objects.create(user=rosa, type=Authenticator.Type.TOTP, data=facts)
    import_module("factcheck.accounts.migrations.0008_encrypt_second_factors").encrypt_all(
        apps, None
    )
    factor = Authenticator.objects.get(user=rosa)
    assert factor.data["secret"] != SECRET
    assert TOTP(factor).validate_code(code_of())


def test_a_code_works_once(client, client_elsewhere, with_app):
    code = code_of()
    sign_in(client, with_app)
    client.post("/sign-in/code/", {"code": code})
    sign_in(client_elsewhere, with_app)
    assert "This code is not right." in client_elsewhere.post("/sign-in/code/", {"code": code}).text


def test_a_page_that_was_asked_for_comes_after_both_steps(client, with_app):
    client.post("/sign-in/", {"login": with_app.email, "password": PASSWORD, "next": "/queue/"})
    assert client.post("/sign-in/code/", {"code": code_of()}).url == "/queue/"


def test_a_recovery_code_signs_in_once(client, client_elsewhere, rosa):
    sign_in(client, rosa)
    confirm(client)
    client.get("/me/second-factor/app/")
    secret = client.get("/me/second-factor/app/").context["form"].secret
    client.post("/me/second-factor/app/", {"code": code_of(secret)})
    code = client.get("/me/second-factor/codes/").context["unused_codes"][0]
    for status in (302, 200):
        client_elsewhere.logout()
        sign_in(client_elsewhere, rosa)
        assert client_elsewhere.post("/sign-in/code/", {"code": code}).status_code == status


def test_wrong_codes_are_limited(client, with_app):
    sign_in(client, with_app)
    for _ in range(5):
        client.post("/sign-in/code/", {"code": "111"})
    response = client.post("/sign-in/code/", {"code": code_of()})
    assert response.status_code == 200
    assert client.get("/queue/").status_code == 302
    refused = Event.objects.filter(verb=Verb.REFUSE_SIGN_IN, person_id=with_app.pk)
    assert {event.details["how"] for event in refused} == {"totp"}


def test_a_sign_in_link_does_not_go_round_the_second_factor(client, with_app, ada):
    actions.make_link(person=with_app, by=ada)
    form = client.get(links.path_for(with_app), follow=True).request["PATH_INFO"]
    new = "a lantern over the harbour"
    response = client.post(form, {"new_password1": new, "new_password2": new})
    assert response.url == "/sign-in/code/"
    assert client.get("/queue/").status_code == 302


def test_wrong_passwords_are_limited(client, rosa):
    for _ in range(5):
        client.post("/sign-in/", {"login": rosa.email, "password": "wrong"})
    response = sign_in(client, rosa)
    assert response.status_code == 422
    assert "Too many wrong passwords. Wait five minutes" in response.text
    cache.clear()
    assert sign_in(client, rosa).status_code == 302


# Roles that need one


@pytest.fixture
def strict(ada):
    actions.set_strict_roles(by=ada, roles=[Role.REPORTER])


def test_whoever_owes_one_is_led_to_set_it_up_before_anything_else(client, rosa, strict):
    sign_in(client, rosa)
    confirm(client)
    for path in ("/", "/queue/", "/me/", "/articles/new/"):
        assert client.get(path).url == "/me/second-factor/"
    page = client.get("/me/second-factor/").text
    assert "Your role needs a second factor." in page
    assert client.get("/me/second-factor/app/").status_code == 200
    assert client.get("/me/second-factor/passkeys/new/").status_code == 200


def test_what_is_being_typed_stays_when_a_role_begins_to_need_one(client, rosa, strict, htmx):
    client.force_login(rosa)
    response = client.post("/queue/next/", headers=htmx)
    assert response.status_code == 403
    assert response.headers["HX-Retarget"] == "#notice"
    assert "What you typed is still here." in response.text


def test_whoever_has_one_goes_on(client, with_app, strict):
    client.force_login(with_app)
    assert client.get("/queue/").status_code == 200


def test_recovery_codes_alone_are_none(client, rosa, strict):
    Authenticator.objects.create(user=rosa, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(rosa)
    assert client.get("/queue/").status_code == 302


def test_other_roles_are_left_alone(client, chika, strict):
    client.force_login(chika)
    assert client.get("/queue/").status_code == 200


def test_an_admin_chooses_the_roles_and_the_history_says_so(client, ada):
    client.force_login(ada)
    client.post("/people/roles/", {"roles": ["Admin", "Desk editor"]})
    assert actions.strict_roles() == ["Admin", "Desk editor"]
    event = Event.objects.get(verb=Verb.CHANGE_ROLES)
    assert event.details["before"] == {"roles": []}
    assert event.details["after"] == {"roles": ["Admin", "Desk editor"]}
    client.force_login(User.objects.get(pk=ada.pk))
    actions.set_strict_roles(by=ada, roles=[])
    assert client.get("/people/roles/").status_code == 200
    assert "roles none, now Admin and Desk editor" in client.get(f"/people/{ada.pk}/").text


def test_no_box_ticked_is_an_answer(client, ada, strict):
    client.force_login(ada)
    assert client.post("/people/roles/").status_code == 302
    assert actions.strict_roles() == []


# Losing it


def test_an_admin_resets_a_lost_one(client, client_elsewhere, with_app, ada):
    client.force_login(ada)
    assert "Reset the second factor" in client.get(f"/people/{with_app.pk}/").text
    client.post(f"/people/{with_app.pk}/second-factor/reset/")
    assert sign_in(client_elsewhere, with_app).url == "/"
    assert Event.objects.get(verb=Verb.RESET_SECOND_FACTOR).by == ada


def test_nobody_resets_their_own(ada):
    TOTP.activate(ada, SECRET)
    with pytest.raises(Refused, match="on your own page"):
        actions.reset_second_factor(person=ada, by=ada)


def test_removing_the_app_asks_first_and_is_in_the_history(client, with_app):
    sign_in(client, with_app)
    client.post("/sign-in/code/", {"code": code_of()})
    confirm(client)
    assert "Remove the app" in client.get("/me/second-factor/app/remove/").text
    client.post("/me/second-factor/app/remove/")
    assert not Authenticator.objects.exists()
    assert Event.objects.filter(verb=Verb.REMOVE_SECOND_FACTOR).count() == 1


def test_nobody_signs_themselves_up(client, db):
    for path in ("/signup/", "/accounts/signup/", "/sign-in/signup/", "/2fa/", "/accounts/login/"):
        assert client.get(path).status_code == 404
