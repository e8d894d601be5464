"""A claim that a person adds."""

import pytest

from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions
from tests import build


def add(article, by, words: str) -> Claim:
    start = article.revisions.get().text.index(words)
    return actions.add_claim(article=article, by=by, start=start, end=start + len(words))


def test_an_added_claim_knows_its_words_and_who_added_it(claim, chika):
    made = add(claim.article, chika, " 1.3 million passengers last year.")
    assert made.quote == "1.3 million passengers last year"
    assert made.statement == "1.3 million passengers last year."
    assert (made.added_by, made.state, made.types) == (chika, Claim.State.OPEN, ["quantity"])
    assert made.sentence.start == claim.revision.text.index("The Halcyon")
    assert made.reasons == [{"label": "added by hand", "weight": made.score}]


def test_it_takes_over_what_is_known_of_the_same_words(claim, chika):
    Claim.objects.update(claimant="the ministry", voice="indirect quote", risk=0.6, needs_two=True)
    made = add(claim.article, chika, "rose by 40")
    assert (made.claimant, made.voice, made.types) == (
        "the ministry",
        "indirect quote",
        ["quantity"],
    )
    assert (made.risk, made.needs_two) == (0.6, True)


def test_words_that_are_a_claim_already_are_not_added_again(claim, chika):
    with pytest.raises(Refused, match="a claim already"):
        add(claim.article, chika, claim.quote)


def test_a_claim_may_lie_within_another(claim, chika):
    made = add(claim.article, chika, "in two years")
    assert claim.start < made.start < made.end <= claim.end


@pytest.mark.parametrize("span", [(0, 0), (5, 2), (10_000, 10_001), (38, 40)])
def test_no_word_is_no_claim(claim, chika, span):
    with pytest.raises(Refused):
        actions.add_claim(article=claim.article, by=chika, start=span[0], end=span[1])


def test_two_paragraphs_are_no_claim(claim, chika):
    with pytest.raises(Refused, match="one paragraph"):
        add(claim.article, chika, "surprised.\nThe Halcyon")


def test_a_stranger_adds_nothing(claim, stranger):
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        add(claim.article, stranger, "in 1987")


def test_an_added_claim_is_taken_off_again_and_the_history_stays(claim, chika):
    made = add(claim.article, chika, "in 1987")
    key = made.pk
    actions.remove_claim(claim=made, by=chika)
    assert not Claim.objects.filter(pk=key).exists()
    said = [event.words for event in Event.objects.about_claim(key)]
    assert said == ["took an added claim off again", "added the claim"]


def test_a_claim_that_somebody_worked_on_stays(claim, chika):
    made = add(claim.article, chika, "in 1987")
    build.make_evidence(claim=made)
    with pytest.raises(Refused, match="Dismiss it instead"):
        actions.remove_claim(claim=made, by=chika)


def test_only_who_added_a_claim_takes_it_off(claim, chika, priya):
    made = add(claim.article, chika, "in 1987")
    with pytest.raises(Refused, match="Only who added"):
        actions.remove_claim(claim=made, by=priya)
    with pytest.raises(Refused, match="Only who added"):
        actions.remove_claim(claim=claim, by=chika)
