"""Sentences that need no check, and what the program proposes to leave out: one or many at once.

Each action locks claims first and the article last, in the order in which a change of a claim
does (migration 0006), so that nobody waits in a circle.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim, Sentence
from factcheck.audit.actions import record, record_many
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.review import rules, sentences
from factcheck.review.models import Dismissal

State = Claim.State


def lock(article_id: int) -> Article:
    """The article with its desk, locked until the transaction ends: its ledger stands still."""
    articles = Article.objects.select_for_update(of=("self",), no_key=True).select_related("desk")
    return articles.get(pk=article_id)


@transaction.atomic
def dismiss_sentence(*, sentence: Sentence, by: User, reason: str, note: str = "") -> list[int]:
    """Say why a sentence holds no claim to check. Returns the keys of the dismissals."""
    article = lock(sentence.revision.article_id)
    return _dismiss_sentences(article, [sentence.pk], by, reason, note)


@transaction.atomic
def dismiss_sentences(
    *, article: Article, keys: Collection[int], by: User, reason: str, note: str = ""
) -> list[int]:
    """Say of several sentences of an article why they hold no claim to check."""
    return _dismiss_sentences(lock(article.pk), keys, by, reason, note)


def _dismiss_sentences(
    article: Article, keys: Collection[int], by: User, reason: str, note: str
) -> list[int]:
    agree(rules.against_working_on(article, by))
    chosen = sentences.of([article.pk]).filter(pk__in=keys)
    found = list(sentences.still_open(chosen).values_list("pk", flat=True))
    if not found:
        raise Refused("Nothing is left to dismiss here: it carries a claim or a reason by now.")
    dismissals = Dismissal.objects.bulk_create(
        Dismissal(sentence_id=key, reason=reason, note=note, by=by) for key in found
    )
    record(
        by=by,
        verb=Verb.DISMISS_SENTENCE,
        article=article,
        sentences=found,
        reason=reason,
        note=note,
    )
    return [dismissal.pk for dismissal in dismissals]


@transaction.atomic
def reopen_sentence(*, sentence: Sentence, by: User) -> None:
    """Put a dismissed sentence back among those to be accounted for."""
    article = lock(sentence.revision.article_id)
    agree(rules.against_working_on(article, by))
    standing = Dismissal.objects.filter(sentence=sentence, reopened_at=None)
    if not standing.update(reopened_at=timezone.now()):
        raise Refused("This sentence is not dismissed.")
    record(by=by, verb=Verb.REOPEN_SENTENCE, article=article, sentences=[sentence.pk])


@transaction.atomic
def accept_proposals(*, article: Article, by: User, reason: str) -> list[int]:
    """Dismiss every open claim and sentence of which the program proposes this reason."""
    free = Claim.objects.filter(article=article, state=State.OPEN, proposal=reason)
    claims = list(free.select_for_update(of=("self",)).order_by("pk"))
    article = lock(article.pk)
    agree(rules.against_working_on(article, by))
    proposed = sentences.of([article.pk]).filter(proposal=reason)
    keys = list(sentences.still_open(proposed).values_list("pk", flat=True))
    if not keys and not claims:
        raise Refused("Nothing is left of these proposals: somebody has decided them.")
    dismissals = Dismissal.objects.bulk_create(
        [Dismissal(claim=claim, reason=reason, by=by) for claim in claims]
        + [Dismissal(sentence_id=key, reason=reason, by=by) for key in keys]
    )
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(
        state=State.DISMISSED, version=F("version") + 1
    )
    for claim in claims:
        claim.put(state=State.DISMISSED)
    record_many(by=by, verb=Verb.DISMISS, claims=claims, reason=reason)
    if keys:
        record(by=by, verb=Verb.DISMISS_SENTENCE, article=article, sentences=keys, reason=reason)
    return [dismissal.pk for dismissal in dismissals]


@transaction.atomic
def reopen_dismissed(*, article: Article, by: User, dismissals: Collection[int]) -> int:
    """Take dismissals of claims and sentences of one article back, all at once.

    What somebody has reopened meanwhile is left alone. Returns how many were taken back.
    """
    standing = Dismissal.objects.filter(pk__in=dismissals, reopened_at=None)
    dismissed = Claim.objects.filter(article=article, dismissals__in=standing)
    claims = list(dismissed.select_for_update(of=("self",)).order_by("pk"))
    article = lock(article.pk)
    agree(rules.against_working_on(article, by))
    of_sentences = standing.filter(sentence__revision__article=article)
    keys = list(of_sentences.values_list("sentence", flat=True))
    if not keys and not claims:
        raise Refused("Somebody has reopened all of them already.")
    now = timezone.now()
    of_sentences.update(reopened_at=now)
    standing.filter(claim__in=claims).update(reopened_at=now)
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(
        state=State.OPEN, version=F("version") + 1
    )
    for claim in claims:
        claim.put(state=State.OPEN)
    record_many(by=by, verb=Verb.REOPEN, claims=claims)
    if keys:
        record(by=by, verb=Verb.REOPEN_SENTENCE, article=article, sentences=keys)
    return len(keys) + len(claims)
