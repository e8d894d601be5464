"""Writes the report of an article to a file."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.articles.models import Article
from factcheck.errors import Refused
from factcheck.reports import formats
from factcheck.reports.profiles import Profile


class Command(BaseCommand):
    help = "Write the report of an article."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", metavar="ARTICLE_ID")
        parser.add_argument("--format", default="csv", help=" or ".join(formats.FORMATS))
        parser.add_argument("--profile", default="", help=" or ".join(Profile.values))
        parser.add_argument("-o", "--output", default="-", metavar="FILE", help="or - to print it")

    def handle(self, *args: str, **options: Any) -> None:
        parts = _parts(options["article"], options["format"], options["profile"])
        if options["output"] == "-":
            # Bytes as they are: a form that is no text goes through a pipe unspoilt.
            printed = getattr(self.stdout._out, "buffer", None)
            for part in parts:
                printed.write(part) if printed else self.stdout.write(part.decode(), ending="")
            return
        try:
            with open(options["output"], "wb") as file:
                file.writelines(parts)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}.", returncode=2) from error


def _parts(article_id: str, name: str, profile: str) -> Iterator[bytes]:
    chosen = formats.FORMATS.get(name)
    if not chosen:
        raise _wrong("format", name, formats.FORMATS)
    profile = profile or chosen.profiles[0]
    if profile not in chosen.profiles:
        raise _wrong("profile", profile, chosen.profiles)
    is_number = article_id.isascii() and article_id.isdecimal()
    known_articles = Article.objects.select_related("desk")
    article = known_articles.filter(pk=article_id).first() if is_number else None
    if not article:
        raise CommandError(f"There is no article {article_id!r}.", returncode=2)
    try:
        return chosen.write(article, Profile(profile))
    except Refused as refusal:
        raise CommandError(str(refusal), returncode=2) from refusal


def _wrong(noun: str, given: str, known: Iterable[str]) -> CommandError:
    *others, last = known
    listed = (
        f"The {noun}s are {', '.join(others)} and {last}" if others else f"It is made as {last}"
    )
    return CommandError(f"There is no {noun} {given!r}. {listed}.", returncode=2)
