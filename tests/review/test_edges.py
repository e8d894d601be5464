"""Where a claim begins and ends."""

import pytest
from django.db import IntegrityError, transaction

from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions
from tests import build


def span(claim: Claim, words: str) -> dict[str, int]:
    start = claim.revision.text.index(words)
    return {"start": start, "end": start + len(words)}


def move(claim: Claim, by, words: str):
    return actions.move_edges(claim=claim, by=by, **span(claim, words))


def test_the_quote_is_always_the_words_at_its_edges(claim, chika):
    move(claim, chika, "rose by 40 per cent")
    claim.refresh_from_db()
    assert claim.quote == claim.revision.text[claim.start : claim.end] == "rose by 40 per cent"
    assert claim.version == 2


def test_half_a_word_is_the_whole_word(claim, chika):
    move(claim, chika, "ose by 40 per ce")
    claim.refresh_from_db()
    assert claim.quote == "rose by 40 per cent"


def test_a_statement_that_nobody_has_worded_follows_the_edges(claim, chika):
    move(claim, chika, "rose by 40 per cent")
    claim.refresh_from_db()
    assert claim.statement == "Rose by 40 per cent."


def test_a_statement_that_somebody_has_worded_stays(claim, chika):
    actions.edit_claim(claim=claim, by=chika, version=1, statement="Ferry fares rose.")
    move(claim, chika, "rose by 40 per cent")
    claim.refresh_from_db()
    assert claim.statement == "Ferry fares rose."


def test_characters_beyond_the_basic_plane_count_as_one(desk, chika):
    text = "🚢🚢 The cafe\u0301 🏳️‍🌈 on quay 4 closed. It was built in 1987."
    article = build.make_article(desk=desk, text=text)
    claim = build.make_claim(article=article, quote="quay 4 closed")
    move(claim, chika, "cafe\u0301 🏳️‍🌈 on quay 4")
    claim.refresh_from_db()
    assert claim.quote == "cafe\u0301 🏳️‍🌈 on quay 4"


def test_a_claim_stays_in_its_paragraph(claim, chika):
    with pytest.raises(Refused, match="stays in its paragraph"):
        move(claim, chika, "It was built in 1987")
    with pytest.raises(Refused, match="within one paragraph"):
        move(claim, chika, "was surprised.\nThe Halcyon")


def test_a_claim_never_reaches_into_boilerplate(claim, chika):
    claim.sentence.paragraph.__class__.objects.update(role="boilerplate")
    with pytest.raises(Refused, match="boilerplate"):
        move(claim, chika, "rose by 40 per cent")


def test_two_claims_never_have_the_same_words(claim, chika):
    build.make_claim(article=claim.article, quote="rose by 40 per cent")
    with pytest.raises(Refused, match="a claim already"):
        move(claim, chika, "rose by 40 per cent")
    claim.refresh_from_db()
    assert claim.version == 1


def test_nothing_moved_is_no_event(claim, chika):
    assert move(claim, chika, claim.quote) is None
    assert not Event.objects.exists()


def test_whoever_holds_the_claim_moves_its_edges(claim, chika, priya):
    actions.take(claim=claim, by=chika)
    with pytest.raises(Refused, match="Chika Obi took this"):
        move(claim, priya, "rose by 40 per cent")


def test_moved_edges_move_back(claim, chika):
    event = move(claim, chika, "rose by 40 per cent")
    actions.put_back(event=event, by=chika)
    after = Claim.objects.get(pk=claim.pk)
    assert (after.quote, after.start, after.statement) == (
        claim.quote,
        claim.start,
        claim.statement,
    )


def test_the_database_refuses_a_quote_that_the_text_does_not_say(claim, chika):
    with transaction.atomic(), pytest.raises(IntegrityError, match="quote_is_what_the_text_says"):
        Claim.objects.filter(pk=claim.pk).update(quote="Fares rose by 50 per cent")
    made = actions.add_claim(article=claim.article, by=chika, **span(claim, "built in 1987"))
    with pytest.raises(IntegrityError, match="quote_is_what_the_text_says"):
        Claim.objects.filter(pk=made.pk).update(start=made.start + 1)
