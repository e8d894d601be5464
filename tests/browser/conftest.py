"""A real browser that notices what a person would not: console errors, CSP reports, bad contrast."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

# Playwright's event loop runs in this thread while tests read rows. It never touches the
# database, so Django's guard against queries inside a loop has nothing to guard here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSERS = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
]
# Without these, Chromium talks to its maker's servers in the background.
QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
HEIGHTS = {390: 844, 1440: 900}
# Room depends on the width, contrast on the scheme: not each with each.
WINDOWS = (390, "dark"), (390, "light"), (1024, "light"), (1440, "light")
SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
REPORT_CSP = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error("CSP:", event.violatedDirective, event.blockedURI, event.sourceFile))"""
# The console also repeats answers that are part of the work: 409 and 422 and the like.
ANSWER = re.compile(
    r"Failed to load resource: the server responded with a status of 4(01|03|09|22)"
)


@dataclass
class Witness:
    """What went wrong on a page while a test used it."""

    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.add_init_script(REPORT_CSP)
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("requestfailed", self.see_failure)
        page.on("response", self.see_answer)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not ANSWER.match(message.text):
            self.complaints.append(f"console: {message.text}")

    def see_failure(self, request: Request) -> None:
        # Leaving a page aborts what it was still asking for.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"request: {request.url} {request.failure}")

    def see_answer(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"answer: {response.url} {response.status}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    named = os.environ.get("CHROMIUM")
    path = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("The browser tests need Chromium: `make test` installs it or says how.")
    outside = connections[DEFAULT_DB_ALIAS]
    with sync_playwright() as playwright:
        # Inside a loop Django would open a second connection, which knows nothing of the
        # tests' database and its saved rows.
        connections[DEFAULT_DB_ALIAS] = outside
        # As root Chromium cannot build its sandbox.
        sandbox = os.geteuid() != 0
        browser = playwright.chromium.launch(
            executable_path=path, args=QUIET, chromium_sandbox=sandbox
        )
        yield browser
        browser.close()


@pytest.fixture
def witness() -> Iterator[Witness]:
    """Fails the test when a page complained; a test that expects it clears `complaints`."""
    witness = Witness()
    yield witness
    assert not witness.complaints


@pytest.fixture
def open_page(chromium: Browser, site: str, witness: Witness) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own, as a signed-in person or as nobody.

    `open_page(chika, width=390)`; addresses are relative: `page.goto("/")`.
    """
    contexts = []
    asked: set[Request] = set()

    def ask(request: Request) -> None:
        if "/news/" in request.url:
            asked.add(request)

    def answered(request: Request) -> None:
        asked.discard(request)

    def open_page(person: Any = None, *, width: int = 1440, **options: Any) -> Page:
        viewport = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = chromium.new_context(base_url=site, viewport=viewport, **options)
        contexts.append(context)
        context.on("request", ask)
        context.on("requestfinished", answered)
        context.on("requestfailed", answered)
        if person is not None:
            context.add_cookies([{**sign_in(person), "url": site}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        witness.watch(page)
        return page

    yield open_page
    for context in contexts:
        # The rows go next, and a page that asks for news would still be reading them.
        for page in context.pages[:1]:
            page.wait_for_timeout(10)
            for _ in range(200):
                if not asked:
                    break
                page.wait_for_timeout(10)
        context.close()


def sign_in(person: Any) -> dict[str, Any]:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[[Page, str], Path]:
    """Keeps a picture of the whole page in var/screenshots/, named after test, moment and width."""

    def screenshot(page: Page, moment: str) -> Path:
        assert page.viewport_size
        test = request.node.name.removeprefix("test_")
        name = re.sub(r"[^\w-]+", "-", f"{test}-{moment}-{page.viewport_size['width']}")
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return screenshot


@pytest.fixture(scope="session")
def check_accessibility() -> Callable[[Page], None]:
    """Fails on serious and critical violations that axe-core finds on the page as it is now."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text()

    def check_accessibility(page: Page) -> None:
        # Evaluated by the debugger: the page's policy rightly forbids adding a script.
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert not [
            f"{rule['impact']}: {rule['help']}: {node['html']}: {node['failureSummary']}"
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]

    return check_accessibility


@pytest.fixture
def look(screenshot, check_accessibility):
    """Keeps a picture, and has the page checked by axe-core; nothing may scroll sideways."""

    def look(page: Page, moment: str) -> None:
        screenshot(page, moment)
        check_accessibility(page)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) == 0

    return look


@pytest.fixture
def look_everywhere(look):
    """Looks at a page at each width and in both schemes, without asking for it again."""

    def look_everywhere(page: Page, moment: str) -> None:
        for width, scheme in WINDOWS:
            page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})
            page.emulate_media(color_scheme=scheme)
            look(page, f"{scheme}-{moment}")

    return look_everywhere
