"""What one file may cost: memory while it is read, and marks in a page before it is."""

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
