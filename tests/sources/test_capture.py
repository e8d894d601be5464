"""Our copy of a page: made by the worker, compared with the page later, never lost on the way."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.sources import actions, capture, tasks
from factcheck.sources.models import Capture, Source
from tests.articles.test_arrival import PAGE

State = Capture.State
ADS = PAGE.replace(b"<nav>", b"<nav><p>Advertisement</p><a href='/x'>Cheap flights</a>")
OTHER = PAGE.replace(b"3 million", b"2 million")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        status, kind, body = self.server.answer
        self.server.asked += 1
        self.send_response(status)
        if status == 302:
            self.send_header("Location", body.decode())
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    """A page that changes when a test says so."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answer, server.asked = (200, "text/html; charset=utf-8", PAGE), 0
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def name(by, site, path="/news/bridge") -> Capture:
    address = f"http://127.0.0.1:{site.server_port}{path}"
    return actions.find_or_add(by=by, address=address).captures.get()


def take(row: Capture) -> Capture:
    capture.take(row, may_fetch=lambda _: True)
    row.refresh_from_db()
    return row


def look(row: Capture) -> Capture:
    capture.look_again(row, may_fetch=lambda _: True)
    row.refresh_from_db()
    return row


def test_a_page_is_kept_with_its_text_its_fingerprint_and_the_time(chika, site):
    row = name(chika, site)
    assert row.state == State.WAITING
    take(row)
    assert row.state == State.CAPTURED
    assert (bytes(row.data), row.sha256) == (PAGE, sha256(PAGE).hexdigest())
    assert row.title == "Council sells bridge"
    assert "The bridge was valued at 3 million euros" in row.text
    assert "Home" not in row.text
    assert row.final_address == row.source.address
    assert row.captured_at
    assert row.name == "bridge.html"
    # The bare address was nobody's idea of a title.
    assert Source.objects.get().title == "Council sells bridge"


def test_where_a_redirect_led_is_kept(chika, site):
    row = name(chika, site)
    to = row.source.address.replace("bridge", "moved")
    answers = iter([(302, "text/html", to.encode()), site.answer])
    serve = Handler.do_GET

    class Moving(Handler):
        def do_GET(self):
            self.server.answer = next(answers)
            serve(self)

    site.RequestHandlerClass = Moving
    assert take(row).final_address == to


def test_only_the_public_web_is_asked_after_a_redirect_too(chika, site):
    row = name(chika, site)
    tasks.capture_page(row.pk)
    row.refresh_from_db()
    assert (row.state, site.asked) == (State.FAILED, 0)
    assert row.failure == "127.0.0.1 is not on the public web, so it is not fetched."


def test_capturing_twice_keeps_the_first_copy(chika, site):
    row = take(name(chika, site))
    first = row.captured_at
    site.answer = (200, "text/html", OTHER)
    assert take(row).captured_at == first
    assert (bytes(row.data), site.asked) == (PAGE, 1)


def test_an_address_that_is_changed_while_its_page_is_fetched_is_fetched_anew(chika, site):
    row = Capture.objects.select_related("source").get(pk=name(chika, site).pk)
    assert row.source.address
    Source.objects.update(address=f"{row.source.address}-2")
    assert take(row).state == State.WAITING
    assert take(Capture.objects.get()).final_address.endswith("-2")


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "has no page at this address."), (500, "answered with an error (500).")],
)
def test_a_page_that_cannot_be_had_says_why_and_is_tried_again(chika, site, status, said):
    row = name(chika, site)
    fine, site.answer = site.answer, (status, "text/html", b"")
    assert take(row).state == State.FAILED
    assert row.failure.endswith(said)
    actions.capture_again(source=row.source, by=chika)
    actions.capture_again(source=row.source, by=chika)
    again = Capture.objects.get(state=State.WAITING)
    site.answer = fine
    assert take(again).state == State.CAPTURED
    assert Event.objects.filter(verb="capture", source_id=row.source_id).count() == 1


def test_what_has_no_text_is_kept_all_the_same(chika, site):
    site.answer = (200, "application/octet-stream", b"\x00\x01")
    row = take(name(chika, site, "/data/%00a.bin"))
    assert (row.state, row.text, bytes(row.data)) == (State.CAPTURED, "", b"\x00\x01")
    assert look(row).state == State.CAPTURED
    site.answer = (200, "application/octet-stream", b"\x00\x02")
    assert look(row).state == State.CHANGED


def test_other_advertisements_are_no_change(chika, site):
    row = take(name(chika, site))
    site.answer = (200, "text/html; charset=utf-8", ADS)
    assert look(row).state == State.CAPTURED
    assert not row.differs_since


def test_a_changed_figure_is_noticed_and_the_first_time_is_kept(chika, site):
    row = take(name(chika, site))
    fine, site.answer = site.answer, (200, "text/html; charset=utf-8", OTHER)
    first = look(row).differs_since
    assert row.state == State.CHANGED
    assert look(row).differs_since == first
    assert "3 million" in row.text
    site.answer = fine
    assert (look(row).state, row.differs_since) == (State.CAPTURED, None)


def test_a_dead_page_is_noticed_and_a_bad_day_is_not(chika, site):
    row = take(name(chika, site))
    site.answer = (503, "text/html", b"")
    assert look(row).state == State.CAPTURED
    assert "error (503)" in row.failure
    site.answer = (410, "text/html", b"")
    assert look(row).state == State.GONE
    assert row.differs_since
    assert bytes(row.data) == PAGE


# What a stopped broker or a killed worker left behind


def test_a_lost_capture_is_queued_again_once(chika, site):
    row = name(chika, site)
    now = timezone.now()
    assert capture.lost(now - tasks.LOST_AFTER) == []
    Capture.objects.update(asked_at=now - timedelta(hours=1))
    assert capture.lost(now - tasks.LOST_AFTER) == [row.pk]
    assert capture.lost(now - tasks.LOST_AFTER) == []


def test_a_page_that_takes_its_worker_down_again_and_again_is_given_up(chika, site):
    row = name(chika, site)
    Capture.objects.update(attempts=capture.ATTEMPTS)
    assert (take(row).state, site.asked) == (State.FAILED, 0)


def test_a_database_that_is_away_does_not_fail_the_capture(chika, site):
    row = name(chika, site)
    tasks.capture_page.on_failure(OperationalError("away"), "", (row.pk,), {}, None)
    row.refresh_from_db()
    assert row.state == State.WAITING
    tasks.capture_page.on_failure(ValueError("x"), "", (row.pk,), {}, None)
    row.refresh_from_db()
    assert (row.state, row.failure) == (State.FAILED, "The page could not be read.")


def test_a_source_that_is_gone_is_no_error(db):
    tasks.capture_page(404)
    tasks.look_again(404)


def test_the_copies_not_seen_for_longest_are_looked_at_first_and_a_few_at_a_time(chika, site):
    rows = [take(name(chika, site, f"/{number}")) for number in range(4)]
    now = timezone.now()
    assert capture.due(2) == []
    for days, row in zip((2, 4, 3, 0), rows, strict=True):
        Capture.objects.filter(pk=row.pk).update(looked_at=now - timedelta(days=days))
    assert capture.due(2) == [rows[1].pk, rows[2].pk]
    assert capture.due(2) == [rows[0].pk]
    assert capture.due(2) == []


def test_only_the_last_copy_of_a_page_is_looked_at(chika, site):
    old = take(name(chika, site))
    actions.capture_again(source=old.source, by=chika)
    new = take(Capture.objects.get(state=State.WAITING))
    Capture.objects.update(looked_at=timezone.now() - timedelta(days=2))
    assert capture.due(9) == [new.pk]


def test_a_source_waits_for_one_capture_at_a_time(chika, site):
    row = name(chika, site)
    with pytest.raises(IntegrityError, match="one_waiting"), transaction.atomic():
        Capture.objects.create(source=row.source)


def test_who_only_reads_or_reports_has_no_source_of_others_captured(chika, rosa, vera, site):
    row = take(name(chika, site))
    for person in (rosa, vera):
        with pytest.raises(Refused, match="Checkers and Chika Obi"):
            actions.capture_again(source=row.source, by=person)


def test_a_real_worker_tries_what_was_attached_and_refuses_an_address_of_our_own(
    worker, chika, site
):
    row = name(chika, site)
    deadline = time.monotonic() + 60
    while row.state == State.WAITING:
        assert time.monotonic() < deadline
        time.sleep(0.1)
        row.refresh_from_db()
    assert (row.state, site.asked) == (State.FAILED, 0)
    assert "is not on the public web" in row.failure
