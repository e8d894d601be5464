"""Prints the claims of files as JSON, without database or broker."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.extraction import PIPELINE, Extraction, extract
from factcheck.reading import FORMATS, Manuscript, Unreadable, read


class Command(BaseCommand):
    help = "Print what articles claim: one JSON object per file, in order."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        endings = " ".join(FORMATS)
        parser.add_argument("files", nargs="+", metavar="FILE", help=f"{endings}, or - for text")
        parser.add_argument("--format", choices=["json", "text"], default="json")

    def handle(self, *args: str, **options: Any) -> None:
        manuscripts = [_manuscript(name) for name in options["files"]]
        show = _as_json if options["format"] == "json" else _as_text
        for manuscript, extraction in zip(manuscripts, extract(manuscripts), strict=True):
            self.stdout.write(show(manuscript, extraction))


def _manuscript(name: str) -> Manuscript:
    try:
        if name == "-":
            return read(sys.stdin.buffer.read(), "standard input.txt")
        return read(Path(name).read_bytes(), name)
    except Unreadable as error:
        raise CommandError(f"{name}: {error}", returncode=2) from error
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}.", returncode=2) from error


def _as_json(manuscript: Manuscript, extraction: Extraction) -> str:
    held: list[list[int]] = [[] for _ in extraction.sentences]
    claims = []
    for number, claim in enumerate(extraction.claims):
        held[claim.sentence].append(number)
        claims.append(asdict(claim))
    return json.dumps(
        {
            "title": manuscript.title,
            "byline": manuscript.byline,
            "date": manuscript.dated_on.isoformat() if manuscript.dated_on else None,
            "language": manuscript.language,
            "text": manuscript.text,
            "paragraphs": [asdict(paragraph) for paragraph in manuscript.paragraphs],
            "sentences": [
                {
                    "start": sentence.start,
                    "end": sentence.end,
                    "claims": inside,
                    "why_not": sentence.why_not,
                }
                for sentence, inside in zip(extraction.sentences, held, strict=True)
            ],
            "claims": claims,
            "attributions": [asdict(attribution) for attribution in extraction.attributions],
            "pipeline": asdict(PIPELINE),
        },
        ensure_ascii=False,
    )


def _as_text(manuscript: Manuscript, extraction: Extraction) -> str:
    lines = [manuscript.title or "(no title)"]
    for claim in sorted(extraction.claims, key=lambda claim: (-claim.score, claim.start)):
        who = claim.claimant or "the article"
        kinds = ", ".join(claim.types)
        lines.append(f"{claim.score:.2f}  {claim.statement}\n      {who} · {claim.voice} · {kinds}")
    return "\n".join(lines) + "\n"
