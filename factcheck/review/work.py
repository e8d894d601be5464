"""Where the work on one claim stands: who holds it, which verdict it has, who agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim
from factcheck.compiled import compiled, compiled_sharing
from factcheck.review.models import Approval, Deferral, Dismissal, Lease, Verdict
from factcheck.writing import update

# Only these may have a dismissal that stands.
LEFT_OUT = (Claim.State.DISMISSED, Claim.State.MERGED)


@compiled
def _verdicts(claim: int) -> QuerySet[Verdict]:
    found = Verdict.objects.filter(claim=claim).order_by("-pk")
    return found.select_related("author", "rating__scale", "ended_by")


@compiled
def _dismissals(claim: int) -> QuerySet[Dismissal]:
    return Dismissal.objects.filter(claim=claim, reopened_at=None).select_related("by")[:1]


@compiled
def _approvals(verdict: int) -> QuerySet[Approval]:
    return Approval.objects.filter(verdict=verdict).standing()


# The article stays as it is, too. PostgreSQL reads both as they are when it has the locks: a sign-off
# may have been waited for.
in_the_article_as_it_is = compiled_sharing(Article._meta.db_table)


@in_the_article_as_it_is
def _locked(claim: int) -> QuerySet[Claim]:
    locked = Claim.objects.select_for_update(of=("self",)).filter(pk=claim)
    return locked.select_related("article__desk")


@compiled
def _lease(claim: int) -> QuerySet[Lease]:
    return Lease.objects.filter(claim=claim).select_related("holder")


@dataclass
class Work:
    """The work on one claim as it stands now. Needs the claim's article and desk."""

    claim: Claim
    lease: Lease | None

    @classmethod
    def on(cls, claim: Claim) -> "Work":
        """Fetch it: one query at most, none of a claim that was fetched with its lease. Verdicts,
        approvals and what keeps the claim out of the queue are a query each for whoever asks.
        """
        fetched = claim._state.fields_cache
        leases = [fetched["lease"]] if "lease" in fetched else []
        # What somebody holds is in progress.
        if claim.state == Claim.State.IN_PROGRESS:
            leases = leases or _lease(claim.pk)
        return cls(claim, next((lease for lease in leases if lease and lease.is_live), None))

    @classmethod
    def locked(cls, claim_id: int) -> "Work":
        """Fetch it with the claim's row locked until the transaction ends."""
        for claim in _locked(claim_id):
            return cls.on(claim)
        raise Claim.DoesNotExist(f"There is no claim {claim_id}.")

    @classmethod
    def locked_many(cls, claim_ids: Iterable[int]) -> "list[Work]":
        """The same for many claims in four queries, with what the rules ask for: verdicts of those
        in progress alone.
        """
        wide = ("quote", "statement", "reasons", "entities", "guesses")
        # Always in the same order, so that two people with the same claims wait and do not clash.
        locked = Claim.objects.select_for_update().filter(pk__in=list(claim_ids)).order_by("pk")
        claims = list(locked.defer(*wide))
        articles = Article.objects.select_related("desk").in_bulk({c.article_id for c in claims})
        live = Lease.objects.filter(expires_at__gt=timezone.now()).select_related("holder")
        leases = {lease.claim_id: lease for lease in live.filter(claim__in=claims)}
        begun = [claim for claim in claims if claim.state == Claim.State.IN_PROGRESS]
        verdicts: dict[int, list[Verdict]] = {}
        for verdict in Verdict.objects.filter(claim__in=begun).order_by("-pk"):
            verdicts.setdefault(verdict.claim_id, []).append(verdict)
        for claim in claims:
            claim.article = articles[claim.article_id]
        works = [cls(claim, leases.get(claim.pk)) for claim in claims]
        for work in works:
            work.verdicts = verdicts.get(work.claim.pk, [])
        return works

    def move(self, state: Claim.State) -> None:
        """Store the claim's new state. The claim must be locked."""
        self.change(state=state)

    def change(self, **fields: Any) -> None:
        """Store new values of the claim and count its version up. The claim must be locked."""
        self.claim.put(**fields)
        self.claim.version += 1
        update(self.claim, *fields, "version")

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """All of them, the latest first."""
        verdicts = _verdicts(self.claim.pk)
        for verdict in verdicts:
            verdict.claim = self.claim
        return verdicts

    @cached_property
    def dismissal(self) -> Dismissal | None:
        """Why the claim needs no verdict, while that stands."""
        found = _dismissals(self.claim.pk) if self.claim.state in LEFT_OUT else []
        return next(iter(found), None)

    @cached_property
    def deferral(self) -> Deferral | None:
        """Why the claim is set aside, while it is."""
        if self.claim.state != Claim.State.DEFERRED:
            return None
        return self.claim.deferrals.filter(ended_at=None).select_related("by").first()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that stands, proposed or approved."""
        return next((v for v in self.verdicts if v.ended_at is None), None)

    @property
    def returned(self) -> Verdict | None:
        """The last verdict, where it was returned and none stands yet."""
        last = self.verdicts[0] if self.verdicts else None
        return last if last and last.ending == Verdict.Ending.RETURNED else None

    @property
    def state_when_free(self) -> Claim.State:
        """What the claim is when nobody holds it and no verdict stands."""
        return Claim.State.RETURNED if self.returned else Claim.State.OPEN

    @cached_property
    def approvals(self) -> list[Approval]:
        return _approvals(self.verdict.pk) if self.verdict else []

    def is_held_by(self, user: User | None) -> bool:
        return self.lease is not None and user is not None and self.lease.holder_id == user.pk
