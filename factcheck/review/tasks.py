"""What the desk does by itself: leases end, people are mailed about their work."""

from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.celery import Task
from factcheck.review import leases, mailing, visit
from factcheck.review.models import Lease


@shared_task
def end_leases() -> None:
    for lease in Lease.objects.filter(expires_at__lte=timezone.now()).select_related("holder"):
        leases.end(lease)


@shared_task(base=Task, autoretry_for=(OSError, SMTPException), retry_backoff=True, max_retries=5)
def mail_news(person_id: int) -> None:
    # They may be gone before the mail server answers.
    if person := User.objects.filter(pk=person_id, is_active=True).first():
        mailing.mail(person)


@shared_task
def mail_what_waits() -> None:
    """What comes due, and what a stopped broker has kept from being mailed."""
    mailing.forget_old()
    for person_id in mailing.people():
        mail_news.delay(person_id)


@shared_task
def forget_visits() -> None:
    """What nobody can undo any more."""
    visit.forget_old()
