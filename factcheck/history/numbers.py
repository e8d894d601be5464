"""What claims are called in their article: “Claim 7”."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from factcheck.articles.models import Claim
from factcheck.audit.models import Event

# The details in which an event names another claim by its key.
CLAIMS = {"into", "out_of", "other"}
HERE = {"start": OuterRef("start"), "end": OuterRef("end")}
# As in the margin of the article: a claim inside another comes after the one that holds it.
BEFORE = (
    Q(start__lt=HERE["start"])
    | Q(start=HERE["start"], end__gt=HERE["end"])
    | Q(**HERE, pk__lt=OuterRef("pk"))
)


def of_claims(events: Iterable[Event]) -> dict[int, str]:
    """What the claims that these events name are called now, without those that are gone: one query."""
    keys = {key for event in events if event.claim_id for key in (event.claim_id, *_others(event))}
    if not keys:
        return {}
    before = Claim.objects.standing().filter(BEFORE, revision=OuterRef("revision")).order_by()
    counted = before.values("revision").annotate(many=Count("pk")).values("many")
    claims = Claim.objects.filter(pk__in=keys).annotate(before=Coalesce(Subquery(counted), 0))
    return {
        pk: "A merged claim" if state == Claim.State.MERGED else f"Claim {before + 1}"
        for pk, state, before in claims.values_list("pk", "state", "before")
    }


def _others(event: Event) -> set[int]:
    return {value for name, value in event.details.items() if name in CLAIMS}
