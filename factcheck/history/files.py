"""The newsroom's history as a file, made line by line while it is sent."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from factcheck.accounts.models import User
from factcheck.audit.models import EventQuerySet
from factcheck.history.lines import Line, lines
from factcheck.history.paging import pages
from factcheck.reports.as_csv import BYTE_ORDER_MARK, harmless

COLUMNS = (
    "event",
    "at",
    "by",
    "name",
    "verb",
    "article",
    "claim",
    "person",
    "source",
    "desk",
    "address",
    "details",
    "hash",
)


def as_csv(events: EventQuerySet, reader: User) -> Iterator[bytes]:
    """For spreadsheets, which must not run what somebody wrote."""
    yield BYTE_ORDER_MARK.encode() + _row(COLUMNS)
    for line in _lines(events, reader):
        cells = _values(line)
        cells["details"] = line.stored
        yield _row(harmless(v) if v is not None else "" for v in cells.values())


def as_json_lines(events: EventQuerySet, reader: User) -> Iterator[bytes]:
    """For programs: one object a line."""
    for line in _lines(events, reader):
        yield (json.dumps(_values(line), ensure_ascii=False, default=str) + "\n").encode()


def _row(cells: Iterable[Any]) -> bytes:
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue().encode()


def _lines(events: EventQuerySet, reader: User) -> Iterator[Line]:
    for portion in pages(events.select_related("link")):
        yield from lines(portion, reader)


def _values(line: Line) -> dict[str, Any]:
    event = line.event
    values = (
        event.pk,
        event.at.isoformat(),
        event.by_id,
        line.who,
        event.verb,
        event.article_id,
        event.claim_id,
        event.person_id,
        event.source_id,
        event.desk_id,
        event.address,
        line.details,
        bytes(event.link.hash).hex() if hasattr(event, "link") else "",
    )
    return dict(zip(COLUMNS, values, strict=True))
