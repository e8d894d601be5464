"""The right of reply: what those who are accused were asked, and what they said."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.review import rules
from factcheck.review.models import RightOfReply
from factcheck.review.work import Work

Outcome = RightOfReply.Outcome


class Reply(TypedDict):
    """What is known of one right of reply."""

    party: str
    channel: str
    asked_at: datetime
    outcome: str
    answer: str


@transaction.atomic
def record_reply(*, claim: Claim, by: User, **facts: Unpack[Reply]) -> RightOfReply:
    """Write down whom the newsroom asked to reply, and what came of it."""
    work = Work.locked(claim.pk)
    agree(rules.against_recording_reply(work, by))
    reply = RightOfReply.objects.create(
        claim=work.claim, recorded_by=by, answered_at=_answered_at(facts, None), **facts
    )
    work.change()
    record(by=by, verb=Verb.RECORD_REPLY, claim=work.claim, reply=reply.pk, said=str(reply))
    return reply


@transaction.atomic
def change_reply(*, reply: RightOfReply, by: User, **facts: Unpack[Reply]) -> None:
    """Write down what came of it since, or mend what was written."""
    work, reply = _locked(reply)
    agree(rules.against_recording_reply(work, by))
    if reply.removed_at:
        raise Refused("This right of reply has been removed. Put it back first.")
    was = str(reply)
    answered_at = _answered_at(facts, reply.answered_at)
    for field, value in {**facts, "answered_at": answered_at}.items():
        setattr(reply, field, value)
    reply.save(update_fields=[*facts, "answered_at"])
    work.change()
    record(
        by=by, verb=Verb.CHANGE_REPLY, claim=work.claim, reply=reply.pk, said=str(reply), was=was
    )


@transaction.atomic
def remove_reply(*, reply: RightOfReply, by: User) -> None:
    """Take a right of reply off the claim; it can be put back."""
    _set_removed(reply, by, Verb.REMOVE_REPLY)


@transaction.atomic
def restore_reply(*, reply: RightOfReply, by: User) -> None:
    """Put a removed right of reply back on the claim."""
    _set_removed(reply, by, Verb.RESTORE_REPLY)


def _set_removed(reply: RightOfReply, by: User, verb: Verb) -> None:
    work, reply = _locked(reply)
    agree(rules.against_recording_reply(work, by))
    removes = verb == Verb.REMOVE_REPLY
    if removes == bool(reply.removed_at):
        raise Refused(f"This right of reply is {'removed' if removes else 'on the claim'} already.")
    removed_at = timezone.now() if removes else None
    RightOfReply.objects.filter(pk=reply.pk).update(removed_at=removed_at)
    work.change()
    record(by=by, verb=verb, claim=work.claim, reply=reply.pk, said=str(reply))


def _answered_at(facts: Reply, before: datetime | None) -> datetime | None:
    """When the outcome was first known."""
    return None if facts["outcome"] == Outcome.WAITING else before or timezone.now()


def _locked(reply: RightOfReply) -> tuple[Work, RightOfReply]:
    """The reply as it is now, with its claim locked until the transaction ends."""
    work = Work.locked(reply.claim_id)
    found = RightOfReply.objects.get(pk=reply.pk)
    if found.claim_id != work.claim.pk:
        raise Refused("The claim of this reply went into another one. Open it there.")
    return work, found
