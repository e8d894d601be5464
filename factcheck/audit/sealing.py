"""The nightly seal: what every chain ends with, under one hash that somebody can keep elsewhere."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction
from django.utils import timezone

from factcheck.audit.models import Head, Seal, SealedHead

# Only what has grown since: the hash of the seal before stands for all the rest.
GROWN = """
INSERT INTO audit_sealedhead (seal_id, chain, number, hash)
SELECT %s, chain, number, hash FROM audit_head AS head
WHERE NOT EXISTS (
    SELECT FROM audit_sealedhead AS sealed
    WHERE sealed.chain = head.chain AND sealed.number = head.number
)
"""
# No two seals at once: one of them would be refused by the database for a seal that it follows.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('audit_seal'))"


def hash_of(before: bytes, at: datetime, heads: Iterable[tuple[str, int, bytes]]) -> bytes:
    """What a seal hashes: the seal before it, its moment, and the ends of chains by name."""
    seal = sha256(before + f"{at.timestamp():.6f}\n".encode())
    for chain, number, end in heads:
        seal.update(f"{chain}|{number}|{end.hex()}\n".encode())
    return seal.digest()


def heads_of(seal_id: int) -> Iterator[tuple[str, int, bytes]]:
    """The ends of chains that a seal covers, in the order in which it hashes them."""
    for head in SealedHead.objects.filter(seal_id=seal_id).order_by("chain", "number").iterator():
        yield head.chain, head.number, bytes(head.hash)


@transaction.atomic
def seal() -> Seal:
    """Cover the end of every chain that has grown since the last seal.

    The row of the seal is written last and never changed, so its key is taken beforehand.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_seal', 'id'))")
        (number,) = cursor.fetchone()
        cursor.execute(GROWN, [number])
    last = Seal.objects.order_by("-pk").first()
    before = bytes(last.hash) if last else b""
    at = timezone.now()
    digest = hash_of(before, at, heads_of(number))
    chains = Head.objects.count()
    return Seal.objects.create(pk=number, at=at, before=before, chains=chains, hash=digest)
