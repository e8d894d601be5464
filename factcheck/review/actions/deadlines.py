"""When an article is due; and the way back from a change of that."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim
from factcheck.audit.actions import record
from factcheck.audit.models import APART, Event, Verb
from factcheck.errors import Refused, agree
from factcheck.review import changes, rules
from factcheck.review.actions.sentences import lock


@transaction.atomic
def set_deadline(*, article: Article, by: User, due_at: datetime | None) -> Event | None:
    """Give an article a deadline, or none, and its claims with it. None where nothing changes.

    A claim that a desk editor gave a deadline of its own keeps that.
    """
    dues = _locked(article.pk)
    article = lock(article.pk)
    agree(rules.against_setting_deadline(article, by))
    if due_at == article.due_at:
        return None
    return _change(article, by, due_at, [key for key, due in dues if due != article.due_at])


@transaction.atomic
def take_back_deadline(*, event: Event, by: User) -> Event:
    """Undo one's own change of a deadline, unless it has been changed again since."""
    moved = changes.of_deadline(event)
    assert event.article_id
    assert moved
    dues = dict(_locked(event.article_id))
    article = lock(event.article_id)
    agree(rules.against_setting_deadline(article, by) or rules.against_undoing(event, by))
    if article.due_at != moved.now:
        raise Refused("The deadline has been changed again since. Set it anew instead.")
    # Some that did not go along may have been due at that very time already.
    apart = {key for key, due in dues.items() if due != article.due_at}
    apart |= dues.keys() & set(event.details.get(APART, []))
    return _change(article, by, moved.was, apart)


def _locked(article_id: int) -> list[tuple[int, datetime | None]]:
    """When each claim of an article is due; before the article, as any change of a claim locks."""
    claims = Claim.objects.filter(article=article_id).select_for_update(no_key=True)
    return list(claims.order_by("pk").values_list("pk", "due_at"))


def _change(article: Article, by: User, due_at: datetime | None, apart: Collection[int]) -> Event:
    """Store a deadline and let all claims but these go along. No version of a claim counts up:
    no form is made from when it is due.
    """
    Claim.objects.filter(article=article).exclude(pk__in=apart).update(due_at=due_at)
    article.put(due_at=due_at)
    article.save(update_fields=["due_at"])
    details: dict[str, Any] = {APART: sorted(apart)} if apart else {}
    return record(by=by, verb=Verb.SET_DEADLINE, article=article, **details)
