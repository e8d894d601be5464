"""Queries on a claim: asked, withdrawn, answered, made evidence."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.review import leases, rules
from factcheck.review.actions.evidence import add_evidence
from factcheck.review.actions.telling import tell
from factcheck.review.models import Evidence, Query
from factcheck.review.work import Work
from factcheck.sources.models import Source


@transaction.atomic
def ask(
    *,
    claim: Claim,
    by: User,
    question: str,
    of: User | None = None,
    expert: str = "",
    due_at: datetime | None = None,
) -> Query:
    """Ask somebody of the newsroom, or an expert outside, about a claim."""
    work = Work.locked(claim.pk)
    agree(rules.against_asking(work, by))
    if of:
        agree(rules.against_being_asked(of))
    query = Query.objects.create(
        claim=work.claim, asked_by=by, asked_of=of, expert=expert, question=question, due_at=due_at
    )
    work.change()
    if work.is_held_by(by):
        leases.hold(work.claim, by)
    record(by=by, verb=Verb.ASK, claim=work.claim, query=query.pk, said=f"{query.whom}: {question}")
    tell(of, by=by)
    return query


@transaction.atomic
def withdraw_query(*, query: Query, by: User) -> None:
    """Take a question back that nobody has answered."""
    work, query = _locked(query)
    agree(rules.against_withdrawing_query(work, query, by))
    Query.objects.filter(pk=query.pk).update(withdrawn_at=timezone.now())
    work.change()
    record(by=by, verb=Verb.WITHDRAW_QUERY, claim=work.claim, query=query.pk, said=query.question)


@transaction.atomic
def ask_again(*, query: Query, by: User) -> None:
    """Let a withdrawn question wait for an answer again."""
    work, query = _locked(query)
    agree(rules.against_asking_again(work, query, by))
    Query.objects.filter(pk=query.pk).update(withdrawn_at=None)
    work.change()
    record(by=by, verb=Verb.ASK_AGAIN, claim=work.claim, query=query.pk, said=query.question)


@transaction.atomic
def answer(*, query: Query, by: User, words: str) -> None:
    """Answer a question, or write down what somebody said to it."""
    work, query = _locked(query)
    agree(rules.against_answering(work, query, by))
    Query.objects.filter(pk=query.pk).update(
        answer=words, answered_by=by, answered_at=timezone.now()
    )
    work.change()
    record(by=by, verb=Verb.ANSWER, claim=work.claim, query=query.pk, said=words)


@transaction.atomic
def take_back_answer(*, query: Query, by: User) -> None:
    """Undo one's own answer: the question waits again."""
    work, query = _locked(query)
    agree(rules.against_taking_back_answer(work, query, by))
    Query.objects.filter(pk=query.pk).update(answer="", answered_by=None, answered_at=None)
    work.change()
    record(by=by, verb=Verb.TAKE_BACK_ANSWER, claim=work.claim, query=query.pk, answer=query.answer)


@transaction.atomic
def use_answer(*, query: Query, by: User, stance: str) -> Evidence:
    """Make an answer evidence for its claim: a person is its source, and stays in the newsroom."""
    work, query = _locked(query)
    agree(rules.against_using_answer(work, query, by))
    evidence = add_evidence(
        claim=work.claim,
        by=by,
        stance=stance,
        quotation=query.answer,
        description=f"Answer by {query.whom}",
        kind=Source.Kind.PERSON,
        confidentiality=Source.Confidentiality.NEWSROOM,
    )
    Query.objects.filter(pk=query.pk).update(evidence=evidence)
    return evidence


def _locked(query: Query) -> tuple[Work, Query]:
    """The query as it is now, with its claim locked until the transaction ends."""
    work = Work.locked(query.claim_id)
    found = Query.objects.with_people().get(pk=query.pk)
    if found.claim_id != work.claim.pk:
        raise Refused("The claim of this question went into another one. Open it there.")
    return work, found
