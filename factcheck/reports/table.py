"""The report as rows of a table, for all forms that are one: a claim a row, then the sentences."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from factcheck.articles.models import Article, Revision
from factcheck.reports.ledger import Report
from factcheck.reports.notes import Cited, Dismissed, Note

HEADER = (
    "Number",
    "Quote",
    "Statement",
    "Claimant",
    "Voice",
    "Types",
    "Worth checking",
    "State",
    "Rating",
    "Explanation",
    "Should read",
    "Checked by",
    "Approved by",
    "Approved at",
    "Evidence",
    "Start",
    "End",
    "Article",
    "Desk",
    "Revision",
    "Signed off",
    "Scale",
    "Report made at",
    "SHA-256 of the text",
)
EVIDENCE = (
    "Number",
    "Stance",
    "Quotation",
    "Source",
    "Locator",
    "Address",
    "Publisher",
    "Author",
    "Published on",
    "Added by",
    "Added at",
    "Article",
)

type Cell = str | int | float | datetime
type Row = tuple[Cell, ...]


def rows(report: Report) -> Iterator[Row]:
    """One for each claim in the order of the text, then one for each dismissed sentence."""
    same = facts(
        report.article,
        report.revision,
        sign_off=report.sign_off,
        scales=report.scales,
        made_at=report.made_at,
        fingerprint=report.fingerprint,
    )
    for note in report.notes:
        yield (*row(note), *same)
    for dismissed in report.dismissed:
        yield (*_sentence(dismissed), *same)


def row(note: Note) -> Row:
    """The columns about the claim itself, up to where it is from."""
    claim, verdict, dismissal = note.claim, note.verdict, note.dismissal
    approvals = verdict.approvals if verdict else ()
    return (
        note.number,
        claim.quote,
        claim.statement,
        claim.claimant,
        claim.voice,
        "; ".join(claim.types),
        "" if claim.score is None else round(claim.score, 2),
        note.state.label,
        verdict.rating.name if verdict else "",
        verdict.explanation if verdict else dismissal.words if dismissal else "",
        verdict.should_read if verdict else "",
        note.decided_by,
        "; ".join(approval.by for approval in approvals),
        # The verdict stands since the last of them.
        approvals[-1].at if approvals else "",
        "\n".join(map(_evidence, note.evidence)),
        claim.start,
        claim.end,
    )


def facts(
    article: Article,
    revision: Revision,
    *,
    sign_off: str,
    scales: Iterable[object],
    made_at: datetime,
    fingerprint: str,
) -> Row:
    """What is the same in every row, so that a row still says where it is from when cut out."""
    return (
        str(article),
        article.desk.name,
        revision.number,
        sign_off,
        "; ".join(map(str, scales)),
        made_at,
        fingerprint,
    )


def evidence(note: Note, article: Article) -> Iterator[Row]:
    """One row for each passage, for a sheet of its own beside the claims."""
    for cited in note.evidence:
        yield (
            note.number,
            cited.stance_words,
            cited.quotation,
            cited.title,
            cited.locator,
            cited.address,
            cited.publisher,
            cited.author,
            f"{cited.published_on:%Y-%m-%d}" if cited.published_on else "",
            cited.by,
            cited.at,
            str(article),
        )


def _sentence(dismissed: Dismissed) -> Row:
    """A sentence without a claim has no number, and no columns but these."""
    told: dict[str, Cell] = {
        "Quote": dismissed.words,
        "State": "Sentence dismissed",
        "Explanation": dismissed.dismissal.words,
        "Checked by": dismissed.dismissal.by,
        "Start": dismissed.sentence.start,
        "End": dismissed.sentence.end,
    }
    return tuple(told.get(name, "") for name in HEADER[: HEADER.index("Article")])


def _evidence(cited: Cited) -> str:
    if not cited.is_named:
        return f"{cited.stance_words}: {cited.title[:1].lower()}{cited.title[1:]}"
    where = ", ".join(filter(None, (cited.title, cited.locator, cited.address)))
    return f"{cited.stance_words}: {cited.quotation} ({where})"
