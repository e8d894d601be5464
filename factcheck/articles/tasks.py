"""What happens to articles after the request: reading and extracting."""

import gc
from datetime import timedelta
from typing import Any

import kombu.exceptions
from celery import shared_task
from celery.signals import worker_init
from django.db import OperationalError
from django.utils import timezone

from factcheck import extraction
from factcheck.articles import harvest
from factcheck.articles.models import Revision, Section
from factcheck.celery import Task

# Longer than a task may run (CELERY_TASK_TIME_LIMIT), so that nothing at work is queued again.
LOST_AFTER = timedelta(minutes=3)
# A section may wait behind others for a while.
NEVER_BEGUN_AFTER = timedelta(minutes=15)

# Lower goes first. The first sections of a new article overtake the hundreds of a book.
SOON, LATER = 3, 6
SOON_SECTIONS = 20

# A database or a broker that is away comes back.
AWAY = (OperationalError, kombu.exceptions.OperationalError)


@worker_init.connect
def load_model(**_: Any) -> None:
    """Before the worker forks, so that its children share one model and no article waits for it."""
    extraction.load()
    gc.freeze()


class ReadRevision(Task):
    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        # A database that is away is no fault of the file: resume_reading queues it again.
        revision = Revision.objects.filter(pk=args[0]).first()
        if revision and not isinstance(exc, AWAY):
            harvest.fail(revision, harvest.FAILED_REVISION)


class ExtractSection(Task):
    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        section = Section.objects.filter(pk=args[0]).select_related("revision").first()
        if section and not isinstance(exc, AWAY):
            harvest.fail_section(section)


@shared_task(
    base=ReadRevision,
    autoretry_for=AWAY,
    retry_backoff=True,
    max_retries=5,
)
def read_revision(revision_id: int) -> None:
    # The article may have been deleted while this waited in the queue.
    revision = Revision.objects.filter(pk=revision_id).select_related("article").first()
    for place, section_id in enumerate(harvest.read(revision) if revision else []):
        priority = SOON if place < SOON_SECTIONS else LATER
        extract_section.apply_async((section_id,), priority=priority)


@shared_task(
    base=ExtractSection,
    autoretry_for=AWAY,
    retry_backoff=True,
    max_retries=5,
)
def extract_section(section_id: int) -> None:
    if section := Section.objects.filter(pk=section_id).first():
        harvest.extract(section)


@shared_task
def resume_reading() -> None:
    """Queue again what a stopped broker or a killed worker left behind."""
    now = timezone.now()
    for revision_id in harvest.lost_revisions(now - LOST_AFTER):
        read_revision.delay(revision_id)
    for section_id in harvest.lost_sections(
        started_before=now - LOST_AFTER, queued_before=now - NEVER_BEGUN_AFTER
    ):
        extract_section.apply_async((section_id,), priority=SOON)
