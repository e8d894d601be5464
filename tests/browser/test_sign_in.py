"""Signing in with a code and with a passkey, and the pages for people, as people use them."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from playwright.sync_api import Page, expect

from factcheck.accounts.models import User
from factcheck.review import actions
from factcheck.review.models import Lease
from tests import build

SECRET = "JBSWY3DPEHPK3PXP"
# An authenticator in the machine that always sees the right finger.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def no_tries(transactional_db):
    """Rows that count tries are no model's, so no test before this one has emptied them."""
    cache.clear()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(page: Page, person, *, at: str = "") -> None:
    page.goto(f"{at}/sign-in/")
    page.get_by_label("Work email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(build.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(build.PASSWORD)
    page.get_by_role("button", name="Go on").click()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_an_app_is_set_up_and_its_code_signs_in(open_page, look, rosa, width, scheme):
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, rosa)
    page.goto("/me/")
    look(page, "me")
    page.get_by_role("link", name="Second factor").click()
    look(page, "second factor")
    page.get_by_role("link", name="Set up an app").click()
    look(page, "confirm")
    confirm(page)
    look(page, "app")
    secret = page.get_by_label("Key", exact=True).input_value()
    page.get_by_label("The code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    look(page, "codes")
    recovery = page.locator(".codes").inner_text().split()[0]
    page.context.clear_cookies()
    sign_in(page, rosa)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    look(page, "second step")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("header.top")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_without_a_password(open_page, look, site, rosa):
    # Browsers make passkeys for names only, not for the number of a machine.
    page, at = open_page(), site.replace("127.0.0.1", "localhost")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, rosa, at=at)
    page.goto(f"{at}/me/second-factor/passkeys/new/")
    confirm(page)
    look(page, "add")
    page.get_by_label("Name").fill("My computer")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert Authenticator.objects.filter(user=rosa, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto(f"{at}/sign-in/?next=/queue/")
    look(page, "sign in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    # Not the address of the sign-in, which ends in it.
    expect(page).to_have_url(f"{at}/queue/")

    page.context.clear_cookies()
    sign_in(page, rosa, at=at)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("header.top")).to_be_visible()
    page.goto(f"{at}/me/second-factor/")
    look(page, "with a passkey")
    page.get_by_role("link", name="Remove the passkey My computer").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Your phone, your computer")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_a_passkey_that_is_not_used_says_what_to_do(open_page, site):
    page, at = open_page(), site.replace("127.0.0.1", "localhost")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": AUTHENTICATOR | {"isUserVerified": False}},
    )
    page.goto(f"{at}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert").filter(has_text="The passkey was not used.")).to_be_visible()


def test_a_role_that_needs_a_second_factor_is_led_there(open_page, look, rosa, ada):
    admin = open_page(ada)
    admin.goto("/people/")
    admin.get_by_role("link", name="Second factor").click()
    look(admin, "roles")
    admin.get_by_label("Reporter").check()
    admin.get_by_role("button", name="Save").click()
    expect(admin.locator("#undo")).to_contain_text("Saved.")
    page = open_page(rosa, width=390)
    page.goto("/queue/")
    expect(page.get_by_text("Your role needs a second factor.")).to_be_visible()
    look(page, "owes one")


@pytest.mark.parametrize("width", [390, 1440])
def test_an_admin_resets_a_second_factor_and_hands_over_the_work(
    open_page, look, width, ada, chika, priya, claim
):
    TOTP.activate(chika, SECRET)
    actions.take(claim=claim, by=chika)
    page = open_page(ada, width=width)
    page.goto("/people/")
    look(page, "people")
    page.get_by_role("link", name="Chika Obi").click()
    page.get_by_role("button", name="Reset the second factor").click()
    expect(page.locator("#undo")).to_contain_text("signs in with the password alone again.")
    page.get_by_role("link", name="Deactivate").click()
    look(page, "deactivate")
    page.get_by_label("Who goes on with it").select_option("Priya Nair")
    page.get_by_role("button", name="Deactivate").click()
    expect(page.locator("#undo")).to_contain_text("Priya Nair goes on with 1 of 1.")
    look(page, "deactivated")
    claim.refresh_from_db()
    assert claim.assignee == priya
    assert not Lease.objects.exists()
    assert not User.objects.get(pk=chika.pk).is_active


def test_an_article_is_restricted_on_its_page(open_page, look, witness, edda, chika, claim):
    page = open_page(edda, width=390)
    page.goto(claim.article.get_absolute_url())
    page.get_by_role("link", name="Who may read it").click()
    look(page, "who may read it")
    page.get_by_role("button", name="Restrict the article").click()
    expect(page.locator("#undo")).to_contain_text("Only the people named on it")
    look(page, "restricted")
    other = open_page(chika)
    assert other.goto(claim.article.get_absolute_url()).status == 404
    # The console repeats it, as it should.
    witness.complaints.clear()


def test_signed_in_sessions_are_ended_from_another_machine(open_page, look, rosa):
    here, there = open_page(width=390), open_page()
    sign_in(here, rosa)
    expect(here.locator("header.top")).to_be_visible()
    sign_in(there, rosa)
    expect(there.locator("header.top")).to_be_visible()
    here.goto("/me/sessions/")
    look(here, "sessions")
    here.get_by_role("button", name="Sign out everywhere else").click()
    expect(here.locator("#undo")).to_contain_text("Signed out everywhere else.")
    there.goto("/queue/")
    expect(there.get_by_label("Work email")).to_be_visible()


def test_single_keys_that_are_switched_off_are_off_on_every_machine(open_page, look, rosa):
    here, there = open_page(rosa, width=390), open_page(rosa)
    here.goto("/me/")
    look(here, "own page")
    here.keyboard.press("?")
    with here.expect_response("**/me/keys/") as answer:
        here.get_by_role("checkbox", name="Single keys are on").uncheck()
    assert answer.value.status == 204
    there.goto("/me/")
    expect(there.locator("html")).to_have_attribute("data-keys", "off")
    expect(there.get_by_label("One key does a thing")).not_to_be_checked()
    there.get_by_label("One key does a thing").check()
    there.get_by_role("button", name="Save").click()
    expect(there.locator("html")).to_have_attribute("data-keys", "on")
