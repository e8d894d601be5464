"""All published reviews in one DataFeed of schema.org, article by article.

Published is what was issued as ClaimReview, in the words in which it was issued: of each article
the newest, and only as long as the revision that it is about is signed off.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.reports import as_claimreview, issuing
from factcheck.reports.ledger import iso_time
from factcheck.reports.models import Issued
from factcheck.review.models import SignOff

FORM = "claimreview"
NAME = "Fact checks"


def published(user: User) -> QuerySet[Issued]:
    """What was issued and stands, of the articles that this person may read; newest first."""
    newer = Issued.objects.filter(article=OuterRef("article"), form=FORM, pk__gt=OuterRef("pk"))
    standing = SignOff.objects.filter(revision=OuterRef("revision"), withdrawn_at=None)
    issued = Issued.objects.visible_to(user).filter(~Exists(newer), Exists(standing), form=FORM)
    return issued.order_by("-pk")


def parts(user: User) -> Iterator[bytes]:
    """The feed, one article in memory at a time."""
    head = {
        "@context": as_claimreview.CONTEXT,
        "@type": "DataFeed",
        "name": NAME,
        "publisher": as_claimreview.publisher(),
        "dateModified": iso_time(timezone.now()),
        "dataFeedElement": [],
    }
    yield json.dumps(head, ensure_ascii=False).removesuffix("]}").encode()
    comma = b"\n"
    for key in published(user).values_list("pk", flat=True):
        for item in _items(Issued.objects.get(pk=key)):
            yield comma + json.dumps(item, ensure_ascii=False).encode()
            comma = b",\n"
    yield b"\n]}\n"


def _items(issued: Issued) -> Iterator[dict[str, Any]]:
    whole = json.loads(b"".join(issuing.read(issued)))
    for review in whole["@graph"]:
        yield {"@type": "DataFeedItem", "dateModified": iso_time(issued.at), "item": review}
