"""The files a report can be handed on as, and what they are called."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.text import slugify

from factcheck.articles.models import Article, Revision
from factcheck.reports import as_csv, as_json, ledger
from factcheck.reports.ledger import Report
from factcheck.reports.profiles import Profile

# File systems take 255 bytes, and a character of some scripts needs four.
NAME_LENGTH = 60


@dataclass(frozen=True)
class Format:
    """How a report is written and what people and browsers are told about it."""

    name: str
    label: str
    # What it is good for, in a few words.
    about: str
    content_type: str
    ending: str
    # Yields the file in parts; a report that cannot be written raises before the first.
    parts: Callable[[Report], Iterator[bytes]]
    # Whether comments, queries, replies and history go in, where the profile allows them.
    is_whole: bool = False
    # Whether a browser can show it as it is.
    previews: bool = False
    # The first is the one that is meant where nobody says which.
    profiles: tuple[Profile, ...] = (Profile.INTERNAL, Profile.PUBLIC)
    # With more claims than these a worker makes it, not the request; None for any number.
    at_once: int | None = None

    def is_slow(self, revision: Revision) -> bool:
        """Whether the file of this revision takes longer than somebody waits for a page."""
        return self.at_once is not None and revision.claims.count() > self.at_once

    def collect(self, article: Article, profile: Profile) -> Report:
        return ledger.collect(article, profile=profile, whole=self.is_whole)

    def write(self, article: Article, profile: Profile) -> Iterator[bytes]:
        """The file as of now. What goes wrong does so here, before the first part leaves."""
        return self.parts(self.collect(article, profile))


FORMATS = {
    form.name: form
    for form in (
        Format(
            name="csv",
            label="CSV table",
            about="One row a claim, for any spreadsheet",
            content_type="text/csv; charset=utf-8",
            ending="csv",
            parts=as_csv.parts,
        ),
        Format(
            name="json",
            label="JSON",
            about="Everything, for other programs",
            content_type="application/json",
            ending="json",
            parts=as_json.parts,
            is_whole=True,
            previews=True,
        ),
    )
}


KINDS = {
    Profile.INTERNAL: "internal report",
    Profile.LEGAL: "libel file",
    Profile.PUBLIC: "report",
}


def file_name(article: Article, profile: Profile, ending: str) -> str:
    """What the file is called. Whoever mails it sees whether it may leave the newsroom."""
    return f"{_title(article.title) or f'article-{article.pk}'}, {KINDS[profile]}.{ending}"


def disposition(name: str, *, inline: bool = False) -> str:
    """The header that names a download: in ASCII for old programs, and in full (RFC 5987)."""
    stem, _, ending = name.rpartition(".")
    plain = f"{slugify(stem)}.{ending}"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _title(title: str) -> str:
    """The title without what no file name may hold, or what would make it read backwards."""
    # Categories Z and C: line breaks, control characters, and the signs that turn the direction.
    kept = ("".join(" " if unicodedata.category(c)[0] in "ZC" else c for c in title)).split()
    name = re.sub(r'[\\/:*?"<>|]+', "-", " ".join(kept))
    return name[:NAME_LENGTH].strip(" .-")
