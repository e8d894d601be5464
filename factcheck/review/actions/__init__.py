"""What people do with claims. Each action locks the claim, asks the rule, then writes."""

from factcheck.review.actions.evidence import add_evidence, remove_evidence, restore_evidence
from factcheck.review.actions.exits import dismiss, reopen
from factcheck.review.actions.holding import release, take
from factcheck.review.actions.verdicts import (
    approve,
    propose,
    return_verdict,
    save_draft,
    take_back_approval,
    take_back_return,
    withdraw,
)

__all__ = [
    "add_evidence",
    "approve",
    "dismiss",
    "propose",
    "release",
    "remove_evidence",
    "reopen",
    "restore_evidence",
    "return_verdict",
    "save_draft",
    "take",
    "take_back_approval",
    "take_back_return",
    "withdraw",
]
