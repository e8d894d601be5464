"""The verdicts of a signed-off article for search engines: ClaimReview of schema.org, as JSON-LD."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings

from factcheck.articles.models import Original
from factcheck.errors import Refused
from factcheck.reports.ledger import Report, iso_time
from factcheck.reports.notes import Note
from factcheck.review.models import PUBLIC_BEST, PUBLIC_WORST, Rating

CONTEXT = "https://schema.org"
NOT_SIGNED_OFF = "Only a signed-off article has reviews. Sign it off first."

type Node = dict[str, Any]


def parts(report: Report) -> Iterator[bytes]:
    if not report.is_signed_off:
        raise Refused(NOT_SIGNED_OFF)
    whole = {"@context": CONTEXT, "@graph": reviews(report)}
    return iter([json.dumps(whole, ensure_ascii=False, indent=2).encode(), b"\n"])


def reviews(report: Report) -> list[Node]:
    """One for each approved verdict, in the order of the text."""
    appearance = _appearance(report)
    return [
        _review(note, report, appearance)
        for note in report.notes
        if note.verdict and note.verdict.rating.public_name
    ]


def publisher() -> Node:
    """The newsroom, as settings name it."""
    name, address = settings.PUBLISHER_NAME, settings.PUBLISHER_URL
    return _filled({"@type": "Organization", "name": name, "url": address})


def _review(note: Note, report: Report, appearance: Node) -> Node:
    assert note.verdict
    assert report.signed
    claim = note.claim
    links = dict.fromkeys(cited.link for cited in note.evidence if cited.link)
    return _filled(
        {
            "@type": "ClaimReview",
            "claimReviewed": claim.statement,
            "datePublished": iso_time(report.signed.at),
            "author": publisher(),
            "reviewRating": _rating(note.verdict.rating),
            "reviewBody": note.verdict.explanation,
            "isBasedOn": list(links),
            "itemReviewed": {
                "@type": "Claim",
                "author": claimant(claim.claimant) if claim.claimant else publisher(),
                "datePublished": _said_on(report).isoformat(),
                "appearance": appearance,
            },
        }
    )


def _rating(rating: Rating) -> Node:
    """Off the public scale only the name: a number would be read as one."""
    name = {"@type": "Rating", "alternateName": rating.public_name}
    if rating.public_value is None:
        return name
    scale = {"bestRating": PUBLIC_BEST, "worstRating": PUBLIC_WORST}
    return {**name, "ratingValue": rating.public_value, **scale}


def _appearance(report: Report) -> Node:
    """Where the claim was made: the article, with the number of the revision that was checked."""
    revision = report.revision
    original = Original.objects.in_use().filter(revision=revision).values_list("address", flat=True)
    address = original.first() or ""
    return _filled(
        {
            "@type": "NewsArticle",
            "headline": revision.title or str(report.article),
            "author": {"@type": "Person", "name": revision.byline} if revision.byline else None,
            "publisher": publisher(),
            "datePublished": revision.dated_on.isoformat() if revision.dated_on else None,
            "inLanguage": revision.language,
            "version": revision.number,
            "url": address if address.startswith(("http://", "https://")) else None,
        }
    )


def _said_on(report: Report) -> date:
    """The day that the document names, or else the day on which it came in."""
    return report.revision.dated_on or report.revision.created_at.date()


def claimant(name: str) -> Node:
    """Schema.org knows persons and organisations. Two or three names in capitals are a person's."""
    words = name.split()
    is_person = 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words)
    return {"@type": "Person" if is_person else "Organization", "name": name}


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
