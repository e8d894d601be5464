"""Mail about work, after the commit, to whoever asked for it."""

from django.conf import settings

from factcheck.accounts.models import User
from factcheck.review import tasks


def tell(person: User | None, *, by: User) -> None:
    """Have somebody mailed what is new for them; nobody is told what they did themselves."""
    if person and person != by and person.mailed and settings.MAIL_URL:
        tasks.mail_news.delay_on_commit(person.pk)
