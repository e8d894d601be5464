"""Who speaks in a transcript: the label in capitals that begins a paragraph, until the next one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.reading import Paragraph, Role

# "MEYER:", "ANNA MEYER (Lund):", "SEN. MEYER:", "ANNA MEYER, 52, nurse:".
LABEL = re.compile(
    r"\s*[\"“]?([A-Z][A-Z.’'-]+(?: [\"“]?[A-Z][A-Z.’'-]*[\"”]?){0,3})"
    r"(?: ?\([^()\n]{1,40}\)|, \d\d(?:, [^:\n]{1,40})?)?:\s+(?=\S)"
)
# "(END OF CLIP)": what follows is said by nobody until there is a label again.
STAGE = re.compile(r"[\s\"“]*[(\[][^()\[\]]+[)\]][.\s\"”]*")
# After the last label only those go on who say "I" or "you".
PERSONAL = re.compile(r"\b(?:I|we|you|my|our|your|me|us)\b", re.IGNORECASE)
# One such paragraph could be anything: "NOTE: …". And so could several that differ all, such as places.
FEWEST = 3
# A letter names whom it is written to.
LETTER = "DEAR "
APART = frozenset({Role.HEADLINE, Role.BOILERPLATE})


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a speaker, and where it and the paragraph's own words begin and end."""

    name: str
    start: int
    end: int
    words: int


def labels(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Label]:
    """The paragraphs that begin with a speaker's label, if the text is a transcript."""
    found = {}
    for index, paragraph in enumerate(paragraphs):
        if paragraph.role not in APART:
            label = LABEL.match(text, paragraph.start, paragraph.end)
            if label and not label[1].startswith(LETTER):
                found[index] = Label(label[1], *label.span(1), label.end())
    answers = len({label.name for label in found.values()}) < len(found)
    return found if len(found) >= FEWEST and answers else {}


def speakers(
    text: str, paragraphs: Sequence[Paragraph], labelled: Mapping[int, Label]
) -> dict[int, str]:
    """The label that each paragraph is spoken under."""
    found, name, last = {}, "", max(labelled, default=-1)
    for index in range(min(labelled, default=0), len(paragraphs) if labelled else 0):
        paragraph = paragraphs[index]
        words = text[paragraph.start : paragraph.end]
        if index in labelled:
            name = labelled[index].name
        elif STAGE.fullmatch(words) or (index > last and not PERSONAL.search(words)):
            name = ""
        if name and paragraph.role not in APART:
            found[index] = name
    return found
