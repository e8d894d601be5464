"""Measures extraction against the bare language model, on the same text in the same run."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from factcheck.extraction.engine import extract
from factcheck.extraction.model import bare, build
from factcheck.reading import Manuscript


@dataclass(frozen=True, slots=True)
class Speed:
    """Words per second of both, taken in turns."""

    bare: float
    ours: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def measure(manuscripts: Sequence[Manuscript], rounds: int = 3) -> Speed:
    """The best of some rounds each, since a busy machine can only slow a round down."""
    words = sum(len(manuscript.text.split()) for manuscript in manuscripts)
    as_installed = bare()
    build()
    bare_times, our_times = [], []
    for _ in range(rounds):
        start = perf_counter()
        for doc in as_installed.pipe(manuscript.text for manuscript in manuscripts):
            len(doc.ents)
        bare_times.append(perf_counter() - start)
        start = perf_counter()
        for extraction in extract(manuscripts):
            len(extraction.claims)
        our_times.append(perf_counter() - start)
    return Speed(words / min(bare_times), words / min(our_times))
