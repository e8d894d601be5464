"""What people do with the queue: take from it, keep views of it, change many claims at once."""

from factcheck.queue.actions.keeping import (
    VIEWS_A_PERSON,
    delete_view,
    remember,
    rename_view,
    save_view,
)
from factcheck.queue.actions.many import assign, dismiss, release, set_due, undo
from factcheck.queue.actions.taking import take_next

__all__ = [
    "VIEWS_A_PERSON",
    "assign",
    "delete_view",
    "dismiss",
    "release",
    "remember",
    "rename_view",
    "save_view",
    "set_due",
    "take_next",
    "undo",
]
