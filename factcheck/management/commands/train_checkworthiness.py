"""Learns the weights of check-worthiness and writes them into the project."""

from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.extraction import worthiness


class Command(BaseCommand):
    help = "Learn check-worthiness from ClaimBuster and our own news sentences."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, metavar="DIR")
        parser.add_argument("--to", type=Path, default=worthiness.WEIGHTS, metavar="DIR")

    def handle(self, *args: str, **options: Any) -> None:
        try:
            training = import_module("factcheck.extraction.training")
        except ModuleNotFoundError as missing:
            raise CommandError(
                f"Learning needs {missing.name}, which `make setup-dev` installs.", returncode=2
            ) from missing
        folder = options["data"] / "train"
        lacking = [name for name in training.DEBATES if not (folder / name).is_file()]
        if lacking:
            raise CommandError(f"{folder} has no {lacking[0]}.", returncode=2)
        examples = [*training.debates(folder), *training.news()]
        self.stdout.write(f"Reading {len(examples)} sentences")
        training.save(training.learn(training.table(examples)), options["to"])
        self.stdout.write(f"Wrote the weights to {options['to']}")
