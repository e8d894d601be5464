"""The one way to write an event."""

from collections.abc import Iterable
from typing import Any, Protocol

from factcheck import web
from factcheck.audit.models import Event, Verb
from factcheck.writing import insert


class HasKey(Protocol):
    """A person, a source or a desk, as far as the audit needs to know them."""

    pk: int


class IsChanging(Protocol):
    """An article, as far as the audit needs to know it."""

    pk: int

    def told(self) -> dict[str, Any]: ...


class HasArticle(IsChanging, Protocol):
    """A claim, as far as the audit needs to know it."""

    article_id: int


def record(
    *,
    by: Any,
    verb: Verb,
    claim: HasArticle | None = None,
    article: IsChanging | None = None,
    person: HasKey | None = None,
    source: HasKey | None = None,
    desk: HasKey | None = None,
    **details: Any,
) -> Event:
    """Append an event in the transaction of the change that it tells of.

    `by` is a person, or None where the program acts by itself. An event about nothing belongs to
    the whole newsroom. What was put into the claim or the article since the event before is told
    with it, unless `before` and `after` are given.
    """
    if about := claim or article:
        details = {**about.told(), **details}
    article_id = claim.article_id if claim else article.pk if article else None
    event = Event(
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
    return insert(event)


def record_many(*, by: Any, verb: Verb, claims: Iterable[HasArticle], **details: Any) -> None:
    """Append the same event for each of many claims, in the transaction of the change.

    Each tells what was put into its own claim.
    """
    address = web.address()
    Event.objects.bulk_create(
        (
            Event(
                by=by,
                verb=verb,
                claim_id=claim.pk,
                article_id=claim.article_id,
                details={**claim.told(), **details},
                address=address,
            )
            for claim in claims
        ),
        batch_size=2_000,
    )
