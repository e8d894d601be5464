"""What a person can still undo in this visit: a pile in the session, the latest on top."""

from secrets import token_hex
from typing import Any

from django.utils.text import Truncator

PILE = "undo"
MOST = 60


def remember(
    session: Any, said: str, address: str, *, about: str = "", fields: dict[str, str] | None = None
) -> None:
    """Put the way back of what was just done on the pile: an address to POST, with its fields."""
    words = f"{said.removesuffix('.')}: “{Truncator(about).chars(40)}”" if about else said
    entry = {"key": token_hex(4), "said": words, "address": address, "fields": fields or {}}
    session[PILE] = [*session.get(PILE, []), entry][-MOST:]


def pop(session: Any, key: str) -> dict[str, Any] | None:
    """Take an entry off the pile. None where it is not there any more."""
    pile = session.get(PILE, [])
    session[PILE] = [entry for entry in pile if entry["key"] != key]
    return next((entry for entry in pile if entry["key"] == key), None)
