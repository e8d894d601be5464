"""What other rooms call. spaCy is imported with the first call and not before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType

from factcheck.extraction.results import Extraction
from factcheck.reading import Manuscript, Paragraph

SECTION = 3_000
# What decides a result: the rules, the word lists and the weights.
RULES = frozenset({".py", ".jsonl", ".json", ".npz"})


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What made a result. The version changes whenever results may, by itself."""

    name: str
    version: str
    model: str


def fingerprint(folder: Path) -> str:
    """Eight signs that are the same exactly as long as all rules in a folder are."""
    whole = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in RULES):
        whole.update(path.relative_to(folder).as_posix().encode())
        whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:8]


PIPELINE = Pipeline(
    name="factcheck",
    version=f"2+{fingerprint(Path(__file__).parent)}",
    model="en_core_web_md 3.8.0",
)


def load() -> None:
    """Load the language model now and not with the first text: some seconds."""
    _engine().build()


def extract(manuscripts: Iterable[Manuscript]) -> Iterator[Extraction]:
    """What each manuscript claims, in order, parsed as one batch."""
    return _engine().extract(manuscripts)


def extract_section(
    text: str, paragraphs: Sequence[Paragraph], first: int, last: int
) -> Extraction:
    """What paragraphs first to last (exclusive) claim, with places in the whole text."""
    return _engine().extract_section(text, paragraphs, first, last)


def score(sentences: Iterable[str]) -> Iterator[float]:
    """How check-worthy each sentence is on its own, 0 to 1, in order."""
    return _engine().score(sentences)


def sections(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Runs of paragraphs (first, last exclusive) of about 3,000 characters, one task each."""
    runs, first, size = [], 0, 0
    for index, paragraph in enumerate(paragraphs):
        length = paragraph.end - paragraph.start
        if index > first and size + length > SECTION:
            runs.append((first, index))
            first, size = index, 0
        size += length
    return [*runs, (first, len(paragraphs))] if paragraphs else []


@cache
def _engine() -> ModuleType:
    # Imported here because spaCy takes a second and 100 MB, and a web process that
    # only hands out tasks needs neither.
    return import_module("factcheck.extraction.engine")
