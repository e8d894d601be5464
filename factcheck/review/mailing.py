"""Mails about work that reached somebody: only what they chose, once, and never a word of an article.

A mail passes machines of others. It leads to the claim, names an article only if the whole newsroom
may read it, and names no source.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.articles.models.claim import ClaimQuerySet
from factcheck.audit.models import Event, Verb
from factcheck.review.models import Lease, Query, Told, Verdict

Mail = User.Mail
State = Claim.State
# What somebody still has to do something about.
AT_WORK = (State.OPEN, State.IN_PROGRESS, State.RETURNED)
# What is older was seen on the desk, or the mail server was away for too long.
LOOKS_BACK = timedelta(days=1)
SOON = timedelta(hours=2)
KEPT_FOR = timedelta(days=90)
# Of one sort; the queue has the rest.
MOST_LINES = 20
RESTRICTED = "A restricted article"
WORDS = {
    Mail.ASSIGNED: ("A claim is assigned to you:", "{} claims are assigned to you:"),
    Mail.RETURNED: ("A verdict of yours was returned:", "{} verdicts of yours were returned:"),
    Mail.ASKED: ("A question waits for your answer:", "{} questions wait for your answer:"),
    Mail.DUE: ("A claim is due within two hours:", "{} claims are due within two hours:"),
}


@dataclass(frozen=True)
class News:
    """One thing that reached somebody: what about, how it is known again, and on which claim."""

    about: Mail
    what: str
    claim_id: int


@dataclass(frozen=True)
class Part:
    """All of one sort, as the mail says it."""

    words: str
    lines: list[str]
    more: int


def mail(person: User) -> None:
    """Mail somebody what is new for them. Safe to run twice: what was told is not told again."""
    if not settings.MAIL_URL or not (fresh := _not_told(person)):
        return
    try:
        _send(person, fresh)
    except (OSError, SMTPException):
        Told.objects.filter(person=person, what__in=[news.what for news in fresh]).delete()
        raise


@transaction.atomic
def _not_told(person: User) -> list[News]:
    """What is new, marked as told before it is sent: a worker that dies sends too little."""
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    now = timezone.now()
    found = [news for about in locked.mailed for news in FIND[Mail(about)](locked, now)]
    told = Told.objects.filter(person=person, what__in=[news.what for news in found])
    known = set(told.values_list("what", flat=True))
    fresh = [news for news in found if news.what not in known]
    Told.objects.bulk_create(
        (Told(person=person, what=news.what) for news in fresh), ignore_conflicts=True
    )
    return fresh


def _assigned(person: User, now: datetime) -> Iterator[News]:
    mine = _visible(person).filter(assignee=person, state__in=AT_WORK)
    events = Event.objects.filter(
        verb=Verb.ASSIGN, claim_id__in=mine.values("pk"), at__gt=now - LOOKS_BACK
    )
    last = events.exclude(by=person).values_list("claim_id").annotate(Max("pk")).order_by()
    for claim, event in last:
        yield News(Mail.ASSIGNED, f"assigned by event {event}", claim)


def _returned(person: User, now: datetime) -> Iterator[News]:
    own = Verdict.objects.filter(author=person, ending=Verdict.Ending.RETURNED)
    recent = own.filter(ended_at__gt=now - LOOKS_BACK, claim__state=State.RETURNED)
    for verdict, claim in recent.filter(claim__in=_visible(person)).values_list("pk", "claim"):
        yield News(Mail.RETURNED, f"returned verdict {verdict}", claim)


def _asked(person: User, now: datetime) -> Iterator[News]:
    waiting = Query.objects.waiting().visible_to(person).filter(asked_of=person)
    for query, claim in waiting.exclude(asked_by=person).values_list("pk", "claim"):
        yield News(Mail.ASKED, f"question {query}", claim)


def _due(person: User, now: datetime) -> Iterator[News]:
    soon = {"due_at__gt": now, "due_at__lt": now + SOON}
    held = Lease.objects.filter(holder=person, expires_at__gt=now).values("claim")
    mine = _visible(person).filter(Q(assignee=person) | Q(pk__in=held), state__in=AT_WORK, **soon)
    asked = Query.objects.waiting().visible_to(person).filter(asked_of=person, **soon)
    due = [*mine.values_list("pk", "due_at"), *asked.values_list("claim", "due_at")]
    for claim, at in due:
        assert at  # It was asked for.
        yield News(Mail.DUE, f"claim {claim} is due {at.isoformat()}", claim)


FIND: dict[Mail, Callable[[User, datetime], Iterator[News]]] = {
    Mail.ASSIGNED: _assigned,
    Mail.RETURNED: _returned,
    Mail.ASKED: _asked,
    Mail.DUE: _due,
}


def _visible(person: User) -> ClaimQuerySet:
    return Claim.objects.visible_to(person)


def _send(person: User, fresh: list[News]) -> None:
    keys = {news.claim_id for news in fresh}
    claims = Claim.objects.select_related("article").only(
        "article__title", "article__is_restricted"
    )
    lines = {claim.pk: _line(claim) for claim in claims.filter(pk__in=keys)}
    grouped = groupby(fresh, key=lambda news: news.about)
    parts = [_part(about, [lines[n.claim_id] for n in some]) for about, some in grouped]
    context = {"person": person, "parts": parts, "site": settings.SITE_URL}
    words = render_to_string("review/news.txt", context)
    EmailMessage("Work for you in Factcheck", words, to=[person.email]).send()


def _line(claim: Claim) -> str:
    article = claim.article
    name = RESTRICTED if article.is_restricted else str(article)
    return f"{name}: {settings.SITE_URL}{claim.get_absolute_url()}"


def _part(about: Mail, lines: list[str]) -> Part:
    one, many = WORDS[about]
    words = one if len(lines) == 1 else many.format(f"{len(lines):,}")
    return Part(words, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def people() -> list[int]:
    """Keys of those who are mailed about anything."""
    chosen = User.objects.filter(is_active=True).exclude(mailed=[])
    return list(chosen.values_list("pk", flat=True)) if settings.MAIL_URL else []


def forget_old() -> None:
    Told.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
