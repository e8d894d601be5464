"""Freezes a report: its bytes as they are now, kept for good with their fingerprint."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from math import ceil
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused
from factcheck.reports import formats, rules
from factcheck.reports.formats import Format
from factcheck.reports.ledger import Report
from factcheck.reports.models import Issued, Part, Pending
from factcheck.reports.profiles import Profile

# How often a report may take its worker down with it before it counts as failed.
ATTEMPTS = 3
FAILED = "This report could not be made. Issue it again, or in another form."
OVERTAKEN = "Another draft of the article came in meanwhile. Issue the report again."


def freeze(article: Article, form: Format, profile: Profile, by: User) -> Issued:
    """Make the file and keep it."""
    report = _collect(article, form, profile)
    with TemporaryFile() as file:
        fingerprint = _write(form.parts(report), file)
        with transaction.atomic():
            return _keep(report, form, by, file, fingerprint)


def _collect(article: Article, form: Format, profile: Profile) -> Report:
    report = form.collect(article, profile)
    if profile.is_public and not report.is_signed_off:
        raise Refused(rules.NOT_SIGNED_OFF)
    return report


def _write(parts: Iterator[bytes], file: IO[bytes], pending: Pending | None = None) -> str:
    digest, told = sha256(), 0
    for part in parts:
        digest.update(part)
        file.write(part)
        if pending and file.tell() - told >= Part.SIZE:
            told = file.tell()
            Pending.objects.filter(pk=pending.pk).update(written=told, moved_at=timezone.now())
    return digest.hexdigest()


def _keep(report: Report, form: Format, by: User, file: IO[bytes], fingerprint: str) -> Issued:
    article, profile = report.article, report.profile
    issued = Issued.objects.create(
        article=article,
        revision=report.revision,
        form=form.name,
        profile=profile,
        by=by,
        sign_off=report.sign_off,
        scale="; ".join(map(str, report.scales))[:500],
        name=formats.file_name(article, profile, form.ending),
        size=file.tell(),
        sha256=fingerprint,
        part_count=ceil(file.tell() / Part.SIZE),
    )
    _store(issued, file)
    record(
        by=by,
        verb=Verb.ISSUE,
        article=article,
        note=f"{form.label}, {profile.label.lower()}",
        revision=report.revision.number,
        sha256=fingerprint,
    )
    return issued


def _store(issued: Issued, file: IO[bytes]) -> None:
    file.seek(0)
    for number, data in enumerate(iter(partial(file.read, Part.SIZE), b"")):
        Part.objects.create(issued=issued, number=number, data=data)


def read(issued: Issued) -> Iterator[bytes]:
    """The file, one part in memory at a time."""
    for number in range(issued.part_count):
        yield bytes(issued.parts.values_list("data", flat=True).get(number=number))


# By a worker


def make(pending_id: int) -> None:
    """Issue what is pending. Safe to run twice: the row goes with the report, once."""
    waiting = Pending.objects.filter(pk=pending_id, failure="")
    if not waiting.filter(attempts__lt=ATTEMPTS).update(
        attempts=F("attempts") + 1, written=0, moved_at=timezone.now()
    ):
        fail(pending_id, FAILED)
        return
    pending = waiting.select_related("article__desk", "by").get()
    try:
        _issue(pending)
    except Refused as refusal:
        fail(pending_id, str(refusal))


def _issue(pending: Pending) -> None:
    form, profile = formats.FORMATS[pending.form], Profile(pending.profile)
    report = _collect(pending.article, form, profile)
    if report.revision.pk != pending.revision_id:
        raise Refused(OVERTAKEN)
    with TemporaryFile() as file:
        fingerprint = _write(form.parts(report), file, pending)
        with transaction.atomic():
            # Of two workers the second waits here, and then finds nothing.
            if Pending.objects.filter(pk=pending.pk, failure="").delete()[0]:
                _keep(report, form, pending.by, file, fingerprint)


def fail(pending_id: int, why: str) -> None:
    """Give a report up and say why."""
    Pending.objects.filter(pk=pending_id, failure="").update(failure=why)


@transaction.atomic
def lost(before: datetime) -> list[int]:
    """Those that have not moved since, marked so that nobody queues them again at once."""
    still = Pending.objects.filter(failure="", moved_at__lt=before)
    keys = list(still.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Pending.objects.filter(pk__in=keys).update(moved_at=timezone.now())
    return keys
