"""Evidence on a claim: added, removed, put back."""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.review import leases, rules
from factcheck.review.models import (
    Evidence,
)
from factcheck.review.work import Work
from factcheck.sources.actions import capture_once, find_or_add
from factcheck.sources.documents import Document
from factcheck.sources.models import Source

State = Claim.State


@transaction.atomic
def add_evidence(
    *,
    claim: Claim,
    by: User,
    stance: str,
    quotation: str,
    locator: str = "",
    source: Source | None = None,
    address: str = "",
    description: str = "",
    kind: str = "",
    confidentiality: str = "",
    document: Document | None = None,
) -> Evidence:
    """Attach a passage of a source: one that is known, else it is found or added by what is told."""
    work = Work.locked(claim.pk)
    agree(rules.against_adding_evidence(work, by))
    if source is None:
        source = find_or_add(
            by=by,
            kind=kind,
            address=address,
            description=description,
            confidentiality=confidentiality,
            document=document,
        )
    else:
        capture_once(source, by)
    evidence = Evidence.objects.create(
        claim=work.claim,
        source=source,
        stance=stance,
        quotation=quotation,
        locator=locator,
        added_by=by,
    )
    work.change()
    if work.is_held_by(by):
        leases.hold(work.claim, by)
    record(
        by=by,
        verb=Verb.ADD_EVIDENCE,
        claim=work.claim,
        evidence=evidence.pk,
        stance=stance,
    )
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> None:
    """Take evidence off the claim; it can be put back."""
    work = Work.locked(evidence.claim_id)
    agree(rules.against_removing_evidence(work, evidence, by))
    removed = Evidence.objects.filter(pk=evidence.pk, removed_at=None)
    if not removed.update(removed_at=timezone.now(), removed_by=by):
        raise Refused("This evidence has been removed already.")
    work.change()
    record(by=by, verb=Verb.REMOVE_EVIDENCE, claim=work.claim, evidence=evidence.pk)


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: User) -> None:
    """Put removed evidence back on the claim."""
    work = Work.locked(evidence.claim_id)
    agree(rules.against_removing_evidence(work, evidence, by))
    restored = Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=False)
    if not restored.update(removed_at=None, removed_by=None):
        raise Refused("This evidence is on the claim already.")
    work.change()
    record(by=by, verb=Verb.RESTORE_EVIDENCE, claim=work.claim, evidence=evidence.pk)
