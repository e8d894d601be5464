"""Questions on claims: asked, answered, made evidence, seen by those who wait."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.permissions import Role
from factcheck.review import actions, visit
from factcheck.review.models import Evidence, Query
from tests import build


@pytest.fixture
def claim(desk, rosa) -> Claim:
    """A claim of Rosa's article."""
    return build.make_claim(article=build.make_article(desk=desk, uploaded_by=rosa))


@pytest.fixture
def query(claim, chika, rosa) -> Query:
    """Chika asks Rosa."""
    return actions.ask(claim=claim, by=chika, of=rosa, question="Which two years?")


def answered(query) -> Query:
    query.refresh_from_db()
    return query


# Asking


def test_a_question_waits_for_an_answer_and_is_in_the_history(claim, query, chika, rosa):
    assert Query.objects.waiting().get() == query
    assert (query.asked_by, query.asked_of, query.whom) == (chika, rosa, "Rosa Lind")
    event = Event.objects.about_claim(claim.pk).first()
    assert str(event) == "Chika Obi asked a question"
    assert event.details["said"] == "Rosa Lind: Which two years?"


def test_asking_counts_as_a_change_of_the_claim(claim, query):
    assert Claim.objects.get().version == claim.version + 1


def test_an_expert_is_asked_by_words(claim, chika):
    query = actions.ask(claim=claim, by=chika, expert="Mara Sund, port economist", question="Why?")
    assert (query.asked_of, query.whom) == (None, "Mara Sund, port economist")


def test_the_database_wants_somebody_to_be_asked(claim, chika):
    with pytest.raises(IntegrityError, match="query_is_to_somebody"):
        actions.ask(claim=claim, by=chika, question="Which two years?")


@pytest.mark.parametrize("who", ["rosa", "stranger", "vera"])
def test_only_who_checks_on_the_desk_asks(claim, request, chika, who):
    with pytest.raises(Refused):
        actions.ask(claim=claim, by=request.getfixturevalue(who), of=chika, question="x")


def test_nobody_is_asked_who_cannot_answer(claim, chika, vera, rosa):
    with pytest.raises(Refused, match="Vera Quist cannot answer here"):
        actions.ask(claim=claim, by=chika, of=vera, question="x")
    rosa.is_active = False
    rosa.save(update_fields=["is_active"])
    with pytest.raises(Refused, match="Rosa Lind cannot answer here"):
        actions.ask(claim=claim, by=chika, of=rosa, question="x")


def test_a_decided_claim_is_reopened_before_somebody_asks(proposed, edda, chika):
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.get().pk)
    with pytest.raises(Refused, match="Reopen it"):
        actions.ask(claim=proposed, by=chika, of=edda, question="x")


def test_a_question_is_withdrawn_and_asked_again(query, chika, priya, edda):
    with pytest.raises(Refused, match="Chika Obi or a desk editor withdraws this question"):
        actions.withdraw_query(query=query, by=priya)
    actions.withdraw_query(query=query, by=chika)
    assert not Query.objects.waiting().exists()
    with pytest.raises(Refused, match="has been withdrawn"):
        actions.withdraw_query(query=query, by=edda)
    actions.ask_again(query=query, by=chika)
    actions.withdraw_query(query=query, by=edda)
    assert not Query.objects.waiting().exists()


# Answering


def test_the_reporter_answers(query, rosa, claim):
    actions.answer(query=query, by=rosa, words="2023 and 2025.")
    found = answered(query)
    assert (found.answer, found.answered_by, found.was_heard) == ("2023 and 2025.", rosa, False)
    assert not found.is_waiting
    assert Event.objects.about_claim(claim.pk).first().details["said"] == "2023 and 2025."


def test_somebody_of_another_desk_answers_when_asked(claim, chika, stranger):
    query = actions.ask(claim=claim, by=chika, of=stranger, question="x")
    actions.answer(query=query, by=stranger, words="Yes.")
    assert answered(query).answered_by == stranger


def test_who_asked_writes_down_what_they_were_told(query, chika):
    actions.answer(query=query, by=chika, words="2023 and 2025, she says.")
    assert answered(query).was_heard


def test_whoever_checks_on_the_desk_writes_down_what_an_expert_says(claim, chika, priya, stranger):
    query = actions.ask(claim=claim, by=chika, expert="Mara Sund", question="Why?")
    with pytest.raises(Refused, match="Mara Sund answers this question"):
        actions.answer(query=query, by=stranger, words="x")
    actions.answer(query=query, by=priya, words="Fuel.")
    assert answered(query).was_heard


@pytest.mark.parametrize("who", ["priya", "vera", "stranger"])
def test_nobody_answers_for_the_reporter(query, request, who):
    with pytest.raises(Refused):
        actions.answer(query=query, by=request.getfixturevalue(who), words="x")


def test_a_reporter_answers_any_question_on_the_own_article(claim, chika, priya, rosa, desk):
    query = actions.ask(claim=claim, by=chika, of=priya, question="x")
    other = build.make_person(name="Jon Birk", roles=[Role.REPORTER], desks=[desk])
    with pytest.raises(Refused, match="Priya Nair answers this question"):
        actions.answer(query=query, by=other, words="x")
    actions.answer(query=query, by=rosa, words="x")
    assert answered(query).answered_by == rosa


def test_a_question_is_answered_once(query, rosa, chika):
    actions.answer(query=query, by=rosa, words="2023 and 2025.")
    with pytest.raises(Refused, match="Rosa Lind has answered this question"):
        actions.answer(query=query, by=chika, words="Something else.")
    assert answered(query).answer == "2023 and 2025."


def test_an_answer_is_taken_back_by_its_writer(query, rosa, chika):
    actions.answer(query=query, by=rosa, words="2023 and 2024.")
    with pytest.raises(Refused, match="Only who wrote an answer"):
        actions.take_back_answer(query=query, by=chika)
    actions.take_back_answer(query=query, by=rosa)
    assert answered(query).is_waiting


def test_nothing_is_answered_after_the_sign_off(query, rosa, claim):
    Article.objects.update(state=Article.State.SIGNED_OFF)
    with pytest.raises(Refused, match="signed off"):
        actions.answer(query=query, by=rosa, words="x")


# Evidence


def test_an_answer_becomes_evidence_in_one_step(query, rosa, chika, claim):
    actions.answer(query=query, by=rosa, words="2023 and 2025.")
    evidence = actions.use_answer(query=query, by=chika, stance="supports")
    assert (evidence.claim, evidence.quotation, evidence.stance) == (
        claim,
        "2023 and 2025.",
        "supports",
    )
    assert (evidence.source.kind, evidence.source.title) == ("person", "Answer by Rosa Lind")
    # What colleagues say among themselves does not leave the house.
    assert evidence.source.confidentiality == "newsroom"
    assert answered(query).evidence == evidence


def test_an_answer_is_evidence_once_until_that_is_removed(query, rosa, chika):
    with pytest.raises(Refused, match="has no answer yet"):
        actions.use_answer(query=query, by=chika, stance="supports")
    actions.answer(query=query, by=rosa, words="2023 and 2025.")
    evidence = actions.use_answer(query=query, by=chika, stance="supports")
    with pytest.raises(Refused, match="is evidence already"):
        actions.use_answer(query=query, by=chika, stance="refutes")
    with pytest.raises(Refused, match="Remove the evidence first"):
        actions.take_back_answer(query=query, by=rosa)
    actions.remove_evidence(evidence=evidence, by=chika)
    again = actions.use_answer(query=query, by=chika, stance="refutes")
    assert answered(query).evidence == again


def test_two_answers_of_one_person_are_one_source(query, rosa, chika, claim):
    second = actions.ask(claim=claim, by=chika, of=rosa, question="And who counted?")
    for each in (query, second):
        actions.answer(query=each, by=rosa, words="The port.")
        actions.use_answer(query=each, by=chika, stance="supports")
    assert len({evidence.source_id for evidence in Evidence.objects.all()}) == 1


# The claim


def test_the_question_is_asked_from_the_claim(client, claim, chika, rosa, htmx):
    client.force_login(chika)
    form = client.get(f"/claims/{claim.pk}/ask/", headers=htmx).text
    # The reporter is the first choice.
    assert form.index("Rosa Lind, the reporter") < form.index("An expert outside the newsroom")
    sent = {"to": rosa.pk, "question": "Which two years?", "due_at": "2026-11-22T18:00"}
    response = client.post(f"/claims/{claim.pk}/ask/", sent, headers=htmx)
    assert "Asked Rosa Lind." in response.text
    assert "You asked Rosa Lind" in response.text
    client.post("/undo/", {"entry": visit.top(client.session).key}, headers=htmx)
    assert not Query.objects.waiting().exists()


@pytest.mark.parametrize(
    ("claim_due", "article_due", "proposed"),
    [
        # Minutes from now.
        (None, None, 120),
        (None, 170, 110),
        (100, 170, 40),
        (None, 600, 120),
        (30, 600, 30),
        (-10, None, 120),
        (-10, 90, 30),
    ],
)
def test_a_due_time_is_proposed_in_which_an_answer_helps(
    client, claim, chika, claim_due, article_due, proposed
):
    now = timezone.now().replace(second=0, microsecond=0)

    def at(minutes):
        return now + timedelta(minutes=minutes) if minutes else None

    Article.objects.update(due_at=at(article_due))
    Claim.objects.update(due_at=at(claim_due))
    client.force_login(chika)
    due = client.get(f"/claims/{claim.pk}/ask/").context["form"]["due_at"]
    # The minute may have changed meanwhile.
    assert abs(due.initial - at(proposed)) <= timedelta(minutes=1)
    assert f'value="{timezone.localtime(due.initial):%Y-%m-%dT%H:%M}"' in str(due)


def test_both_are_told_in_words_when_the_answer_is_due(client, claim, chika, rosa, htmx):
    tomorrow = timezone.localtime() + timedelta(days=1)
    sent = {"to": rosa.pk, "question": "Which?", "due_at": f"{tomorrow:%Y-%m-%dT12:30}"}
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/ask/", sent, headers=htmx)
    assert "answer wanted by tomorrow, 12:30" in response.text
    for person in (chika, rosa):
        client.force_login(person)
        assert "answer wanted by tomorrow, 12:30" in client.get(f"/claims/{claim.pk}/").text
        assert "Tomorrow, 12:30" in client.get("/queries/").text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"to": "expert", "question": "Why?"}, "Say who the expert is."),
        ({"to": "expert", "expert": "Mara Sund"}, "Write the question."),
    ],
)
def test_a_question_without_its_words_is_asked_for_them(client, claim, chika, htmx, sent, said):
    client.force_login(chika)
    response = client.post(f"/claims/{claim.pk}/ask/", sent, headers=htmx)
    assert response.status_code == 422
    assert said in response.text
    assert not Query.objects.exists()


def test_the_reporter_answers_on_the_claim_and_undoes_it(client, query, claim, rosa, htmx):
    client.force_login(rosa)
    assert "Chika Obi asked you" in client.get(f"/claims/{claim.pk}/").text
    empty = client.post(f"/queries/{query.pk}/answer/", {"words": " "}, headers=htmx)
    assert empty.status_code == 422
    assert empty["HX-Retarget"] == "#queries"
    assert "Write the answer." in empty.text
    sent = {"words": "2023 and 2025."}
    assert client.post(f"/queries/{query.pk}/answer/", sent, headers=htmx).status_code == 200
    client.post("/undo/", {"entry": visit.top(client.session).key}, headers=htmx)
    assert answered(query).is_waiting


def test_an_answer_is_made_evidence_on_the_page(client, query, rosa, chika, htmx):
    actions.answer(query=query, by=rosa, words="2023 and 2025.")
    client.force_login(chika)
    address = f"/queries/{query.pk}/evidence/"
    response = client.post(address, {"stance": "refutes"}, headers=htmx)
    assert "It is evidence: refutes" in response.text
    assert client.post(address, {"stance": "whatever"}, headers=htmx).status_code == 400


def test_a_late_answer_shows(client, query, claim, chika):
    Query.objects.update(due_at=timezone.now() - timedelta(minutes=31))
    client.force_login(chika)
    assert "31 min late" in client.get(f"/claims/{claim.pk}/").text


# What waits


def test_both_see_what_waits(client, query, rosa, chika):
    client.force_login(rosa)
    page = client.get("/queries/").text
    waiting, _, asked = page.partition("I asked")
    assert "Chika Obi asked you" in waiting
    assert "Which two years?" not in asked
    client.force_login(chika)
    waiting, _, asked = client.get("/queries/").text.partition("I asked")
    assert "No question waits for you." in waiting
    assert "You asked Rosa Lind" in asked


def test_the_bar_counts_what_waits_for_oneself(client, query, rosa, chika):
    client.force_login(rosa)
    assert "1<span" in client.get("/").text
    client.force_login(chika)
    assert "waiting for you" not in client.get("/").text
    actions.withdraw_query(query=query, by=chika)
    client.force_login(rosa)
    assert "waiting for you" not in client.get("/").text


def test_a_question_is_answered_and_undone_on_the_page_of_queries(client, query, rosa, chika, htmx):
    client.force_login(rosa)
    sent = {"words": "2023 and 2025.", "page": "queries"}
    response = client.post(f"/queries/{query.pk}/answer/", sent, headers=htmx)
    assert "<html" not in response.text
    assert "No question waits for you." in response.text
    undone = client.post("/undo/", {"entry": visit.top(client.session).key})
    assert undone.url == "/queries/"
    assert answered(query).is_waiting


def test_the_page_of_queries_works_without_scripts(client, query, rosa):
    client.force_login(rosa)
    sent = {"words": "", "page": "queries"}
    response = client.post(f"/queries/{query.pk}/answer/", sent)
    assert response.status_code == 422
    assert "<html" in response.text
    assert "Write the answer." in response.text
    sent["words"] = "2023 and 2025."
    assert client.post(f"/queries/{query.pk}/answer/", sent).url == "/queries/"


def test_what_is_answered_stays_in_sight_of_who_asked(client, query, rosa, chika):
    actions.answer(query=query, by=rosa, words="2023 and 2025.")
    client.force_login(chika)
    assert "2023 and 2025." in client.get("/queries/").text


def test_the_page_of_queries_takes_no_more_queries_for_more_of_them(
    client, claim, rosa, chika, django_assert_max_num_queries
):
    counts = set()
    for _ in range(2):
        for _ in range(4):
            build.make_query(claim=claim, asked_by=chika, asked_of=rosa)
            build.make_query(claim=claim, asked_by=rosa, expert="Mara Sund")
        client.force_login(rosa)
        with django_assert_max_num_queries(12) as captured:
            assert client.get("/queries/").status_code == 200
        counts.add(len(captured))
    assert len(counts) == 1


def test_many_queries_on_a_claim_take_no_more_queries(
    client, claim, rosa, chika, django_assert_max_num_queries
):
    counts = set()
    for _ in range(2):
        for _ in range(3):
            build.make_query(claim=claim, asked_by=chika, asked_of=rosa)
        client.force_login(chika)
        with django_assert_max_num_queries(45) as captured:
            assert client.get(f"/claims/{claim.pk}/").status_code == 200
        counts.add(len(captured))
    assert len(counts) == 1
