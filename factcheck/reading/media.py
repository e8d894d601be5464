"""What a file from the web is called, so that its name says how it is read."""

import mimetypes
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from factcheck.reading.readers import FORMATS

KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
# What servers say of a file when they don't know; its name has to tell.
UNSAID = frozenset({"application/octet-stream", "binary/octet-stream", "application/zip"})
LONGEST_NAME = 200


def file_name(kind: str, address: str) -> str:
    """A name from the last part of the address, with the ending of its media type."""
    path = PurePosixPath("".join(filter(str.isprintable, unquote(urlsplit(address).path))))
    ending = KINDS.get(kind) or mimetypes.guess_extension(kind) or path.suffix.lower()
    if kind in UNSAID or (ending == ".txt" and path.suffix.lower() in FORMATS):
        ending = path.suffix.lower()
    known = path.suffix.lower() in FORMATS or path.suffix.lower() == ending
    stem = path.stem if known else path.name
    return (stem[:LONGEST_NAME] or "page") + ending[:20]
