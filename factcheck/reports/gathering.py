"""Fetches what people did about a revision and hands it on as the profile allows."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from factcheck.articles.models import Claim, Paragraph, Revision, Sentence
from factcheck.audit.models import Event
from factcheck.compiled import AnyOf, compiled
from factcheck.reports.found import (
    Agreed,
    Brought,
    Copied,
    Named,
    Printed,
    Ruled,
    SetAside,
    Uploaded,
)
from factcheck.reports.notes import Aside, Cited, Note, Ruling, Signed, Step
from factcheck.reports.profiles import Profile
from factcheck.reports.redaction import Redaction
from factcheck.review.models import (
    Approval,
    Comment,
    Dismissal,
    Evidence,
    Query,
    Rating,
    RightOfReply,
    Scale,
    SignOff,
    Verdict,
)
from factcheck.sources.models import Capture, SourceFile

# Which claims: those of the revision with this key, or those with these keys.
type Mine = int | list[int]

State = Claim.State


class Checks:
    """What was done about some claims, each kind of rows fetched once, told by one profile."""

    def __init__(self, mine: Mine, profile: Profile, *, whole: bool = False) -> None:
        self.redaction = Redaction(profile)
        self.whole = whole
        self.mine = mine

    def note(self, number: int, claim: Claim) -> Note:
        standing, earlier = self._rulings(claim)
        is_approved = claim.state == State.APPROVED
        is_proposed = not is_approved and not self.redaction.is_public
        is_dismissed = claim.state == State.DISMISSED
        return Note(
            claim=self.redaction.claim(claim),
            number=number,
            verdict=standing if is_approved else None,
            proposal=standing if is_proposed else None,
            evidence=tuple(map(self._cited, self._evidence[claim.pk])),
            dismissal=self._dismissals.get(claim.pk) if is_dismissed else None,
            earlier=earlier,
            comments=tuple(map(self.redaction.remark, self._comments[claim.pk])),
            queries=tuple(
                self.redaction.question(query, is_named=query.pk not in self._betraying)
                for query in self._queries[claim.pk]
            ),
            replies=tuple(map(self.redaction.reply, self._replies[claim.pk])),
            history=tuple(map(self._step, self._events[claim.pk])),
        )

    # Verdicts, and the reasons why there is none

    def _rulings(self, claim: Claim) -> tuple[Ruling | None, tuple[Ruling, ...]]:
        """The verdict that stands, and those that have ended."""
        rulings = list(map(self._ruling, self._verdicts[claim.pk]))
        standing = next((ruling for ruling in rulings if not ruling.ending), None)
        return standing, tuple(ruling for ruling in rulings if ruling.ending)

    def _ruling(self, verdict: Ruled) -> Ruling:
        rating = self._ratings[verdict.rating_id]
        return self.redaction.ruling(verdict, rating, self._approvals[verdict.pk])

    @cached_property
    def _verdicts(self) -> dict[int, list[Ruled]]:
        return _grouped("claim_id", map(Ruled._make, _verdicts(self.mine, self.whole)))

    @cached_property
    def _approvals(self) -> dict[int, list[Agreed]]:
        return _grouped("verdict_id", map(Agreed._make, _approvals(self.mine, self.whole)))

    @cached_property
    def _ratings(self) -> dict[int, Rating]:
        """All that there are, each scale's in order of its keys: fewer than there are verdicts."""
        return {rating.pk: rating for rating in _ratings()}

    @cached_property
    def _dismissals(self) -> dict[int, Aside]:
        rows = map(SetAside._make, _dismissals(self.mine))
        return {row.claim_id: self.redaction.aside(row) for row in rows if row.claim_id}

    # Evidence

    def _cited(self, evidence: Brought) -> Cited:
        key = evidence.source_id
        return self.redaction.cited(
            evidence, self._sources.get(key), self._copies[key], self._documents.get(key)
        )

    @cached_property
    def _evidence(self) -> dict[int, list[Brought]]:
        return _grouped("claim_id", map(Brought._make, _evidence(self.mine)))

    @cached_property
    def _sources(self) -> dict[int, Named]:
        return self.redaction.named_sources(
            {evidence.source_id for rows in self._evidence.values() for evidence in rows}
        )

    @cached_property
    def _copies(self) -> dict[int, list[Copied]]:
        rows = _copies(list(self._sources)) if self._sources else ()
        return _grouped("source_id", map(Copied._make, rows))

    @cached_property
    def _documents(self) -> dict[int, Uploaded]:
        rows = _files(list(self._sources)) if self._sources else ()
        return {file.source_id: file for file in map(Uploaded._make, rows)}

    # What colleagues said and did: only in a whole report

    @cached_property
    def _comments(self) -> dict[int, list[Comment]]:
        return _grouped("claim_id", _comments(self.mine) if self.whole else ())

    @cached_property
    def _queries(self) -> dict[int, list[Query]]:
        return _grouped("claim_id", _queries(self.mine) if self.whole else ())

    @cached_property
    def _betraying(self) -> set[int]:
        """Queries whose answer became evidence of a source that may not be named."""
        asked = [query for rows in self._queries.values() for query in rows if query.evidence]
        used = {query.pk: query.evidence.source_id for query in asked if query.evidence}
        named = self.redaction.named_sources(set(used.values()))
        return {query for query, source in used.items() if source not in named}

    @cached_property
    def _replies(self) -> dict[int, list[RightOfReply]]:
        return _grouped("claim_id", _replies(self.mine) if self.whole else ())

    @cached_property
    def _events(self) -> dict[int | None, list[Event]]:
        return defaultdict(list)

    def _step(self, event: Event) -> Step:
        return self.redaction.step(
            event, is_named=event.details.get("query") not in self._betraying
        )


class Gathering(Checks):
    """The same of all claims of one revision, with its sentences."""

    def __init__(self, revision: Revision, profile: Profile, *, whole: bool) -> None:
        super().__init__(revision.pk, profile, whole=whole)
        self.revision = revision

    def notes(self) -> list[Note]:
        claims = _claims(self.revision.pk)
        return [self.note(number, claim) for number, claim in enumerate(claims, start=1)]

    def history_beside(self, notes: Iterable[Note]) -> tuple[Step, ...]:
        """What was done to the article and to claims that are no more, such as merged ones."""
        told = {note.pk for note in notes}
        left = [event for key in self._events if key not in told for event in self._events[key]]
        return tuple(map(self._step, sorted(left, key=lambda event: event.pk)))

    @cached_property
    def scales(self) -> list[Scale]:
        """All that there are, newest first."""
        return _scales()

    def ratings_of(self, scale: Scale) -> list[Rating]:
        return [rating for rating in self._ratings.values() if rating.scale_id == scale.pk]

    def paragraphs(self) -> list[Paragraph]:
        return _paragraphs(self.revision.pk)

    def sentences(self) -> list[Printed]:
        return list(map(Printed._make, _sentences(self.revision.pk)))

    @cached_property
    def asides(self) -> dict[int, Aside]:
        """Why sentences need no claim, by sentence."""
        rows = map(SetAside._make, _dismissed_sentences(self.revision.pk))
        return {row.sentence_id: self.redaction.aside(row) for row in rows if row.sentence_id}

    def sign_offs(self) -> tuple[Signed, ...]:
        """All of them, of any revision, with those that were withdrawn."""
        rows = _sign_offs(self.revision.article_id) if self.whole else ()
        return tuple(map(self.redaction.signed, rows))

    @cached_property
    def _events(self) -> dict[int | None, list[Event]]:
        """By claim; what was done to the article itself stands under None."""
        return _grouped("claim_id", _events(self.revision.article_id) if self.whole else ())


def _grouped[Key, Row](key: str, rows: Iterable[Row]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _of(mine: Mine, claim: str = "claim") -> Q | AnyOf:
    """The rows of these claims; `claim` is the way from the row to its claim."""
    return AnyOf(claim, mine) if isinstance(mine, list) else Q((f"{claim}__revision", mine))


@compiled
def _claims(revision: int) -> QuerySet[Claim]:
    return Claim.objects.filter(revision=revision).standing().in_text_order()


@compiled
def _verdicts(mine: Mine, whole: bool) -> QuerySet[Verdict, Any]:
    verdicts = Verdict.objects.filter(_of(mine))
    known = verdicts if whole else verdicts.standing()
    return known.order_by("pk").values_list(*Ruled._fields)


@compiled
def _approvals(mine: Mine, whole: bool) -> QuerySet[Approval, Any]:
    approvals = Approval.objects.filter(_of(mine, "verdict__claim")).standing()
    known = approvals if whole else approvals.filter(verdict__ended_at=None)
    return known.values_list(*Agreed._fields)


@compiled
def _ratings() -> QuerySet[Rating]:
    return Rating.objects.select_related("scale")


@compiled
def _scales() -> QuerySet[Scale]:
    return Scale.objects.order_by("-is_current", "name", "-version")


@compiled
def _dismissals(mine: Mine) -> QuerySet[Dismissal, Any]:
    return Dismissal.objects.filter(_of(mine), reopened_at=None).values_list(*SetAside._fields)


@compiled
def _evidence(mine: Mine) -> QuerySet[Evidence, Any]:
    # Without the sources: the redaction says which of them are fetched at all.
    standing = Evidence.objects.filter(_of(mine)).standing().select_related(None)
    return standing.values_list(*Brought._fields)


@compiled
def _copies(sources: list[int]) -> QuerySet[Capture, Any]:
    copies = Capture.objects.filter(AnyOf("source", sources), captured_at__isnull=False)
    return copies.order_by("pk").values_list(*Copied._fields)


@compiled
def _files(sources: list[int]) -> QuerySet[SourceFile, Any]:
    return SourceFile.objects.filter(AnyOf("source", sources)).values_list(*Uploaded._fields)


@compiled
def _comments(mine: Mine) -> QuerySet[Comment]:
    return Comment.objects.filter(_of(mine), removed_at=None).select_related("by")


@compiled
def _queries(mine: Mine) -> QuerySet[Query]:
    return Query.objects.filter(_of(mine)).with_people().order_by("pk")


@compiled
def _replies(mine: Mine) -> QuerySet[RightOfReply]:
    return RightOfReply.objects.filter(_of(mine)).standing()


@compiled
def _paragraphs(revision: int) -> QuerySet[Paragraph]:
    return Paragraph.objects.filter(revision=revision)


@compiled
def _sentences(revision: int) -> QuerySet[Sentence, Any]:
    standing = Dismissal.objects.filter(sentence=OuterRef("pk"), reopened_at=None)
    sentences = Sentence.objects.filter(revision=revision).annotate(is_dismissed=Exists(standing))
    return sentences.values_list(*Printed._fields)


@compiled
def _dismissed_sentences(revision: int) -> QuerySet[Dismissal, Any]:
    rows = Dismissal.objects.filter(reopened_at=None, sentence__revision=revision)
    return rows.values_list(*SetAside._fields)


@compiled
def _sign_offs(article: int) -> QuerySet[SignOff]:
    mine = SignOff.objects.filter(revision__article=article).order_by("pk")
    return mine.select_related("by", "withdrawn_by", "revision").defer("revision__text")


@compiled
def _events(article: int) -> QuerySet[Event]:
    return Event.objects.filter(article_id=article).select_related("by", "link").order_by("pk")
