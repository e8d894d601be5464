"""From an uploaded file to sentences and claims, in steps that may die or run twice."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now, Substr
from django.utils import timezone

from factcheck import extraction, fetching, reading
from factcheck.articles import arrival, harm, sameness
from factcheck.articles.models import (
    Article,
    Claim,
    Original,
    Paragraph,
    Revision,
    Section,
    Sentence,
)
from factcheck.audit.actions import record
from factcheck.audit.models import Verb

FAILED_REVISION = "This draft could not be read. Try again, or paste its text."
FAILED_SECTION = "Section {number} could not be read. Try again."
# How often a file or a section may take its worker down with it before it counts as failed.
ATTEMPTS = 3
# What the program proposes to leave out, as the reason of a dismissal that a person may accept.
PROPOSALS = {
    extraction.WhyNot.QUESTION: "question",
    extraction.WhyNot.INSTRUCTION: "not a statement",
    extraction.WhyNot.WISH: "not a statement",
    extraction.WhyNot.SUPPOSITION: "not a statement",
    extraction.WhyNot.OPINION: "opinion",
}
# Paragraphs before and after a section that are read along for their names.
SURROUNDINGS = 150


def read(revision: Revision, *, may_fetch: fetching.Rule = fetching.is_public) -> list[int]:
    """Turn the original into text, paragraphs and sections; return the keys of the sections.

    Safe to run twice: the second run finds the text in place and changes nothing.
    What cannot be fetched or read leaves its reason on the revision and no sections.
    """
    if not revision.read_at:
        if not _may_try(revision):
            return []
        original = revision.original
        try:
            if original.address:
                original = arrival.fetched(original, may_fetch)
            manuscript = reading.read(bytes(original.data), original.name)
        except (fetching.Unfetchable, reading.Unreadable) as error:
            fail(revision, str(error), of=original)
            return []
        _store(revision, original, manuscript)
    return list(revision.sections.filter(extracted_at=None).values_list("pk", flat=True))


def _may_try(revision: Revision) -> bool:
    """Count an attempt, before the work: what takes its worker down is tried so often and no more."""
    tried = Revision.objects.filter(pk=revision.pk, read_at=None, failure="")
    if tried.filter(attempts__lt=ATTEMPTS).update(attempts=F("attempts") + 1):
        return True
    if tried.exists():
        fail(revision, FAILED_REVISION)
    return False


@transaction.atomic
def _store(revision: Revision, original: Original, manuscript: reading.Manuscript) -> None:
    locked = Revision.objects.select_for_update().get(pk=revision.pk)
    if locked.read_at or _is_replaced(original):
        return
    now = timezone.now()
    if manuscript.title:
        _give_title(revision, manuscript.title[:500])
    if original.address:
        original.save(update_fields=["name", "data", "sha256", "fetched_at"])
    Revision.objects.filter(pk=revision.pk).update(
        text=manuscript.text,
        words_sha256=sameness.words_sha256(manuscript.text),
        title=manuscript.title[:500],
        byline=manuscript.byline[:500],
        language=manuscript.language,
        dated_on=manuscript.dated_on,
        read_at=now,
        failure="",
    )
    Paragraph.objects.bulk_create(
        Paragraph(
            revision=revision, number=number, start=p.start, end=p.end, role=p.role, place=p.place
        )
        for number, p in enumerate(manuscript.paragraphs)
    )
    Section.objects.bulk_create(
        Section(revision=revision, number=number, first=first, last=last, queued_at=now)
        for number, (first, last) in enumerate(extraction.sections(manuscript.paragraphs), start=1)
    )
    _finish_if_complete(revision)


def _is_replaced(original: Original) -> bool:
    """Whether another file was sent since. The revision is locked."""
    return not Original.objects.in_use().filter(pk=original.pk).exists()


def _give_title(revision: Revision, title: str) -> None:
    """Give an article that has none a title. The name of a file only stands in for one."""
    names = revision.originals.values_list("name", flat=True)
    Article.objects.filter(pk=revision.article_id, title__in=["", *names]).update(title=title)


def extract(section: Section) -> None:
    """Store the sentences and claims of one section.

    Safe to run twice, also at the same time: the text never changes, so the same spans
    come out, and the section, locked, says whether they are stored already.
    """
    if section.extracted_at:
        return
    # Counted before the work: what takes its worker down is tried so often and no more.
    tried = Section.objects.filter(pk=section.pk, extracted_at=None, failure="")
    if not tried.filter(attempts__lt=ATTEMPTS).update(started_at=Now(), attempts=F("attempts") + 1):
        if tried.exists():
            fail_section(section)
        return
    rows, base, found = _extracted(section)  # Slow, so not inside the transaction.
    with transaction.atomic():
        # The revision is the lock: of two sections that end together, one sees both done.
        revision = lock(section.revision_id)
        if Section.objects.filter(pk=section.pk, extracted_at=None).update(
            extracted_at=timezone.now(), failure="", pipeline=asdict(extraction.PIPELINE)
        ):
            _store_section(revision, rows, found, base)
            _finish_if_complete(revision)


def _extracted(section: Section) -> tuple[list[Paragraph], int, extraction.Extraction]:
    """The section read in its surroundings: paragraphs, where they begin in the text, findings.

    The surroundings lend names; they are bounded, so that the time for a section does not
    grow with the document.
    """
    first = max(0, section.first - SURROUNDINGS)
    around = section.revision.paragraphs.filter(
        number__gte=first, number__lt=section.last + SURROUNDINGS
    )
    rows = list(around)
    base = rows[0].start
    part = Substr("text", base + 1, rows[-1].end - base)
    text = Revision.objects.values_list(part, flat=True).get(pk=section.revision_id)
    paragraphs = [
        reading.Paragraph(row.start - base, row.end - base, reading.Role(row.role)) for row in rows
    ]
    found = extraction.extract_section(
        text, paragraphs, section.first - first, section.last - first
    )
    return rows, base, found


def _store_section(
    revision: Revision, paragraphs: list[Paragraph], found: extraction.Extraction, base: int
) -> None:
    """Store what was found; its places count from `base` code points into the text."""
    # Somebody may be changing it just now, for all the claims that there are.
    due_at = revision.article.deadline_that_stays()
    sentences = Sentence.objects.bulk_create(
        Sentence(
            revision=revision,
            paragraph=paragraphs[s.paragraph],
            start=base + s.start,
            end=base + s.end,
            proposal=_proposal(s.why_not),
        )
        for s in found.sentences
    )
    Claim.objects.bulk_create(
        Claim(
            article_id=revision.article_id,
            desk_id=revision.article.desk_id,
            due_at=due_at,
            revision=revision,
            sentence=sentences[claim.sentence],
            start=base + claim.start,
            end=base + claim.end,
            quote=claim.quote,
            statement=claim.statement,
            claimant=(claim.claimant or "")[:300],
            voice=claim.voice,
            cue=(claim.cue or "")[:200],
            types=[str(kind) for kind in claim.types],
            checkable=claim.checkable,
            proposal=_proposal(claim.why_not),
            score=claim.score,
            risk=harm.risk(reason.label for reason in claim.reasons),
            needs_two=harm.needs_two(reason.label for reason in claim.reasons),
            reasons=[{"label": r.label, "weight": r.weight} for r in claim.reasons],
            entities=[
                {"start": base + e.start, "end": base + e.end, "label": e.label}
                for e in claim.entities
            ],
            guesses=_guesses(claim),
        )
        for claim in found.claims
    )


def _guesses(claim: extraction.Claim) -> list[dict[str, Any]]:
    """Those that say something else than the article, and may be wrong."""
    return [
        {
            "start": guess.start,
            "end": guess.end,
            "words": words,
            "original": guess.original,
            "confidence": guess.confidence,
        }
        for guess in claim.guesses
        if (words := claim.statement[guess.start : guess.end]).casefold()
        != guess.original.casefold()
        and guess.confidence < extraction.SURE
    ]


def _proposal(why_not: extraction.WhyNot | None) -> str:
    return PROPOSALS[why_not] if why_not else ""


def _finish_if_complete(revision: Revision) -> None:
    """Open the article for checking when its last section is stored; the revision is locked."""
    if revision.sections.filter(extracted_at=None).exists():
        return
    revision.article.move(Article.State.CHECKING)
    record(by=None, verb=Verb.READ, article=revision.article, revision=revision.number)


@transaction.atomic
def fail(revision: Revision, reason: str, of: Original | None = None) -> None:
    """Keep why the file cannot be read, in words for the person who sent it."""
    locked = lock(revision.pk)
    if of and _is_replaced(of):
        return
    # What has been read failed afterwards, and the clock queues it again. Said twice it is told once.
    waiting = Revision.objects.filter(pk=revision.pk, read_at=None).exclude(failure=reason)
    if not waiting.update(failure=reason):
        return
    _give_title(revision, revision.original.name)
    _tell_of_failure(locked, reason)


@transaction.atomic
def fail_section(section: Section) -> None:
    """Keep that a section could not be extracted; the others are not held up."""
    revision = lock(section.revision_id)
    reason = FAILED_SECTION.format(number=section.number)
    # Another delivery of the same task may have stored it meanwhile, or told of it.
    waiting = Section.objects.filter(pk=section.pk, extracted_at=None).exclude(failure=reason)
    if waiting.update(failure=reason):
        _tell_of_failure(revision, reason)


def _tell_of_failure(revision: Revision, reason: str) -> None:
    """Mark the article and write it into the history; the revision is locked."""
    revision.article.move(Article.State.EXTRACTION_FAILED)
    record(
        by=None,
        verb=Verb.FAIL_TO_READ,
        article=revision.article,
        revision=revision.number,
        reason=reason,
    )


def lock(revision_id: int) -> Revision:
    """The revision, without its text, locked until the transaction ends."""
    revisions = Revision.objects.select_for_update(of=("self",)).select_related("article")
    return revisions.defer("text").get(pk=revision_id)


def queue_again(revision: Revision) -> None:
    """Forget the failures of a revision, which must be locked, so that it can be read again."""
    now = timezone.now()
    Revision.objects.filter(pk=revision.pk).update(failure="", attempts=0, queued_at=now)
    waiting = revision.sections.filter(extracted_at=None)
    waiting.update(failure="", attempts=0, started_at=None, queued_at=now)
    revision.article.move(Article.State.EXTRACTING)
    if revision.read_at:
        _finish_if_complete(revision)


def lost_revisions(before: datetime) -> list[int]:
    """Keys of revisions queued before that time and still not read, now queued anew."""
    lost = Revision.objects.filter(read_at=None, failure="", queued_at__lt=before)
    keys = list(lost.values_list("pk", flat=True))
    lost.filter(pk__in=keys).update(queued_at=timezone.now())
    return keys


def lost_sections(*, started_before: datetime, queued_before: datetime) -> list[int]:
    """Keys of sections that nobody works on any more, now queued anew.

    Begun and not ended: the worker died. Queued long ago and not begun: the message is lost.
    """
    waiting = Section.objects.filter(extracted_at=None, failure="")
    lost = waiting.filter(
        Q(started_at__lt=started_before, queued_at__lt=started_before)
        | Q(started_at=None, queued_at__lt=queued_before)
    )
    keys = list(lost.values_list("pk", flat=True))
    waiting.filter(pk__in=keys).update(queued_at=timezone.now())
    return keys
