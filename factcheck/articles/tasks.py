"""What happens to articles after the request: reading and extracting."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from factcheck.articles import harvest
from factcheck.articles.models import Revision, Section
from factcheck.celery import Task

# Longer than a task may run (CELERY_TASK_TIME_LIMIT), so that nothing at work is queued again.
LOST_AFTER = timedelta(minutes=3)


class ReadRevision(Task):
    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        # A database that is away is no fault of the file: resume_reading queues it again.
        revision = Revision.objects.filter(pk=args[0]).first()
        if revision and not isinstance(exc, OperationalError):
            harvest.fail(revision, harvest.FAILED_REVISION)


class ExtractSection(Task):
    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        section = Section.objects.filter(pk=args[0]).select_related("revision").first()
        if section and not isinstance(exc, OperationalError):
            harvest.fail_section(section)


@shared_task(
    base=ReadRevision,
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
)
def read_revision(revision_id: int) -> None:
    # The article may have been deleted while this waited in the queue.
    revision = Revision.objects.filter(pk=revision_id).select_related("article").first()
    for section_id in harvest.read(revision) if revision else []:
        extract_section.delay(section_id)


@shared_task(
    base=ExtractSection,
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
)
def extract_section(section_id: int) -> None:
    if section := Section.objects.filter(pk=section_id).first():
        harvest.extract(section)


@shared_task
def resume_reading() -> None:
    """Queue again what a stopped broker or a killed worker left behind."""
    for revision_id in harvest.lost_revisions(timezone.now() - LOST_AFTER):
        read_revision.delay(revision_id)
    for section_id in harvest.lost_sections(timezone.now() - LOST_AFTER):
        extract_section.delay(section_id)
