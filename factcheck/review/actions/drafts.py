"""Drafts: what somebody has typed into a form of a claim and not sent yet.

No event: a draft is its author's own until it is sent.
"""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.errors import Refused, agree
from factcheck.review import rules
from factcheck.review.models import LEASE_LASTS, Draft, Lease
from factcheck.review.work import Work
from factcheck.writing import delete


@transaction.atomic
def save_draft(*, claim: Claim, by: User, form: str, words: dict[str, list[str]]) -> Draft | None:
    """Keep what is typed so far; nothing typed is nothing kept.

    Writing is activity: it prolongs the lease.
    """
    agree(rules.against_drafting(Work.locked(claim.pk), by, form))
    now = timezone.now()
    Lease.objects.filter(claim=claim, holder=by).update(expires_at=now + LEASE_LASTS)
    if not words:
        forget_draft(claim=claim, by=by, form=form)
        return None
    draft, _ = Draft.objects.update_or_create(
        claim=claim,
        author=by,
        form=form,
        defaults={"words": words, "saved_at": now, "discarded_at": None},
    )
    return draft


def forget_draft(*, claim: Claim, by: User, form: str) -> None:
    """What was typed has been sent, or emptied."""
    delete(Draft, claim=claim.pk, author=by.pk, form=form)


@transaction.atomic
def discard_draft(*, claim: Claim, by: User, form: str) -> None:
    """Put one's own draft away; it can be had back until the form is used again."""
    kept = Draft.objects.kept_by(by).filter(claim=claim, form=form)
    if not kept.update(discarded_at=timezone.now()):
        raise Refused("Nothing is kept of this form any more.")


@transaction.atomic
def restore_draft(*, claim: Claim, by: User, form: str) -> None:
    """Bring a discarded draft back."""
    gone = Draft.objects.filter(claim=claim, author=by, form=form, discarded_at__isnull=False)
    if not gone.update(discarded_at=None):
        raise Refused("What you discarded is not here any more.")
