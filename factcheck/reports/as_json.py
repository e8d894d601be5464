"""The report as JSON for other programs, as docs/report-schema.md describes it."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from factcheck.reports.ledger import Report, iso_time
from factcheck.reports.notes import (
    Aside,
    Cited,
    Document,
    Note,
    Question,
    Reply,
    Ruling,
    Signed,
    Step,
)
from factcheck.review.models import Rating, Scale

# Goes up when a program that reads the old form could misread the new one.
SCHEMA = "factcheck-report/1"
CLAIM_SCHEMA = "factcheck-claim/1"


def parts(report: Report) -> Iterator[bytes]:
    yield json.dumps(_report(report), ensure_ascii=False, indent=2).encode()
    yield b"\n"


def _report(report: Report) -> dict[str, Any]:
    article, revision = report.article, report.revision
    return {
        "schema": SCHEMA,
        "profile": report.profile.value,
        "made_at": iso_time(report.made_at),
        "article": {"id": article.pk, "title": article.title, "desk": article.desk.name},
        "revision": {
            "number": revision.number,
            "title": revision.title,
            "byline": revision.byline,
            "language": revision.language,
            "sent_at": iso_time(revision.created_at),
            "sha256": report.fingerprint,
            "text": revision.text,
        },
        "signed_off": signed(report.signed),
        "sign_off_blocked_by": [str(reason) for reason in report.blocked_by],
        "sign_offs": [_sign_off(each) for each in report.sign_offs],
        "scales": [_scale(scale, ratings) for scale, ratings in report.scales.items()],
        "counts": _counts(report),
        "paragraphs": [
            {
                "start": block.paragraph.start,
                "end": block.paragraph.end,
                "role": block.paragraph.role,
                "number": block.number,
            }
            for block in report.blocks
        ],
        "sentences": _sentences(report),
        "claims": [{**claim(note), **_talk(note)} for note in report.notes],
        "history": _history(report.history),
    }


def signed(sign_off: Signed | None) -> dict[str, Any] | None:
    if not sign_off:
        return None
    return {"revision": sign_off.revision, "by": sign_off.by or None, "at": iso_time(sign_off.at)}


def _sign_off(sign_off: Signed) -> dict[str, Any]:
    return {
        "revision": sign_off.revision,
        "by": sign_off.by or None,
        "at": iso_time(sign_off.at),
        "withdrawn_at": _time(sign_off.withdrawn_at),
        "withdrawn_by": sign_off.withdrawn_by or None,
        "withdrawn_because": sign_off.withdrawn_because or None,
    }


def _time(moment: datetime | None) -> str | None:
    return iso_time(moment) if moment else None


def _sentences(report: Report) -> list[dict[str, Any]]:
    dismissed = {row.sentence.pk: _dismissal(row.dismissal) for row in report.dismissed}
    return [
        {"start": s.start, "end": s.end, "dismissal": dismissed.get(s.pk)} for s in report.sentences
    ]


def _scale(scale: Scale, ratings: list[Rating]) -> dict[str, Any]:
    return {
        "name": scale.name,
        "version": scale.version,
        "ratings": [
            {"key": r.key, "name": r.name, "symbol": r.symbol, "colour": r.colour} for r in ratings
        ],
    }


def _counts(report: Report) -> dict[str, Any]:
    return {
        "claims": len(report.notes),
        "decided": len(report.decided),
        "still_open": len(report.still_open),
        "sentences": len(report.sentences),
        "sentences_accounted_for": report.accounted,
        "sentences_dismissed": len(report.dismissed),
        "outcomes": [{"name": total.name, "count": total.count} for total in report.totals],
    }


def claim(note: Note) -> dict[str, Any]:
    """A claim with its check."""
    claimed = note.claim
    return {
        "number": note.number,
        "start": claimed.start,
        "end": claimed.end,
        "quote": claimed.quote,
        "statement": claimed.statement,
        "claimant": claimed.claimant or None,
        "voice": claimed.voice,
        "cue": claimed.cue or None,
        "types": claimed.types,
        "checkable": claimed.checkable,
        "score": None if claimed.score is None else round(claimed.score, 4),
        "reasons": list(claimed.reasons),
        "state": note.state.value,
        "verdict": _verdict(note.verdict) if note.verdict else None,
        "proposal": _verdict(note.proposal) if note.proposal else None,
        "dismissal": _dismissal(note.dismissal) if note.dismissal else None,
        "evidence": [_evidence(evidence) for evidence in note.evidence],
    }


def _verdict(verdict: Ruling) -> dict[str, Any]:
    return {
        "rating": verdict.rating.name,
        "scale": verdict.rating.scale.name,
        "scale_version": verdict.rating.scale.version,
        "explanation": verdict.explanation,
        "should_read": verdict.should_read or None,
        "by": verdict.by or None,
        "at": iso_time(verdict.at),
        "approvals": [{"by": a.by or None, "at": iso_time(a.at)} for a in verdict.approvals],
    }


def _dismissal(dismissal: Aside) -> dict[str, Any]:
    return {
        "reason": dismissal.reason,
        "note": dismissal.note or None,
        "by": dismissal.by or None,
        "at": iso_time(dismissal.at),
    }


def _evidence(cited: Cited) -> dict[str, Any]:
    return {
        "stance": cited.stance,
        "quotation": cited.quotation or None,
        "locator": cited.locator or None,
        "source": _source(cited) if cited.is_named else None,
        "by": cited.by or None,
        "at": iso_time(cited.at),
    }


def _source(cited: Cited) -> dict[str, Any]:
    return {
        "kind": cited.kind,
        "title": cited.title,
        "address": cited.address or None,
        "publisher": cited.publisher or None,
        "author": cited.author or None,
        "published_on": cited.published_on.isoformat() if cited.published_on else None,
        "standing": cited.standing or None,
        "confidentiality": cited.confidentiality,
        "repeats": cited.origin or None,
        "captures": [
            {
                "address": copy.address,
                "at": iso_time(copy.captured_at),
                "sha256": copy.sha256,
                "state": copy.state,
            }
            for copy in cited.copies
        ],
        "document": _document(cited.document) if cited.document else None,
    }


def _document(document: Document) -> dict[str, Any]:
    at = iso_time(document.uploaded_at)
    return {"name": document.name, "at": at, "sha256": document.sha256}


# What colleagues said and did about a claim: empty in a public report


def _talk(note: Note) -> dict[str, Any]:
    return {
        "earlier_verdicts": [_earlier(ruling) for ruling in note.earlier],
        "comments": [
            {"by": remark.by, "at": iso_time(remark.at), "text": remark.text}
            for remark in note.comments
        ],
        "queries": [_query(question) for question in note.queries],
        "replies": [_reply(reply) for reply in note.replies],
        "history": _history(note.history),
    }


def _earlier(ruling: Ruling) -> dict[str, Any]:
    return {
        **_verdict(ruling),
        "ending": ruling.ending,
        "ended_by": ruling.ended_by or None,
        "ended_at": _time(ruling.ended_at),
        "return_reason": ruling.return_reason or None,
    }


def _query(query: Question) -> dict[str, Any]:
    return {
        "by": query.by,
        "of": query.of,
        "at": iso_time(query.at),
        "question": query.question or None,
        "answer": query.answer or None,
        "answered_by": query.answered_by or None,
        "answered_at": _time(query.answered_at),
        "withdrawn": query.is_withdrawn,
    }


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "party": reply.party,
        "channel": reply.channel,
        "asked_at": iso_time(reply.asked_at),
        "outcome": reply.outcome,
        "answer": reply.answer or None,
        "answered_at": _time(reply.answered_at),
        "by": reply.by,
        "recorded_at": iso_time(reply.recorded_at),
    }


def _history(steps: Iterable[Step]) -> list[dict[str, Any]]:
    return [{"at": iso_time(step.at), "by": step.by, "words": step.words} for step in steps]
