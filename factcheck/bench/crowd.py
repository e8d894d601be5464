"""Four checkers at once on the real web server: take the next claim, send a verdict, go on."""

import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier, BrokenBarrierError, Thread
from urllib.parse import urlencode, urlsplit

from django.db.models import QuerySet
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from factcheck.accounts.models import User
from factcheck.audit.models import Event, Verb
from factcheck.bench.meter import TOKEN
from factcheck.permissions import Role
from factcheck.review.models import Rating

PEOPLE = 4
CYCLES = 50
# Until each process of the server has answered each question once.
WARM_UP = 15
WORDS = "The statistics office counts the same in its table of May."


@dataclass(frozen=True)
class Crowd:
    """What came of it. `twice` counts the claims that were given to two people."""

    reads: bool
    cycles: int
    seconds: float
    twice: int


class Checker(Thread):
    """One person, who keeps a connection to the server open as a browser does."""

    def __init__(
        self, user: User, site: str, *, cycles: int, reads: bool, rating: int, start: Barrier
    ) -> None:
        super().__init__()
        self.start_together = start
        client = Client()
        client.force_login(user)
        self.cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
        self.connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
        self.cycles, self.reads, self.rating = cycles, reads, rating
        self.claims: list[int] = []
        self.is_through = False

    def run(self) -> None:
        try:
            self.work()
            self.is_through = True
        finally:
            if not self.is_through:
                # The others would wait for this one.
                self.start_together.abort()

    def work(self) -> None:
        for cycle in range(WARM_UP + self.cycles):
            if cycle == WARM_UP:
                self.start_together.wait()
            there = self.ask("POST", reverse("queue:take_next"), 302, address="view=unassigned")
            claim = resolve(urlsplit(there).path).kwargs["claim_id"]
            self.claims.append(claim)
            if self.reads:
                self.ask("GET", there, 200)
            verdict = reverse("review:propose", args=[claim])
            self.ask("POST", verdict, 302, rating=str(self.rating), explanation=WORDS)

    def ask(self, method: str, path: str, expected: int, **fields: str) -> str:
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.connection.request(method, path, urlencode(fields), headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != expected:
            raise RuntimeError(f"{method} {path} answers {response.status}")
        return response.headers.get("Location", "")


def measure(site: str, *, reads: bool, cycles: int = CYCLES) -> Crowd:
    """Let them work. With `reads` each opens the page of the claim before deciding."""
    rating = Rating.objects.get(scale__is_current=True, key=1).pk
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    start = Barrier(PEOPLE + 1, timeout=60)
    checkers = [
        Checker(user, site, cycles=cycles, reads=reads, rating=rating, start=start)
        for user in colleagues()
    ]
    # Finding addresses loads the whole program, which took a second of the processors once.
    assert get_resolver().url_patterns
    for checker in checkers:
        checker.start()
    with suppress(BrokenBarrierError):
        start.wait()
    began = time.perf_counter()
    for checker in checkers:
        checker.join()
    seconds = time.perf_counter() - began
    if not all(checker.is_through for checker in checkers):
        raise RuntimeError("A checker did not come to the end: see the log of the web server.")
    taken = [claim for checker in checkers for claim in checker.claims]
    told = Event.objects.filter(pk__gt=last, verb=Verb.TAKE).values_list("claim_id", flat=True)
    twice = max(len(taken) - len(set(taken)), len(told) - len(set(told)))
    return Crowd(reads, cycles * PEOPLE, seconds, twice)


def colleagues() -> QuerySet[User]:
    """Checkers of the same desk, so that they reach for the same claims."""
    checkers = User.objects.filter(groups__name=Role.CHECKER)
    desk = checkers.order_by("pk")[0].desks.get()
    return checkers.filter(desks=desk).order_by("pk")[:PEOPLE]
