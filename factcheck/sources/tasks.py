"""What happens to sources after the request: pages are captured, and looked at again."""

from datetime import timedelta
from typing import Any

import kombu.exceptions
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from factcheck.celery import Task
from factcheck.sources import capture
from factcheck.sources.models import Capture

# Longer than a task may run (CELERY_TASK_TIME_LIMIT), so that nothing at work is queued again.
LOST_AFTER = timedelta(minutes=3)
# A run a minute: many sources are compared in a day, and no web server is asked for many at once.
A_FEW = 5

# Lower goes first: a second look can wait until everything else is done.
LATER = 9

# A database or a broker that is away comes back.
AWAY = (OperationalError, kombu.exceptions.OperationalError)


class CapturePage(Task):
    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        # A database that is away is no fault of the page: resume_captures queues it again.
        row = Capture.objects.filter(pk=args[0]).first()
        if row and not isinstance(exc, AWAY):
            capture.fail(row, capture.FAILED)


@shared_task(base=CapturePage, autoretry_for=AWAY, retry_backoff=True, max_retries=5)
def capture_page(capture_id: int) -> None:
    if row := Capture.objects.filter(pk=capture_id).select_related("source").first():
        capture.take(row)


@shared_task
def look_again(capture_id: int) -> None:
    if row := Capture.objects.filter(pk=capture_id).select_related("source").first():
        capture.look_again(row)


@shared_task
def resume_captures() -> None:
    """Queue again what a stopped broker or a killed worker left behind."""
    for capture_id in capture.lost(timezone.now() - LOST_AFTER):
        capture_page.delay(capture_id)


@shared_task
def look_at_pages_again() -> None:
    for capture_id in capture.due(A_FEW):
        look_again.apply_async((capture_id,), priority=LATER)
