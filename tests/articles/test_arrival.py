"""An article from a web address: the worker fetches it, and tells what went wrong."""

import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from factcheck.articles import actions, harvest, tasks
from factcheck.articles.models import Article, Original, Revision
from tests.reading.test_portable_document import STORY, pdf

PAGE = b"""<!doctype html><html><head><meta charset="utf-8"><title>Council sells bridge</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Council sells bridge</h1>
<p>The council sold the bridge to a company that it owns, documents seen by the Herald show.</p>
<p>The bridge was valued at 3 million euros in 2019, the audit office said in its report.</p>
</article></body></html>"""
ANSWERS = {
    "/news/bridge": ("text/html; charset=utf-8", PAGE),
    "/files/Bridge%20sale.pdf": ("application/octet-stream", pdf(STORY)),
    "/report": ("application/pdf", pdf(STORY)),
    "/notes.md": ("text/plain", b"# Council sells bridge\n\nThe council sold the bridge."),
    "/empty": ("text/html", b"<html><body></body></html>"),
    "/song": ("audio/mpeg", b"la"),
    "/": ("text/plain", b"Council sells bridge\n\nThe council sold the bridge."),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body = ANSWERS.get(self.path, ("text/html", b""))
        self.send_response(200 if self.path in ANSWERS else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def send(by, address: str) -> Revision:
    article = actions.upload(by=by, desk=by.desks.get(), name="127.0.0.1/fares", address=address)
    return article.revisions.get()


def read(revision: Revision) -> list[int]:
    return harvest.read(revision, may_fetch=lambda _: True)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/news/bridge", "bridge.html"),
        ("/files/Bridge%20sale.pdf", "Bridge sale.pdf"),
        ("/report", "report.pdf"),
        ("/notes.md", "notes.md"),
        ("/", "page.txt"),
    ],
)
def test_what_stands_at_an_address_becomes_the_original_and_is_read(rosa, site, path, name):
    revision = send(rosa, site + path)
    assert read(revision)
    revision.refresh_from_db()
    original = Original.objects.get()
    assert revision.title == "Council sells bridge"
    assert original.name == name
    assert bytes(original.data) == ANSWERS[path][1]
    assert original.sha256 == sha256(ANSWERS[path][1]).hexdigest()
    assert original.fetched_at


def test_an_address_that_was_read_is_not_asked_again(rosa, site):
    revision = send(rosa, f"{site}/news/bridge")
    sections = read(revision)
    Original.objects.update(address="http://nowhere.invalid/")
    assert read(Revision.objects.get(pk=revision.pk)) == sections


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/gone", "has no page at this address"),
        ("/empty", "No article was found in this page."),
        ("/song", "is of a kind that cannot be read (audio/mpeg)"),
    ],
)
def test_a_page_that_cannot_be_had_is_told_and_nothing_of_it_is_kept(rosa, site, path, said):
    revision = send(rosa, site + path)
    assert read(revision) == []
    revision.refresh_from_db()
    article, original = Article.objects.get(), Original.objects.get()
    assert said in revision.failure
    assert (article.state, article.title) == (Article.State.EXTRACTION_FAILED, "127.0.0.1/fares")
    assert (bytes(original.data), original.sha256) == (b"", "")


def test_an_address_that_failed_is_asked_anew(rosa, site):
    revision = send(rosa, f"{site}/gone")
    read(revision)
    Original.objects.update(address=f"{site}/news/bridge")
    actions.read_again(article=revision.article, by=rosa)
    assert read(Revision.objects.get(pk=revision.pk))


def test_the_task_fetches_from_the_public_web_only(rosa, site):
    revision = send(rosa, f"{site}/news/bridge")
    tasks.read_revision(revision.pk)
    revision.refresh_from_db()
    assert revision.failure.startswith("127.0.0.1 is not on the public web")


def test_a_real_worker_reads_a_pdf_and_refuses_an_address_of_our_own(worker, rosa, desk, site):
    actions.upload(by=rosa, desk=desk, name="bridge.pdf", data=pdf(STORY))
    send(rosa, f"{site}/news/bridge")
    deadline = time.monotonic() + 180
    while Article.objects.filter(state=Article.State.EXTRACTING).exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    read_one, refused = Article.objects.order_by("pk")
    assert (read_one.title, read_one.state) == ("Council sells bridge", Article.State.CHECKING)
    assert (refused.title, refused.state) == ("127.0.0.1/fares", Article.State.EXTRACTION_FAILED)
