"""Signing an article off, and taking that back."""

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import agree
from factcheck.review import gate, rules
from factcheck.review.actions.sentences import lock
from factcheck.review.models import SignOff


@transaction.atomic
def sign_off(*, article: Article, by: User) -> SignOff:
    """State that the last revision passed the gate. From then on its claims don't change.

    Whoever changes a claim at the same moment is waited for (migration 0006), so the gate
    counts what they did.
    """
    article = lock(article.pk)
    agree(rules.against_signing_off(gate.of([article])[article.pk], by))
    revision = article.revisions.defer("text").latest("number")
    signed = SignOff.objects.create(revision=revision, by=by)
    article.move(Article.State.SIGNED_OFF)
    record(by=by, verb=Verb.SIGN_OFF, article=article, revision=revision.number)
    return signed


@transaction.atomic
def withdraw_sign_off(*, article: Article, by: User, reason: str) -> None:
    """Take the sign-off back, with the reason: the article is checked again."""
    article = lock(article.pk)
    agree(rules.against_withdrawing_sign_off(article, by))
    SignOff.objects.filter(revision__article=article, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_because=reason
    )
    article.move(Article.State.CHECKING)
    record(by=by, verb=Verb.WITHDRAW_SIGN_OFF, article=article, reason=reason)
