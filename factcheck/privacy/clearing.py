"""What goes at night, desk by desk. Verdicts, evidence and the newest copy of a page never do."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from factcheck.articles.models import Article
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.privacy.models import Retention
from factcheck.review import leases
from factcheck.review.models import Draft, Evidence, Lease
from factcheck.sources.models import Capture


@transaction.atomic
def clear(kept: Retention, now: datetime) -> dict[str, int]:
    """Remove what this desk no longer keeps, and write down how much. Safe to run twice."""
    gone = {
        "drafts": _drafts(kept, now),
        "captures": _captures(kept, now),
        "leases": _leases(kept, now),
        "addresses": _addresses(kept, now),
    }
    gone = {what: count for what, count in gone.items() if count}
    if gone:
        record(by=None, verb=Verb.CLEAR_OUT, desk=kept.desk, removed=gone)
    return gone


def _drafts(kept: Retention, now: datetime) -> int:
    if kept.drafts is None:
        return 0
    old = Draft.objects.filter(claim__desk=kept.desk, saved_at__lt=_before(now, kept.drafts))
    return old.delete()[0]


def _captures(kept: Retention, now: datetime) -> int:
    """Copies that a newer one replaces, of sources that no other desk uses."""
    if kept.captures is None:
        return 0
    newer = Capture.objects.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
    uses = Evidence.objects.filter(source=OuterRef("source"))
    old = Capture.objects.filter(
        # Only a whole copy replaces one: a page that is gone may leave a failure behind it.
        Exists(newer.exclude(captured_at=None)),
        Exists(uses.filter(claim__desk=kept.desk)),
        ~Exists(uses.exclude(claim__desk=kept.desk)),
        asked_at__lt=_before(now, kept.captures),
    ).exclude(state=Capture.State.WAITING)
    return old.delete()[0]


def _leases(kept: Retention, now: datetime) -> int:
    """Leases that ran out and that nothing has ended: each claim goes back to the queue."""
    if kept.leases is None:
        return 0
    old = Lease.objects.filter(
        claim__desk=kept.desk, expires_at__lt=_before(now, kept.leases)
    ).select_related("holder")
    for lease in (found := list(old)):
        leases.end(lease)
    return len(found)


def _addresses(kept: Retention, now: datetime) -> int:
    """The one thing of an event that may go, besides a name that was erased."""
    if kept.addresses is None:
        return 0
    articles = Article.objects.filter(desk=kept.desk).values("pk")
    old = Event.objects.filter(article_id__in=articles, at__lt=_before(now, kept.addresses))
    return old.exclude(address=None).update(address=None)


def _before(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)
