"""Who may do what with a claim. Each rule answers with its objection in words, or with "".

The page shows the objection beside the disabled button; the action refuses with it.
"""

from collections.abc import Iterable

from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event, Verb
from factcheck.permissions import Can
from factcheck.review.gate import Gate
from factcheck.review.models import Comment, Evidence, Query
from factcheck.review.work import Work

State = Claim.State

IN_STATE = {
    State.OPEN: "This claim is open.",
    State.IN_PROGRESS: "This claim is in progress.",
    State.IN_REVIEW: "A verdict on this claim waits for approval.",
    State.RETURNED: "The verdict on this claim was returned.",
    State.APPROVED: "This claim is approved. Reopen it to change the verdict.",
    State.DISMISSED: "This claim is dismissed. Reopen it to check it.",
    State.DEFERRED: "This claim is set aside. Reopen it to check it.",
    State.MERGED: "This claim went into another one.",
}

SIGNED_OFF = "This article is signed off. A desk editor withdraws the sign-off before it changes."

NOT_NAMED = "This article is restricted, and you are not named on it."


def against_working(work: Work, user: User, permission: Can = Can.CHECK) -> str:
    """The role, the desk and the sign-off, which every other rule asks for first."""
    return against_working_on(work.claim.article, user, permission)


def against_working_on(article: Article, user: User, permission: Can = Can.CHECK) -> str:
    """The same for what concerns an article and no single claim."""
    if objection := _against_role_and_desk(article, user, permission):
        return objection
    return SIGNED_OFF if article.state == Article.State.SIGNED_OFF else ""


def _against_role_and_desk(article: Article, user: User, permission: Can) -> str:
    if not user.can(permission):
        return f"Your roles do not let you {permission}."
    if article.desk_id not in user.desk_ids:
        return f"Only people on the {article.desk} work on this article."
    # Pages do not show it to them at all; what is named by key comes here.
    return "" if article.is_readable_by(user) else NOT_NAMED


def against_signing_off(gate: Gate, user: User) -> str:
    if objection := _against_role_and_desk(gate.article, user, Can.SIGN_OFF):
        return objection
    if gate.article.state == Article.State.SIGNED_OFF:
        return "This article is signed off already."
    return " ".join(map(str, gate.reasons))


def against_withdrawing_sign_off(article: Article, user: User) -> str:
    if objection := _against_role_and_desk(article, user, Can.SIGN_OFF):
        return objection
    return "" if article.state == Article.State.SIGNED_OFF else "This article is not signed off."


def against_restricting(article: Article, user: User) -> str:
    """Who says who may read an article: desk editors of its desk, and admins."""
    if user.can(Can.MANAGE_PEOPLE):
        return ""
    return _against_role_and_desk(article, user, Can.RESTRICT)


def against_setting_deadline(article: Article, user: User) -> str:
    """When an article is due, until it is signed off: after that nobody has to keep it."""
    return against_working_on(article, user, Can.SET_DEADLINE)


def against_naming(article: Article, people: Iterable[User]) -> str:
    """Who is named on a restricted article: somebody must be able to sign it off."""
    signing = (p for p in people if p.can(Can.SIGN_OFF) and article.desk_id in p.desk_ids)
    missing = f"Name at least one desk editor of the {article.desk}: somebody has to sign it off."
    return "" if any(signing) else missing


def against_taking(work: Work, user: User) -> str:
    if objection := against_working(work, user):
        return objection
    if objection := _against_holder(work, user):
        return objection
    # In progress without a lease: the lease ran out, the claim is free again.
    free = work.claim.is_free or work.claim.state == State.IN_PROGRESS
    return "" if free else IN_STATE[State(work.claim.state)]


def against_releasing(work: Work, user: User) -> str:
    # No question of desk: who was moved away can still give back what they hold.
    return "" if work.is_held_by(user) else "You do not hold this claim."


def against_assigning(work: Work, user: User, to: User | None) -> str:
    """Who checks a claim. Everybody may put their own name to it and take it off again."""
    is_theirs = work.claim.assignee_id == user.pk
    own = is_theirs if to is None else to == user and (is_theirs or not work.claim.assignee_id)
    if objection := against_working(work, user, Can.CHECK if own else Can.ASSIGN):
        return objection
    if work.claim.state in (*Claim.DECIDED, State.DEFERRED, State.MERGED):
        return IN_STATE[State(work.claim.state)]
    if to and not (to.is_active and to.can(Can.CHECK) and work.claim.desk_id in to.desk_ids):
        return f"{to} does not check on the {work.claim.article.desk}."
    if to and not work.claim.article.is_readable_by(to):
        return f"{to} is not named on this article, which is restricted."
    return _against_holder(work, to) if to else ""


def against_setting_due(work: Work, user: User) -> str:
    if objection := against_working(work, user, Can.ASSIGN):
        return objection
    closed = work.claim.is_decided or work.claim.state == State.MERGED
    return IN_STATE[State(work.claim.state)] if closed else ""


def against_taking_over(work: Work, user: User) -> str:
    if objection := against_working(work, user, Can.ASSIGN):
        return objection
    if not work.lease:
        return "Nobody holds this claim."
    return "You hold this claim." if work.is_held_by(user) else ""


def against_handing_back(work: Work, user: User, event: Event | None) -> str:
    """`event` tells of the last time that somebody took the claim over."""
    if not work.is_held_by(user):
        return "You do not hold this claim."
    return "" if event and event.by == user else "You did not take this claim over."


def _against_holder(work: Work, user: User | None) -> str:
    """Whoever holds a claim is asked first."""
    if work.lease and not work.is_held_by(user):
        return f"{work.lease.holder} took this at {timezone.localtime(work.lease.taken_at):%H:%M}."
    return ""


def against_proposing(work: Work, user: User) -> str:
    """A verdict takes the claim in the same step, where it is free."""
    return against_taking(work, user)


def against_dismissing(work: Work, user: User) -> str:
    return against_taking(work, user)


def against_editing(work: Work, user: User) -> str:
    """The wording and the edges of a claim: while nobody else holds it and no verdict stands."""
    return against_taking(work, user)


def against_merging(work: Work, other: Work, user: User) -> str:
    if objection := against_editing(work, user):
        return objection
    if objection := against_editing(other, user):
        return f"The other claim stays as it is. {objection}"
    same = work.claim.sentence.paragraph_id == other.claim.sentence.paragraph_id
    return "" if same else "Only claims of one paragraph are merged."


def against_taking_apart(work: Work, other: Work, user: User) -> str:
    if other.claim.merged_into_id != work.claim.pk:
        return "This claim has been taken out already."
    return against_editing(work, user)


def against_removing(work: Work, user: User) -> str:
    if work.claim.added_by != user:
        return "Only who added a claim takes it off again. Dismiss it instead."
    return against_editing(work, user)


def against_undoing(event: Event, user: User) -> str:
    return "" if event.by == user else "You can undo only what you did yourself."


def against_adding_evidence(work: Work, user: User) -> str:
    """Evidence is welcome until the claim is decided: from the author, and all who check."""
    is_author = work.claim.article.uploaded_by_id == user.pk
    if objection := against_working(work, user, Can.HAND_IN if is_author else Can.CHECK):
        return objection
    closed = work.claim.is_decided or work.claim.state == State.MERGED
    return IN_STATE[State(work.claim.state)] if closed else ""


def against_removing_evidence(work: Work, evidence: Evidence, user: User) -> str:
    """Who hands in, and does not check, takes away or puts back what they attached themselves."""
    if objection := against_adding_evidence(work, user):
        return objection
    own = evidence.added_by_id == user.pk and evidence.removed_by_id in (None, user.pk)
    return "" if own or user.can(Can.CHECK) else "A checker removes what you did not attach."


def against_asking(work: Work, user: User) -> str:
    """Questions are asked until the claim is decided, also while somebody else holds it."""
    if objection := against_working(work, user):
        return objection
    closed = work.claim.is_decided or work.claim.state == State.MERGED
    return IN_STATE[State(work.claim.state)] if closed else ""


def against_being_asked(person: User) -> str:
    answers = person.is_active and person.can(Can.HAND_IN)
    return "" if answers else f"{person} cannot answer here. Ask somebody else."


def against_withdrawing_query(work: Work, query: Query, user: User) -> str:
    if objection := against_working(work, user):
        return objection
    if not query.is_waiting:
        return _closed(query)
    if query.asked_by_id == user.pk or user.can(Can.ASSIGN):
        return ""
    return f"{query.asked_by} or a desk editor withdraws this question."


def against_asking_again(work: Work, query: Query, user: User) -> str:
    if objection := against_asking(work, user):
        return objection
    if not query.withdrawn_at:
        return "This question has not been withdrawn."
    own = query.asked_by_id == user.pk
    return "" if own or user.can(Can.ASSIGN) else "Ask a question of your own."


def against_answering(work: Work, query: Query, user: User) -> str:
    """The person asked answers, on whatever desk, or the reporter of the article.

    Whoever asked may write down what they were told, and everybody who checks on the desk what
    an expert said.
    """
    if objection := _against_handing_in(work, user):
        return objection
    if not query.is_waiting:
        return _closed(query)
    reporter = work.claim.article.uploaded_by_id
    answers = user.pk in (query.asked_of_id, query.asked_by_id, reporter)
    hears = bool(query.expert) and not _against_role_and_desk(work.claim.article, user, Can.CHECK)
    return "" if answers or hears else f"{query.whom} answers this question."


def against_taking_back_answer(work: Work, query: Query, user: User) -> str:
    if objection := _against_handing_in(work, user):
        return objection
    if query.answered_by_id != user.pk:
        return "Only who wrote an answer takes it back."
    return "This answer is evidence. Remove the evidence first." if query.is_evidence else ""


def against_using_answer(work: Work, query: Query, user: User) -> str:
    """Whether an answer becomes evidence for the claim."""
    if objection := against_asking(work, user):
        return objection
    if not query.answered_at:
        return "This question has no answer yet."
    return "This answer is evidence already." if query.is_evidence else ""


def _against_handing_in(work: Work, user: User) -> str:
    """The role and the sign-off: who is asked need not be on the desk."""
    if not user.can(Can.HAND_IN):
        return f"Your roles do not let you {Can.HAND_IN}."
    return SIGNED_OFF if work.claim.article.state == Article.State.SIGNED_OFF else ""


def _closed(query: Query) -> str:
    if query.withdrawn_at:
        return "This question has been withdrawn."
    return f"{query.answered_by} has answered this question."


def against_commenting(work: Work, user: User) -> str:
    """Reporters talk with the desk too."""
    return against_working(work, user, Can.HAND_IN)


def against_removing_comment(work: Work, comment: Comment, user: User) -> str:
    if objection := against_commenting(work, user):
        return objection
    return "" if comment.by == user else "Only who wrote a comment removes it."


def against_recording_reply(work: Work, user: User) -> str:
    """What the accused say is written down until the sign-off, which may wait for nothing else."""
    if objection := against_working(work, user):
        return objection
    return IN_STATE[State.MERGED] if work.claim.state == State.MERGED else ""


def against_drafting(work: Work, user: User, form: str) -> str:
    """A draft is welcome while somebody else holds the claim, and after the sign-off: what is
    typed is not lost.
    """
    if objection := _against_role_and_desk(work.claim.article, user, Can.HAND_IN):
        return objection
    own = work.verdict is not None and work.verdict.author == user
    return "Your verdict on this claim has been sent." if own and form == "propose" else ""


def against_withdrawing(work: Work, user: User) -> str:
    if objection := against_working(work, user):
        return objection
    if not work.verdict or work.claim.state != State.IN_REVIEW:
        return "No verdict on this claim waits for approval."
    return "" if work.verdict.author == user else "Only its author takes a verdict back."


def against_approving(work: Work, user: User, verdict_id: int | None = None) -> str:
    """`verdict_id` is the verdict that the person has read; another one may stand by now."""
    if objection := against_working(work, user, Can.APPROVE):
        return objection
    if not work.verdict or work.claim.state != State.IN_REVIEW:
        return "No verdict on this claim waits for approval."
    if work.verdict.author == user:
        return "Somebody else approves or returns your verdict."
    if verdict_id not in (None, work.verdict.pk):
        return "The verdict has changed since you opened it. Read the new one first."
    if any(approval.by == user for approval in work.approvals):
        return "You have approved this verdict. A second person decides."
    return ""


def against_taking_back_approval(work: Work, user: User) -> str:
    if objection := against_working(work, user, Can.APPROVE):
        return objection
    mine = any(approval.by == user for approval in work.approvals)
    return "" if mine else "You have not approved this verdict."


def against_setting_needs_two(work: Work, user: User, last: Event | None) -> str:
    """How many approve is open until the claim is decided. `last` tells of the last change of it.

    Anybody who checks asks for two; that one is enough is a desk editor's word, or that of whoever
    has just asked for two.
    """
    own = last is not None and last.by == user and last.verb == Verb.ASK_FOR_TWO
    asks = Can.ASSIGN if work.claim.needs_two and not own else Can.CHECK
    if objection := against_working(work, user, asks):
        return objection
    if work.claim.is_decided or work.claim.state == State.MERGED:
        return IN_STATE[State(work.claim.state)]
    if not work.claim.needs_two or not work.verdict:
        return ""
    if work.verdict.author == user:
        return "Somebody else decides how many people approve your verdict."
    return "One of two has approved it. A second person decides." if work.approvals else ""


def against_taking_back_return(work: Work, user: User) -> str:
    if objection := against_working(work, user, Can.APPROVE):
        return objection
    if not work.returned or work.claim.state != State.RETURNED:
        return "This claim has moved on since the verdict was returned."
    return (
        "" if work.returned.ended_by == user else "Only the person who returned it takes it back."
    )


def against_reopening(work: Work, user: User) -> str:
    if objection := against_working(work, user):
        return objection
    aside = work.claim.state == State.DEFERRED
    return "" if work.claim.is_decided or aside else IN_STATE[State(work.claim.state)]


def against_taking_back_exit(work: Work, user: User) -> str:
    """One's own dismissal or deferral, while it stands."""
    if objection := against_working(work, user):
        return objection
    standing = work.dismissal or work.deferral
    if not standing:
        return "This claim has been reopened already."
    return "" if standing.by == user else f"{standing.by} did this. Reopen it with a reason."


def against_taking_back_reopening(work: Work, event: Event, user: User) -> str:
    if objection := against_working(work, user) or against_undoing(event, user):
        return objection
    moved_on = work.claim.version != event.details.get("version")
    return "This claim has moved on since it was reopened." if moved_on else ""
