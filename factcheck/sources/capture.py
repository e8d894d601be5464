"""Our copy of a web page: made when it becomes a source, compared with the page later."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from factcheck import fetching, reading
from factcheck.reading import media
from factcheck.sources.models import Capture, Source

State = Capture.State

# How often a page may take its worker down with it before its capture counts as failed.
ATTEMPTS = 3
LOOK_EVERY = timedelta(days=1)
FAILED = "The page could not be read."
# The web server says that there is nothing; anything else may be a bad day.
IS_GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Copy:
    """What stood at an address and what its article says, as far as it can be read."""

    address: str
    name: str
    data: bytes
    title: str
    text: str


def take(capture: Capture, *, may_fetch: fetching.Rule = fetching.is_public) -> None:
    """Fetch the page and keep it. Safe to run twice: the first copy stays."""
    if not _may_try(capture):
        return
    try:
        copy = _fetch(capture.source.address, may_fetch)
    except fetching.Unfetchable as error:
        fail(capture, _why(error))
        return
    _store(capture, copy)


def _may_try(capture: Capture) -> bool:
    """Count an attempt, before the work: what takes its worker down is tried so often and no more."""
    waiting = Capture.objects.filter(pk=capture.pk, state=State.WAITING)
    if waiting.filter(attempts__lt=ATTEMPTS).update(attempts=F("attempts") + 1):
        return True
    fail(capture, FAILED)
    return False


def fail(capture: Capture, why: str) -> None:
    """Give a capture up, unless another run has finished it meanwhile."""
    waiting = Capture.objects.filter(pk=capture.pk, state=State.WAITING)
    waiting.update(state=State.FAILED, failure=why, looked_at=timezone.now())


@transaction.atomic
def _store(capture: Capture, copy: Copy) -> None:
    now = timezone.now()
    # An address that was changed meanwhile is fetched by the next run.
    waiting = Capture.objects.filter(pk=capture.pk, state=State.WAITING)
    waiting.filter(source__address=capture.source.address).update(
        state=State.CAPTURED,
        captured_at=now,
        looked_at=now,
        final_address=copy.address,
        name=copy.name,
        title=copy.title[:500],
        text=copy.text,
        data=copy.data,
        sha256=sha256(copy.data).hexdigest(),
        failure="",
    )
    # A bare address that became a source takes the name that its page gives itself.
    if copy.title:
        unnamed = Source.objects.filter(pk=capture.source_id, title=F("address"))
        unnamed.update(title=copy.title[:300])


def _fetch(address: str, may_fetch: fetching.Rule) -> Copy:
    found = fetching.fetch(address, allowed=may_fetch)
    name = media.file_name(found.kind, found.address)
    title, text = _read(found.data, name)
    # A redirect may lead to any address; the database holds those that can be printed.
    printable = "".join(filter(str.isprintable, found.address))
    return Copy(printable[:2_000], name, found.data, title, text)


def _read(data: bytes, name: str) -> tuple[str, str]:
    """Title and text, without the lines that are no part of the article; empty if unreadable."""
    try:
        manuscript = reading.read(data, name)
    except reading.Unreadable:
        return "", ""
    paragraphs = [
        manuscript.text[paragraph.start : paragraph.end]
        for paragraph in manuscript.paragraphs
        if paragraph.role != reading.Role.BOILERPLATE
    ]
    return manuscript.title, "\n".join(paragraphs)


def _why(error: fetching.Unfetchable) -> str:
    """What happened, without the advice, which is meant for people who upload articles."""
    return str(error).partition(". ")[0].rstrip(".") + "."


# Looking again


def look_again(capture: Capture, *, may_fetch: fetching.Rule = fetching.is_public) -> None:
    """Compare the page with our copy. Safe to run twice: the first difference keeps its time."""
    if not capture.is_copy:
        return
    try:
        copy = _fetch(capture.source.address, may_fetch)
    except fetching.Unfetchable as error:
        gone = error.status in IS_GONE
        _found(capture, State.GONE if gone else State(capture.state), _why(error))
        return
    same = _says(capture) == _words(copy.text) if copy.text else _is_same_file(capture, copy)
    _found(capture, State.CAPTURED if same else State.CHANGED)


def _found(capture: Capture, state: State, trouble: str = "") -> None:
    now = timezone.now()
    differs = state in (State.CHANGED, State.GONE)
    Capture.objects.filter(pk=capture.pk).exclude(state=State.WAITING).update(
        state=state,
        looked_at=now,
        failure=trouble,
        differs_since=(capture.differs_since or now) if differs else None,
    )


def _says(capture: Capture) -> str:
    """Read anew, so that a better reader of pages does not make each page look changed."""
    _, text = _read(bytes(capture.data), capture.name)
    return _words(text)


def _words(text: str) -> str:
    return " ".join(text.split())


def _is_same_file(capture: Capture, copy: Copy) -> bool:
    """Of what has no text only a file can be compared: a page without an article always varies."""
    if _says(capture):
        return False
    return copy.name.endswith(".html") or sha256(copy.data).hexdigest() == capture.sha256


# Which are due


@transaction.atomic
def lost(before: datetime) -> list[int]:
    """The captures that have waited since, marked so that nobody queues them again at once."""
    waiting = Capture.objects.filter(state=State.WAITING, asked_at__lt=before)
    keys = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Capture.objects.filter(pk__in=keys).update(asked_at=timezone.now())
    return keys


@transaction.atomic
def due(most: int) -> list[int]:
    """The copies not compared for longest, marked as looked at so that they are taken once."""
    now = timezone.now()
    copies = Capture.objects.last_of_each().filter(
        Q(looked_at__lt=now - LOOK_EVERY), state__in=[State.CAPTURED, State.CHANGED, State.GONE]
    )
    # Without an address there is nothing to look at any more.
    oldest = (
        copies.exclude(source__address="")
        .order_by("looked_at")
        .select_for_update(skip_locked=True, of=("self",))
    )
    keys = list(oldest.values_list("pk", flat=True)[:most])
    Capture.objects.filter(pk__in=keys).update(looked_at=now)
    return keys
