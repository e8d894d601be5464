"""How fast workers read: drafts are uploaded, and real workers on the real broker extract them."""

import time
from dataclasses import dataclass

from django.db.models import Max, Min

from factcheck.articles.actions import upload
from factcheck.articles.models import Article, Revision, Section
from factcheck.bench.pages import person
from factcheck.bench.prose import Writer
from factcheck.permissions import Role

ARTICLES = 24
# So many claims make an article of some 600 words, one section.
CLAIMS = 40
# Enough that each process has read something before the clock starts.
WARM_UP = 6
PATIENCE = 600


@dataclass(frozen=True)
class Extracted:
    """How many words were extracted from the first section's begin to the last one's end."""

    articles: int
    words: int
    seconds: float


def measure(articles: int = ARTICLES, seed: int = 1) -> Extracted:
    """Upload drafts and wait until they are read. Workers must be running."""
    writer = Writer(seed)
    _read(writer, WARM_UP)
    read = _read(writer, articles)
    sections = Section.objects.filter(revision__article__in=read)
    times = sections.aggregate(begin=Min("started_at"), end=Max("extracted_at"))
    revisions = Revision.objects.filter(article__in=read)
    words = sum(revision.word_count for revision in revisions)
    return Extracted(len(read), words, (times["end"] - times["begin"]).total_seconds())


def _read(writer: Writer, number: int) -> list[int]:
    """Upload so many drafts; returns their keys when the last one has been read."""
    reporter = person(Role.REPORTER)
    desk = reporter.desks.get()
    drafts = [writer.story(CLAIMS).text.encode() for _ in range(number)]
    keys = [
        upload(by=reporter, desk=desk, name=f"draft {n}.txt", data=draft).pk
        for n, draft in enumerate(drafts)
    ]
    unread = Article.objects.filter(pk__in=keys, state=Article.State.EXTRACTING)
    deadline = time.monotonic() + PATIENCE
    while unread.exists():
        if time.monotonic() > deadline:
            raise RuntimeError("The workers did not come to the end: see their log.")
        time.sleep(0.2)
    return keys
