"""What the meaning of a sentence says for checking it, beyond a straight line.

A vector is turned into many waves, cosines of random directions, always the same ones. A sum of
waves can follow any smooth curve, so that weights for them can be fitted like those of words.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

type Vectors = NDArray[np.float32]

# Of a vector, as embedding.py makes them.
WIDTH = 384
WAVES = 2048
# How quickly the curve may turn.
BEND = 0.001
SEED = 0


@dataclass(frozen=True, slots=True)
class Waves:
    """What was learned: how vectors lie, and how much each wave counts."""

    mean: Vectors
    spread: Vectors
    waves: Vectors
    level: float

    def weight(self, vector: Vectors) -> float:
        """One vector at a time, so that its neighbours cannot change the last digit."""
        return float(waves((vector - self.mean) / self.spread) @ self.waves) + self.level


def waves(vector: Vectors) -> Vectors:
    """The waves of an evened vector, or of many."""
    directions, starts = _directions()
    found: Vectors = np.cos(vector @ directions + starts)
    return found


@cache
def _directions() -> tuple[Vectors, Vectors]:
    # The old generator, since numpy promises that its numbers stay as they are.
    chance = np.random.RandomState(SEED)
    directions = chance.standard_normal((WIDTH, WAVES)) * np.sqrt(2 * BEND)
    starts = chance.uniform(0, 2 * np.pi, WAVES)
    return directions.astype(np.float32), starts.astype(np.float32)
