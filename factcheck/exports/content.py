"""What stands in the file of an export: which claims, in which order, in which form.

Nothing here grows with the file: claims come in batches, and leave before the next ones come.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import batched
from tempfile import TemporaryFile

from django.db.models import CharField, Exists, Func, OuterRef, QuerySet
from django.utils import timezone

from factcheck.articles.models import Article, Claim, Revision
from factcheck.exports.models import Export
from factcheck.reports import as_csv, as_json, as_xlsx, table
from factcheck.reports.gathering import Checks
from factcheck.reports.ledger import iso_time
from factcheck.reports.notes import Note, Signed
from factcheck.reports.profiles import Profile
from factcheck.review.models import SignOff

BATCH = 500
NOT_READ = (Article.State.EXTRACTING, Article.State.EXTRACTION_FAILED)

# Told how many claims there are, or how many are done.
type Tell = Callable[..., None]


@dataclass(frozen=True)
class Line:
    """One claim with where it is from."""

    note: Note
    article: Article
    revision: Revision
    fingerprint: str
    signed: Signed | None
    made_at: datetime

    @property
    def row(self) -> table.Row:
        ruling = self.note.verdict or self.note.proposal
        facts = table.facts(
            self.article,
            self.revision,
            sign_off=self.signed.words if self.signed else "Not signed off",
            scales=[ruling.rating.scale] if ruling else [],
            made_at=self.made_at,
            fingerprint=self.fingerprint,
        )
        return (*table.row(self.note), *facts)

    @property
    def json(self) -> dict[str, object]:
        article, revision = self.article, self.revision
        return {
            "schema": as_json.CLAIM_SCHEMA,
            "made_at": iso_time(self.made_at),
            "article": {"id": article.pk, "title": article.title, "desk": article.desk.name},
            "revision": {"number": revision.number, "sha256": self.fingerprint},
            "signed_off": as_json.signed(self.signed),
            **as_json.claim(self.note),
        }


# Which claims


def claims(export: Export) -> QuerySet[Claim]:
    """Those that the person may read, of the newest revision of each article."""
    articles = Article.objects.visible_to(export.by).exclude(state__in=NOT_READ)
    if export.desk:
        articles = articles.filter(desk=export.desk)
    if export.first_day:
        articles = articles.filter(created_at__gte=_begin(export.first_day))
    if export.last_day:
        articles = articles.filter(created_at__lt=_begin(export.last_day + timedelta(days=1)))
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    newest = Revision.objects.filter(~Exists(newer), article__in=articles)
    return Claim.objects.standing().filter(revision__in=newest)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def lines(export: Export, tell: Tell) -> Iterator[Line]:
    """In the order of articles and of their text."""
    found = claims(export).order_by("article_id", "start", "-end", "pk")
    tell(claims=found.count())
    reader = Reader(timezone.now())
    done = 0
    # A cursor in the database: it holds the keys, and we one batch of them.
    for keys in batched(found.values_list("pk", flat=True).iterator(BATCH), BATCH):
        yield from reader.read(keys)
        done += len(keys)
        tell(done=done)


class Reader:
    """Reads claims batch by batch and counts them within their article."""

    def __init__(self, made_at: datetime) -> None:
        self.made_at = made_at
        self.article = 0
        self.number = 0

    def read(self, keys: Sequence[int]) -> Iterator[Line]:
        standing = Claim.objects.standing().select_related("article__desk").in_bulk(keys)
        # Merged or removed since they were counted.
        batch = [standing[key] for key in keys if key in standing]
        revisions = _revisions({claim.revision_id for claim in batch})
        gathered = Checks(list(standing), Profile.INTERNAL)
        signed = {
            sign_off.revision_id: gathered.redaction.signed(sign_off)
            for sign_off in SignOff.objects.filter(revision__in=revisions, withdrawn_at=None)
            .select_related("by", "revision")
            .defer("revision__text")
        }
        for claim in batch:
            revision = revisions[claim.revision_id]
            yield Line(
                note=gathered.note(self._count(claim), claim),
                article=claim.article,
                revision=revision,
                fingerprint=revision.fingerprint,  # type: ignore[attr-defined]
                signed=signed.get(revision.pk),
                made_at=self.made_at,
            )

    def _count(self, claim: Claim) -> int:
        self.number = self.number + 1 if claim.article_id == self.article else 1
        self.article = claim.article_id
        return self.number


def _revisions(keys: Iterable[int]) -> Mapping[int, Revision]:
    """Without their texts, which may be a book each, but with the SHA-256 of them."""
    fingerprint = Func(
        "text",
        template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')",
        output_field=CharField(),
    )
    known = Revision.objects.annotate(fingerprint=fingerprint).defer("text")
    return known.in_bulk(list(keys))


# In which form


def pieces(export: Export, tell: Tell) -> Iterator[bytes]:
    """The file from its first byte to its last."""
    return FORMS[export.form].write(lines(export, tell), str(export))


def _csv(found: Iterable[Line], title: str) -> Iterator[bytes]:
    yield as_csv.header()
    for line in found:
        yield as_csv.line(line.row)


def _xlsx(found: Iterable[Line], title: str) -> Iterator[bytes]:
    with TemporaryFile() as file:
        with as_xlsx.book(file, title=title, made_at=timezone.now()) as book:
            claimed = as_xlsx.Sheet(book, "Claims", table.HEADER)
            # Links are held in memory to the end; an address as text is no less an address.
            evidence = as_xlsx.Sheet(book, "Evidence", table.EVIDENCE, links=0)
            for line in found:
                claimed.add(line.row)
                evidence.add_all(table.evidence(line.note, line.article))
        yield from as_xlsx.read(file)


def _jsonl(found: Iterable[Line], title: str) -> Iterator[bytes]:
    for line in found:
        yield json.dumps(line.json, ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True)
class Form:
    """How the file is written, and what a browser is told about it."""

    content_type: str
    write: Callable[[Iterable[Line], str], Iterator[bytes]]


FORMS: dict[str, Form] = {
    Export.Form.CSV: Form("text/csv; charset=utf-8", _csv),
    Export.Form.XLSX: Form(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx
    ),
    Export.Form.JSONL: Form("application/jsonl; charset=utf-8", _jsonl),
}
