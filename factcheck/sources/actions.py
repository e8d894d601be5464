"""What people do with sources: name them, describe them, have them captured."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from factcheck.accounts import limits
from factcheck.accounts.models import User
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.sources import independence, rules, tasks
from factcheck.sources.documents import Document, within_reach
from factcheck.sources.models import Capture, Source, SourceFile, SourceQuerySet

Confidentiality = Source.Confidentiality
SAME_TITLE = "There is another {} of this title already. Say in the title what tells them apart."
TOO_MANY = "You have had {} pages captured within an hour, the most for one person."
TOO_MANY_FILES = "You have uploaded {} files within an hour, the most for one person."
SAME_FILE = "This file is here already, as “{}”. A document is uploaded once."
SAME_ADDRESS = "There is another source with this address already."

type Facts = dict[str, Any]

# What a change of a source may touch, and how the history calls it.
FACTS = {
    "kind": "kind",
    "title": "title",
    "address": "address",
    "publisher": "publisher",
    "author": "author",
    "published_on": "date",
    "standing": "standing",
    "confidentiality": "who may know it",
    "origin": "what it repeats",
    "reliability": "reliability",
}
NAMED = {"known_to": "who sees its name"}


@transaction.atomic
def find_or_add(
    *,
    by: User,
    kind: str = "",
    address: str = "",
    description: str = "",
    confidentiality: str = "",
    document: Document | None = None,
) -> Source:
    """The source of this file, address or description; a new one where nobody has named it yet.

    Only what the person may see is found: a need-to-know source does not answer to a guess.
    """
    if not kind and (address or document):
        kind = Source.Kind.WEB_PAGE if address else Source.Kind.DOCUMENT
    facts = {
        "kind": kind,
        "title": (description or (document.name if document else address))[:300],
        "address": address,
        "confidentiality": confidentiality or Confidentiality.PUBLIC,
    }
    source, _ = _find_or_add(by, facts, document)
    if description and source.title == source.address:
        # Somebody gave the bare address before; now the source has a name.
        source.title = description
        source.save(update_fields=["title"])
    return source


def _find_or_add(by: User, facts: Facts, document: Document | None) -> tuple[Source, bool]:
    """The source, and whether it is new. Two people at the same time get the same one."""
    known = within_reach(by, facts["confidentiality"])
    if facts["address"]:
        described = {"address": facts["address"]}
    else:
        described = {"address": "", "title": facts["title"]}
        # Who does not say the kind means any of this title; one without a kind may be of each.
        if facts["kind"]:
            described["kind__in"] = ["", facts["kind"]]
    if document:
        _lock(document)
        found = _open_first(known, {"file__sha256": document.sha256})
        # What was described without a kind may have waited for its file.
        found = found or _open_first(known, {**described, "kind": ""})
    else:
        found = _open_first(known, described)
    if not found:
        try:
            with transaction.atomic():
                return _add(by, facts, document), True
        except IntegrityError:
            # Somebody was faster, or it was described before its file came.
            found = _open_first(known, described)
    if not found:
        raise Refused(SAME_TITLE.format(facts["kind"] or "source"))
    if facts["kind"] and not found.kind:
        found.kind = facts["kind"]
        _save(found, ["kind"])
    if document:
        _keep(document, found, by)
    capture_once(found, by)
    return found, False


def _open_first(known: SourceQuerySet, wanted: Facts) -> Source | None:
    """Where an open and a need-to-know source answer, the open one: nothing is hidden unasked.

    Where several are open, one whose kind is known.
    """
    found = known.filter(**wanted).select_related("added_by").order_by("pk")
    return min(found, key=lambda source: (source.is_need_to_know, not source.kind), default=None)


def _add(by: User, facts: Facts, document: Document | None) -> Source:
    source = Source.objects.create(**facts, added_by=by)
    source.known_to.add(by)
    if document:
        _keep(document, source, by)
    record(by=by, verb=Verb.ADD_SOURCE, source=source)
    capture_once(source, by)
    return source


def _lock(document: Document) -> None:
    """Until the transaction ends nobody else stores the same file."""
    key = int.from_bytes(bytes.fromhex(document.sha256[:16]), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _keep(document: Document, source: Source, by: User) -> None:
    """Give the source its file, unless it has it; another one it does not take."""
    agree(_against_uploading(by))
    file, _ = SourceFile.objects.defer("data").get_or_create(
        source=source,
        defaults={
            "name": document.name[:255],
            "data": document.data,
            "sha256": document.sha256,
            "uploaded_by": by,
        },
    )
    if file.sha256 != document.sha256:
        raise Refused(SAME_TITLE.format(source.kind or "source"))


def _against_uploading(by: User) -> str:
    return limits.against(
        SourceFile.objects.filter(uploaded_by=by),
        at="uploaded_at",
        by=by,
        most=settings.UPLOADS_AN_HOUR,
        within=limits.HOUR,
        said=TOO_MANY_FILES,
    )


def capture_once(source: Source, by: User) -> None:
    """Have a web source captured, unless it has been or waits already."""
    if source.address and not source.captures.exists():
        _ask(source, by)


@transaction.atomic
def capture_again(*, source: Source, by: User) -> None:
    """Have a page captured anew; the copies made before stay. Pressed twice it is asked once."""
    agree(rules.against_capturing(source, by))
    if _ask(source, by):
        record(by=by, verb=Verb.CAPTURE, source=source)


def _ask(source: Source, by: User) -> bool:
    """The constraint of one waiting capture a source settles who was first."""
    agree(_against_asking(by))
    capture, is_new = Capture.objects.get_or_create(
        source=source, state=Capture.State.WAITING, defaults={"asked_by": by}
    )
    if is_new:
        tasks.capture_page.delay_on_commit(capture.pk)
    return is_new


def _against_asking(by: User) -> str:
    return limits.against(
        Capture.objects.filter(asked_by=by),
        at="asked_at",
        by=by,
        most=settings.CAPTURES_AN_HOUR,
        within=limits.HOUR,
        said=TOO_MANY,
    )


@transaction.atomic
def add(
    *,
    by: User,
    document: Document | None,
    known_to: list[int],
    **facts: Any,
) -> tuple[Source, bool]:
    """Name a source with all that is known of it, and say whether it is new.

    One that is here already stays as it is.
    """
    source, is_new = _find_or_add(by, facts, document)
    if is_new:
        source.known_to.add(*known_to)
    return source, is_new


@transaction.atomic
def change(*, source: Source, by: User, known_to: list[int], **facts: Any) -> list[str]:
    """Describe a source anew, and say which facts that changed."""
    locked = Source.objects.select_for_update(of=("self",)).select_related("added_by", "origin")
    source = locked.get(pk=source.pk)
    agree(rules.against_changing(source, by))
    changed = [name for name in FACTS if facts[name] != getattr(source, name)]
    people = {*known_to, source.added_by_id, by.pk}
    if people != set(source.known_to.values_list("pk", flat=True)):
        changed.append("known_to")
    if {"confidentiality", "known_to"} & set(changed):
        agree(rules.against_opening(source, by))
    if "origin" in changed:
        _refuse_circle(source, facts["origin"])
    for name in changed:
        if name != "known_to":
            setattr(source, name, facts[name])
    _save(source, [name for name in changed if name != "known_to"])
    if "known_to" in changed:
        source.known_to.set(people)
    if "address" in changed and source.address:
        # The copies so far are of another page.
        _ask(source, by)
    if changed:
        # Names of facts alone: the audit is read by people who may not know the source.
        words = [(FACTS | NAMED)[name] for name in changed]
        record(by=by, verb=Verb.CHANGE_SOURCE, source=source, facts=words)
    return changed


@transaction.atomic
def upload(*, source: Source, by: User, document: Document) -> None:
    """Give a document that was described without its file the file."""
    locked = Source.objects.select_for_update(of=("self",)).select_related("added_by")
    source = locked.get(pk=source.pk)
    has_file = SourceFile.objects.filter(source=source).exists()
    agree(rules.against_uploading(source, by, has_file=has_file))
    _lock(document)
    known = within_reach(by, source.confidentiality)
    if same := _open_first(known, {"file__sha256": document.sha256}):
        raise Refused(SAME_FILE.format(same))
    _keep(document, source, by)
    record(by=by, verb=Verb.CHANGE_SOURCE, source=source, facts=["file"])


def _refuse_circle(source: Source, origin: Source | None) -> None:
    if origin and independence.repeats(origin, source):
        raise Refused(f"“{origin}” repeats this source already. Only one can be the origin.")


def _save(source: Source, names: list[str]) -> None:
    try:
        with transaction.atomic():
            source.save(update_fields=names)
    except IntegrityError as error:
        same = SAME_ADDRESS if source.address else SAME_TITLE.format(source.kind or "source")
        if "one_open_source" not in str(error):
            raise
        raise Refused(same) from None
