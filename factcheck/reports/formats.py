"""The files a report can be handed on as, and what they are called."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Count, QuerySet
from django.utils.text import slugify

from factcheck.articles.models import Article, Claim, Revision
from factcheck.compiled import compiled, in_all, number
from factcheck.reports import (
    as_claimreview,
    as_csv,
    as_docx,
    as_json,
    as_pdf,
    as_xlsx,
    ledger,
    libel_file,
)
from factcheck.reports.ledger import Report
from factcheck.reports.names import short
from factcheck.reports.profiles import Profile

# Somebody waits a second or two for a file of as many claims.
IN_A_REQUEST = 200


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
    # The page on which it can be looked at, if there is one: its own, where browsers show it.
    preview: str = ""
    # The first is the one that is meant where nobody says which.
    profiles: tuple[Profile, ...] = (Profile.INTERNAL, Profile.PUBLIC)
    # With more claims than these a worker makes it, not the request; None for any number.
    at_once: int | None = None

    def is_slow(self, article: Article) -> bool:
        """Whether the file of its newest revision takes longer than somebody waits for a page."""
        if self.at_once is None:
            return False
        return number(_claims(article.pk)) > self.at_once

    def collect(self, article: Article, profile: Profile) -> Report:
        return ledger.collect(article, profile=profile, whole=self.is_whole)

    def write(self, article: Article, profile: Profile) -> Iterator[bytes]:
        """The file as of now. What goes wrong does so here, before the first part leaves."""
        return self.parts(self.collect(article, profile))


@compiled
def _claims(article: int) -> QuerySet[Claim, tuple[int]]:
    newest = Revision.objects.filter(article=article).order_by("-number").values("pk")[:1]
    return in_all(Claim.objects.filter(revision=newest), claims=Count("pk"))


FORMATS = {
    form.name: form
    for form in (
        Format(
            name="pdf",
            label="PDF",
            about="The proof with marks and notes, to read and to print",
            content_type="application/pdf",
            ending="pdf",
            parts=as_pdf.parts,
            preview="reports:pdf",
            at_once=IN_A_REQUEST,
        ),
        Format(
            name="docx",
            label="Word",
            about="The manuscript with comments, for the writer",
            content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ending="docx",
            parts=as_docx.parts,
            preview="reports:manuscript",
            at_once=IN_A_REQUEST,
        ),
        Format(
            name="xlsx",
            label="Spreadsheet",
            about="One row a claim, for Excel and its like",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ending="xlsx",
            parts=as_xlsx.parts,
            preview="reports:table",
        ),
        Format(
            name="csv",
            label="CSV table",
            about="One row a claim, for any spreadsheet",
            content_type="text/csv; charset=utf-8",
            ending="csv",
            parts=as_csv.parts,
            preview="reports:table",
        ),
        Format(
            name="json",
            label="JSON",
            about="Everything, for other programs",
            content_type="application/json",
            ending="json",
            parts=as_json.parts,
            is_whole=True,
            preview="reports:json",
        ),
        Format(
            name="claimreview",
            label="ClaimReview",
            about="Approved verdicts of a signed-off article, for search engines",
            content_type="application/ld+json",
            ending="jsonld",
            parts=as_claimreview.parts,
            preview="reports:claimreview",
            profiles=(Profile.PUBLIC,),
        ),
        Format(
            name="zip",
            label="Libel file",
            about="The text, captures, decisions and audit trail, with a manifest of hashes",
            content_type="application/zip",
            ending="zip",
            parts=libel_file.parts,
            is_whole=True,
            profiles=(Profile.LEGAL,),
            at_once=0,
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
    return f"{short(article.title) or f'article-{article.pk}'}, {KINDS[profile]}.{ending}"


def disposition(name: str, *, inline: bool = False) -> str:
    """The header that names a download: in ASCII for old programs, and in full (RFC 5987)."""
    stem, _, ending = name.rpartition(".")
    plain = f"{slugify(stem)}.{ending}"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
