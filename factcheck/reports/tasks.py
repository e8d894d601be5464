"""What happens to reports after the request: large ones are made and issued."""

from datetime import timedelta
from typing import Any

import kombu.exceptions
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from factcheck.celery import Task
from factcheck.reports import issuing

MINUTES = 10
# Longer than a task may run, so that nothing at work is queued again.
LOST_AFTER = timedelta(minutes=MINUTES + 2)
# A database or a broker that is away comes back.
AWAY = (OperationalError, kombu.exceptions.OperationalError)


class IssueReport(Task):
    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        # A database that is away is no fault of the report: resume_reports queues it again.
        if not isinstance(exc, AWAY):
            issuing.fail(args[0], issuing.FAILED)


@shared_task(base=IssueReport, soft_time_limit=MINUTES * 60, time_limit=(MINUTES + 1) * 60)
def issue_report(pending_id: int) -> None:
    issuing.make(pending_id)


@shared_task
def resume_reports() -> None:
    """Queue again what a stopped broker or a killed worker left behind."""
    for pending_id in issuing.lost(timezone.now() - LOST_AFTER):
        issue_report.delay(pending_id)
