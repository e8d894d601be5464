"""Rows as they come from the database: the columns that reports ask for, named as Django names them.

A report has some hundred of each, and objects with people and scales joined to each took longer to
make than to find. What may be told of them is decided in `redaction`.
"""

from datetime import date, datetime
from typing import NamedTuple


class Ruled(NamedTuple):
    """A verdict."""

    pk: int
    claim_id: int
    rating_id: int
    explanation: str
    should_read: str
    author__name: str
    proposed_at: datetime
    ending: str
    ended_by__name: str | None
    ended_at: datetime | None
    return_reason: str


class Agreed(NamedTuple):
    """An approval."""

    verdict_id: int
    by__name: str
    at: datetime


class SetAside(NamedTuple):
    """A dismissal of a claim or of a sentence."""

    claim_id: int | None
    sentence_id: int | None
    reason: str
    note: str
    by__name: str
    at: datetime


class Brought(NamedTuple):
    """Evidence, without its source."""

    claim_id: int
    source_id: int
    stance: str
    quotation: str
    locator: str
    added_by__name: str
    added_at: datetime


class Named(NamedTuple):
    """A source that may be named."""

    pk: int
    title: str
    kind: str
    publisher: str
    author: str
    address: str
    published_on: date | None
    standing: str
    confidentiality: str
    origin_title: str | None


class Copied(NamedTuple):
    """Our copy of a source's page, without its bytes."""

    pk: int
    source_id: int
    name: str
    final_address: str
    captured_at: datetime
    sha256: str
    state: str


class Uploaded(NamedTuple):
    """A source's file, without its bytes."""

    source_id: int
    name: str
    uploaded_at: datetime
    sha256: str


class Printed(NamedTuple):
    """A sentence, as far as a report has to know it."""

    pk: int
    start: int
    end: int
    is_dismissed: bool
