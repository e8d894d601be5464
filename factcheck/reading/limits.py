"""What one file may cost: memory while it is read, and marks in a page before it is."""

import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factcheck.reading.manuscript import Unreadable

# The longest manuscripts take a tenth of it.
MEMORY = 1_000_000_000
TOO_MUCH = "This takes more memory to read than any article. Send its text alone, or a part of it."
# A book as a web page has some tens of thousands.
MOST_TAGS = 300_000
# The parser compares the attributes of a tag with each other, which takes for ever.
MOST_ATTRIBUTES = 600_000
# Marks in the line, such as <b> and <a>, take time by their square where no other stands between
# them. Six in a paragraph are many, and a transcript may have one for each of its words.
IN_LINE = frozenset(
    b"a abbr b big cite data del dfn em font i ins kbd mark q s small span strike strong sub sup time "
    b"tt u var".split()
)
MOST_IN_LINE = 10_000
TAG = re.compile(rb"<([A-Za-z][A-Za-z0-9]*)")
TOO_MANY_TAGS = (
    "This page has more marks in it than any article. Copy its text and paste it instead."
)
# Linux says here how many pages of memory a process has asked for; other systems set no limit.
SIZE = Path("/proc/self/statm")


@contextmanager
def memory(most: int = MEMORY) -> Iterator[None]:
    """Let what is done inside take so much memory and no more: a worker outlives every file."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    if not SIZE.exists():
        yield
        return
    limit = int(SIZE.read_text().split()[0]) * resource.getpagesize() + most
    ours = [limit, *(one for one in before if one != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(ours), before[1]))
    try:
        yield
    except MemoryError as error:
        raise Unreadable(TOO_MUCH) from error
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def tags(data: bytes) -> None:
    """Refuse a page whose tree would be larger than any article's."""
    if data.count(b"<") > MOST_TAGS or data.count(b"=") > MOST_ATTRIBUTES:
        raise Unreadable(TOO_MANY_TAGS)
    if sum(run * run for run in _in_line(data)) > MOST_IN_LINE**2:
        raise Unreadable(TOO_MANY_TAGS)


def _in_line(data: bytes) -> Iterator[int]:
    """How many marks in the line follow each other, again and again."""
    run = 0
    for found in TAG.finditer(data):
        if found[1].lower() in IN_LINE:
            run += 1
        else:
            yield run
            run = 0
    yield run
