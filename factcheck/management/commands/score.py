"""Prints how check-worthy each line of a file is, without database or broker."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.extraction import score
from factcheck.reading.characters import clean, decode


class Command(BaseCommand):
    help = "Print a check-worthiness from 0 to 1 for each line of a file, in order."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="one sentence a line, or - for input")

    def handle(self, *args: str, **options: Any) -> None:
        name = options["file"]
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}.", returncode=2) from error
        for value in score(_lines(data)):
            self.stdout.write(f"{value:.4f}")


def _lines(data: bytes) -> list[str]:
    """As many sentences as the file has line feeds, whatever else stands in them."""
    lines = decode(data).split("\n")
    if lines[-1] == "":
        lines.pop()
    return [" ".join(clean(line).split()) for line in lines]
