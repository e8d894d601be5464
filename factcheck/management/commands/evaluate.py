"""Measures extraction on public data and prints a table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.extraction import evaluation, speed
from factcheck.reading import Unreadable, read


class Command(BaseCommand):
    help = "Measure extraction on the data in a folder, or its speed on text files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, metavar="DIR", help="measure quality on this")
        parser.add_argument(
            "--speed", type=Path, nargs="+", metavar="FILE", help="and speed on these"
        )

    def handle(self, *args: str, **options: Any) -> None:
        if not options["data"] and not options["speed"]:
            raise CommandError("Name a folder with --data, or files with --speed.", returncode=2)
        if options["data"]:
            self._quality(options["data"])
        if options["speed"]:
            self._speed(options["speed"])

    def _quality(self, folder: Path) -> None:
        if not (folder / "tune_only").is_dir():
            raise CommandError(f"{folder} has no folder tune_only.", returncode=2)
        self.stdout.write("| measure | value |\n| --- | --- |")
        try:
            for figure in evaluation.figures(folder):
                self.stdout.write(f"| {figure.what} | {figure.value:.3f} |")
        except ModuleNotFoundError as missing:
            raise CommandError(
                f"ClaimBuster is left out: learning needs {missing.name}, which `make setup-dev` "
                "installs.",
                returncode=2,
            ) from missing

    def _speed(self, files: list[Path]) -> None:
        try:
            manuscripts = [read(path.read_bytes(), path.name) for path in files]
        except (OSError, Unreadable) as error:
            raise CommandError(str(error), returncode=2) from error
        found = speed.measure(manuscripts)
        self.stdout.write("| words per second | value |\n| --- | --- |")
        self.stdout.write(f"| the bare model | {found.bare:.0f} |")
        self.stdout.write(f"| extraction | {found.ours:.0f} |")
        self.stdout.write(f"| ratio | {found.ratio:.2f} |")
