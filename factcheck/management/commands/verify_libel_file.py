"""Compares a libel file with its manifest."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.reports import libel_file


class Command(BaseCommand):
    help = "Name the first file of a libel file that is wrong, missing or added."
    # Whoever was handed the file may have no database of ours.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            found = libel_file.verify(path)
            with path.open("rb") as file:
                fingerprint = libel_file.fingerprint(file)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.", returncode=2) from error
        if found.trouble:
            raise CommandError(f"{path}: {found.trouble}", returncode=2)
        self.stdout.write(f"{found.files} files, each as the manifest says.")
        self.stdout.write(f"SHA-256 of the libel file: {fingerprint}")
