"""Line breaks inside a paragraph: those that end a line, and those that cut a sentence in two.

Wrapped text that was pasted into a manuscript brings its breaks along: “The government said on
Tuesday that”, a break, “unemployment had fallen”. That is one sentence, of which only the whole
can be checked.
"""

import re
from collections.abc import Iterator

from factcheck.reading import places
from factcheck.reading.roles import is_boilerplate

FINISHED = re.compile(r"[.!?…:;][\"'”’)\]]*$")


def lines(raw: str) -> Iterator[tuple[str, int, int]]:
    """What `places.lines` gives, with a sentence in one piece that a line break cuts in two."""
    words, start, end = "", 0, 0
    in_list = False
    for line, begins, ends in places.lines(raw):
        if words and not in_list and _goes_on(words, line):
            words, end = f"{words} {line}", ends
            continue
        if words:
            yield words, start, end
        # “It would:”, and below it “cut taxes” and “build homes”: each is an item of its own.
        in_list = words.rstrip().endswith(":") or (in_list and _is_low(line))
        words, start, end = line, begins, ends
    if words:
        yield words, start, end


def _goes_on(words: str, line: str) -> bool:
    return _is_low(line) and not FINISHED.search(words.rstrip()) and not is_boilerplate(line)


def _is_low(line: str) -> bool:
    return line.lstrip()[:1].islower()
