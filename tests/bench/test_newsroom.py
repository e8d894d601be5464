"""The made-up newsroom is what it says, twice the same, and keeps away from other people's work."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article, Claim, Revision, Sentence
from factcheck.audit.models import Event
from factcheck.bench import newsroom
from factcheck.review import gate
from factcheck.review.models import Approval, Dismissal, Evidence, Lease, Query, SignOff, Verdict
from factcheck.sources.models import Source

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
MADE = (User, Article, Revision, Sentence, Claim, Source, Evidence, Verdict, Approval, Event)


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in MADE}


@pytest.fixture
def made(db):
    newsroom.fill(1_000, now=NOW)


def test_it_has_what_was_asked_for(made):
    assert Claim.objects.count() == 1_000
    assert Article.objects.count() == 20
    assert User.objects.count() == 50
    assert set(Claim.objects.values_list("state", flat=True)) == set(Claim.State)
    for model in (Evidence, Verdict, Approval, Dismissal, Lease, Query, Source, Event, SignOff):
        assert model.objects.exists()


def test_a_claim_stands_where_its_quote_stands(made):
    for claim in Claim.objects.select_related("revision", "sentence"):
        assert claim.revision.text[claim.start : claim.end] == claim.quote
        assert claim.sentence.start <= claim.start < claim.end <= claim.sentence.end


def test_the_sentences_of_a_text_leave_out_its_advertisement_alone(made):
    revision = Revision.objects.first()
    kept = " ".join(revision.text[s.start : s.end] for s in revision.sentences.all())
    assert kept.split() == revision.text.replace("Advertisement", "").split()


def test_what_is_signed_off_passes_the_gate(made):
    articles = Article.objects.filter(state=Article.State.SIGNED_OFF)
    assert len(articles) == 12
    assert [each for each in gate.of(articles).values() if not each.is_open] == []


def test_the_same_seed_gives_the_same_rows(db):
    with transaction.atomic():
        newsroom.fill(100, now=NOW, seed=7)
        first = rows()
        transaction.set_rollback(True)
    newsroom.fill(100, now=NOW, seed=7)
    assert rows() == first


def test_another_seed_gives_other_articles(db):
    with transaction.atomic():
        newsroom.fill(100, now=NOW, seed=7)
        first = rows()
        transaction.set_rollback(True)
    newsroom.fill(100, now=NOW, seed=8)
    assert rows()[Revision] != first[Revision]


def test_a_row_that_people_add_follows_on(made):
    last = Claim.objects.latest("pk").pk
    again = Claim.objects.latest("pk")
    again.pk, again.start = None, again.start + 1
    again.save(force_insert=True)
    assert again.pk == last + 1


def test_it_leaves_a_database_alone_that_has_people(desk: Desk):
    with pytest.raises(newsroom.NotEmpty, match="has desks already"):
        newsroom.fill(100, now=NOW)
    assert not Article.objects.exists()
