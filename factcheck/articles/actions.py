"""What people do with articles."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck.accounts import limits
from factcheck.accounts.models import Desk, User
from factcheck.articles import harvest, rules, tasks
from factcheck.articles.models import Article, Original, Revision
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused, agree

TOO_MANY = "You have uploaded {} drafts within an hour, the most for one person."
TOO_OFTEN = "This article was read again {} times within an hour. Paste its text instead."
TOO_MANY_OTHERS = "{} other files were sent for this draft within an hour, the most for one."
# A file that takes its worker down does so three times for each.
READ_AGAIN_AN_HOUR = 10
ANOTHER_AN_HOUR = 10


@transaction.atomic
def upload(
    *,
    by: User,
    desk: Desk,
    name: str,
    data: bytes = b"",
    address: str = "",
    title: str = "",
    due_at: datetime | None = None,
) -> Article:
    """Store a draft as it was sent, or its address; a worker reads it after the request."""
    if desk.pk not in by.desk_ids:
        raise Refused(f"You are not on the {desk}. Choose a desk of your own.")
    agree(_against_uploading(by))
    article = Article.objects.create(desk=desk, title=title, uploaded_by=by, due_at=due_at)
    revision = Revision.objects.create(article=article, uploaded_by=by)
    details = _keep(revision, name, data, address)
    record(by=by, verb=Verb.UPLOAD, article=article, **details)
    tasks.read_revision.delay_on_commit(revision.pk)
    return article


def _keep(revision: Revision, name: str, data: bytes, address: str) -> dict[str, Any]:
    """Store what was sent as it was sent. Returns what the history says of it."""
    if address:
        Original.objects.create(revision=revision, name=name, address=address)
        return {"address": address}
    fingerprint = sha256(data).hexdigest()
    Original.objects.create(revision=revision, name=name, data=data, sha256=fingerprint)
    return {"file": name, "bytes": len(data)}


def _against_uploading(by: User) -> str:
    return limits.against(
        Revision.objects.filter(uploaded_by=by),
        at="created_at",
        by=by,
        most=settings.UPLOADS_AN_HOUR,
        within=limits.HOUR,
        said=TOO_MANY,
    )


@transaction.atomic
def read_again(*, article: Article, by: User) -> None:
    """Have an article read again from where reading stopped. Safe to repeat."""
    revision = harvest.lock(article.newest_revision().pk)
    article.refresh_from_db(fields=["state"])
    agree(rules.against_reading_again(article, by))
    agree(_against_repeating(article, by, Verb.READ_AGAIN, READ_AGAIN_AN_HOUR, TOO_OFTEN))
    harvest.queue_again(revision)
    record(by=by, verb=Verb.READ_AGAIN, article=revision.article)
    # It also queues the sections that are left.
    tasks.read_revision.delay_on_commit(revision.pk)


def _against_repeating(article: Article, by: User, verb: Verb, most: int, said: str) -> str:
    """How often one article may have this done to it within an hour."""
    return limits.against(
        Event.objects.filter(article_id=article.pk, verb=verb),
        at="at",
        by=by,
        most=most,
        within=limits.HOUR,
        said=said,
    )


@transaction.atomic
def send_another(
    *, article: Article, by: User, name: str, data: bytes = b"", address: str = ""
) -> None:
    """Have a draft that could not be read anew from another file, or from another address.

    The file before is kept. What else was said with the upload, its title, desk and deadline, stays.
    """
    revision = _locked(article)
    agree(rules.against_sending_another(revision.article, by, is_read=bool(revision.read_at)))
    agree(_against_repeating(article, by, Verb.SEND_ANOTHER, ANOTHER_AN_HOUR, TOO_MANY_OTHERS))
    revision.originals.in_use().update(replaced_at=timezone.now())
    details = _keep(revision, name, data, address)
    harvest.queue_again(revision)
    record(by=by, verb=Verb.SEND_ANOTHER, article=revision.article, **details)
    tasks.read_revision.delay_on_commit(revision.pk)


@transaction.atomic
def remove(*, article: Article, by: User) -> None:
    """Take a draft that could not be read off every page. It is kept, and can be put back."""
    article = _locked(article).article
    agree(rules.against_removing(article, by, has_claims=article.claims.exists()))
    _archive(article, timezone.now())
    record(by=by, verb=Verb.REMOVE_ARTICLE, article=article)


@transaction.atomic
def put_back(*, article: Article, by: User) -> None:
    """Show a draft again that was removed."""
    article = _locked(article).article
    agree(rules.against_putting_back(article, by))
    _archive(article, None)
    record(by=by, verb=Verb.PUT_BACK, article=article)


def _archive(article: Article, at: datetime | None) -> None:
    article.put(archived_at=at)
    article.save(update_fields=["archived_at"])


def _locked(article: Article) -> Revision:
    """Its newest revision, locked, with the article as it is now that nobody else reads it."""
    revision = harvest.lock(article.newest_revision().pk)
    revision.article.refresh_from_db(fields=["state", "archived_at"])
    return revision
