"""What people do with reports: issue them."""

from django.db import IntegrityError, transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.errors import Refused, agree
from factcheck.reports import issuing, ledger, rules, tasks
from factcheck.reports.formats import Format
from factcheck.reports.models import Issued, Pending
from factcheck.reports.profiles import Profile

UNDER_WAY = "This report is being made already. It comes into the list below."


def issue(*, article: Article, by: User, form: Format, profile: Profile) -> Issued | Pending:
    """Freeze the report as it is now. A large one is made by a worker, and is pending until then."""
    agree(rules.against_issuing(article, profile, by))
    agree(ledger.against_collecting(article))
    if not form.is_slow(article):
        return issuing.freeze(article, form, profile, by)
    revision = article.revisions.defer("text").latest("number")
    try:
        with transaction.atomic():
            of_a_kind = Pending.objects.filter(article=article, form=form.name, profile=profile)
            of_a_kind.exclude(failure="").delete()
            pending = Pending.objects.create(
                article=article, revision=revision, form=form.name, profile=profile, by=by
            )
            tasks.issue_report.delay_on_commit(pending.pk)
    except IntegrityError as error:
        if "one_pending_report_of_a_kind" not in str(error):
            raise
        raise Refused(UNDER_WAY) from None
    return pending
