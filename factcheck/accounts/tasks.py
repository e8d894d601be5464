"""What is mailed to people, and which sessions have ended."""

from smtplib import SMTPException

from celery import shared_task

from factcheck.accounts import links
from factcheck.accounts.models import User
from factcheck.accounts.sessions import SessionStore
from factcheck.celery import Task


@shared_task(base=Task, autoretry_for=(OSError, SMTPException), retry_backoff=True, max_retries=5)
def mail_link(person_id: int) -> None:
    # The link may be used, and the person gone, before the mail server answers.
    if person := User.objects.filter(pk=person_id, is_active=True).first():
        links.mail(person)


@shared_task
def forget_sessions() -> None:
    """Remove the sessions that have run out; nobody can be in them any more."""
    SessionStore.clear_expired()
