"""What people do with claims. Each action locks the claim, asks the rule, then writes."""

from factcheck.review.actions.editing import edit_claim, move_edges, put_back
from factcheck.review.actions.evidence import add_evidence, remove_evidence, restore_evidence
from factcheck.review.actions.exits import dismiss, reopen
from factcheck.review.actions.holding import release, take
from factcheck.review.actions.sentences import (
    accept_proposals,
    dismiss_sentence,
    dismiss_sentences,
    reopen_dismissed,
    reopen_sentence,
)
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
    "accept_proposals",
    "add_evidence",
    "approve",
    "dismiss",
    "dismiss_sentence",
    "dismiss_sentences",
    "edit_claim",
    "move_edges",
    "propose",
    "put_back",
    "release",
    "remove_evidence",
    "reopen",
    "reopen_dismissed",
    "reopen_sentence",
    "restore_evidence",
    "return_verdict",
    "save_draft",
    "take",
    "take_back_approval",
    "take_back_return",
    "withdraw",
]
