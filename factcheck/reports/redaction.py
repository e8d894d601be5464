"""What each profile tells of each row. Nothing else decides what a report may say."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.compiled import AnyOf, compiled
from factcheck.reports.found import Agreed, Brought, Copied, Named, Ruled, SetAside, Uploaded
from factcheck.reports.notes import (
    Approved,
    Aside,
    Cited,
    Claimed,
    Copy,
    Document,
    Question,
    Remark,
    Reply,
    Ruling,
    Signed,
    Step,
)
from factcheck.reports.profiles import Profile
from factcheck.review import changes
from factcheck.review.models import Comment, Query, Rating, RightOfReply, SignOff
from factcheck.sources.models import Source

UNNAMED = {
    Profile.INTERNAL: "A need-to-know source",
    Profile.LEGAL: "A need-to-know source",
    Profile.PUBLIC: "A source known to the newsroom",
}
# What an event tells beside its verb.
TOLD = ("rating", "reason", "note", "said")


class Redaction:
    """Turns rows into the plain values that one profile may hand on."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.is_public = profile.is_public

    def named_sources(self, keys: Collection[int]) -> dict[int, Named]:
        """Which of these sources may be named; no other row leaves the database."""
        rows = map(Named._make, _named_sources(list(keys), self.is_public)) if keys else ()
        return {source.pk: source for source in rows}

    def name(self, person: User | None) -> str:
        return self.naming(person.name if person else None)

    def naming(self, name: str | None) -> str:
        """The name of a colleague, or of nobody."""
        return "" if self.is_public or name is None else name

    def claim(self, claim: Claim) -> Claimed:
        state = Claim.State(claim.state)
        # What the program and the desk think of it, beside the verdict: the public is not told.
        judgement: dict[str, Any] = {
            "score": claim.score,
            "reasons": tuple(claim.reasons),
            "needs_two": claim.needs_two,
        }
        return Claimed(
            pk=claim.pk,
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            statement=claim.statement,
            claimant=claim.claimant,
            voice=claim.voice,
            cue=claim.cue,
            types=claim.types,
            checkable=claim.checkable,
            # How far the desk has come with an undecided claim is its own affair.
            state=Claim.State.OPEN if self.is_public and not claim.is_decided else state,
            **({} if self.is_public else judgement),
        )

    def ruling(self, verdict: Ruled, rating: Rating, approvals: Iterable[Agreed]) -> Ruling:
        return Ruling(
            rating=rating,
            explanation=verdict.explanation,
            should_read=verdict.should_read,
            by=self.naming(verdict.author__name),
            at=verdict.proposed_at,
            approvals=tuple(Approved(self.naming(each.by__name), each.at) for each in approvals),
            ending=verdict.ending,
            ended_by=self.naming(verdict.ended_by__name),
            ended_at=verdict.ended_at,
            return_reason=verdict.return_reason,
        )

    def aside(self, dismissal: SetAside) -> Aside:
        note = "" if self.is_public else dismissal.note
        return Aside(dismissal.reason, note, self.naming(dismissal.by__name), dismissal.at)

    def cited(
        self,
        evidence: Brought,
        source: Named | None,
        copies: Iterable[Copied],
        document: Uploaded | None,
    ) -> Cited:
        """`source` is None where it is not among those that may be named."""
        by = self.naming(evidence.added_by__name)
        if source is None:
            return Cited(evidence.stance, UNNAMED[self.profile], by, evidence.added_at)
        return Cited(
            stance=evidence.stance,
            title=source.title,
            by=by,
            at=evidence.added_at,
            is_named=True,
            quotation=evidence.quotation,
            locator=evidence.locator,
            kind=source.kind,
            publisher=source.publisher,
            author=source.author,
            address=source.address,
            published_on=source.published_on,
            standing=source.standing,
            confidentiality=source.confidentiality,
            origin=source.origin_title or "",
            copies=tuple(map(_copy, copies)),
            document=_document(document) if document else None,
        )

    def signed(self, sign_off: SignOff) -> Signed:
        return Signed(
            revision=sign_off.revision.number,
            by=self.name(sign_off.by),
            at=sign_off.at,
            withdrawn_at=sign_off.withdrawn_at,
            withdrawn_by=self.name(sign_off.withdrawn_by),
            withdrawn_because="" if self.is_public else sign_off.withdrawn_because,
        )

    # What colleagues said among themselves: never asked for by a public report.

    def remark(self, comment: Comment) -> Remark:
        return Remark(self.name(comment.by), comment.at, comment.text)

    def question(self, query: Query, *, is_named: bool) -> Question:
        """`is_named` is false where its answer became evidence of a source that is not named."""
        return Question(
            by=self.name(query.asked_by),
            of=query.whom if is_named else UNNAMED[self.profile],
            at=query.asked_at,
            question=query.question if is_named else "",
            answer=query.answer if is_named else "",
            answered_by=self.name(query.answered_by),
            answered_at=query.answered_at,
            is_withdrawn=query.withdrawn_at is not None,
        )

    def reply(self, reply: RightOfReply) -> Reply:
        return Reply(
            party=reply.party,
            channel=reply.channel,
            asked_at=reply.asked_at,
            outcome=reply.outcome,
            answer=reply.answer,
            answered_at=reply.answered_at,
            by=self.name(reply.recorded_by),
            recorded_at=reply.recorded_at,
        )

    def step(self, event: Event, *, is_named: bool) -> Step:
        told = [str(event.details[key]) for key in TOLD if event.details.get(key)]
        details = [*told, *changes.of(event)] if is_named else []
        words = ": ".join([event.words, "; ".join(details)]) if details else event.words
        # It comes with the commit: what is told in the same transaction has none yet.
        link = getattr(event, "link", None)
        return Step(
            pk=event.pk,
            at=event.at,
            by=self.name(event.by) or "Factcheck",
            words=words,
            chain=link.chain if link else "",
            number=link.number if link else None,
            hash=bytes(link.hash).hex() if link else "",
        )


@compiled
def _named_sources(keys: list[int], is_public: bool) -> QuerySet[Source, Any]:
    """Nobody in particular reads a report: a file goes further than the person who made it."""
    named = Source.objects.named_to(None)
    if is_public:
        named = named.filter(confidentiality=Source.Confidentiality.PUBLIC)
    origin = named.filter(pk=OuterRef("origin")).values("title")
    known = named.filter(AnyOf("pk", keys)).annotate(origin_title=Subquery(origin))
    return known.values_list(*Named._fields)


def _copy(capture: Copied) -> Copy:
    return Copy(
        pk=capture.pk,
        name=capture.name,
        address=capture.final_address,
        captured_at=capture.captured_at,
        sha256=capture.sha256,
        state=capture.state,
    )


def _document(file: Uploaded) -> Document:
    return Document(file.source_id, file.name, file.uploaded_at, file.sha256)
