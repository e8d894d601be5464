"""What stands at an address becomes the original of a revision."""

from copy import copy
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils import timezone

from factcheck import fetching, reading
from factcheck.articles.models import Original
from factcheck.reading.media import KINDS, UNSAID

WRONG_KIND = (
    "What stands at this address is of a kind that cannot be read ({}). Give the address of {}."
)
LONGEST_NAME = 200


def fetched(original: Original, allowed: fetching.Rule) -> Original:
    """A copy of the row with what stands at its address; saved once its text has been read."""
    found = fetching.fetch(original.address, allowed=allowed)
    filled = copy(original)
    filled.name = _name(found)
    filled.data = found.data
    filled.sha256 = sha256(found.data).hexdigest()
    filled.fetched_at = timezone.now()
    return filled


def _name(found: fetching.Fetched) -> str:
    """A file's name from the last part of the address, with the ending of its kind."""
    path = PurePosixPath(unquote(urlsplit(found.address).path))
    ending = KINDS.get(found.kind, "")
    if found.kind in UNSAID or (ending == ".txt" and path.suffix.lower() in reading.FORMATS):
        ending = path.suffix.lower()
    if ending not in reading.FORMATS:
        readable = ", ".join(dict.fromkeys(reading.FORMATS.values()))
        raise fetching.Unfetchable(WRONG_KIND.format(found.kind, readable))
    stem = path.stem if path.suffix.lower() in reading.FORMATS else path.name
    return (stem[:LONGEST_NAME] or "page") + ending
