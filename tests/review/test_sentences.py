"""Every sentence is a claim, or dismissed with a reason, or open."""

import pytest
from django.db import IntegrityError

from factcheck.articles.models import Claim, Sentence
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions, sentences
from factcheck.review.models import Dismissal, WayBack
from tests import build

NOBODY = "Nobody at the port was surprised."


@pytest.fixture
def article(claim):
    """Four sentences; the first holds the claim."""
    return claim.article


@pytest.fixture
def nobody(article):
    return sentence_of(article, NOBODY)


def sentence_of(article, words) -> Sentence:
    revision = article.revisions.get()
    start = revision.text.index(words)
    return revision.sentences.get(start=start, end=start + len(words))


def open_in(article):
    return sentences.still_open(sentences.of([article.pk])).count()


def test_a_dismissed_sentence_is_accounted_for_until_it_is_reopened(article, nobody, chika):
    assert open_in(article) == 3
    actions.dismiss_sentence(sentence=nobody, by=chika, reason="opinion")
    assert open_in(article) == 2
    actions.reopen_sentence(sentence=nobody, by=chika)
    assert open_in(article) == 3
    assert [event.verb for event in Event.objects.order_by("pk")] == [
        "dismiss sentence",
        "reopen sentence",
    ]
    assert Event.objects.first().details["sentences"] == [nobody.pk]


def test_a_claim_over_several_sentences_accounts_for_each(article):
    text = article.revisions.get().text
    quote = text[text.index("The Halcyon") :]
    build.make_claim(article=article, quote=quote)
    assert open_in(article) == 1


def test_a_merged_claim_accounts_for_nothing(article, claim):
    other = build.make_claim(article=article, quote="It was built in 1987")
    Claim.objects.filter(pk=other.pk).update(state=Claim.State.MERGED, merged_into=claim)
    assert open_in(article) == 3


def test_a_sentence_with_a_claim_is_not_dismissed(article, claim, chika):
    with pytest.raises(Refused):
        actions.dismiss_sentence(sentence=claim.sentence, by=chika, reason="opinion")


def test_a_sentence_is_dismissed_once(nobody, chika, priya):
    actions.dismiss_sentence(sentence=nobody, by=chika, reason="opinion")
    with pytest.raises(Refused):
        actions.dismiss_sentence(sentence=nobody, by=priya, reason="question")
    with pytest.raises(IntegrityError, match="one_standing_dismissal_per_sentence"):
        Dismissal.objects.create(sentence=nobody, by=priya, reason="question")


def test_another_desk_dismisses_nothing_here(nobody, stranger):
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        actions.dismiss_sentence(sentence=nobody, by=stranger, reason="opinion")


def test_several_are_dismissed_and_taken_back_together(article, chika):
    keys = [sentence.pk for sentence in sentences.of([article.pk])]
    dismissed = actions.dismiss_sentences(
        article=article, keys=keys, by=chika, reason="not a statement"
    )
    assert (len(dismissed), open_in(article)) == (3, 0)
    reopened = actions.reopen_dismissed(article=article, by=chika, dismissals=dismissed)
    assert (reopened, open_in(article)) == (3, 3)


def test_sentences_of_another_article_are_left_alone(article, nobody, desk, chika):
    other = build.make_article(desk=desk)
    with pytest.raises(Refused):
        actions.dismiss_sentences(article=other, keys=[nobody.pk], by=chika, reason="opinion")
    assert open_in(article) == 3


@pytest.fixture
def proposed_ones(article):
    """The program proposes two questions, on a sentence and on a claim, and one opinion."""
    Sentence.objects.filter(pk=sentence_of(article, NOBODY).pk).update(proposal="question")
    build.make_claim(article=article, quote="It was built in 1987", proposal="question")
    build.make_claim(article=article, quote="The Halcyon", proposal="opinion")
    return article


def test_a_proposal_counts_as_open_until_a_person_accepts_it(proposed_ones, chika):
    assert open_in(proposed_ones) == 1
    assert not Dismissal.objects.exists()
    accepted = actions.accept_proposals(article=proposed_ones, by=chika, reason="question")
    assert len(accepted) == 2
    assert open_in(proposed_ones) == 0
    assert Claim.objects.get(proposal="question").state == Claim.State.DISMISSED
    assert Claim.objects.get(proposal="opinion").state == Claim.State.OPEN


def test_taking_accepted_proposals_back_takes_all_of_them(proposed_ones, chika):
    accepted = actions.accept_proposals(article=proposed_ones, by=chika, reason="question")
    claim = Claim.objects.get(proposal="question")
    actions.reopen_dismissed(article=proposed_ones, by=chika, dismissals=accepted)
    assert open_in(proposed_ones) == 1
    again = Claim.objects.get(pk=claim.pk)
    assert (again.state, again.version) == (Claim.State.OPEN, claim.version + 1)
    with pytest.raises(Refused):
        actions.reopen_dismissed(article=proposed_ones, by=chika, dismissals=accepted)


def test_accepting_leaves_alone_what_somebody_holds(proposed_ones, chika, priya):
    held = Claim.objects.get(proposal="question")
    actions.take(claim=held, by=priya)
    assert len(actions.accept_proposals(article=proposed_ones, by=chika, reason="question")) == 1
    held.refresh_from_db()
    assert held.state == Claim.State.IN_PROGRESS


def test_proposals_that_are_gone_are_refused(article, chika):
    with pytest.raises(Refused):
        actions.accept_proposals(article=article, by=chika, reason="question")


# The page


def test_a_sentence_has_an_address_with_one_key_for_each_reason(client, nobody, chika):
    client.force_login(chika)
    page = client.get(f"/sentences/{nobody.pk}/").text
    assert f"<mark>{NOBODY}</mark>" in page
    assert 'name="reason" value="opinion" data-key="1"' in page
    assert 'name="reason" value="duplicate" data-key="5"' in page
    assert f'data-sentence="{nobody.pk}" aria-current="true"' in page


def test_dismissing_goes_on_to_the_next_open_sentence(client, article, nobody, chika, htmx):
    client.force_login(chika)
    address = f"/sentences/{nobody.pk}/dismiss/"
    response = client.post(address, {"reason": "opinion"}, headers=htmx)
    following = sentence_of(article, "The Halcyon carried 1.3 million passengers last year.")
    assert response["HX-Replace-Url"] == f"/sentences/{following.pk}/"
    assert WayBack.objects.get().address == f"/sentences/{nobody.pk}/reopen/"
    assert "Sentence dismissed: opinion." in response.text
    assert "2 sentences" in response.text


def test_without_javascript_the_answer_is_a_page(client, nobody, chika):
    client.force_login(chika)
    response = client.post(f"/sentences/{nobody.pk}/dismiss/", {"reason": "opinion"}, follow=True)
    assert "Sentence dismissed: opinion." in response.text
    reopened = client.post(f"/sentences/{nobody.pk}/reopen/", follow=True)
    assert reopened.redirect_chain[-1][0] == f"/sentences/{nobody.pk}/"


def test_any_other_reason_wants_words(client, nobody, chika, htmx):
    client.force_login(chika)
    address = f"/sentences/{nobody.pk}/dismiss/"
    response = client.post(address, {"reason": "other"}, headers=htmx)
    assert response.status_code == 422
    assert "Say the reason in words." in response.text


def test_a_sentence_becomes_a_claim_in_one_step(client, article, nobody, chika, htmx):
    client.force_login(chika)
    span = {"start": nobody.start, "end": nobody.end}
    response = client.post(f"/articles/{article.pk}/claims/", span, headers=htmx)
    made = Claim.objects.latest("pk")
    assert response["HX-Replace-Url"] == f"/claims/{made.pk}/"
    assert (made.sentence, made.added_by) == (nobody, chika)
    assert open_in(article) == 2


def test_a_reader_sees_why_nothing_can_be_done(client, nobody, vera):
    client.force_login(vera)
    page = client.get(f"/sentences/{nobody.pk}/").text
    assert "Your roles do not let you check claims." in page
    assert f"/sentences/{nobody.pk}/dismiss/" not in page


def test_all_open_sentences_of_a_part_are_dismissed_at_once(client, article, chika, htmx):
    client.force_login(chika)
    address = f"/articles/{article.pk}/dismiss-sentences/"
    words = {"reason": "common knowledge", "which": "all", "part": "1"}
    response = client.post(address, words, headers=htmx)
    keys = ",".join(str(dismissal.pk) for dismissal in Dismissal.objects.order_by("pk"))
    assert "3 sentences dismissed: common knowledge." in response.text
    assert open_in(article) == 0
    last = WayBack.objects.get()
    assert last.fields == {"dismissals": keys}
    assert "3 reopened." in client.post("/undo/", {"entry": last.pk}, headers=htmx).text
    assert open_in(article) == 3


def test_only_the_ticked_ones_are_dismissed(client, article, nobody, chika, htmx):
    client.force_login(chika)
    address = f"/articles/{article.pk}/dismiss-sentences/"
    words = {"reason": "opinion", "which": "ticked", "sentence": [nobody.pk]}
    assert "1 sentence dismissed" in client.post(address, words, headers=htmx).text
    assert open_in(article) == 2


def test_ticking_nothing_dismisses_nothing(client, article, chika, htmx):
    client.force_login(chika)
    address = f"/articles/{article.pk}/dismiss-sentences/"
    response = client.post(address, {"reason": "opinion", "which": "ticked"}, headers=htmx)
    assert response.status_code == 422
    assert "No sentence is ticked." in response.text
    assert open_in(article) == 3


@pytest.mark.parametrize("keys", ["", "x", "1,²", "9" * 30])
def test_an_undo_of_nothing_that_exists_is_a_bad_request(client, article, chika, keys):
    client.force_login(chika)
    address = f"/articles/{article.pk}/reopen-dismissed/"
    assert client.post(address, {"dismissals": keys}).status_code == 400


def test_proposals_are_shown_as_proposals_and_accepted_by_kind(client, proposed_ones, chika, htmx):
    client.force_login(chika)
    page = client.get(f"/articles/{proposed_ones.pk}/").text
    assert "Accept all 2 proposals: question" in page
    assert 'class="unaccounted proposed"' in page
    address = f"/articles/{proposed_ones.pk}/accept-proposals/"
    response = client.post(address, {"reason": "question"}, headers=htmx)
    assert "2 proposals accepted: question." in response.text
    assert "Accept all 2 proposals" not in response.text


def test_a_claim_says_what_is_proposed_and_why_it_still_counts(client, proposed_ones, chika):
    claim = Claim.objects.get(proposal="opinion")
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/").text
    assert "Accept: opinion" in page
    assert "It counts as open until somebody accepts it" in page
    client.post(f"/claims/{claim.pk}/dismiss/", {"reason": "opinion"})
    assert "Accept: opinion" not in client.get(f"/claims/{claim.pk}/").text


def test_what_stays_chosen_is_what_the_page_shows(client, proposed_ones, chika, htmx):
    claim = Claim.objects.get(proposal="opinion")
    client.force_login(chika)
    here = htmx | {"hx-current-url": f"http://testserver/claims/{claim.pk}/"}
    address = f"/articles/{proposed_ones.pk}/accept-proposals/"
    page = client.post(address, {"reason": "question"}, headers=here).text
    assert f'data-claim="{claim.pk}" data-number' in page


def test_the_panel_of_a_sentence_takes_no_more_queries_for_more_rows(
    client, desk, chika, django_assert_max_num_queries
):
    client.force_login(chika)
    counts = set()
    for size in (2, 20):
        text = " ".join(f"Line {n} has 40 ferries." for n in range(size))
        article = build.make_article(desk=desk, text=f"{text} {NOBODY}")
        for n in range(size):
            build.make_claim(article=article, quote=f"Line {n} has 40 ferries")
        first = article.revisions.get().sentences.earliest("start")
        for word in ("Line", "ferries")[: size // 10]:
            build.make_claim(article=article, quote=word)
        for sentence in (first, sentence_of(article, NOBODY)):
            with django_assert_max_num_queries(40) as captured:
                assert client.get(f"/sentences/{sentence.pk}/").status_code == 200
            counts.add((sentence == first, len(captured)))
    assert len(counts) == 2
