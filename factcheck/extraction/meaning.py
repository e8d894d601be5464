"""What the meaning of a sentence says for checking it.

MiniLM was made to tell what texts are about. A small addition to the matrices of its upper layers
(LoRA: Hu et al. 2021, arXiv:2106.09685), which `tuning.py` learns, turns it to what is worth checking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import onnxruntime

from factcheck.extraction import embedding
from factcheck.extraction.embedding import Changes, Vectors

# The layers below know words and grammar, which need no change.
FIRST = 3
# How many directions a matrix can be changed in.
RANK = 8
# What words and facets tell counts this much beside it.
AS_WORDED = 0.3
type Halves = dict[str, tuple[Vectors, Vectors]]


@dataclass(frozen=True)
class Meaning:
    """What was learned: for each matrix (inputs, RANK) and (RANK, outputs), and how vectors count."""

    halves: Halves
    counts: Vectors
    level: float

    def weights(self, texts: list[str]) -> Vectors:
        """One for each text; above zero speaks for checking it."""
        found = embedding.vectors(texts, self.session)
        # One vector at a time, so that its neighbours cannot change the last digit.
        return np.array([vector @ self.counts + self.level for vector in found], np.float32)

    @cached_property
    def session(self) -> onnxruntime.InferenceSession:
        return embedding.session(changes=self.changes())

    def arrays(self, share: float) -> dict[str, Any]:
        """What has to be kept, in half of the bytes; `share` of the weights."""
        kept: dict[str, Any] = {
            "counts": share * self.counts,
            "level": share * self.level,
        }
        for name, (down, up) in self.halves.items():
            kept |= {f"{name} down": down.astype(np.float16), f"{name} up": up.astype(np.float16)}
        return kept

    def changes(self) -> Changes:
        return {name: down @ up for name, (down, up) in self.halves.items()}


def load(arrays: Mapping[str, Vectors]) -> Meaning:
    """What `Meaning.arrays` kept."""
    halves = {
        name: (arrays[f"{name} down"].astype(np.float32), arrays[f"{name} up"].astype(np.float32))
        for name in changed()
    }
    return Meaning(halves, arrays["counts"], float(arrays["level"]))


def changed() -> list[str]:
    """The names of the matrices that are changed, from below."""
    layers = range(FIRST, embedding.LAYERS)
    return [name for layer in layers for name in embedding.matrices(layer)]
