"""Documents that people send: as large as we keep them, and each of them once."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from factcheck.accounts.models import User
from factcheck.sources.models import Source, SourceQuerySet

MEGABYTE = 1024 * 1024
TOO_LARGE = (
    "{} is larger than {} MB. Send the pages that matter, or give its address. "
    "The file itself must be chosen again."
)


@dataclass(frozen=True)
class Document:
    """A file that somebody sent."""

    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def read(file: "UploadedFile[bytes]") -> Document:
    """The file that a form was sent, unless it is too large to keep."""
    name = file.name or "document"
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // MEGABYTE
        raise ValidationError(TOO_LARGE.format(name, limit))
    return Document(name, file.read())


def within_reach(by: User, confidentiality: str) -> SourceQuerySet:
    """The sources that may answer to what somebody names: those whose names they may see.

    Who hides a source finds hidden ones only: an open one of the same name would give it away.
    """
    sources = Source.objects.named_to(by)
    hidden = Source.Confidentiality.NEED_TO_KNOW
    return sources.filter(confidentiality=hidden) if confidentiality == hidden else sources


def known(document: Document, *, by: User | None, confidentiality: str) -> Source | None:
    """The source that has the same file already, as far as this person may know."""
    if by is None:
        return None
    return within_reach(by, confidentiality).filter(file__sha256=document.sha256).first()
