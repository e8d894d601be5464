"""`manage.py verify_audit`: is the history what it was?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from factcheck.audit import proof


class Command(BaseCommand):
    """Computes every hash of the audit again; 0 when all fit, 2 when an entry was tampered with."""

    help = "Verify the audit, and name the first entry that was tampered with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seal", default="", help="a seal that was noted elsewhere, which has to be among ours"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = proof.verify(options["seal"])
        if report.tampered:
            self.stderr.write(report.tampered.words)
            sys.exit(2)
        self.stdout.write(
            f"{report.events:,} events in {report.chains:,} chains are what they were, "
            f"under {report.seals:,} seals."
        )
