"""How long files take to write, and how much memory: reports of an article, exports of everything.

Memory is what the process grows by at its highest, as the operating system tells it, so that what
libraries take beside Python's own objects counts as well.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from threading import Event, Thread

import psutil
from django.db.models import Count

from factcheck.articles.models import Article
from factcheck.bench.pages import person
from factcheck.errors import Refused
from factcheck.exports import making
from factcheck.exports.models import Export
from factcheck.permissions import Role
from factcheck.reports.formats import FORMATS, Format

RUNS = 5
# How often memory is looked at, in seconds.
LOOK = 0.005


@dataclass(frozen=True)
class Written:
    """One line of the table: medians of the runs, and the highest memory of all of them."""

    name: str
    claims: int
    seconds: float
    cpu: float
    memory: int
    size: int


class Watch:
    """Knows how far the memory of this process has grown while it is open."""

    def __init__(self) -> None:
        self.process = psutil.Process()
        self.closed = Event()
        self.thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self.began = self.highest = self.process.memory_info().rss
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.closed.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.closed.wait(LOOK):
            self.highest = max(self.highest, self.process.memory_info().rss)

    @property
    def grown(self) -> int:
        return self.highest - self.began


def reports(runs: int = RUNS) -> Iterator[Written]:
    """Each form of the report of the article with the most claims."""
    articles = Article.objects.select_related("desk").annotate(size=Count("claims"))
    article = articles.latest("size")
    for form in FORMATS.values():
        line = _measure(form.name, article.claims.count(), runs, partial(_report, article, form))
        if line:
            yield line


def _report(article: Article, form: Format) -> int:
    return sum(map(len, form.write(article, form.profiles[0])))


def exports(runs: int = RUNS) -> Iterator[Written]:
    """Each form of an export of everything, written once into the database, as by a worker."""
    admin = person(Role.ADMIN)
    for form in Export.Form:
        export = Export.objects.create(by=admin, form=form)
        line = _measure(form.value, 0, 1, partial(_export, export.pk))
        export.refresh_from_db()
        assert line
        assert export.is_ready, export.failure
        yield replace(line, claims=export.claims or 0, size=export.size)
        export.delete()


def _export(key: int) -> int:
    making.make(key)
    return 0


def _measure(name: str, claims: int, runs: int, write: Callable[[], int]) -> Written | None:
    """None for what cannot be written of this article, such as reviews before the sign-off."""
    walls, processors, grown, size = [], [], [], 0
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        with Watch() as watch:
            try:
                size = write()
            except Refused:
                return None
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
        grown.append(watch.grown)
    return Written(name, claims, median(walls), median(processors), max(grown), size)


WHAT = {"reports": reports, "exports": exports}
