"""The newsroom's own identity provider: it lets in who is on the list, and adds nobody."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from factcheck.accounts.models import User


class Provider(BaseHTTPRequestHandler):
    """As much of an identity provider as speaks to us; `server.claims` is whom it tells of."""

    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.startswith("/.well-known/"):
            self.say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/who",
                    "jwks_uri": f"{here}/keys",
                }
            )
        else:
            self.say(self.server.claims)

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked = parse_qs(sent)
        self.say({"access_token": "a token", "token_type": "Bearer", "expires_in": 60})

    def say(self, words):
        body = json.dumps(words).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Keeps the tests' output clean."""


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC_SERVER_URL = address
    settings.OIDC_NAME = "Harbour Post"
    app = {
        "provider_id": "newsroom",
        "name": "Harbour Post",
        "client_id": "factcheck",
        "secret": "known to both",
        "settings": {"server_url": address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def come_in(client, provider, **claims):
    """What a browser does: press the button, be sent away, come back with a code."""
    provider.claims = {"sub": "17", "email_verified": True, **claims}
    away = client.post("/oidc/newsroom/login/")
    asked = parse_qs(urlsplit(away.url).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = {"code": "a code", "state": asked["state"][0]}
    return client.get("/oidc/newsroom/callback/", back, follow=True)


def test_the_sign_in_page_offers_it(client, db, provider):
    assert "Sign in with Harbour Post" in client.get("/sign-in/").text


def test_without_settings_it_is_not_there(client, db):
    assert "Sign in with Harbour" not in client.get("/sign-in/").text
    assert client.post("/oidc/newsroom/login/").status_code == 404


def test_a_person_on_the_list_comes_in_by_a_verified_address(client, rosa, provider):
    response = come_in(client, provider, email=rosa.email.upper())
    assert response.context["user"] == rosa
    assert provider.asked["code_verifier"]


def test_the_password_stays_as_it_was(client, rosa, provider):
    before = User.objects.get(pk=rosa.pk).password
    come_in(client, provider, email=rosa.email)
    assert User.objects.get(pk=rosa.pk).password == before


def test_the_same_identity_is_known_when_its_address_changes(
    client, client_elsewhere, rosa, provider
):
    come_in(client, provider, email=rosa.email)
    response = come_in(client_elsewhere, provider, email="rosa.lindt@example.org")
    assert response.context["user"] == rosa


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "rosa-lind@example.org", "email_verified": False},
        {"email": "nobody@example.org"},
        {},
    ],
)
def test_nobody_else_comes_in_and_nobody_is_added(client, rosa, provider, claims):
    response = come_in(client, provider, **claims)
    assert response.redirect_chain[-1][0] == "/sign-in/"
    assert "Nobody on the newsroom’s list" in response.text
    assert client.get("/queue/").status_code == 302
    assert User.objects.count() == 1


def test_a_deactivated_person_stays_outside(client, client_elsewhere, rosa, provider):
    come_in(client, provider, email=rosa.email)
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    come_in(client_elsewhere, provider, email=rosa.email)
    assert client_elsewhere.get("/queue/").status_code == 302


def test_an_answer_that_nobody_asked_for_opens_nothing(client, rosa, provider):
    response = client.get("/oidc/newsroom/callback/", {"code": "x", "state": "made up"})
    assert "Not signed in" in response.text
    assert client.get("/queue/").status_code == 302
