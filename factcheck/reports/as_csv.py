"""The report as a table for spreadsheets: a header, one row a claim, one a dismissed sentence."""

import csv
import re
from collections.abc import Iterator

from factcheck.reports.ledger import Report, iso_time
from factcheck.reports.notes import Cited, Dismissed, Note

# Excel takes a CSV without this mark for the Windows code page and spoils every dash and name.
BYTE_ORDER_MARK = "\ufeff"

# A spreadsheet runs a cell that begins with one of these as a formula; quotation marks, spaces
# and characters without width before it don't always protect. Full-width signs work as well.
FORMULA = re.compile(
    r"""
    [\s"'`“”„‘’‚«»‹›\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*
    ( [=+\-@＝＋－＠﹦﹢﹣﹫] | (?<=[\t\r]) )
    """,
    re.VERBOSE,
)
# Where a spreadsheet parts cells at ";" or tabs, a new cell begins in the middle of ours.
AFTER_A_BREAK = re.compile(r"(?<=.)([;\t]\s*)(?=[=+\-@＝＋－＠])")

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

type Cell = str | int | float


class Echo:
    """A file that hands every line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def parts(report: Report) -> Iterator[bytes]:
    """The file line by line, so that it is sent while it is made."""
    return map(str.encode, _lines(report))


def _lines(report: Report) -> Iterator[str]:
    # Lines end in CR LF, as RFC 4180 has it: the csv module's own way.
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow(HEADER)
    facts = _about(report)
    for note in report.notes:
        yield writer.writerow([harmless(cell) for cell in (*_row(note), *facts)])
    for row in report.dismissed:
        yield writer.writerow([harmless(cell) for cell in (*_sentence(row), *facts)])


def harmless(cell: Cell) -> Cell:
    """Keep a spreadsheet from running what somebody wrote in an article."""
    if not isinstance(cell, str):
        return cell
    inside = AFTER_A_BREAK.sub(r"\1'", cell)
    return f"'{inside}" if FORMULA.match(cell) else inside


def _row(note: Note) -> tuple[Cell, ...]:
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
        "; ".join(iso_time(approval.at) for approval in approvals),
        "\n".join(map(_evidence, note.evidence)),
        claim.start,
        claim.end,
    )


def _sentence(row: Dismissed) -> tuple[Cell, ...]:
    """A sentence without a claim has no number, and no columns but these."""
    told: dict[str, Cell] = {
        "Quote": row.words,
        "State": "Sentence dismissed",
        "Explanation": row.dismissal.words,
        "Checked by": row.dismissal.by,
        "Start": row.sentence.start,
        "End": row.sentence.end,
    }
    return tuple(told.get(name, "") for name in HEADER[: HEADER.index("Article")])


def _about(report: Report) -> tuple[Cell, ...]:
    """What is the same in every row, so that a row still says where it is from when cut out."""
    return (
        str(report.article),
        report.article.desk.name,
        report.revision.number,
        report.sign_off,
        "; ".join(map(str, report.scales)),
        iso_time(report.made_at),
        report.fingerprint,
    )


def _evidence(cited: Cited) -> str:
    if not cited.is_named:
        return f"{cited.stance_words}: {cited.title[:1].lower()}{cited.title[1:]}"
    where = ", ".join(filter(None, (cited.title, cited.locator, cited.address)))
    return f"{cited.stance_words}: {cited.quotation} ({where})"
