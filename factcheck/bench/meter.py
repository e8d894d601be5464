"""What a request costs: time on the clock, time on a processor, and queries."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import psutil
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, RequestFactory

from factcheck.accounts.models import User

# Which text a page of the workbench has, and the last change that it shows.
PAGE = {"Factcheck-Mark": b"data-mark", "Factcheck-Proof": b"data-proof"}
TOKEN = "b" * 32
# A host that production's settings allow, and what the form of a page would send.
LOCAL = {"Host": "localhost", "X-CSRFToken": TOKEN}


@dataclass(frozen=True)
class Cost:
    """One request. Seconds; `cpu` is ours and the database's together."""

    status: int
    wall: float
    cpu: float
    queries: int
    location: str
    is_file: bool


class Meter:
    """Somebody at work. Their requests go through the whole of our program and the database,
    as under the web server, without the network between.
    """

    def __init__(self, user: User, application: WSGIHandler) -> None:
        self.user = user
        self.application = application
        client = Client()
        client.force_login(user)
        self.requests = RequestFactory(headers=LOCAL)
        self.requests.cookies = client.cookies
        self.requests.cookies["csrftoken"] = TOKEN
        self._database = _process_of_database()
        # The page before the person, and what it tells with every request of htmx.
        self.page = ""
        self._page: dict[str, str] = {}

    def get(self, path: str, *, by_htmx: bool = False) -> Cost:
        return self._ask(self.requests.get, path, None, by_htmx)

    def post(self, path: str, fields: Mapping[str, Any], *, by_htmx: bool = True) -> Cost:
        return self._ask(self.requests.post, path, fields, by_htmx)

    def _ask(
        self, make: Callable[..., Any], path: str, fields: Mapping[str, Any] | None, by_htmx: bool
    ) -> Cost:
        here = f"http://localhost{self.page or path}"
        htmx = {"HX-Request": "true", "HX-Current-URL": here} | self._page if by_htmx else {}
        environ = make(path, fields, headers=htmx).environ
        answered: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[..., object]:
            answered.update(headers, status=int(status.split()[0]))
            return BytesIO().write

        queries = Counter()
        with connection.execute_wrapper(queries):
            cpu, wall = self._processor_time(), time.perf_counter()
            response = self.application(environ, start)
            body = b"".join(response)
            response.close()
            wall, cpu = time.perf_counter() - wall, self._processor_time() - cpu
        self._page |= {header: found[1].decode() for header, found in _marks(body) if found}
        place = answered.get("Location") or answered.get("HX-Redirect", "")
        is_file = "Content-Disposition" in answered
        return Cost(answered["status"], wall, cpu, queries.number, place, is_file)

    def _processor_time(self) -> float:
        return time.process_time() + _computed(self._database)


def _marks(body: bytes) -> Iterator[tuple[str, re.Match[bytes] | None]]:
    for header, attribute in PAGE.items():
        yield header, re.search(rb'%s="([\d.-][^"]*)"' % attribute, body)


class Counter:
    """Counts the queries that pass through it."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.number += 1
        return execute(*args)


def _process_of_database() -> int:
    """The process that serves us. The pool must hold a single connection."""
    connection.ensure_connection()
    pid: int = connection.connection.info.backend_pid
    connection.close()
    return pid


def _computed(pid: int) -> float:
    """Seconds on a processor: to the nanosecond where Linux tells it, else in larger steps."""
    told = Path(f"/proc/{pid}/schedstat")
    if told.exists():
        return int(told.read_text().split()[0]) / 1e9
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system
