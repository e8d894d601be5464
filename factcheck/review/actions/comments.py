"""Comments on a claim: what people of the desk tell each other."""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.review import leases, rules
from factcheck.review.models import Comment
from factcheck.review.work import Work


@transaction.atomic
def comment(*, claim: Claim, by: User, text: str) -> Comment:
    """Say something about a claim. Talking of it is activity: it prolongs the lease."""
    work = Work.locked(claim.pk)
    agree(rules.against_commenting(work, by))
    said = Comment.objects.create(claim=work.claim, by=by, text=text)
    if work.is_held_by(by):
        leases.hold(work.claim, by)
    record(by=by, verb=Verb.COMMENT, claim=work.claim, comment=said.pk)
    return said


@transaction.atomic
def remove_comment(*, comment: Comment, by: User) -> None:
    """Take one's own comment off the claim; it can be put back."""
    work = Work.locked(comment.claim_id)
    agree(rules.against_removing_comment(work, comment, by))
    removed = Comment.objects.filter(pk=comment.pk, removed_at=None)
    if not removed.update(removed_at=timezone.now()):
        raise Refused("This comment has been removed already.")
    record(by=by, verb=Verb.REMOVE_COMMENT, claim=work.claim, comment=comment.pk)


@transaction.atomic
def restore_comment(*, comment: Comment, by: User) -> None:
    """Put one's own removed comment back."""
    work = Work.locked(comment.claim_id)
    agree(rules.against_removing_comment(work, comment, by))
    restored = Comment.objects.filter(pk=comment.pk, removed_at__isnull=False)
    if not restored.update(removed_at=None):
        raise Refused("This comment is on the claim already.")
    record(by=by, verb=Verb.RESTORE_COMMENT, claim=work.claim, comment=comment.pk)
