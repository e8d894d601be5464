"""Rows for tests, each whole without a worker; `changes` are fields that a test cares about."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article, Claim, Paragraph, Revision, Sentence
from factcheck.permissions import Role
from factcheck.review.models import Evidence, Query, Rating, RightOfReply, Verdict
from factcheck.sources.models import Source

PASSWORD = "every sentence accounted for"
QUOTE = "Fares rose by 40 per cent in two years"
TEXT = f"""{QUOTE}, the ministry said. Nobody at the port was surprised.
The Halcyon carried 1.3 million passengers last year. It was built in 1987."""
LINE = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"[^\s.][^\n]*?[.?!](?=\s|$)")


def make_desk(*, name: str = "Foreign desk") -> Desk:
    return Desk.objects.get_or_create(name=name, slug=slugify(name).removesuffix("-desk"))[0]


def make_person(
    *,
    name: str = "Nils Ekholm",
    roles: Iterable[str] = (Role.CHECKER,),
    desks: Iterable[Desk] = (),
    password: str | None = PASSWORD,
    **changes: Any,
) -> User:
    email = changes.pop("email", f"{slugify(name)}@example.org")
    person = User.objects.create_user(email, name, password)
    person.groups.set(Group.objects.filter(name__in=roles))
    person.desks.set(desks)
    User.objects.filter(pk=person.pk).update(**changes)
    person.refresh_from_db()
    return person


def make_article(*, text: str = TEXT, **changes: Any) -> Article:
    """An article that has been read: each line a paragraph, its sentences on the ledger."""
    desk = changes.pop("desk", None) or make_desk()
    by = changes.pop("uploaded_by", None) or _reporter(desk)
    values = {"title": "Fares and ferries", "state": Article.State.CHECKING, **changes}
    article = Article.objects.create(desk=desk, uploaded_by=by, **values)
    revision = Revision.objects.create(
        article=article,
        uploaded_by=by,
        title=article.title,
        language="en",
        text=text,
        read_at=timezone.now(),
    )
    for number, line in enumerate(LINE.finditer(text)):
        paragraph = Paragraph.objects.create(
            revision=revision, number=number, start=line.start(), end=line.end(), role="body"
        )
        Sentence.objects.bulk_create(
            Sentence(revision=revision, paragraph=paragraph, start=found.start(), end=found.end())
            for found in SENTENCE.finditer(text, line.start(), line.end())
        )
    return article


def make_claim(
    *, article: Article | None = None, quote: str = QUOTE, start: int | None = None, **changes: Any
) -> Claim:
    """A claim of the article's last revision, at its quote."""
    article = article or make_article()
    revision = article.revisions.latest("number")
    start = revision.text.index(quote) if start is None else start
    sentence = revision.sentences.filter(start__lte=start).latest("start")
    values = {
        "statement": f"{quote}.",
        "voice": "article",
        "types": ["quantity"],
        "score": 0.8,
        "reasons": [{"label": "a number that can be checked", "weight": 0.5}],
        **changes,
    }
    return Claim.objects.create(
        article=article,
        desk_id=article.desk_id,
        due_at=article.due_at,
        revision=revision,
        sentence=sentence,
        start=start,
        end=start + len(quote),
        quote=quote,
        **values,
    )


def make_evidence(*, claim: Claim | None = None, **changes: Any) -> Evidence:
    """A passage of a document that supports the claim."""
    claim = claim or make_claim()
    by = changes.pop("added_by", None) or make_person(
        name="Ilse Marten", desks=[claim.article.desk]
    )
    source, _ = Source.objects.get_or_create(
        kind=Source.Kind.DOCUMENT, title="Fares on the coast, table 3", defaults={"added_by": by}
    )
    values = {"stance": Evidence.Stance.SUPPORTS, "quotation": "Fares: +40.2 per cent", **changes}
    return Evidence.objects.create(claim=claim, source=source, added_by=by, **values)


def make_query(*, claim: Claim | None = None, **changes: Any) -> Query:
    """A question to the reporter that waits for an answer."""
    claim = claim or make_claim()
    by = changes.pop("asked_by", None) or make_person(name="Lars Ahl", desks=[claim.article.desk])
    if "expert" not in changes:
        changes.setdefault("asked_of", claim.article.uploaded_by)
    values = {"question": "Which two years are compared?", **changes}
    return Query.objects.create(claim=claim, asked_by=by, **values)


def make_reply(*, claim: Claim | None = None, **changes: Any) -> RightOfReply:
    """A right of reply of which nothing has been heard yet."""
    claim = claim or make_claim()
    by = changes.pop("recorded_by", None) or make_person(
        name="Maya Holm", desks=[claim.article.desk]
    )
    values = {"party": "The line", "channel": "phone", "asked_at": timezone.now(), **changes}
    return RightOfReply.objects.create(claim=claim, recorded_by=by, **values)


def make_verdict(*, claim: Claim | None = None, rating: int = 1, **changes: Any) -> Verdict:
    """A verdict that waits for approval; `rating` is its key on the desk scale."""
    claim = claim or make_claim()
    author = changes.pop("author", None) or make_person(desks=[claim.article.desk])
    claim.state = Claim.State.IN_REVIEW
    claim.save(update_fields=["state"])
    return Verdict.objects.create(
        claim=claim,
        author=author,
        rating=Rating.objects.get(scale__is_current=True, key=rating),
        explanation=changes.pop("explanation", "The statistics office counted the same."),
        **changes,
    )


def _reporter(desk: Desk) -> User:
    known = desk.members.filter(groups__name=Role.REPORTER).first()
    email = f"ruben.aalto@{desk.slug}.example.org"
    return known or make_person(
        name="Ruben Aalto", email=email, roles=[Role.REPORTER], desks=[desk]
    )
