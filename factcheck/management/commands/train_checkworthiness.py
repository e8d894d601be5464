"""Learns the weights of check-worthiness and writes them into the project."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.extraction import training, worthiness


class Command(BaseCommand):
    help = "Learn check-worthiness from ClaimBuster and our own news sentences."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, metavar="DIR")
        parser.add_argument("--to", type=Path, default=worthiness.WEIGHTS, metavar="DIR")

    def handle(self, *args: str, **options: Any) -> None:
        folder = options["data"] / "train"
        missing = [name for name in training.DEBATES if not (folder / name).is_file()]
        if missing:
            raise CommandError(f"{folder} has no {missing[0]}.", returncode=2)
        examples = [*training.debates(folder), *training.news()]
        self.stdout.write(f"Reading {len(examples)} sentences")
        training.save(training.learn(training.table(examples)), options["to"])
        self.stdout.write(f"Wrote the weights to {options['to']}")
