"""The libel file: all that stands behind an article in one zip, with a manifest of hashes.

It is written entry by entry, so that no more than one capture is in memory at a time.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import timezone

from factcheck.articles.models import Original
from factcheck.reports import as_json, as_pdf, as_xlsx
from factcheck.reports.ledger import Report, iso_time
from factcheck.reports.names import safe_name
from factcheck.reports.notes import Cited, Ruling, Signed, Step
from factcheck.sources.models import Capture, SourceFile

SCHEMA = "factcheck-libel-file/1"
MANIFEST = "manifest.json"
PIECE = 1024 * 1024
LARGEST_MANIFEST = 50 * PIECE
ENCRYPTED = 0x1
# What reading an entry of a damaged zip can raise.
DAMAGE = (BadZipFile, zlib.error, EOFError)


def parts(report: Report) -> Iterator[bytes]:
    """The zip, an entry at a time; the manifest comes last."""
    sink = Sink()
    told = []
    made_at = timezone.localtime(report.made_at)
    with ZipFile(sink, "w", ZIP_DEFLATED) as file:

        def add(name: str, data: bytes) -> bytes:
            entry = ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, data)
            return sink.taken()

        for name, data in _entries(report):
            told.append({"path": name, "size": len(data), "sha256": sha256(data).hexdigest()})
            yield add(name, data)
        yield add(MANIFEST, _json(_manifest(report, told)))
    yield sink.taken()


class Sink:
    """Where the zip is written: it hands on what it got and keeps nothing."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes, /) -> int:
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def close(self) -> None:
        """What waits can still be taken."""

    def taken(self) -> bytes:
        data = bytes(self.waiting)
        self.waiting.clear()
        return data


def _manifest(report: Report, told: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "article": {"id": report.article.pk, "title": report.article.title},
        "revision": report.revision.number,
        "made_at": iso_time(report.made_at),
        "files": told,
    }


# What is in it


def _entries(report: Report) -> Iterator[tuple[str, bytes]]:
    cited = [each for note in report.notes for each in note.evidence]
    hidden = sorted({each.by for each in cited if not each.is_named})
    about = render_to_string("reports/libel_file.txt", {"report": report, "hidden": hidden})
    yield "README.txt", about.encode()
    yield "report.pdf", b"".join(as_pdf.parts(report))
    yield "report.xlsx", b"".join(as_xlsx.parts(report))
    yield "report.json", b"".join(as_json.parts(report))
    yield "decisions.json", _json(list(_decisions(report)))
    yield "sign-offs.json", _json(list(map(_signed, report.sign_offs)))
    yield "audit-trail.jsonl", b"".join(map(_line, _steps(report)))
    yield "revision/text.txt", report.revision.text.encode()
    sent = Original.objects.in_use().filter(revision=report.revision)
    if original := sent.exclude(sha256="").first():
        yield f"revision/original/{safe_name(original.name)}", bytes(original.data)
    yield from _files(cited)


def _files(cited: list[Cited]) -> Iterator[tuple[str, bytes]]:
    """Our copies of the pages and the documents, of the sources that are named."""
    copies = {copy.pk: copy.name for each in cited for copy in each.copies}
    for key, name in sorted(copies.items()):
        data = Capture.objects.values_list("data", flat=True).get(pk=key)
        yield f"captures/{key}-{safe_name(name)}", bytes(data)
    documents = {each.document.source_pk: each.document for each in cited if each.document}
    for key, document in sorted(documents.items()):
        data = SourceFile.objects.values_list("data", flat=True).get(source=key)
        yield f"documents/{key}-{safe_name(document.name)}", bytes(data)


def _decisions(report: Report) -> Iterator[dict[str, Any]]:
    """Every verdict that was ever proposed, with what became of it."""
    for note in report.notes:
        standing = note.verdict or note.proposal
        for ruling in (*note.earlier, *([standing] if standing else [])):
            yield {"claim": note.number, "quote": note.claim.quote, **_ruling(ruling)}
        if note.dismissal:
            aside = note.dismissal
            yield {
                "claim": note.number,
                "quote": note.claim.quote,
                "dismissed": aside.words,
                "by": aside.by,
                "at": iso_time(aside.at),
            }


def _ruling(ruling: Ruling) -> dict[str, Any]:
    ended = {
        "how": ruling.ending,
        "by": ruling.ended_by,
        "at": iso_time(ruling.ended_at) if ruling.ended_at else None,
        "because": ruling.return_reason or None,
    }
    return {
        "rating": ruling.rating.name,
        "scale": str(ruling.rating.scale),
        "explanation": ruling.explanation,
        "should_read": ruling.should_read or None,
        "by": ruling.by,
        "at": iso_time(ruling.at),
        "approvals": [{"by": each.by, "at": iso_time(each.at)} for each in ruling.approvals],
        "ended": ended if ruling.ending else None,
    }


def _signed(signed: Signed) -> dict[str, Any]:
    withdrawn = signed.withdrawn_at and {
        "by": signed.withdrawn_by,
        "at": iso_time(signed.withdrawn_at),
        "because": signed.withdrawn_because or None,
    }
    return {
        "revision": signed.revision,
        "by": signed.by,
        "at": iso_time(signed.at),
        "withdrawn": withdrawn or None,
    }


def _steps(report: Report) -> list[dict[str, Any]]:
    """The audit trail in the order in which it was written, with its link in the chain."""
    of_claims = [(note.number, step) for note in report.notes for step in note.history]
    told = [*((None, step) for step in report.history), *of_claims]
    return [_step(claim, step) for claim, step in sorted(told, key=lambda row: row[1].pk)]


def _step(claim: int | None, step: Step) -> dict[str, Any]:
    return {
        "event": step.pk,
        "at": iso_time(step.at),
        "by": step.by,
        "claim": claim,
        "what": step.words,
        "chain": step.chain or None,
        "number": step.number,
        "hash": step.hash or None,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


# Verifying it


@dataclass(frozen=True)
class Found:
    """What a libel file holds, and the first thing that is wrong with it, in words."""

    files: int
    trouble: str = ""


def verify(path: Path) -> Found:
    """Compare each entry with the manifest. Needs neither a database nor the newsroom."""
    try:
        with ZipFile(path) as file:
            return _compare(file)
    except BadZipFile:
        return Found(0, "This is no zip file, or its end is missing.")


def _compare(file: ZipFile) -> Found:
    names = file.namelist()
    if MANIFEST not in names:
        return Found(0, f"{MANIFEST} is missing: this is no libel file.")
    try:
        rows = json.loads(_read(file, MANIFEST, LARGEST_MANIFEST))["files"]
        told = {str(row["path"]): (int(row["size"]), str(row["sha256"])) for row in rows}
    except (*DAMAGE, ValueError, KeyError, TypeError):
        return Found(0, f"{MANIFEST} is damaged.")
    for name, (size, expected) in told.items():
        if name not in names:
            return Found(len(told), f"{name} is missing.")
        if _fingerprint(file, name, size) != expected:
            return Found(len(told), f"{name} is not what the manifest says.")
    # An entry may be there twice: programs differ in which of the two they show.
    extra = [name for name in names if name not in told or names.count(name) > 1]
    extra = [name for name in extra if name != MANIFEST or names.count(MANIFEST) > 1]
    return Found(len(told), f"{extra[0]} was added." if extra else "")


def _fingerprint(file: ZipFile, name: str, size: int) -> str:
    """The SHA-256 of an entry, or nothing where it cannot be read or is longer than it may be."""
    try:
        return sha256(_read(file, name, size)).hexdigest()
    except DAMAGE:
        return ""


def _read(file: ZipFile, name: str, size: int) -> bytes:
    entry = file.getinfo(name)
    # We write no others, and a stranger's may need a password or a library.
    if entry.compress_type != ZIP_DEFLATED and entry.compress_type != ZIP_STORED:
        raise BadZipFile(name)
    if entry.flag_bits & ENCRYPTED:
        raise BadZipFile(name)
    with file.open(entry) as opened:
        data = opened.read(size + 1)
    if len(data) > size:
        raise BadZipFile(name)
    return data


def fingerprint(file: IO[bytes]) -> str:
    """The SHA-256 of the zip itself, which the list of issued reports states."""
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
