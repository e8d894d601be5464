"""What people do with claims. Each action locks the claim, asks the rule, then writes."""

from factcheck.review.actions.accusations import set_needs_two
from factcheck.review.actions.comments import comment, remove_comment, restore_comment
from factcheck.review.actions.deadlines import set_deadline, take_back_deadline
from factcheck.review.actions.drafts import (
    discard_draft,
    forget_draft,
    restore_draft,
    save_draft,
)
from factcheck.review.actions.editing import edit_claim, move_edges, put_back
from factcheck.review.actions.evidence import add_evidence, remove_evidence, restore_evidence
from factcheck.review.actions.exits import (
    defer,
    dismiss,
    reopen,
    take_back_exit,
    take_back_reopening,
)
from factcheck.review.actions.holding import assign, hand_back, release, take, take_over
from factcheck.review.actions.leaving import deactivate
from factcheck.review.actions.questions import (
    answer,
    ask,
    ask_again,
    take_back_answer,
    use_answer,
    withdraw_query,
)
from factcheck.review.actions.replies import (
    change_reply,
    record_reply,
    remove_reply,
    restore_reply,
)
from factcheck.review.actions.restricting import open_up, restrict
from factcheck.review.actions.sentences import (
    accept_proposals,
    dismiss_sentence,
    dismiss_sentences,
    reopen_dismissed,
    reopen_sentence,
)
from factcheck.review.actions.signing import sign_off, withdraw_sign_off
from factcheck.review.actions.spans import (
    add_claim,
    merge,
    rejoin,
    remove_claim,
    split,
    unmerge,
)
from factcheck.review.actions.verdicts import (
    approve,
    propose,
    return_verdict,
    take_back_approval,
    take_back_return,
    withdraw,
)

__all__ = [
    "accept_proposals",
    "add_claim",
    "add_evidence",
    "answer",
    "approve",
    "ask",
    "ask_again",
    "assign",
    "change_reply",
    "comment",
    "deactivate",
    "defer",
    "discard_draft",
    "dismiss",
    "dismiss_sentence",
    "dismiss_sentences",
    "edit_claim",
    "forget_draft",
    "hand_back",
    "merge",
    "move_edges",
    "open_up",
    "propose",
    "put_back",
    "record_reply",
    "rejoin",
    "release",
    "remove_claim",
    "remove_comment",
    "remove_evidence",
    "remove_reply",
    "reopen",
    "reopen_dismissed",
    "reopen_sentence",
    "restore_comment",
    "restore_draft",
    "restore_evidence",
    "restore_reply",
    "restrict",
    "return_verdict",
    "save_draft",
    "set_deadline",
    "set_needs_two",
    "sign_off",
    "split",
    "take",
    "take_back_answer",
    "take_back_approval",
    "take_back_deadline",
    "take_back_exit",
    "take_back_reopening",
    "take_back_return",
    "take_over",
    "unmerge",
    "use_answer",
    "withdraw",
    "withdraw_query",
    "withdraw_sign_off",
]
