"""Who may issue which report. Each rule answers with its objection in words, or with ""."""

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.permissions import Can
from factcheck.reports.profiles import Profile

NOT_SIGNED_OFF = (
    "A public report is issued once this revision is signed off. Until then its preview shows it."
)


def against_issuing(article: Article, profile: Profile, user: User) -> str:
    """Checkers hand on what stays in the newsroom; a desk editor answers for what leaves it."""
    if not user.can(Can.ISSUE):
        return "Checkers and desk editors issue reports."
    if article.desk_id not in user.desk_ids:
        return f"People of the {article.desk} issue its reports."
    if profile != Profile.INTERNAL and not user.can(Can.SIGN_OFF):
        return "A desk editor issues reports that leave the newsroom."
    if profile == Profile.PUBLIC and article.state != Article.State.SIGNED_OFF:
        return NOT_SIGNED_OFF
    return ""
