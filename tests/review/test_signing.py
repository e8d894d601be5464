"""The sign-off: what blocks it, who gives it, and that nothing changes under it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions, gate, sentences
from factcheck.review.models import Approval, Query, RightOfReply, SignOff
from tests import build

State = Claim.State
BUILT = "It was built in 1987"


@pytest.fixture
def article(claim):
    return claim.article


def blocked(article):
    return [str(reason) for reason in gate.of([article])[article.pk].reasons]


def dismiss_the_rest(article, by):
    keys = [sentence.pk for sentence in sentences.of([article.pk])]
    actions.dismiss_sentences(article=article, keys=keys, by=by, reason="not a statement")


@pytest.fixture
def decided(article, claim, chika, edda):
    """An article with an approved claim and every other sentence dismissed."""
    approve(claim, chika, edda)
    dismiss_the_rest(article, chika)
    article.refresh_from_db()
    return article


def approve(claim, author, approver):
    build.make_verdict(claim=claim, author=author, rating=3)
    verdict = claim.verdicts.get()
    actions.approve(claim=claim, by=approver, verdict_id=verdict.pk)


@pytest.fixture
def signed(decided, edda):
    actions.sign_off(article=decided, by=edda)
    decided.refresh_from_db()
    return decided


# The gate


def test_the_gate_names_what_is_open_and_where_to_mend_it(article, claim):
    build.make_claim(article=article, quote=BUILT, state=State.RETURNED)
    found = gate.of([article])[article.pk]
    assert blocked(article) == [
        "1 claim is still open.",
        "1 claim is returned to the checker.",
        "2 sentences are without a claim and without a reason.",
    ]
    assert found.blocked_by == "2 claims and 2 sentences"
    assert found.reasons[0].address == f"/claims/{claim.pk}/"
    assert found.reasons[2].address.startswith("/sentences/")
    assert not found.is_open


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.IN_PROGRESS, "1 claim is in progress."),
        (State.IN_REVIEW, "1 claim is waiting for approval."),
        (State.DEFERRED, "1 claim is set aside."),
    ],
)
def test_every_state_without_a_decision_blocks(article, claim, state, said):
    Claim.objects.filter(pk=claim.pk).update(state=state)
    assert blocked(article)[0] == said


def test_a_merged_claim_blocks_nothing(decided, claim):
    build.make_claim(article=decided, quote=BUILT, state=State.MERGED, merged_into=claim)
    assert blocked(decided) == []


def test_an_accusation_wants_a_second_approval_and_a_right_of_reply(article, claim, chika, edda):
    Claim.objects.filter(pk=claim.pk).update(needs_two=True)
    verdict = build.make_verdict(claim=Claim.objects.get(pk=claim.pk), author=chika)
    dismiss_the_rest(article, chika)
    unanswered = "1 accusation is without a right of reply on record."
    assert blocked(article) == [unanswered, "1 claim is waiting for approval."]
    Approval.objects.create(verdict=verdict, by=edda)
    assert blocked(article) == ["1 claim is waiting for a second approval.", unanswered]
    reply = RightOfReply.objects.create(
        claim=claim, party="The line", channel="phone", asked_at=timezone.now(), recorded_by=chika
    )
    assert unanswered in blocked(article)
    RightOfReply.objects.filter(pk=reply.pk).update(outcome="declined")
    assert unanswered not in blocked(article)


def test_a_dismissed_accusation_wants_no_reply(article, claim, chika):
    Claim.objects.filter(pk=claim.pk).update(needs_two=True)
    actions.dismiss(claim=claim, by=chika, reason="duplicate")
    dismiss_the_rest(article, chika)
    assert blocked(article) == []


def test_a_query_blocks_until_it_is_answered_or_withdrawn(decided, claim, chika, rosa):
    query = Query.objects.create(claim=claim, asked_by=chika, asked_of=rosa, question="Which year?")
    assert blocked(decided) == ["1 query is waiting for an answer."]
    assert gate.of([decided])[decided.pk].blocked_by == "1 query"
    Query.objects.filter(pk=query.pk).update(withdrawn_at=timezone.now())
    assert blocked(decided) == []


@pytest.mark.parametrize("state", [Article.State.EXTRACTING, Article.State.EXTRACTION_FAILED])
def test_what_is_not_read_to_its_end_is_not_signed_off(decided, edda, state):
    Article.objects.filter(pk=decided.pk).update(state=state)
    with pytest.raises(Refused, match="has not been read to its end"):
        actions.sign_off(article=decided, by=edda)


def test_claims_after_which_the_text_changes_are_counted_and_block_nothing(decided):
    found = gate.of([decided])[decided.pk]
    assert (found.need_change, found.is_open) == (1, True)


def test_many_gates_take_no_more_queries_than_one(desk, django_assert_num_queries):
    articles = [build.make_article(desk=desk) for _ in range(4)]
    for article in articles:
        build.make_claim(article=article, needs_two=True)
    for some in (articles[:1], articles):
        with django_assert_num_queries(4):
            gate.of(some)


# Signing


def test_a_desk_editor_signs_the_revision_off(decided, edda):
    signed = actions.sign_off(article=decided, by=edda)
    assert (signed.revision.number, signed.by) == (1, edda)
    decided.refresh_from_db()
    assert decided.state == Article.State.SIGNED_OFF
    assert gate.of([decided])[decided.pk].sign_off == signed
    assert Event.objects.latest("pk").verb == "sign off"


def test_a_blocked_article_is_refused_with_the_reasons(article, edda):
    with pytest.raises(Refused, match=r"1 claim is still open\. 3 sentences are without a claim"):
        actions.sign_off(article=article, by=edda)


@pytest.mark.parametrize("name", ["chika", "stranger", "ada"])
def test_only_a_desk_editor_of_the_desk_signs_off(request, decided, name):
    with pytest.raises(Refused):
        actions.sign_off(article=decided, by=request.getfixturevalue(name))


def test_it_is_signed_off_once(signed, edda):
    with pytest.raises(Refused, match="already"):
        actions.sign_off(article=signed, by=edda)


def test_a_sign_off_is_withdrawn_with_a_reason_and_given_again(signed, edda):
    actions.withdraw_sign_off(article=signed, by=edda, reason="The ministry called.")
    signed.refresh_from_db()
    assert signed.state == Article.State.CHECKING
    assert Event.objects.latest("pk").details == {
        "reason": "The ministry called.",
        "before": {"state": "signed-off"},
        "after": {"state": "checking"},
    }
    actions.sign_off(article=signed, by=edda)
    assert SignOff.objects.count() == 2


def test_nothing_changes_under_a_sign_off(signed, claim, chika, edda):
    sentence = sentences.of([signed.pk]).last()
    attempts = [
        lambda: actions.reopen(claim=claim, by=chika, reason="A call came."),
        lambda: actions.take_back_approval(claim=claim, by=edda),
        lambda: actions.reopen_sentence(sentence=sentence, by=chika),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="withdraws the sign-off before it changes"):
            attempt()
    claim.refresh_from_db()
    assert claim.state == State.APPROVED


def test_the_database_refuses_a_change_under_a_sign_off(signed, claim):
    shorter = {"end": claim.end - 1, "quote": claim.quote[:-1]}
    changes = [{"state": State.OPEN}, {"statement": "Another."}, shorter]
    for change in changes:
        with (
            pytest.raises(IntegrityError, match="signed-off revision does not change"),
            transaction.atomic(),
        ):
            Claim.objects.filter(pk=claim.pk).update(**change)
    with pytest.raises(IntegrityError, match="signed-off revision does not change"):
        build.make_claim(article=signed, quote=BUILT)


def test_the_database_refuses_a_sign_off_of_undecided_claims(article, edda):
    with pytest.raises(IntegrityError, match="undecided claim is not signed off"):
        SignOff.objects.create(revision=article.revisions.get(), by=edda)


def is_waited_for() -> bool:
    """Whether another connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        # A transaction sees the activity of its first look, until it is told to look again.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("first", ["the change", "the sign-off"])
def test_a_sign_off_and_a_change_at_once_wait_for_each_other(decided, claim, chika, edda, first):
    steps = [
        lambda: actions.reopen(claim=claim, by=chika, reason="A call came."),
        lambda: actions.sign_off(article=decided, by=edda),
    ]
    begun, waiting = steps if first == "the change" else reversed(steps)

    def wait():
        try:
            waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            begun()
            late = pool.submit(wait)
            while not is_waited_for() and not late.done():
                sleep(0.01)
            assert not late.done()
        with pytest.raises(Refused):
            late.result()
    claim.refresh_from_db()
    assert SignOff.objects.exists() == (first == "the sign-off")
    assert (claim.state == State.APPROVED) == (first == "the sign-off")


# The page


def test_the_bar_says_what_is_left_and_what_blocks(client, article, claim, edda):
    client.force_login(edda)
    page = client.get(f"/articles/{article.pk}/").text
    assert "0 of 1 claim checked" in page
    assert "3 sentences open" in page
    assert "Sign-off blocked by 1 claim and 3 sentences" in page
    assert f'href="/claims/{claim.pk}/">1 claim is still open.</a>' in page
    assert "/sign-off/" not in page


def test_the_bar_lets_the_editor_sign_and_withdraw(client, decided, edda, htmx):
    client.force_login(edda)
    assert (
        f'action="/articles/{decided.pk}/sign-off/"' in client.get(f"/articles/{decided.pk}/").text
    )
    page = client.post(f"/articles/{decided.pk}/sign-off/", headers=htmx).text
    assert "Revision 1 signed off." in page
    assert "Signed off by Edda Voss" in page
    address = f"/articles/{decided.pk}/withdraw-sign-off/"
    refused = client.post(address, {"reason": " "}, headers=htmx)
    assert refused.status_code == 422
    assert "Say why: the desk has to know what changed." in refused.text
    page = client.post(address, {"reason": "A call came."}, headers=htmx).text
    assert "Sign-off withdrawn." in page
    assert f'action="/articles/{decided.pk}/sign-off/"' in page


def test_a_checker_reads_who_can_sign_it_off(client, decided, chika):
    client.force_login(chika)
    page = client.get(f"/articles/{decided.pk}/").text
    assert "/sign-off/" not in page
    assert "A desk editor of the Foreign desk signs it off." in page


def test_a_signed_off_claim_says_what_has_to_happen_first(client, signed, claim, chika, htmx):
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/").text
    assert f"/claims/{claim.pk}/reopen/" not in page
    response = client.post(f"/claims/{claim.pk}/reopen/", {"reason": "A call."}, headers=htmx)
    assert response.status_code == 409
    assert "withdraws the sign-off" in response.text


def test_the_deadline_is_no_reason(decided, edda):
    Article.objects.filter(pk=decided.pk).update(due_at=timezone.now() - timedelta(hours=1))
    assert actions.sign_off(article=decided, by=edda)
