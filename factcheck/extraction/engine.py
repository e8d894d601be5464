"""Runs the language model over paragraphs; only what extracts loads this and spaCy."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import batched, groupby

from factcheck.extraction import article, transcripts
from factcheck.extraction.article import Passage
from factcheck.extraction.components.sentences import split
from factcheck.extraction.model import build
from factcheck.extraction.results import Extraction
from factcheck.reading import Manuscript, Paragraph, Role

BATCH = 64
# Sentences of the same length are turned into vectors together.
READ_TOGETHER = 512
# The model's memory grows with the longest text that it is given.
LONGEST = 5_000
# Characters before a section that are heard for who "she" is at its start.
HEARD = 1_500

# The mark of a list point or the time in a live blog: the parser would take it for a word.
LEAD = re.compile(r"\s*(?:[-–—•*·▪◦‣]|\d{1,2}:\d\d(?: ?(?i:[ap]\.?m)\b\.?)?)\s+(?=\S)")

# "HANOI, Vietnam (AP) – " tells where the reporter was and for whom. It says nothing, and the parser
# would take the town for who acts, and the agency for a body of the story.
AGENCIES = (
    "AAP|AFP|ANI|ANSA|AP|BBC|Bloomberg|CNN(?: Business)?|CP|dpa|DPA|EFE|IANS|Interfax|Kyodo(?: News)?|PA|PTI|Reuters|"
    "TASS|Thomson Reuters Foundation|UPI|Xinhua|Yonhap"
).replace(" ", r"\ ")
DATELINE = re.compile(
    rf"""\s*(?:
    [A-Z][A-Z .'’/-]{{2,40}}(?:,\ [\w. ]{{2,20}}){{0,2}}(?:\ \([^()]{{2,30}}\))?\ ?[–—-]{{1,2}}
    | [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+){{0,2}}(?:,\ [\w. ]{{2,20}}){{0,2}}\ \((?:{AGENCIES})\)(?:\ ?[–—-]{{1,2}})?
    | \((?:{AGENCIES})\)(?:\ ?[–—-]{{1,2}})?
    )\s*(?=[“"‘']?[A-Z0-9])""",
    re.VERBOSE,
)

type Piece = tuple[str, tuple[int, int, int]]


def extract(manuscripts: Iterable[Manuscript]) -> Iterator[Extraction]:
    waiting: dict[int, Manuscript] = {}

    def pieces() -> Iterator[Piece]:
        for number, manuscript in enumerate(manuscripts):
            waiting[number] = manuscript
            count = len(manuscript.paragraphs)
            yield from _pieces(manuscript.text, manuscript.paragraphs, 0, count, number)
            # Every manuscript has at least one piece, so that none is skipped.
            yield "", (number, count, 0)

    parsed = build().pipe(pieces(), as_tuples=True, batch_size=BATCH)
    for number, group in groupby(parsed, key=lambda pair: pair[1][0]):
        passages = [Passage(doc, index, start) for doc, (_, index, start) in group if len(doc)]
        manuscript = waiting.pop(number)
        yield article.read(manuscript.text, manuscript.paragraphs, passages)


def extract_section(
    text: str, paragraphs: Sequence[Paragraph], first: int, last: int
) -> Extraction:
    passages = parse(text, paragraphs, _heard_from(paragraphs, first), last)
    before = [passage for passage in passages if passage.paragraph < first]
    return article.read(text, paragraphs, passages[len(before) :], before)


def parse(text: str, paragraphs: Sequence[Paragraph], first: int, last: int) -> list[Passage]:
    """Paragraphs first to last (exclusive), as far as they are read."""
    pieces = _pieces(text, paragraphs, first, last, 0)
    parsed = build().pipe(pieces, as_tuples=True, batch_size=BATCH)
    return [Passage(doc, index, start) for doc, (_, index, start) in parsed]


def _heard_from(paragraphs: Sequence[Paragraph], first: int) -> int:
    """The paragraph to listen from, so that a section knows who was just spoken of."""
    heard = 0
    for index in range(first - 1, -1, -1):
        length = paragraphs[index].end - paragraphs[index].start
        if heard >= HEARD or length > LONGEST:
            return index + 1
        if paragraphs[index].role is not Role.BOILERPLATE:
            heard += length
    return 0


def score(sentences: Iterable[str]) -> Iterator[float]:
    texts = (" ".join(sentence.split()) for sentence in sentences)
    # Imported here because its runtime is large, and a worker that only extracts has no use for it.
    alone = import_module("factcheck.extraction.alone")
    for docs in batched(build().pipe(texts, batch_size=BATCH), READ_TOGETHER):
        yield from alone.scores(docs)


def _pieces(
    text: str, paragraphs: Sequence[Paragraph], first: int, last: int, number: int
) -> Iterator[Piece]:
    """Each paragraph that is read, or parts of a huge one, with where it stands."""
    labelled = transcripts.labels(text, paragraphs)
    for index in range(first, last):
        paragraph = paragraphs[index]
        if paragraph.role is Role.BOILERPLATE:
            continue
        label = labelled.get(index)
        for start, end in _parts(text, paragraph, label.words if label else paragraph.start):
            yield text[start:end].replace("\n", " "), (number, index, start)


def _parts(text: str, paragraph: Paragraph, first: int) -> list[tuple[int, int]]:
    lead = LEAD.match(text, first, paragraph.end) or DATELINE.match(text, first, paragraph.end)
    first = lead.end() if lead else first
    if paragraph.end - first <= LONGEST:
        return [(first, paragraph.end)]
    parts: list[tuple[int, int]] = []
    for start, end in split(text[first : paragraph.end]):
        for cut in range(start, end, LONGEST):
            place = (first + cut, first + min(cut + LONGEST, end))
            if parts and place[1] - parts[-1][0] <= LONGEST:
                place = (parts.pop()[0], place[1])
            parts.append(place)
    return parts
