"""Fetches what people did about a revision and hands it on as the profile allows."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef

from factcheck.articles.models import Claim, Revision, Sentence
from factcheck.audit.models import Event
from factcheck.reports.notes import Aside, Cited, Note, Ruling, Signed, Step
from factcheck.reports.profiles import Profile
from factcheck.reports.redaction import Redaction
from factcheck.review.models import (
    Approval,
    Comment,
    Dismissal,
    Evidence,
    Query,
    RightOfReply,
    SignOff,
    Verdict,
)
from factcheck.sources.models import Capture, Source, SourceFile

State = Claim.State


class Checks:
    """What was done about some claims, each kind of rows fetched once, told by one profile."""

    def __init__(self, mine: dict[str, Any], profile: Profile, *, whole: bool = False) -> None:
        """`mine`: which claims, as a filter of the rows that hang on them."""
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
        verdicts = self._verdicts[claim.pk]
        rulings = [self.redaction.ruling(v, self._approvals[v.pk]) for v in verdicts]
        standing = next((ruling for ruling in rulings if not ruling.ending), None)
        return standing, tuple(ruling for ruling in rulings if ruling.ending)

    @cached_property
    def _verdicts(self) -> dict[int, list[Verdict]]:
        verdicts = Verdict.objects.filter(**self.mine)
        known = verdicts if self.whole else verdicts.standing()
        people = known.select_related("author", "ended_by", "rating__scale")
        return _grouped("claim_id", people.order_by("pk"))

    @cached_property
    def _approvals(self) -> dict[int, list[Approval]]:
        mine = {f"verdict__{field}": value for field, value in self.mine.items()}
        approvals = Approval.objects.standing().filter(**mine)
        known = approvals if self.whole else approvals.filter(verdict__ended_at=None)
        return _grouped("verdict_id", known)

    @cached_property
    def _dismissals(self) -> dict[int, Aside]:
        rows = Dismissal.objects.filter(reopened_at=None, **self.mine).select_related("by")
        return {row.claim_id: self.redaction.aside(row) for row in rows if row.claim_id}

    # Evidence

    def _cited(self, evidence: Evidence) -> Cited:
        key = evidence.source_id
        return self.redaction.cited(
            evidence, self._sources.get(key), self._copies[key], self._documents.get(key)
        )

    @cached_property
    def _evidence(self) -> dict[int, list[Evidence]]:
        # Without the sources: the redaction says which of them are fetched at all.
        rows = Evidence.objects.standing().select_related(None).select_related("added_by")
        return _grouped("claim_id", rows.filter(**self.mine))

    @cached_property
    def _sources(self) -> dict[int, Source]:
        used = {evidence.source_id for rows in self._evidence.values() for evidence in rows}
        return self.redaction.named_sources().in_bulk(used)

    @cached_property
    def _copies(self) -> dict[int, list[Capture]]:
        copies = Capture.objects.light().filter(
            source__in=list(self._sources), captured_at__isnull=False
        )
        return _grouped("source_id", copies.order_by("pk"))

    @cached_property
    def _documents(self) -> dict[int, SourceFile]:
        files = SourceFile.objects.filter(source__in=list(self._sources)).defer("data")
        return {file.source_id: file for file in files}

    # What colleagues said and did: only in a whole report

    @cached_property
    def _comments(self) -> dict[int, list[Comment]]:
        rows = Comment.objects.filter(removed_at=None, **self.mine).select_related("by")
        return _grouped("claim_id", rows if self.whole else ())

    @cached_property
    def _queries(self) -> dict[int, list[Query]]:
        rows = Query.objects.with_people().filter(**self.mine).order_by("pk")
        return _grouped("claim_id", rows if self.whole else ())

    @cached_property
    def _betraying(self) -> set[int]:
        """Queries whose answer became evidence of a source that may not be named."""
        asked = [query for rows in self._queries.values() for query in rows if query.evidence]
        used = {query.pk: query.evidence.source_id for query in asked if query.evidence}
        named = self.redaction.named_sources().in_bulk(set(used.values()))
        return {query for query, source in used.items() if source not in named}

    @cached_property
    def _replies(self) -> dict[int, list[RightOfReply]]:
        rows = RightOfReply.objects.standing().filter(**self.mine)
        return _grouped("claim_id", rows if self.whole else ())

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
        super().__init__({"claim__revision": revision}, profile, whole=whole)
        self.revision = revision

    def notes(self) -> list[Note]:
        claims = self.revision.claims.standing().in_text_order()
        return [self.note(number, claim) for number, claim in enumerate(claims, start=1)]

    def history_beside(self, notes: Iterable[Note]) -> tuple[Step, ...]:
        """What was done to the article and to claims that are no more, such as merged ones."""
        told = {note.pk for note in notes}
        left = [event for key in self._events if key not in told for event in self._events[key]]
        return tuple(map(self._step, sorted(left, key=lambda event: event.pk)))

    def sentences(self) -> list[Sentence]:
        standing = Dismissal.objects.filter(sentence=OuterRef("pk"), reopened_at=None)
        return list(self.revision.sentences.annotate(is_dismissed=Exists(standing)))

    @cached_property
    def asides(self) -> dict[int, Aside]:
        """Why sentences need no claim, by sentence."""
        rows = Dismissal.objects.filter(reopened_at=None, sentence__revision=self.revision)
        known = rows.select_related("by")
        return {row.sentence_id: self.redaction.aside(row) for row in known if row.sentence_id}

    def sign_offs(self) -> tuple[Signed, ...]:
        """All of them, of any revision, with those that were withdrawn."""
        mine = SignOff.objects.filter(revision__article=self.revision.article_id)
        rows = mine.select_related("by", "withdrawn_by", "revision").defer("revision__text")
        return tuple(map(self.redaction.signed, rows.order_by("pk") if self.whole else ()))

    @cached_property
    def _events(self) -> dict[int | None, list[Event]]:
        """By claim; what was done to the article itself stands under None."""
        mine = Event.objects.filter(article_id=self.revision.article_id)
        rows = mine.select_related("by", "link")
        return _grouped("claim_id", rows.order_by("pk") if self.whole else ())


def _grouped[Key, Row](key: str, rows: Iterable[Row]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups
