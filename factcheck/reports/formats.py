"""The files a report can be handed on as, and what they are called."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.text import slugify

from factcheck.articles.models import Article
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
    content_type: str
    ending: str
    # Yields the file in parts; a report that cannot be written raises before the first.
    parts: Callable[[Report], Iterator[bytes]]
    # Whether comments, queries, replies and history go in, where the profile allows them.
    is_whole: bool = False
    # Whether a browser can show it as it is.
    previews: bool = False
    profiles: tuple[Profile, ...] = tuple(Profile)

    def write(self, article: Article, profile: Profile) -> Iterator[bytes]:
        """The file as of now. What goes wrong does so here, before the first part leaves."""
        return self.parts(ledger.collect(article, profile=profile, whole=self.is_whole))


FORMATS = {
    form.name: form
    for form in (
        Format("csv", "CSV table", "text/csv; charset=utf-8", "csv", as_csv.parts),
        Format(
            "json", "JSON", "application/json", "json", as_json.parts, is_whole=True, previews=True
        ),
    )
}


def disposition(article: Article, ending: str) -> str:
    """The header that names a download: in ASCII for old programs, and in full (RFC 5987)."""
    number = f"article-{article.pk}"
    plain = slugify(article.title)[:NAME_LENGTH].strip("-_") or number
    full = _file_name(article.title) or number
    return (
        f'attachment; filename="{plain}-report.{ending}"; '
        f"filename*=UTF-8''{quote(f'{full}, report.{ending}', safe='')}"
    )


def _file_name(title: str) -> str:
    """The title without what no file name may hold, or what would make it read backwards."""
    # Categories Z and C: line breaks, control characters, and the signs that turn the direction.
    kept = ("".join(" " if unicodedata.category(c)[0] in "ZC" else c for c in title)).split()
    name = re.sub(r'[\\/:*?"<>|]+', "-", " ".join(kept))
    return name[:NAME_LENGTH].strip(" .-")
