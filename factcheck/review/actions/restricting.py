"""Restricting an article to the people named on it, and opening it to the newsroom again."""

from collections.abc import Iterable

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import agree
from factcheck.review import handing_over, rules
from factcheck.review.actions.sentences import lock


@transaction.atomic
def restrict(*, article: Article, by: User, named: Iterable[User]) -> None:
    """Let only these people, and whoever uploaded it, read an article.

    Claims in the hands of others are free again, or the work would be stuck with people who
    do not see it any more.
    """
    people = {*named, article.uploaded_by}
    agree(rules.against_naming(article, people))
    # Before the article: whoever changes a claim locks in this order too.
    handing_over.take_from_others(article, people, by)
    article = lock(article.pk)
    agree(rules.against_restricting(article, by))
    before = _who(article)
    article.named.set(people)
    Article.objects.filter(pk=article.pk).update(is_restricted=True)
    article.is_restricted = True
    record(by=by, verb=Verb.RESTRICT, article=article, before=before, after=_who(article))


@transaction.atomic
def open_up(*, article: Article, by: User) -> None:
    """Let the whole newsroom read the article again."""
    article = lock(article.pk)
    agree(rules.against_restricting(article, by))
    before = _who(article)
    if Article.objects.filter(pk=article.pk, is_restricted=True).update(is_restricted=False):
        article.named.clear()
        article.is_restricted = False
        record(by=by, verb=Verb.OPEN_UP, article=article, before=before, after=_who(article))


def _who(article: Article) -> dict[str, list[str]]:
    """Who may read it, for the history."""
    named = article.named.order_by("name").values_list("name", flat=True)
    return {"named": list(named) if article.is_restricted else ["the whole newsroom"]}
