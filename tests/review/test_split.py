"""One claim becomes two."""

import pytest

from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.review import actions
from factcheck.review.models import Evidence
from tests import build

QUOTE = "The Halcyon carried 1.3 million passengers last year"


@pytest.fixture
def long(claim: Claim) -> Claim:
    article = build.make_article(
        desk=claim.article.desk,
        text="Fares rose by 40 per cent, and all four carriers left the port. So it was.",
    )
    return build.make_claim(
        article=article,
        quote="Fares rose by 40 per cent, and all four carriers left the port",
        claimant="the ministry",
        needs_two=True,
    )


def split(claim: Claim, by, at: str = "and all"):
    return actions.split(claim=claim, by=by, at=claim.revision.text.index(at))


def quotes(claim: Claim) -> list[str]:
    standing = Claim.objects.filter(article=claim.article).standing().in_text_order()
    return [each.quote for each in standing]


def test_the_words_are_shared_out_and_the_joint_falls_away(long, chika):
    split(long, chika)
    assert quotes(long) == ["Fares rose by 40 per cent", "all four carriers left the port"]


def test_both_halves_know_who_said_it_and_how_grave_it_is(long, chika):
    event = split(long, chika)
    second = Claim.objects.get(pk=event.details["into"])
    assert (second.claimant, second.needs_two, second.added_by) == ("the ministry", True, chika)
    assert second.statement == "All four carriers left the port."
    assert (second.state, second.version) == (Claim.State.OPEN, 1)


def test_what_hangs_on_the_claim_stays_with_the_first_half(long, chika):
    evidence = build.make_evidence(claim=long)
    split(long, chika)
    evidence.refresh_from_db()
    assert evidence.claim == long


@pytest.mark.parametrize("at", [-1, 0, 62, 10_000])
def test_a_claim_is_cut_between_its_words(long, chika, at):
    with pytest.raises(Refused, match="between two words"):
        actions.split(claim=long, by=chika, at=at)
    assert len(quotes(long)) == 1


def test_a_claim_with_a_verdict_is_not_cut(proposed, chika):
    with pytest.raises(Refused, match="waits for approval"):
        split(proposed, chika, "rose")


def test_a_split_is_undone_and_leaves_nothing_behind(long, chika):
    event = split(long, chika)
    actions.rejoin(event=event, by=chika)
    assert quotes(long) == [long.quote]
    assert Claim.objects.filter(article=long.article).count() == 1
    assert Claim.objects.get(pk=long.pk).statement == long.statement


def test_undoing_a_split_keeps_the_evidence_of_the_second_half(long, chika):
    event = split(long, chika)
    evidence = build.make_evidence(claim=Claim.objects.get(pk=event.details["into"]))
    actions.rejoin(event=event, by=chika)
    assert Evidence.objects.get(pk=evidence.pk).claim == long
    assert quotes(long) == [long.quote]


def test_a_split_is_not_undone_when_somebody_holds_the_other_half(long, chika, priya):
    event = split(long, chika)
    actions.take(claim=Claim.objects.get(pk=event.details["into"]), by=priya)
    with pytest.raises(Refused, match="Priya Nair took this"):
        actions.rejoin(event=event, by=chika)
    assert len(quotes(long)) == 2


def test_a_split_is_not_undone_twice(long, chika):
    event = split(long, chika)
    actions.rejoin(event=event, by=chika)
    with pytest.raises(Refused, match="undone already"):
        actions.rejoin(event=event, by=chika)
