"""Makes up a newsroom in an empty database, or measures the one that is there: see `make bench`."""

import json
import logging
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from factcheck.bench import crowd, extraction, files, newsroom, pages, verbs


class Command(BaseCommand):
    help = "Make up a newsroom in an empty database, or measure pages and verbs in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        fill = parts.add_parser("fill", help="make up a newsroom")
        fill.add_argument("claims", type=int)
        fill.add_argument("--seed", type=int, default=1)
        each = newsroom.CLAIMS_AN_ARTICLE
        fill.add_argument("--each", type=int, default=each, help="claims in an article")
        measure = parts.add_parser("pages", help="what each page and verb costs, one JSON a line")
        measure.add_argument("--runs", type=int, default=pages.RUNS)
        measure.add_argument("--only", default="", help="pages with this in their name")

        written = parts.add_parser("files", help="time and memory of reports or of exports")
        written.add_argument("what", choices=files.WHAT)
        written.add_argument("--runs", type=int, default=files.RUNS)

        read = parts.add_parser("extraction", help="words a second of the workers that run")
        read.add_argument("--articles", type=int, default=extraction.ARTICLES)

        together = parts.add_parser("crowd", help="four checkers at once on a running site")
        together.add_argument("site", help="its address")
        together.add_argument("--cycles", type=int, default=crowd.CYCLES)

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        getattr(self, part)(**options)

    def fill(self, claims: int, seed: int, each: int, **options: Any) -> None:
        began = time.perf_counter()
        try:
            rows = newsroom.fill(claims, now=timezone.now(), seed=seed, each=each)
        except newsroom.NotEmpty as reason:
            raise CommandError(str(reason)) from None
        # As in every database that has been in use for some minutes: an index alone answers.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
        took = time.perf_counter() - began
        self.stdout.write(f"{claims:,} claims made, {rows:,} rows in all, in {took:.0f} s")

    def pages(self, runs: int, only: str, **options: Any) -> None:
        # As a web server gets it, and not before: it wants a whole environment.
        application = import_string("factcheck.wsgi.application")
        # Asking which addresses take GET is no trouble to tell of.
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        for measure in (pages.measure, verbs.measure):
            for costs in measure(application, runs, only):
                self.stdout.write(json.dumps(asdict(costs)))

    def files(self, what: str, runs: int, **options: Any) -> None:
        for line in files.WHAT[what](runs):
            self.stdout.write(json.dumps(asdict(line)))

    def extraction(self, articles: int, **options: Any) -> None:
        self.stdout.write(json.dumps(asdict(extraction.measure(articles))))

    def crowd(self, site: str, cycles: int, **options: Any) -> None:
        for reads in (False, True):
            self.stdout.write(json.dumps(asdict(crowd.measure(site, reads=reads, cycles=cycles))))
