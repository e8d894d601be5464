"""Whether the audit is what it was: every hash is computed again, here and not by the database.

Somebody who may do anything to the database can also replace its functions. What they cannot do is
find other rows with the same hashes, and a seal that was noted elsewhere tells whether they have
made up all hashes anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection

from factcheck.audit import sealing
from factcheck.audit.models import Event, Seal, Verb

LINKS = """
SELECT link.chain, link.number, link.event_id, link.before, link.details_hash, link.hash,
    event.id, event.verb, event.details::text, event.salt::text, concat_ws('|',
        (extract(epoch FROM event.at) * 1000000)::bigint,
        coalesce(event.by_id::text, ''),
        coalesce(event.article_id::text, ''),
        coalesce(event.claim_id::text, ''),
        coalesce(event.person_id::text, ''),
        coalesce(event.source_id::text, ''),
        coalesce(event.desk_id::text, '')
    )
FROM audit_link AS link LEFT JOIN audit_event AS event ON event.id = link.event_id
ORDER BY link.chain, link.number
"""
UNLINKED = """
SELECT event.id FROM audit_event AS event LEFT JOIN audit_link AS link ON link.event_id = event.id
WHERE link.event_id IS NULL ORDER BY event.id LIMIT 1
"""
# A chain has to end where its head says, and every chain has one.
CUT = """
SELECT head.chain, head.number FROM audit_head AS head
LEFT JOIN audit_link AS last ON last.chain = head.chain AND last.number = head.number
WHERE last.hash IS DISTINCT FROM head.hash OR EXISTS (
    SELECT FROM audit_link AS later
    WHERE later.chain = head.chain AND later.number > head.number
)
UNION ALL
SELECT DISTINCT link.chain, 1 FROM audit_link AS link
LEFT JOIN audit_head AS head ON head.chain = link.chain WHERE head.chain IS NULL
ORDER BY 1 LIMIT 1
"""
SEALED = """
SELECT sealed.chain, sealed.number, seal.at FROM audit_sealedhead AS sealed
LEFT JOIN audit_seal AS seal ON seal.id = sealed.seal_id
LEFT JOIN audit_link AS link ON link.chain = sealed.chain AND link.number = sealed.number
WHERE link.hash IS DISTINCT FROM sealed.hash OR seal.id IS NULL
ORDER BY sealed.id LIMIT 1
"""


@dataclass(frozen=True)
class Tampered:
    """Something that is not what it was. The event is None where there is none to name."""

    event: int | None
    words: str


@dataclass
class Report:
    """What the verification has seen."""

    events: int = 0
    chains: int = 0
    seals: int = 0
    tampered: Tampered | None = None


@dataclass(frozen=True)
class Entry:
    """A link, and the event that it points at, if it is still there."""

    chain: str
    number: int
    event: int
    before: bytes
    details_hash: bytes
    hash: bytes
    found: int | None
    verb: str
    details: str
    salt: str | None
    facts: str

    @property
    def name(self) -> str:
        return f"event {self.event} ({self.chain}, entry {self.number})"

    def says(self) -> bytes:
        """The hash that the event has as it stands now."""
        place = f"{self.chain}|{self.number}|{self.event}"
        said = f"{place}|{self.facts}|{self.details_hash.hex()}|{self.verb}"
        return sha256(self.before + said.encode()).digest()


def verify(known_seal: str = "") -> Report:
    """Compute everything again, and name the first entry that was tampered with.

    The first is the oldest event; what names no event comes after those that do.
    """
    report = Report()
    found = [*_in_links(report), *_cut_off(), *_in_seals(report, known_seal)]
    found.sort(key=lambda one: (one.event is None, one.event))
    report.tampered = found[0] if found else None
    return report


def _in_links(report: Report) -> Iterator[Tampered]:
    """At most one for each chain: what follows a broken link cannot be relied on."""
    erased = _erased()
    chain, number, end, is_broken = "", 0, b"", False
    for entry in _entries():
        if entry.chain != chain:
            chain, number, end, is_broken = entry.chain, 0, b"", False
            report.chains += 1
        report.events += 1
        if not is_broken and (words := _against(entry, number + 1, end, erased)):
            is_broken = True
            yield Tampered(entry.event, words)
        number, end = entry.number, entry.hash


def _against(entry: Entry, number: int, end: bytes, erased: dict[str, str]) -> str:
    if entry.number != number:
        return f"Entry {number} of {entry.chain} is gone, before {entry.name}."
    if entry.found is None:
        return f"The {entry.name} was removed."
    if entry.before != end or entry.says() != entry.hash:
        return f"The {entry.name} was altered, or moved to where it does not belong."
    details = sha256(((entry.salt or "") + entry.details).encode())
    if details.digest() == entry.details_hash:
        return ""
    # A name was erased from it: then the chain of that person says what it hashes to now.
    is_erased = not entry.salt and erased.get(str(entry.event)) == details.hexdigest()
    return "" if is_erased else f"The details of {entry.name} were altered."


def _entries() -> Iterator[Entry]:
    # Read in portions: a newsroom of some years has millions.
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINKS)
        while rows := cursor.fetchmany(5_000):
            for row in rows:
                values: Any = (bytes(v) if isinstance(v, memoryview) else v for v in row)
                yield Entry(*values)


def _erased() -> dict[str, str]:
    """What the details of events hash to since a name was erased from them."""
    found: dict[str, str] = {}
    for event in Event.objects.filter(verb=Verb.ERASE).order_by("pk").iterator():
        found |= event.details.get("erased", {})
    return found


def _cut_off() -> Iterator[Tampered]:
    with connection.cursor() as cursor:
        cursor.execute(UNLINKED)
        for (event,) in cursor.fetchall():
            yield Tampered(event, f"The event {event} is in no chain.")
        cursor.execute(CUT)
        for chain, number in cursor.fetchall():
            yield Tampered(None, f"The end of {chain}, entry {number}, is not what it was.")


def _in_seals(report: Report, known: str) -> Iterator[Tampered]:
    with connection.cursor() as cursor:
        cursor.execute(SEALED)
        for chain, number, at in cursor.fetchall():
            when = f"{at:%Y-%m-%d %H:%M}" if at else "a time that is gone"
            words = f"Entry {number} of {chain} is not what was sealed at {when} UTC, or is gone."
            yield Tampered(None, words)
    before, is_known = b"", not known
    for seal in Seal.objects.order_by("pk").iterator():
        report.seals += 1
        digest = sealing.hash_of(before, seal.at, sealing.heads_of(seal.pk))
        if bytes(seal.before) != before or digest != bytes(seal.hash):
            yield Tampered(None, f"The seal of {seal.at:%Y-%m-%d %H:%M} UTC was tampered with.")
            return
        before = digest
        is_known = is_known or digest.hex() == known
    if not is_known:
        yield Tampered(None, "There is no such seal: all hashes may have been made up anew.")
