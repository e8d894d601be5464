"""Claims made of others: split, merged, added by hand; and each of these taken back."""

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, ProtectedError

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim, Revision
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused, agree
from factcheck.extraction.results import ClaimType, Voice
from factcheck.review import choosing, leases, rules, words
from factcheck.review.actions.editing import change, place, span, taken, unchanged_since
from factcheck.review.models import Comment, Draft, Evidence, Query, RightOfReply
from factcheck.review.work import Work

State = Claim.State

# What goes along when one claim becomes part of another. Verdicts, dismissals and the history
# stay with the claim that they are about, which the other one names.
CARRIED = {"evidence": Evidence, "queries": Query, "comments": Comment, "replies": RightOfReply}
# Whatever hangs on a claim: with any of it a claim does not just vanish.
HANGING = (*CARRIED, "verdicts", "dismissals", "deferrals", "drafts", "merged")
# Whoever adds a claim has judged its worth; this places it in the middle of the queue.
BY_HAND = {"score": 0.5, "reasons": [{"label": "added by hand", "weight": 0.5}]}
# What one claim hands on to another that is made of its words.
HANDED_ON = (
    "claimant", "voice", "cue", "types", "checkable", "score", "risk", "needs_two", "reasons"
)  # fmt: skip
FIGURE = re.compile(r"\d")
OPENING = '“„«"‘'


@transaction.atomic
def split(*, claim: Claim, by: User, at: int) -> Event:
    """Cut a claim in two at a word. What hangs on it stays with the first half."""
    work = Work.locked(claim.pk)
    agree(rules.against_editing(work, by))
    first, text = work.claim, work.claim.revision.text
    halves = words.cut(text, first.start, first.end, at)
    if halves is None:
        raise Refused("Choose a place between two words of the claim.")
    fields = [span(first, *place(first.revision, *half)) for half in halves]
    for half in fields:
        half["statement"] = words.statement(half["quote"])
    handed_on = {field: getattr(first, field) for field in HANDED_ON}
    second = _create(
        first.revision, by, **handed_on, **fields[1], assignee=first.assignee, due_at=first.due_at
    )
    event = change(work, by, Verb.SPLIT, fields[0], into=second.pk)
    record(by=by, verb=Verb.SPLIT, claim=second, out_of=first.pk)
    return event


@transaction.atomic
def rejoin(*, event: Event, by: User) -> None:
    """Undo one's own split: the first half is whole again, with what hangs on the second."""
    assert event.claim_id
    agree(rules.against_undoing(event, by))
    if not Claim.objects.standing().filter(pk=event.details["into"]).exists():
        raise Refused("This split has been undone already.")
    first, second = _both_locked(event.claim_id, event.details["into"])
    agree(rules.against_editing(first, by) or rules.against_editing(second, by))
    restored = unchanged_since(first.claim, event)
    gone = {} if _vanishes(second.claim) else _absorb(first.claim, second)
    change(first, by, Verb.MERGE, restored, other=event.details["into"], **gone)


@transaction.atomic
def merge(*, claim: Claim, other: Claim, by: User) -> Event:
    """Make two claims of a paragraph one, from the first word of both to the last.

    The other claim's evidence, questions, comments and replies go to the one that stays.
    """
    work, second = _both_locked(claim.pk, other.pk)
    agree(rules.against_merging(work, second, by))
    first, gone = work.claim, second.claim
    reach = choosing.together(first, gone)
    fields = span(first, *place(first.revision, *reach)) | _both(first, gone)
    carried = _absorb(first, second)
    if due := [each.due_at for each in (first, gone) if each.due_at]:
        Claim.objects.filter(pk=first.pk).update(due_at=min(due))
    event = change(work, by, Verb.MERGE, fields, other=gone.pk, **carried)
    record(by=by, verb=Verb.MERGE, claim=gone, into=first.pk)
    return event


@transaction.atomic
def unmerge(*, claim: Claim, by: User) -> None:
    """Take a merged claim out of the other again, with all that came with it.

    What has been changed of the other since stays as it is.
    """
    merges = Event.objects.filter(verb=Verb.MERGE, claim_id=claim.merged_into_id)
    event = merges.filter(details__other=claim.pk).order_by("pk").last()
    if event is None or event.claim_id is None:
        raise Refused("This claim stands by itself.")
    work, second = _both_locked(event.claim_id, claim.pk)
    agree(rules.against_taking_apart(work, second, by))
    before, after = event.details["before"], event.details["after"]
    stays = {field for field in after if getattr(work.claim, field) != after[field]}
    if stays & {"start", "end"}:
        stays |= {"start", "end", "quote", "sentence_id", "entities"}
    restored = {field: value for field, value in before.items() if field not in stays}
    change(work, by, Verb.UNMERGE, restored, other=claim.pk)
    for name, keys in event.details["carried"].items():
        rows = CARRIED[name].objects.filter(pk__in=keys, claim=work.claim)  # type: ignore[attr-defined]
        rows.update(claim=second.claim)
    Draft.objects.filter(pk__in=event.details["drafts"], claim=work.claim).update(
        claim=second.claim
    )
    state = second.state_when_free
    try:
        with transaction.atomic():
            second.change(state=state, merged_into=None)
    except IntegrityError as error:
        raise Refused(taken(error)) from error
    record(by=by, verb=Verb.UNMERGE, claim=second.claim, out_of=work.claim.pk)


@transaction.atomic
def add_claim(*, article: Article, by: User, start: int, end: int) -> Claim:
    """Add a claim at words of the article's last revision.

    It takes over what is known of the claims that share words with it.
    """
    agree(rules.against_working_on(article, by))
    revision = article.newest_revision()
    sentence, start, end = place(revision, start, end)
    quote = revision.text[start:end]
    made = _create(
        revision,
        by,
        due_at=article.deadline_that_stays(),
        sentence_id=sentence.pk,
        start=start,
        end=end,
        quote=quote,
        statement=words.statement(quote),
        **_known_of(revision, start, end),
    )
    record(by=by, verb=Verb.ADD_CLAIM, claim=made, quote=quote)
    return made


@transaction.atomic
def remove_claim(*, claim: Claim, by: User) -> None:
    """Take a claim off that one has just added by hand, while nobody has worked on it."""
    work = Work.locked(claim.pk)
    agree(rules.against_removing(work, by))
    if not _vanishes(work.claim):
        raise Refused("Somebody has worked on this claim. Dismiss it instead.")
    record(by=by, verb=Verb.REMOVE_CLAIM, claim=work.claim, quote=work.claim.quote)


def _both_locked(first: int, second: int) -> tuple[Work, Work]:
    """Two claims, locked in the order of their keys, so that nobody waits in a circle."""
    if first == second:
        raise Refused("Choose another claim to merge with.")
    works = {key: Work.locked(key) for key in sorted([first, second])}
    return works[first], works[second]


def _create(revision: Revision, by: User, **fields: Any) -> Claim:
    try:
        with transaction.atomic():
            return Claim.objects.create(
                article_id=revision.article_id,
                desk_id=revision.article.desk_id,
                revision=revision,
                added_by=by,
                **fields,
            )
    except IntegrityError as error:
        raise Refused(taken(error)) from error


def _vanishes(claim: Claim) -> bool:
    """Delete a claim on which nothing hangs. Its events stay."""
    if any(getattr(claim, name).exists() for name in HANGING):
        return False
    try:
        with transaction.atomic():
            Claim.objects.filter(pk=claim.pk).delete()
    except ProtectedError:
        return False
    return True


def _absorb(claim: Claim, gone: Work) -> dict[str, Any]:
    """Let one claim go into another, with what it carries; returns what it brought."""
    carried = {}
    for name, model in CARRIED.items():
        rows = model.objects.filter(claim=gone.claim)  # type: ignore[attr-defined]
        carried[name] = list(rows.values_list("pk", flat=True))
        rows.update(claim=claim)
    # One draft a person and form: where there are two, the other claim keeps its own and shows it.
    same = Draft.objects.filter(claim=claim, author=OuterRef("author"), form=OuterRef("form"))
    drafts = Draft.objects.filter(~Exists(same), claim=gone.claim)
    keys = list(drafts.values_list("pk", flat=True))
    Draft.objects.filter(pk__in=keys).update(claim=claim)
    leases.let_go(gone.claim)
    gone.change(state=State.MERGED, merged_into=claim)
    return {"carried": carried, "drafts": keys}


def _both(claim: Claim, gone: Claim) -> dict[str, Any]:
    """What two claims that become one are together."""
    earlier, later = sorted([claim, gone], key=lambda each: (each.start, each.end))
    stronger = max(claim, gone, key=lambda each: each.score)
    fields: dict[str, Any] = {
        "statement": f"{earlier.statement} {later.statement}",
        "types": list(dict.fromkeys([*earlier.types, *later.types])),
        "entities": [*earlier.entities, *(e for e in later.entities if e not in earlier.entities)],
        "checkable": claim.checkable or gone.checkable,
        "score": stronger.score,
        "reasons": stronger.reasons,
        "risk": max(claim.risk, gone.risk),
        "needs_two": claim.needs_two or gone.needs_two,
    }
    if not claim.claimant and gone.claimant:
        fields |= {"claimant": gone.claimant, "voice": gone.voice, "cue": gone.cue}
    return fields


def _known_of(revision: Revision, start: int, end: int) -> dict[str, Any]:
    """What the claims that share words with a span tell of it, else what its words show."""
    quote = revision.text[start:end]
    near = Claim.objects.standing().filter(revision=revision, start__lt=end, end__gt=start)
    around = sorted(near, key=lambda each: max(each.start, start) - min(each.end, end))
    if not around:
        kind = ClaimType.QUANTITY if FIGURE.search(quote) else ClaimType.OTHER
        voice = Voice.DIRECT if quote[0] in OPENING else Voice.ARTICLE
        return {"types": [str(kind)], "voice": str(voice), **BY_HAND}
    most = around[0]
    entities = [e for each in around for e in each.entities]
    return {
        "claimant": most.claimant,
        "voice": most.voice,
        "cue": most.cue,
        "types": most.types,
        "entities": [e for e in entities if start <= e["start"] and e["end"] <= end],
        # An accusation stays one, however it is cut.
        "risk": max(each.risk for each in around),
        "needs_two": any(each.needs_two for each in around),
        **BY_HAND,
    }
