"""How much a sentence tells that could be looked up: "Well, you know how it is" tells nothing.

Every word piece of MiniLM's vocabulary has a weight, and those of a sentence are averaged. The weights
follow from where the model puts the words, so that one which the examples lack counts as its like.
Where that leaves a doubt, which is for one sentence in ten, two layers of the model read it in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from factcheck.extraction import embedding
from factcheck.extraction.worthiness import WEIGHTS

LAYERS = 2
# Log odds between which the words alone leave a doubt.
DOUBT = (-1.2, 0.5)

type Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """Made by `manage.py train_claims`: of each word piece, and of each number of a read sentence."""

    pieces: Numbers
    level: float
    read: Numbers
    level_read: float


def of(text: str) -> float:
    """Above zero when a sentence probably tells something, as log odds."""
    known = weights()
    tells = float(known.pieces[embedding.pieces([text])[0]].mean()) + known.level
    if DOUBT[0] < tells < DOUBT[1]:
        (vector,) = vectors([text])
        return float(vector @ known.read) + known.level_read
    return tells


def vectors(texts: Sequence[str]) -> Numbers:
    """What two layers make of texts; all rows have the length one."""
    found = embedding.vectors(texts, _session())
    # One at a time, so that its neighbours cannot change the last digit.
    return np.array([vector / np.linalg.norm(vector) for vector in found])


@cache
def weights() -> Weights:
    with np.load(WEIGHTS / "choosing.npz") as arrays:
        pieces = arrays["pieces"] * np.float32(arrays["step"])
        return Weights(pieces, float(arrays["level"]), arrays["read"], float(arrays["level_read"]))


@cache
def _session() -> onnxruntime.InferenceSession:
    return embedding.session(layers=LAYERS)
