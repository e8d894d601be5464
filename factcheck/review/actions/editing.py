"""A claim in other words: its statement and what is said of it, its edges; and back again."""

from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Claim, Paragraph, Revision, Sentence
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused, agree
from factcheck.review import changes, leases, rules, words
from factcheck.review.work import Work

ONE_PARAGRAPH = "A claim lies within one paragraph. Choose words of one paragraph."


class Edit(TypedDict, total=False):
    """The fields of a claim that people may edit."""

    statement: str
    claimant: str
    voice: str
    types: list[str]
    checkable: bool


@transaction.atomic
def edit_claim(*, claim: Claim, by: User, version: int, **fields: Unpack[Edit]) -> Event | None:
    """Store a claim's new wording, made from that version of it. None where nothing changes.

    What somebody else changed meanwhile stays, or raises Overtaken where both changed it.
    """
    work = Work.locked(claim.pk)
    agree(rules.against_editing(work, by))
    wanted = changes.reconcile(work.claim, version, fields)
    return change(work, by, Verb.EDIT, wanted) if wanted else None


@transaction.atomic
def move_edges(*, claim: Claim, by: User, start: int, end: int) -> Event | None:
    """Let a claim begin and end at other words of its paragraph. None where it does already."""
    work = Work.locked(claim.pk)
    agree(rules.against_editing(work, by))
    sentence, start, end = place(work.claim.revision, start, end)
    if sentence.paragraph_id != work.claim.sentence.paragraph_id:
        raise Refused("A claim stays in its paragraph. Add a claim there instead.")
    if (start, end) == (work.claim.start, work.claim.end):
        return None
    return change(work, by, Verb.MOVE, span(work.claim, sentence, start, end))


@transaction.atomic
def put_back(*, event: Event, by: User) -> Event:
    """Undo one's own edit or move, unless somebody has changed the same since."""
    assert event.claim_id
    work = Work.locked(event.claim_id)
    agree(rules.against_editing(work, by))
    agree(rules.against_undoing(event, by))
    restored = unchanged_since(work.claim, event)
    return change(work, by, Verb(event.verb), restored, undoes=event.pk)


def unchanged_since(claim: Claim, event: Event) -> dict[str, Any]:
    """The values before an event. Refuses where they have been changed since."""
    after = event.details["after"]
    if any(getattr(claim, field) != value for field, value in after.items()):
        later = changes.since(claim, event.details["version"])
        who = next((change.by for change in later.values()), "Somebody")
        raise Refused(f"{who} has changed this claim again since. Edit it instead.")
    return dict(event.details["before"])


def change(work: Work, by: User, verb: Verb, fields: dict[str, Any], **details: Any) -> Event:
    """Store new values of a locked claim, with those before them in its history."""
    before = {field: getattr(work.claim, field) for field in fields}
    try:
        with transaction.atomic():
            work.change(**fields)
    except IntegrityError as error:
        raise Refused(taken(error)) from error
    if work.is_held_by(by):
        leases.hold(work.claim, by)
    return record(
        by=by,
        verb=verb,
        claim=work.claim,
        version=work.claim.version,
        before=before,
        after=fields,
        **details,
    )


def taken(error: IntegrityError) -> str:
    """Why a span was not stored, in words; any other error goes on."""
    if "one_claim_per_span" not in str(error):
        raise error
    return "These words are a claim already. Choose other words, or merge the two."


def place(revision: Revision, start: int, end: int) -> tuple[Sentence, int, int]:
    """The sentence in which a span begins, and the span moved out to whole words.

    Refuses what is no place for a claim: no words, two paragraphs, boilerplate.
    """
    found = words.snapped(revision.text, start, end)
    if found is None:
        raise Refused("There is no word in what you selected.")
    paragraph = Paragraph.objects.filter(
        revision=revision, start__lte=found[0], end__gte=found[1]
    ).first()
    if paragraph is None:
        raise Refused(ONE_PARAGRAPH)
    if paragraph.is_boilerplate:
        raise Refused("This paragraph is boilerplate, which is not checked.")
    sentences = paragraph.sentences.order_by("start")
    sentence = sentences.filter(start__lte=found[0]).last() or sentences.first()
    if sentence is None:
        raise Refused("No sentence was read here, so no claim can be kept here.")
    return sentence, *found


def span(claim: Claim, sentence: Sentence, start: int, end: int) -> dict[str, Any]:
    """What changes with a claim's edges. A statement that nobody has worded follows them."""
    quote = claim.revision.text[start:end]
    fields = {
        "start": start,
        "end": end,
        "quote": quote,
        "sentence_id": sentence.pk,
        "entities": [e for e in claim.entities if start <= e["start"] and e["end"] <= end],
    }
    if claim.statement == words.statement(claim.quote):
        fields["statement"] = words.statement(quote)
    return fields
