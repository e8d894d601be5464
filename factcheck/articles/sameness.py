"""Whether two articles have the same text, however each of them was sent."""

import unicodedata
from hashlib import sha256

from django.db.models import QuerySet

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Revision
from factcheck.compiled import compiled

# What a word processor puts in place of what was typed.
QUOTES = dict.fromkeys(map(ord, "‘’‚‛"), "'") | dict.fromkeys(map(ord, "“”„‟«»"), '"')
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
TYPED = QUOTES | DASHES


def words_sha256(text: str) -> str:
    """The same for two texts that differ in line breaks, capitals and the form of marks alone."""
    words = unicodedata.normalize("NFKC", text.translate(TYPED)).casefold().split()
    return sha256(" ".join(words).encode()).hexdigest()


def first_other(revision: Revision, reader: User) -> Article | None:
    """The article that came first of the others with this text, of those that a person may read."""
    return next(iter(_others(reader.pk, revision.article_id, revision.words_sha256)), None)


@compiled
def _others(reader: int, article: int, words_sha256: str) -> QuerySet[Article]:
    visible = Article.objects.visible_to(User(pk=reader)).exclude(pk=article)
    same = Revision.objects.filter(words_sha256=words_sha256).values("article")
    return visible.filter(pk__in=same).order_by("created_at", "pk")[:1]
