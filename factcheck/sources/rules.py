"""Who may do what with a source. Each rule answers with its objection in words, or with ""."""

from factcheck.accounts.models import User
from factcheck.permissions import Can
from factcheck.sources.models import Source

NEED_TO_KNOW = Source.Confidentiality.NEED_TO_KNOW


def against_changing(source: Source, user: User) -> str:
    """Who checks describes sources; who handed one in describes that one."""
    if user.can(Can.CHECK) or source.added_by_id == user.pk:
        return ""
    return f"Checkers and {source.added_by}, who added it, change this source."


def against_uploading(source: Source, user: User, *, has_file: bool) -> str:
    """A document that was described without its file gets it later, once."""
    if objection := against_changing(source, user):
        return objection
    if source.kind != Source.Kind.DOCUMENT:
        return "Only a document has a file. Change its kind first."
    return "This document has its file already. It is uploaded once." if has_file else ""


def against_opening(source: Source, user: User) -> str:
    """Whoever promised to keep a name decides who learns it, while they are in the newsroom."""
    if not source.is_need_to_know or source.added_by_id == user.pk:
        return ""
    return (
        f"Only {source.added_by}, who added it, decides who learns this name."
        if source.added_by.is_active
        else ""
    )


def against_capturing(source: Source, user: User) -> str:
    if not user.can(Can.CHECK) and source.added_by_id != user.pk:
        return f"Checkers and {source.added_by}, who added it, have this source captured."
    return "" if source.address else "This source has no address, so there is nothing to capture."
