"""A revision as a galley proof: paragraphs cut into runs, with a mark for every claim."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from factcheck import reading

# Only these paragraphs have a number.
NUMBERED = reading.Role.BODY
# The margin has room for this many marks side by side.
COLUMNS = 3


class Stretch(Protocol):
    """A sentence, as far as the galley needs to know it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Spanned(Stretch, Protocol):
    """A claim, or whatever stands for one."""

    @property
    def pk(self) -> Any: ...


class Placed(Stretch, Protocol):
    """A paragraph."""

    @property
    def pk(self) -> Any: ...
    @property
    def role(self) -> str: ...
    @property
    def is_boilerplate(self) -> bool: ...


class Mark[C: Spanned](NamedTuple):
    """A claim's number and its column in the margin."""

    claim: C
    number: int
    column: int


class Run[C: Spanned, S: Stretch](NamedTuple):
    """A stretch of text within which nothing changes. Its claim is the shortest that covers it.

    A claim that shorter ones cover from end to end owns no run, so what is printed once for
    each claim goes by `starts` and `ends`, which name every claim exactly once.
    """

    start: int
    text: str
    claim: C | None
    number: int | None
    is_first: bool
    is_last: bool
    is_selected: bool
    # A sentence without a claim begins or ends here: square brackets.
    opens: bool
    closes: bool
    # That sentence, where it begins.
    sentence: S | None
    starts: tuple[Mark[C], ...]
    ends: tuple[Mark[C], ...]


@dataclass(frozen=True, slots=True)
class Block[C: Spanned, S: Stretch]:
    """A paragraph ready to print. Only body paragraphs are numbered."""

    paragraph: Placed
    number: int | None
    runs: list[Run[C, S]]
    marks: list[Mark[C]]


def blocks[C: Spanned, S: Stretch](
    text: str,
    paragraphs: Sequence[Placed],
    sentences: Sequence[S],
    claims: Sequence[C],
    *,
    selected: Stretch | None = None,
    first_number: int = 1,
    numbers: Mapping[int, int] | None = None,
) -> list[Block[C, S]]:
    """The paragraphs in order. The joined runs of a block are its text, whatever the claims.

    A claim belongs to the paragraph in which it starts. Claims are numbered in text order
    unless `numbers` (by key) says otherwise.
    """
    ordered = in_text_order(claims)
    if numbers is None:
        numbers = {claim.pk: number for number, claim in enumerate(ordered, start=1)}
    bare = unclaimed(sentences, ordered)
    made: list[Block[C, S]] = []
    number = first_number
    next_claim = next_bare = 0
    for paragraph in sorted(paragraphs, key=lambda p: p.start):
        first_claim, first_bare = next_claim, next_bare
        next_claim = _beyond(ordered, next_claim, paragraph.end)
        next_bare = _beyond(bare, next_bare, paragraph.end)
        marks = [
            Mark(claim, numbers[claim.pk], column % COLUMNS + 1)
            for column, claim in enumerate(ordered[first_claim:next_claim])
        ]
        runs = _runs(text, paragraph, bare[first_bare:next_bare], marks, selected)
        is_numbered = paragraph.role == NUMBERED
        made.append(Block(paragraph, number if is_numbered else None, runs, marks))
        number += is_numbered
    return made


def in_text_order[C: Stretch](claims: Sequence[C]) -> list[C]:
    """From the first word to the last; a claim inside another comes after the one that holds it."""
    return sorted(claims, key=lambda claim: (claim.start, -claim.end))


def unclaimed[S: Stretch](sentences: Sequence[S], claims: Sequence[Stretch]) -> list[S]:
    """The sentences of which no claim holds a word, in text order."""
    ordered = in_text_order(claims)
    bare = []
    reach = following = 0
    for sentence in sorted(sentences, key=lambda s: s.start):
        while following < len(ordered) and ordered[following].start < sentence.end:
            reach = max(reach, ordered[following].end)
            following += 1
        if reach <= sentence.start:
            bare.append(sentence)
    return bare


def _beyond(spans: Sequence[Stretch], index: int, end: int) -> int:
    while index < len(spans) and spans[index].start < end:
        index += 1
    return index


def _runs[C: Spanned, S: Stretch](
    text: str,
    paragraph: Placed,
    bare: Sequence[S],
    marks: Sequence[Mark[C]],
    selected: Stretch | None,
) -> list[Run[C, S]]:
    starts: dict[int, list[Mark[C]]] = defaultdict(list)
    ends: dict[int, list[Mark[C]]] = defaultdict(list)
    for mark in marks:
        starts[max(mark.claim.start, paragraph.start)].append(mark)
        ends[min(mark.claim.end, paragraph.end)].append(mark)
    opens = {max(sentence.start, paragraph.start): sentence for sentence in bare}
    closes = {min(sentence.end, paragraph.end) for sentence in bare}
    cuts = sorted({paragraph.start, paragraph.end, *starts, *ends, *opens, *closes})
    owners = _owners(cuts, starts)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for index, owner in enumerate(owners):
        if owner:
            first.setdefault(owner.claim.pk, index)
            last[owner.claim.pk] = index
    chosen = range(selected.start, selected.end) if selected else range(0)
    return [
        Run(
            start=start,
            text=text[start:end],
            claim=owner.claim if owner else None,
            number=owner.number if owner else None,
            is_first=owner is not None and first[owner.claim.pk] == index,
            is_last=owner is not None and last[owner.claim.pk] == index,
            is_selected=start in chosen,
            opens=start in opens,
            closes=end in closes,
            sentence=opens.get(start),
            starts=tuple(starts.get(start, ())),
            ends=tuple(ends.get(end, ())),
        )
        for index, ((start, end), owner) in enumerate(zip(pairwise(cuts), owners, strict=True))
    ]


def _owners[C: Spanned](
    cuts: Sequence[int], starts: Mapping[int, Sequence[Mark[C]]]
) -> list[Mark[C] | None]:
    """For each stretch between two cuts the shortest claim over it, in one sweep."""
    live: list[tuple[int, int, int, Mark[C]]] = []
    owners: list[Mark[C] | None] = []
    for cut in cuts[:-1]:
        for mark in starts.get(cut, ()):
            claim = mark.claim
            heappush(live, (claim.end - claim.start, -claim.start, claim.pk, mark))
        # What ended below the top of the heap covers nothing and may wait there.
        while live and live[0][-1].claim.end <= cut:
            heappop(live)
        owners.append(live[0][-1] if live else None)
    return owners
