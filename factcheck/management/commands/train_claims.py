"""Learns which pieces of a sentence are claims and writes the weights into the project."""

from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from factcheck.extraction import worthiness


class Command(BaseCommand):
    help = "Learn which pieces of a sentence are claims, from our own marked articles."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=worthiness.WEIGHTS, metavar="DIR")

    def handle(self, *args: str, **options: Any) -> None:
        # Imported here because it loads the language model.
        training = import_module("factcheck.extraction.choosing_training")
        names = training.names()
        self.stdout.write(f"Reading {len(names)} articles")
        training.save(training.learn(training.read(names)), options["to"])
        self.stdout.write(f"Wrote the weights to {options['to']}")
