"""Who does what with a draft that could not be read. Each rule answers with its objection in words,
or with "".
"""

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.permissions import Can

REMOVED = "This article has been removed."


def against_reading_again(article: Article, user: User) -> str:
    """From where reading stopped."""
    if article.desk_id not in user.desk_ids:
        return f"Only people on the {article.desk} have its articles read again."
    if not user.can(Can.UPLOAD):
        return f"Your roles do not let you {Can.UPLOAD}."
    unread = article.is_being_read or article.has_failed
    return "" if unread else "This article has been read already."


def against_sending_another(article: Article, user: User, *, is_read: bool) -> str:
    """Another file in place of one that could not be read. A text that is there never changes."""
    if objection := _against_mending(article, user):
        return objection
    if article.archived_at:
        return REMOVED
    unread = article.has_failed and not is_read
    return "" if unread else "Another file is sent only for a draft that could not be read."


def against_removing(article: Article, user: User, *, has_claims: bool) -> str:
    """Only what nobody can have worked on."""
    if objection := _against_mending(article, user):
        return objection
    if article.archived_at:
        return REMOVED
    if not article.has_failed:
        return "Only a draft that could not be read is removed."
    return "This article has claims, so it stays." if has_claims else ""


def against_putting_back(article: Article, user: User) -> str:
    if objection := _against_mending(article, user):
        return objection
    return "" if article.archived_at else "This article is back already."


def _against_mending(article: Article, user: User) -> str:
    """Whoever sent a draft mends it, or a desk editor; both on its desk, as with every upload."""
    if not user.can(Can.UPLOAD):
        return f"Your roles do not let you {Can.UPLOAD}."
    if article.desk_id not in user.desk_ids:
        return f"Only people on the {article.desk} do this with its drafts."
    if article.uploaded_by_id == user.pk or user.can(Can.ASSIGN):
        return ""
    return f"{article.uploaded_by}, who uploaded it, or a desk editor does this."
