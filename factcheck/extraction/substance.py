"""How much a sentence tells that could be looked up: "Well, you know how it is" tells nothing.

Every word piece of MiniLM's vocabulary has a weight, and those of a sentence are averaged. The weights
follow from where the model puts the words, so that one which the examples lack counts as its like.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from factcheck.extraction import embedding
from factcheck.extraction.worthiness import WEIGHTS

type Values = NDArray[np.float32]


@cache
def _weights() -> tuple[Values, float]:
    with np.load(WEIGHTS / "choosing.npz") as arrays:
        return arrays["pieces"] * float(arrays["step"]), float(arrays["level"])


def of(text: str) -> float:
    """Above zero when a sentence probably tells something, as log odds."""
    weights, level = _weights()
    return float(weights[embedding.pieces([text])[0]].mean()) + level
