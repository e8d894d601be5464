"""What speaks against an export, in words, or nothing."""

from factcheck.accounts.models import Desk, User
from factcheck.permissions import Can


def against_exporting(user: User, desk: Desk | None) -> str:
    if user.can(Can.EXPORT_ALL) or (desk and desk.pk in user.desk_ids):
        return ""
    if desk:
        return f"You are not on the {desk}, so its claims are not yours to export."
    return "Only an admin exports the claims of all desks."
