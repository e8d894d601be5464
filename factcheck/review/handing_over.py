"""Work that leaves somebody's hands: because they go, or because they may not see it any more."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, prefetch_related_objects

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim
from factcheck.articles.models.claim import UNDECIDED
from factcheck.audit.actions import record_many
from factcheck.audit.models import Verb
from factcheck.permissions import Can
from factcheck.review.models import Lease, Query
from factcheck.review.models.question import QueryQuerySet
from factcheck.review.work import Work


def claims_of(person: User) -> QuerySet[Claim]:
    """What somebody holds, and what is assigned to them and not decided."""
    assigned = Claim.objects.filter(assignee=person, state__in=UNDECIDED).values("pk")
    # One after the other: for "or" there is no index, and every claim would be looked at.
    return Claim.objects.filter(pk__in=_held(Lease.objects.filter(holder=person)).union(assigned))


def queries_of(person: User) -> QueryQuerySet:
    """The questions that wait for an answer of theirs."""
    return Query.objects.waiting().filter(asked_of=person)


@dataclass(frozen=True)
class HandedOver:
    """How much went to the person who goes on with it, and how much to nobody."""

    taken: int
    left: int


def hand_over(person: User, by: User, to: User | None) -> HandedOver:
    """Free what somebody holds and give it, with all that is assigned to them and the questions
    that wait for them, to a colleague, as far as that one works there and may see it.
    """
    works = Work.locked_many(claims_of(person).values_list("pk", flat=True))
    free([work for work in works if work.is_held_by(person) or not work.lease], by)
    claims = [work.claim for work in works]
    taken = [claim for claim in claims if to and may_check(claim, to)]
    left = [claim for claim in claims if claim not in taken]
    assign(taken, by, to)
    assign([claim for claim in left if claim.assignee_id], by, None)
    passed_on = _pass_on(person, by, to) if to else 0
    waiting = queries_of(person).count()
    return HandedOver(len(taken) + passed_on, len(left) + waiting)


def take_from_others(article: Article, people: Collection[User], by: User) -> None:
    """Free and unassign the claims of an article that are with anybody but these people."""
    held = _held(Lease.objects.exclude(holder__in=people))
    elsewhere = Q(assignee__isnull=False) & ~Q(assignee__in=people)
    found = Claim.objects.filter(Q(pk__in=held) | elsewhere, article=article)
    works = Work.locked_many(found.values_list("pk", flat=True))
    free([work for work in works if not work.lease or work.lease.holder not in people], by)
    named = {person.pk for person in people}
    claims = (work.claim for work in works)
    assign([c for c in claims if c.assignee_id and c.assignee_id not in named], by, None)


def free(works: Iterable[Work], by: User) -> None:
    """Take claims out of whatever hands they are in. The claims must be locked."""
    begun = [work for work in works if work.claim.state == Claim.State.IN_PROGRESS]
    Lease.objects.filter(claim__in=[work.claim for work in begun]).delete()
    for work in begun:
        work.move(work.state_when_free)
    record_many(by=by, verb=Verb.RELEASE, claims=[work.claim for work in begun])


def may_check(claim: Claim, person: User) -> bool:
    """Whether somebody can be asked to check this claim."""
    on_desk = person.can(Can.CHECK) and claim.desk_id in person.desk_ids
    return person.is_active and on_desk and claim.article.is_readable_by(person)


def _held(leases: QuerySet[Lease]) -> QuerySet[Lease, Any]:
    return leases.values("claim")


def assign(claims: Iterable[Claim], by: User, to: User | None) -> None:
    """Say who is to check these claims, or that nobody is. The claims must be locked."""
    claims = list(claims)
    prefetch_related_objects(claims, "assignee")
    for claim in claims:
        claim.put(assignee=to)
    keys = [claim.pk for claim in claims]
    Claim.objects.filter(pk__in=keys).update(assignee=to, version=F("version") + 1)
    record_many(by=by, verb=Verb.ASSIGN, claims=claims, note=f"to {to or 'nobody'}")


def _pass_on(person: User, by: User, to: User) -> int:
    """Ask somebody else what waits for this person, where they could have been asked."""
    if not to.can(Can.HAND_IN):
        return 0
    queries = queries_of(person).visible_to(to).exclude(asked_by=to).select_related("claim")
    passed = list(queries.select_for_update(of=("self",)))
    Query.objects.filter(pk__in=[query.pk for query in passed]).update(asked_of=to)
    claims = [query.claim for query in passed]
    record_many(by=by, verb=Verb.PASS_ON, claims=claims, note=f"from {person} to {to}")
    return len(passed)
