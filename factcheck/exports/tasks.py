"""What happens to exports after the request: the file is written, and removed after a week."""

from datetime import timedelta
from typing import Any

import kombu.exceptions
from billiard.exceptions import SoftTimeLimitExceeded
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from factcheck.celery import Task
from factcheck.exports import making

# While a file is written its row moves every few seconds.
LOST_AFTER = timedelta(minutes=3)
# Lower goes first: a file can wait until the articles that came in are read.
LATER = 9
# A million claims take some minutes. The broker gives a message out again after 15, and finds
# the export under way.
MINUTES = 60
# A database or a broker that is away comes back.
AWAY = (OperationalError, kombu.exceptions.OperationalError)


class WriteExport(Task):
    def apply_async(self, *args: Any, **options: Any) -> Any:
        return super().apply_async(*args, **{"priority": LATER, **options})

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        # A database that is away is no fault of the export: resume_exports queues it again.
        if not isinstance(exc, AWAY):
            slow = isinstance(exc, SoftTimeLimitExceeded)
            making.fail(args[0], making.TOO_LONG if slow else making.FAILED)


@shared_task(
    base=WriteExport,
    soft_time_limit=MINUTES * 60,
    time_limit=(MINUTES + 1) * 60,
)
def write_export(export_id: int) -> None:
    # One at a time is written; this one may have kept another waiting.
    if making.make(export_id) and (waiting := making.next_waiting()):
        write_export.delay(waiting)


@shared_task
def resume_exports() -> None:
    """Queue again what a stopped broker or a killed worker left behind."""
    for export_id in making.lost(timezone.now() - LOST_AFTER):
        write_export.delay(export_id)


@shared_task
def remove_old_exports() -> None:
    making.remove_old()
