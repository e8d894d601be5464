"""Events newest first, a page at a time: the address of a page says after which event it goes on."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.audit.models import Event, EventQuerySet

A_PAGE = 50
IN_A_FILE = 2_000


@dataclass(frozen=True)
class Page:
    """Some events, and the key after which the next, older ones come."""

    events: list[Event]
    older: int | None


def page(events: EventQuerySet, before: int | None, length: int = A_PAGE) -> Page:
    """The newest events of those stored before the one with that key."""
    rows = events.select_related("by").order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: length + 1])
    return Page(found[:length], found[length - 1].pk if len(found) > length else None)


def pages(events: EventQuerySet) -> Iterator[list[Event]]:
    """All events in portions, so that a file of millions is made in little memory."""
    before: int | None = None
    while True:
        found = page(events, before, IN_A_FILE)
        yield found.events
        before = found.older
        if before is None:
            return
