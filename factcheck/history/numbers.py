"""What claims are called in their article: “Claim 7”."""

from collections.abc import Iterable

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber

from factcheck.articles.models import Claim
from factcheck.audit.models import Event

# The details in which an event names another claim by its key.
CLAIMS = {"into", "out_of", "other"}
IS_MERGED = ExpressionWrapper(Q(state=Claim.State.MERGED), BooleanField())
# Those that stand are numbered among themselves, as in the margin of the article.
IN_THE_MARGIN = Window(
    RowNumber(),
    partition_by=[F("revision"), IS_MERGED],
    order_by=[F("start").asc(), F("end").desc(), F("pk").asc()],
)


def of_claims(events: Iterable[Event]) -> dict[int, str]:
    """What the claims that these events name are called now, without those that are gone: one query."""
    articles, keys = set(), set()
    for event in events:
        if event.claim_id:
            articles.add(event.article_id)
            keys |= {event.claim_id, *_others(event)}
    if not keys:
        return {}
    claims = Claim.objects.filter(article__in=articles).annotate(number=IN_THE_MARGIN)
    found = claims.filter(pk__in=keys).values_list("pk", "state", "number")
    return {
        pk: "A merged claim" if state == Claim.State.MERGED else f"Claim {number}"
        for pk, state, number in found
    }


def _others(event: Event) -> set[int]:
    return {value for name, value in event.details.items() if name in CLAIMS}
