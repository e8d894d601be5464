"""The claim panel: one claim with all that is known of it, and what this person may do."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.compiled import AnyOf, compiled
from factcheck.permissions import Can, roles_that
from factcheck.review import changes, questions, rules
from factcheck.review.accusations import Accusation
from factcheck.review.models import Comment, Draft, Evidence, Rating, Scale, Verdict
from factcheck.review.questions import Question
from factcheck.review.work import Work
from factcheck.sources import independence
from factcheck.sources.independence import Support
from factcheck.sources.models import Capture

# Words shown before and after the quote, in characters; cut at a space.
AROUND = 140
HISTORY = 8

STRENGTHS = ((0.66, "very high"), (0.5, "high"), (0.33, "fair"), (0.0, "low"))
REASON_STRENGTHS = ((0.25, "strong"), (0.08, "fair"), (0.0, "slight"))
SURENESS = ((0.7, "likely"), (0.0, "unsure"))
# A panel of reasons is read, a list of twenty is not.
REASONS = 6
LEAST_WEIGHT = 0.02
# What the extractor's labels are called on a desk.
NAMED = {
    "PERSON": "person",
    "NORP": "group",
    "ORG": "body",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "LAW": "law",
    "EVENT": "event",
    "DATE": "time",
    "TIME": "time",
    "MONEY": "sum",
    "PERCENT": "figure",
    "QUANTITY": "figure",
    "CARDINAL": "figure",
    "ORDINAL": "figure",
}


# What the forms are called that keep drafts, by the address to which they are sent.
FORMS = {
    "propose": "your verdict",
    "dismiss": "your dismissal",
    "return": "your reason for a return",
    "add_evidence": "your evidence",
    "comment": "your comment",
    "take_over": "your note",
    "edit": "your edit",
    "defer": "your reason to set it aside",
    "reopen": "your reason to reopen it",
    "set_needs_two": "your reason for how many approve",
    "ask": "your question",
}
# Those that open when they are asked for.
OPENED = {"edit", "defer", "reopen", "set_needs_two", "ask"}


def in_words(value: float, steps: tuple[tuple[float, str], ...]) -> str:
    """The word for the highest step that the value reaches."""
    return next((word for least, word in steps if value >= least), steps[-1][1])


# The questions that a panel asks of the database.


@compiled
def _evidence(claim: int, reader: int) -> QuerySet[Evidence]:
    evidence = Evidence.objects.filter(claim=claim).read_by(User(pk=reader)).compared_with_copies()
    return evidence.select_related("added_by", "source__added_by").order_by("pk")


@compiled
def _last_captures(sources: list[int]) -> QuerySet[Capture]:
    return Capture.objects.last_of_each().light().filter(AnyOf("source", sources))


@compiled
def _history(claim: int, article: int, made_at: datetime) -> QuerySet[Event]:
    events = Event.objects.in_history_of_claim(claim, article, made_at)
    return events.select_related("by").order_by("-at", "-pk")[:HISTORY]


@compiled
def _comments(claim: int) -> QuerySet[Comment]:
    return Comment.objects.filter(claim=claim, removed_at=None).select_related("by")


@compiled
def _merged_into(claim: int) -> QuerySet[Claim]:
    return Claim.objects.filter(merged_into=claim).order_by("start")


@compiled
def _ratings() -> QuerySet[Rating]:
    return Rating.objects.filter(scale__is_current=True).select_related("scale")


@compiled
def _drafts(claim: int, author: int) -> QuerySet[Draft]:
    return Draft.objects.kept_by(User(pk=author)).filter(claim=claim).order_by("saved_at")


@compiled
def _approvers(desk: int, but: list[int]) -> QuerySet[User, str]:
    people = _members(desk, Can.APPROVE).exclude(AnyOf("pk", but))
    return people.order_by("pk").values_list("name", flat=True)[:2]


@compiled
def _named_approvers(article: int, desk: int, but: list[int]) -> QuerySet[User, str]:
    people = _members(desk, Can.APPROVE).filter(articles_named=article).exclude(AnyOf("pk", but))
    return people.order_by("pk").values_list("name", flat=True)[:2]


@compiled
def _checkers(desk: int) -> QuerySet[User]:
    return _members(desk, Can.CHECK).order_by("name", "pk")


@compiled
def _named_checkers(article: int, desk: int) -> QuerySet[User]:
    return _members(desk, Can.CHECK).filter(articles_named=article).order_by("name", "pk")


def _members(desk: int, permission: Can) -> QuerySet[User]:
    people = User.objects.filter(desks=desk, is_active=True)
    return people.filter(groups__name__in=roles_that(permission)).distinct()


@dataclass(frozen=True)
class Context:
    """The quote with the words around it in its paragraph."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Begun:
    """A draft with the words for its form, and the address that opens it again, if one does."""

    draft: Draft
    name: str
    rating: str
    opens: str


@dataclass
class Panel:
    """One claim for one person. Queries are made as the page asks for them."""

    claim: Claim
    user: User
    text: str
    work: Work

    @cached_property
    def context(self) -> Context:
        paragraph = self.claim.sentence.paragraph
        before = self.text[paragraph.start : self.claim.start]
        after = self.text[self.claim.end : paragraph.end]
        if len(before) > AROUND:
            before = "… " + before[-AROUND:].partition(" ")[2]
        if len(after) > AROUND:
            after = after[:AROUND].rpartition(" ")[0] + " …"
        return Context(before, self.claim.quote, after)

    @property
    def worth(self) -> str:
        return in_words(self.claim.score, STRENGTHS)

    @property
    def reasons(self) -> list[tuple[str, str, bool]]:
        """(strength in a word, the reason, whether it lowers the score), strongest first."""
        return [
            (in_words(abs(r["weight"]), REASON_STRENGTHS), r["label"], r["weight"] < 0)
            for r in self.claim.because[:REASONS]
            if abs(r["weight"]) >= LEAST_WEIGHT
        ]

    @cached_property
    def statement(self) -> list[tuple[str, bool]]:
        """The statement in parts, and whether each is the program's guess."""
        parts, done = [], 0
        for guess in self.claim.guessed:
            parts += [(self.claim.statement[done : guess["start"]], False), (guess["words"], True)]
            done = guess["end"]
        return [*parts, (self.claim.statement[done:], False)]

    @cached_property
    def guesses(self) -> list[tuple[str, str, str]]:
        """(words, what they stand for in the article, how sure that is) of each guess."""
        return [
            (
                g["words"],
                g["original"],
                next(said for at, said in SURENESS if g["confidence"] >= at),
            )
            for g in self.claim.guessed
        ]

    @cached_property
    def named(self) -> list[tuple[str, str]]:
        """(words, what they name) of names, times and figures in the quote, each once."""
        found = {
            self.text[each["start"] : each["end"]]: NAMED.get(each["label"], "")
            for each in self.claim.entities
        }
        return list(found.items())

    @cached_property
    def _all_evidence(self) -> list[Evidence]:
        found = _evidence(self.claim.pk, self.user.pk)
        captures: defaultdict[int, list[Capture]] = defaultdict(list)
        if found:
            for capture in _last_captures([each.source_id for each in found]):
                captures[capture.source_id].append(capture)
        for each in found:
            each.source.last_captures = captures[each.source_id]  # type: ignore[attr-defined]
            each.against_removing = rules.against_removing_evidence(self.work, each, self.user)  # type: ignore[attr-defined]
        return found

    @cached_property
    def evidence(self) -> list[Evidence]:
        return [evidence for evidence in self._all_evidence if not evidence.removed_at]

    @cached_property
    def removed_evidence(self) -> list[Evidence]:
        """What was taken off the claim and this person may put back."""
        removed = [evidence for evidence in self._all_evidence if evidence.removed_at]
        return [each for each in removed if not each.against_removing]  # type: ignore[attr-defined]

    @cached_property
    def support(self) -> list[tuple[str, Support]]:
        """(stance, how many sources take it and how many of them are independent)."""
        stances = (Evidence.Stance.SUPPORTS, Evidence.Stance.REFUTES)
        sides = [
            (stance, [e.source_id for e in self.evidence if e.stance == stance])
            for stance in stances
        ]
        several = [(stance, sources) for stance, sources in sides if len(sources) > 1]
        if not several:
            return []
        origins = independence.origins_of({key for _, sources in several for key in sources})
        return [(stance.value, independence.count(keys, origins)) for stance, keys in several]

    @cached_property
    def history(self) -> list[Event]:
        claim = self.claim
        events = _history(claim.pk, claim.article_id, claim.created_at)
        for event in events:
            event.changed = changes.of(event)  # type: ignore[attr-defined]
            event.due = changes.of_deadline(event)  # type: ignore[attr-defined]
        return events

    @cached_property
    def comments(self) -> list[Comment]:
        return _comments(self.claim.pk)

    @cached_property
    def merged(self) -> list[Claim]:
        """The claims that went into this one, with what stayed with them."""
        merged = _merged_into(self.claim.pk)
        if merged:
            verdicts = Verdict.objects.select_related("author", "rating").order_by("pk")
            drafts = Draft.objects.kept_by(self.user)
            prefetch_related_objects(
                merged,
                Prefetch("verdicts", verdicts, to_attr="past_verdicts"),
                Prefetch("drafts", drafts, to_attr="own_drafts"),
            )
        return merged

    @cached_property
    def scale(self) -> Scale | None:
        return self.ratings[0].scale if self.ratings else None

    @cached_property
    def ratings(self) -> list[Rating]:
        return _ratings()

    @cached_property
    def approvers(self) -> list[str]:
        """Who could still approve the verdict that stands: names, two at the most."""
        author = self.work.verdict.author_id if self.work.verdict else self.user.pk
        done = [author, *(approval.by_id for approval in self.work.approvals)]
        article = self.claim.article
        if article.is_restricted:
            return _named_approvers(article.pk, article.desk_id, done)
        return _approvers(article.desk_id, done)

    @cached_property
    def kept(self) -> dict[str, Draft]:
        """What this person has typed and not sent, by form."""
        return {draft.form: draft for draft in _drafts(self.claim.pk, self.user.pk)}

    def kept_of(self, form: str) -> dict[str, Any]:
        return self.kept[form].initial if form in self.kept else {}

    @cached_property
    def begun(self) -> list[Begun]:
        """The drafts whose forms do not stand in the panel."""
        in_panel = {
            "propose": self.against_proposing,
            "dismiss": self.against_proposing,
            "return": self.against_approving,
            "add_evidence": self.against_adding_evidence,
            "comment": self.against_commenting,
            "take_over": self.against_taking_over,
        }
        closed = [each for each in self.kept.values() if in_panel.get(each.form, "closed")]
        names = {str(rating.pk): str(rating) for rating in self.ratings} if closed else {}
        return [
            Begun(
                draft,
                FORMS.get(draft.form, "what you typed"),
                names.get(draft.initial.get("rating", ""), ""),
                f"review:{draft.form}" if draft.form in OPENED else "",
            )
            for draft in closed
        ]

    @property
    def who_checks(self) -> list[str]:
        """Who could check it, for whoever may not: names, two at the most."""
        article = self.claim.article
        people = article.desk.members.filter(is_active=True, groups__name__in=roles_that(Can.CHECK))
        if article.is_restricted:
            people = people.filter(articles_named=article)
        return list(people.distinct().order_by("pk").values_list("name", flat=True)[:2])

    @property
    def told_history(self) -> list[Event]:
        """The history, with the evidence that an event is about, as this person may read it."""
        is_told = any("evidence" in event.details for event in self.history)
        known = {each.pk: each for each in self._all_evidence} if is_told else {}
        for event in self.history:
            event.evidence = known.get(event.details.get("evidence"))  # type: ignore[attr-defined]
        return self.history

    @property
    def seen(self) -> int:
        """The last event that a form which is made now knows of."""
        return self.history[0].pk if self.history else 0

    @cached_property
    def accusation(self) -> Accusation:
        return Accusation(self.work, self.user)

    @cached_property
    def queries(self) -> list[Question]:
        return questions.on(self.work, self.user)

    # What this person may not do, and why; an empty string means that they may.

    @cached_property
    def against_taking(self) -> str:
        return rules.against_taking(self.work, self.user)

    @cached_property
    def against_editing(self) -> str:
        return rules.against_editing(self.work, self.user)

    @cached_property
    def against_proposing(self) -> str:
        return rules.against_proposing(self.work, self.user)

    @cached_property
    def against_asking(self) -> str:
        return rules.against_asking(self.work, self.user)

    @cached_property
    def against_adding_evidence(self) -> str:
        return rules.against_adding_evidence(self.work, self.user)

    @cached_property
    def against_commenting(self) -> str:
        return rules.against_commenting(self.work, self.user)

    @cached_property
    def against_approving(self) -> str:
        return rules.against_approving(self.work, self.user)

    @cached_property
    def against_withdrawing(self) -> str:
        return rules.against_withdrawing(self.work, self.user)

    @cached_property
    def against_taking_back_approval(self) -> str:
        return rules.against_taking_back_approval(self.work, self.user)

    @cached_property
    def against_taking_back_return(self) -> str:
        return rules.against_taking_back_return(self.work, self.user)

    @cached_property
    def against_reopening(self) -> str:
        return rules.against_reopening(self.work, self.user)

    @cached_property
    def against_taking_over(self) -> str:
        return rules.against_taking_over(self.work, self.user)

    @property
    def may_be_assigned(self) -> bool:
        """Whether it makes sense to say who checks it, and this person is one to say so."""
        against = rules.against_assigning(self.work, self.user, self.user)
        return self.work.claim.assignee_id is not None or not against

    @cached_property
    def checkers(self) -> list[User]:
        """Who could be asked to check it, where this person may ask them."""
        if not self.user.can(Can.ASSIGN) or rules.against_assigning(self.work, self.user, None):
            return []
        article = self.claim.article
        if article.is_restricted:
            return _named_checkers(article.pk, article.desk_id)
        return _checkers(article.desk_id)

    @property
    def taken_over(self) -> Event | None:
        """How the present holder came to it, where that was out of somebody's hands."""
        moves = (Verb.TAKE, Verb.TAKE_OVER, Verb.HAND_BACK)
        last = next((event for event in self.history if event.verb in moves), None)
        held = last is not None and self.work.lease is not None
        return last if held and last and last.verb == Verb.TAKE_OVER else None

    @property
    def is_mine(self) -> bool:
        return self.work.is_held_by(self.user)

    @property
    def verdict_so_far(self) -> dict[str, object]:
        """The draft, else the person's own last verdict, returned or taken back."""
        own = next(
            (v for v in self.work.verdicts if v.author == self.user and v.ended_at),
            None,
        )
        if "propose" in self.kept:
            return self.kept_of("propose")
        if own is None:
            return {}
        return {
            "rating": own.rating_id,
            "explanation": own.explanation,
            "should_read": own.should_read,
        }
