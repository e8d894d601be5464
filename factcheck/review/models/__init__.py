"""The work on an article: leases, evidence, verdicts, approvals, questions, sign-offs."""

from factcheck.review.models.comment import Comment
from factcheck.review.models.evidence import Evidence
from factcheck.review.models.exits import Deferral, Dismissal
from factcheck.review.models.lease import LEASE_LASTS, Lease
from factcheck.review.models.question import Query, RightOfReply
from factcheck.review.models.scale import PUBLIC_BEST, PUBLIC_WORST, Rating, Scale
from factcheck.review.models.sign_off import SignOff
from factcheck.review.models.told import Told
from factcheck.review.models.verdict import Approval, Draft, Verdict
from factcheck.review.models.way_back import WayBack

__all__ = [
    "LEASE_LASTS",
    "PUBLIC_BEST",
    "PUBLIC_WORST",
    "Approval",
    "Comment",
    "Deferral",
    "Dismissal",
    "Draft",
    "Evidence",
    "Lease",
    "Query",
    "Rating",
    "RightOfReply",
    "Scale",
    "SignOff",
    "Told",
    "Verdict",
    "WayBack",
]
