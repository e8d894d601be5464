"""Takes a person's name out of the history without breaking it."""

import json
import re
from collections.abc import Iterable
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from factcheck.accounts.models import User
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb

# So many events one entry of the person's chain vouches for.
AT_ONCE = 500
HASH = "SELECT encode(audit_details_hash(NULL, %s::jsonb), 'hex')"


def pseudonym(person: User) -> str:
    """What a person is called whose name was erased."""
    return f"Former colleague {person.pk}"


def erase_from_history(*, person: User, name: str, email: str, by: User) -> None:
    """Replace the name in the details of events, and forget where the person's requests came from.

    What the details hash to afterwards is said in the chain of the person, which the verification
    reads: PostgreSQL lets the details become that and nothing else.
    """
    Event.objects.filter(by=person).exclude(address=None).update(address=None)
    instead = pseudonym(person)
    found = [
        (event.pk, cleaned)
        for event in _naming(name, email)
        if (cleaned := replaced(event.details, name, email, instead)) != event.details
    ]
    for some in batched(found or [(0, None)], AT_ONCE):
        erased = {str(key): _hash(details) for key, details in some if key}
        record(by=by, verb=Verb.ERASE, person=person, pseudonym=instead, erased=erased)
        for key, details in some:
            Event.objects.filter(pk=key).update(details=details, salt=None)


def _naming(name: str, email: str) -> Iterable[Event]:
    said = Event.objects.annotate(said=Cast("details", TextField()))
    return said.filter(Q(said__contains=name) | Q(said__contains=email)).iterator()


def replaced(value: Any, name: str, email: str, instead: str) -> Any:
    """The same value with the name and the address replaced wherever they stand as words."""
    if isinstance(value, dict):
        return {key: replaced(inner, name, email, instead) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, name, email, instead) for inner in value]
    if not isinstance(value, str):
        return value
    words = re.compile(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(email)})(?!\w)")
    return words.sub(instead, value)


def _hash(details: Any) -> str:
    # PostgreSQL has its own way to write JSON, and it is PostgreSQL that checks it.
    with connection.cursor() as cursor:
        cursor.execute(HASH, [json.dumps(details)])
        return str(cursor.fetchone()[0])
