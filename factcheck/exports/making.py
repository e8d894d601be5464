"""Makes the file of an export, piece by piece into the database, and removes it after a week."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from factcheck.exports import content
from factcheck.exports.models import KEPT_FOR, Chunk, Export

State = Export.State

# How often a file may take its worker down with it before it counts as failed.
ATTEMPTS = 3
FAILED = "The file could not be written to its end. Ask for it again, or for fewer days."
TOO_LONG = "The file took too long to write. Ask for one desk, or for fewer days."


class Stopped(Exception):
    """The export was cancelled meanwhile, or another worker has taken it over."""


class Run:
    """One worker's go at one export; `attempts` tells it from the goes before and after."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.rows = Export.objects.filter(
            pk=export.pk, state=State.WRITING, attempts=export.attempts
        )

    def tell(self, **facts: object) -> None:
        """Write down how far it is, and stop where it is not wanted any more."""
        if not self.rows.update(moved_at=timezone.now(), **facts):
            raise Stopped

    def store(self, pieces: Iterable[bytes]) -> None:
        """Keep the file in chunks, so that neither we nor the web server ever hold it whole."""
        digest, size, number = sha256(), 0, -1
        for number, data in enumerate(chunked(pieces, Chunk.SIZE)):
            digest.update(data)
            size += len(data)
            with transaction.atomic():
                # Locks the row: what another run has begun stays free of our chunks.
                self.tell(size=size)
                Chunk.objects.create(export=self.export, number=number, data=data)
        self.tell(
            state=State.READY,
            finished_at=timezone.now(),
            chunk_count=number + 1,
            size=size,
            sha256=digest.hexdigest(),
        )


def make(export_id: int) -> bool:
    """Write the whole file, and say whether anything was begun.

    Safe to run twice: one run at a time, and each from the start.
    """
    run = _begin(export_id)
    if not run:
        return False
    # Whoever stops a run clears up behind it.
    with suppress(Stopped):
        run.store(content.pieces(run.export, run.tell))
    return True


def _begin(export_id: int) -> Run | None:
    """Take the export, unless another one is being written: it is queued again after that."""
    waiting = Export.objects.filter(pk=export_id, state=State.WAITING)
    if waiting.filter(attempts__gte=ATTEMPTS).exists():
        fail(export_id, FAILED)
        return None
    try:
        with transaction.atomic():
            begun = waiting.update(
                state=State.WRITING,
                attempts=F("attempts") + 1,
                moved_at=timezone.now(),
                claims=None,
                done=0,
            )
            if begun:
                Chunk.objects.filter(export=export_id).delete()
    except IntegrityError:
        return None
    export = Export.objects.select_related("by", "desk").filter(pk=export_id)
    return Run(export.get()) if begun else None


def fail(export_id: int, why: str) -> None:
    """Give an export up, unless it is finished or cancelled, and say why."""
    with transaction.atomic():
        under_way = Export.objects.under_way().filter(pk=export_id)
        if under_way.update(state=State.FAILED, failure=why, finished_at=timezone.now()):
            Chunk.objects.filter(export=export_id).delete()


def chunked(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of one size; the last may be smaller."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= size:
            yield bytes(waiting[:size])
            del waiting[:size]
    if waiting:
        yield bytes(waiting)


def read(export: Export) -> Iterator[bytes]:
    """The file, one chunk in memory at a time."""
    for number in range(export.chunk_count):
        yield bytes(export.chunks.values_list("data", flat=True).get(number=number))


# Which are due


def next_waiting() -> int | None:
    """The export that has waited longest."""
    waiting = Export.objects.filter(state=State.WAITING).order_by("pk")
    return waiting.values_list("pk", flat=True).first()


@transaction.atomic
def lost(before: datetime) -> list[int]:
    """The exports that have not moved since, to be queued again: their worker or message is gone."""
    still = Export.objects.under_way().filter(moved_at__lt=before)
    keys = list(still.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Export.objects.filter(pk__in=keys).update(state=State.WAITING, moved_at=timezone.now())
    return keys


@transaction.atomic
def remove_old() -> int:
    """Delete the files that have been there for a week. What was exported when stays told."""
    old = Export.objects.filter(state=State.READY, finished_at__lt=timezone.now() - KEPT_FOR)
    keys = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Chunk.objects.filter(export__in=keys).delete()
    return Export.objects.filter(pk__in=keys).update(state=State.REMOVED)
