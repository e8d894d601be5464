"""The one way to write an event."""

from collections.abc import Iterable
from typing import Any, Protocol

from factcheck import web
from factcheck.audit.models import Event, Verb


class HasArticle(Protocol):
    """A claim, as far as the audit needs to know it."""

    pk: int
    article_id: int


class HasKey(Protocol):
    """An article, a person, a source or a desk, as far as the audit needs to know them."""

    pk: int


def record(
    *,
    by: Any,
    verb: Verb,
    claim: HasArticle | None = None,
    article: HasKey | None = None,
    person: HasKey | None = None,
    source: HasKey | None = None,
    desk: HasKey | None = None,
    **details: Any,
) -> Event:
    """Append an event in the transaction of the change that it tells of.

    `by` is a person, or None where the program acts by itself. An event about nothing belongs to
    the whole newsroom.
    """
    article_id = claim.article_id if claim else article.pk if article else None
    return Event.objects.create(
        by=by,
        verb=verb,
        claim_id=claim.pk if claim else None,
        article_id=article_id,
        person_id=person.pk if person else None,
        source_id=source.pk if source else None,
        desk_id=desk.pk if desk else None,
        details=details,
        address=web.address(),
    )


def record_many(*, by: Any, verb: Verb, claims: Iterable[HasArticle], **details: Any) -> None:
    """Append the same event for each of many claims, in the transaction of the change."""
    address = web.address()
    Event.objects.bulk_create(
        (
            Event(
                by=by,
                verb=verb,
                claim_id=claim.pk,
                article_id=claim.article_id,
                details=details,
                address=address,
            )
            for claim in claims
        ),
        batch_size=2_000,
    )
