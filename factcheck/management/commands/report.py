"""Writes the report of an article to a file."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.articles.models import Article
from factcheck.errors import Refused
from factcheck.reports import formats, ledger


class Command(BaseCommand):
    help = "Write the report of an article."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", metavar="ARTICLE_ID")
        parser.add_argument("--format", default="csv", help=" or ".join(formats.FORMATS))
        parser.add_argument("-o", "--output", default="-", metavar="FILE", help="or - to print it")

    def handle(self, *args: str, **options: Any) -> None:
        lines = _lines(options["article"], options["format"])
        if options["output"] == "-":
            for line in lines:
                self.stdout.write(line, ending="")
            return
        try:
            # No translation: the lines bring the line ends that their format asks for.
            with open(options["output"], "w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}.", returncode=2) from error


def _lines(article_id: str, name: str) -> Iterator[str]:
    chosen = formats.FORMATS.get(name)
    if not chosen:
        known = " and ".join(formats.FORMATS)
        raise CommandError(f"There is no format {name!r}. The formats are {known}.", returncode=2)
    is_number = article_id.isascii() and article_id.isdecimal()
    known_articles = Article.objects.select_related("desk")
    article = known_articles.filter(pk=article_id).first() if is_number else None
    if not article:
        raise CommandError(f"There is no article {article_id!r}.", returncode=2)
    try:
        return chosen.lines(ledger.collect(article))
    except Refused as refusal:
        raise CommandError(str(refusal), returncode=2) from refusal
