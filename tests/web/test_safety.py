"""What browsers are told on every page, and what no request may do: asked of every address."""

import logging
import re
import time
from collections import Counter

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from factcheck.articles import actions
from factcheck.articles.models import Article
from factcheck.permissions import Role
from tests import build
from tests.test_permissions import TABLE, keys  # noqa: F401 (a fixture)

PAGES = [path for method, path, _ in TABLE if method == "GET"]
CHANGES = [path for method, path, _ in TABLE if method == "POST"]
PUBLIC = ["/sign-in/", "/sign-in/help/", "/health/", "/nothing-here/"]
# What a strict policy would block, so that it is better not there at all.
INLINE = re.compile(
    r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)


@pytest.fixture
def everybody(desk):
    """A person with all roles."""
    return build.make_person(name="Everybody", roles=list(Role), desks=[desk])


@pytest.fixture
def answers(client, everybody, keys):  # noqa: F811
    client.force_login(everybody)
    found = {path: client.get(path.format(**keys)) for path in [*PAGES, *PUBLIC]}
    return {path: answer for path, answer in found.items() if answer.status_code != 302}


def test_every_page_says_what_may_run_in_it(answers):
    policies = {path: answer["Content-Security-Policy"] for path, answer in answers.items()}
    for path, policy in policies.items():
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        if "sandbox" not in policy:
            assert "script-src 'self'" in policy, path
            assert "frame-ancestors 'none'" in policy, path
            assert "base-uri 'none'" in policy, path


def test_every_page_is_shut_to_frames_guesses_and_other_windows(answers):
    wanted = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    for path, answer in answers.items():
        assert {name: answer.get(name) for name in wanted} == wanted, path
        assert "camera=()" in answer["Permissions-Policy"], path


def test_no_page_has_script_or_style_of_its_own(answers):
    pages = {
        path: answer.text
        for path, answer in answers.items()
        if not answer.streaming and "html" in answer["Content-Type"]
    }
    assert len(pages) > 20
    assert {path: found[0] for path, text in pages.items() if (found := INLINE.search(text))} == {}


def test_files_of_strangers_are_saved_and_not_shown(answers):
    files = [answer for path, answer in answers.items() if path.endswith("/file/")]
    for answer in files:
        if answer.status_code == 200:
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["Content-Security-Policy"].startswith("sandbox")


def rows() -> Counter:
    """How many rows every table of ours has."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("factcheck.")]
    counts = Counter({m._meta.label: m._default_manager.count() for m in ours})
    # Where somebody was last is a convenience for them, and nothing of the desk's.
    del counts["queue.LastView"]
    return counts


def test_asking_changes_nothing(client, everybody, keys):  # noqa: F811
    client.force_login(everybody)
    client.get("/")
    before = rows()
    for path in PAGES:
        client.get(path.format(**keys))
        assert rows() == before, path


def test_whatever_changes_something_is_a_post(client, everybody, keys):  # noqa: F811
    client.force_login(everybody)
    for path in set(CHANGES) - set(PAGES):
        assert client.get(path.format(**keys)).status_code in (302, 405), path


def test_no_change_without_a_token_of_ours(everybody, keys):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    client.force_login(everybody)
    before = rows()
    for path in CHANGES:
        assert client.post(path.format(**keys)).status_code == 403, path
    assert rows() == before


def test_the_log_holds_neither_what_articles_say_nor_secrets(client, chika, claim, caplog):
    caplog.set_level(logging.INFO)
    client.post("/sign-in/", {"login": chika.email, "password": "tangerine dream"})
    client.force_login(chika)
    client.get(f"/claims/{claim.pk}/")
    client.get("/claims/999999/")
    client.post(f"/claims/{claim.pk}/verdict/", {"rating": "x", "explanation": "tangerine wool"})
    client.post(f"/claims/{claim.pk}/approve/", {"note": "tangerine wool"})
    client.post("/articles/new/", {"text": "The tangerine is a fruit. " * 3, "desk": "x"})
    assert "tangerine" not in caplog.text
    assert claim.quote not in caplog.text
    assert caplog.records


@pytest.mark.parametrize(
    ("key", "said"),
    [("a" * 60, "demo"), ("short", "short")],
)
def test_a_server_does_not_start_with_the_demos_key_nor_a_short_one(settings, key, said):
    settings.HTTPS = True
    settings.DEMO_KEY = "a" * 60
    settings.SECRET_KEY = key
    assert [error for error in run_checks() if said in error.msg and error.is_serious()]


def test_nothing_starts_without_a_key(settings):
    settings.SECRET_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        run_checks()


def test_a_laptop_starts_with_the_demos_key(settings):
    settings.HTTPS = False
    settings.DEMO_KEY = settings.SECRET_KEY
    assert [error for error in run_checks() if error.is_serious()] == []


def test_the_workers_log_holds_nothing_of_an_article(rosa, worker):
    for name, words in (
        ("a.txt", "The tangerine grew by 40 per cent in 2023."),
        ("a.docx", "tangerine"),
    ):
        actions.upload(
            by=rosa, desk=rosa.desks.get(), name=name, data=words.encode(), title="Fruit"
        )
    deadline = time.monotonic() + 60
    while Article.objects.filter(state=Article.State.EXTRACTING).exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    log = worker.log.read_text()
    assert "read_revision" in log
    assert "tangerine" not in log
