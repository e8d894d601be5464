"""Fits the weights of a yes-or-no question to examples: logistic regression in numpy alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Values = NDArray[np.float64]
type Indices = NDArray[np.int64]

ROUNDS = 80
MEMORY = 8


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of a few values in many columns, one after the other."""

    rows: Indices
    columns: Indices
    values: Values
    shape: tuple[int, int]

    @classmethod
    def stack(cls, rows: Sequence[tuple[Indices, Values]], width: int, height: int) -> "Sparse":
        if not rows:
            nothing = np.zeros(0, dtype=np.int64)
            return cls(nothing, nothing, np.zeros(0), (height, width))
        lengths = [len(columns) for columns, _ in rows]
        return cls(
            np.repeat(np.arange(len(rows)), lengths),
            np.concatenate([columns for columns, _ in rows]),
            np.concatenate([values for _, values in rows]),
            (height, width),
        )

    def times(self, weights: Values) -> Values:
        terms = self.values * weights[self.columns]
        return np.bincount(self.rows, terms, self.shape[0])

    def transposed_times(self, values: Values) -> Values:
        terms = self.values * values[self.rows]
        return np.bincount(self.columns, terms, self.shape[1])


@dataclass(frozen=True, slots=True)
class Fitted:
    sparse: Values
    dense: Values
    bias: float


def fit(
    sparse: Sparse,
    dense: Values,
    answers: Values,
    importance: Values,
    penalty: tuple[float, float],
    known: Values | float = 0.0,
) -> Fitted:
    """The weights that answer best. The same examples give the same weights to the last digit.

    What is `known` of each example is added to its sum, so that the weights explain the rest.
    """
    width, total = sparse.shape[1], importance.sum()

    def cost(weights: Values) -> tuple[float, Values]:
        far, near, bias = weights[:width], weights[width:-1], weights[-1]
        sums = sparse.times(far) + dense @ near + bias + known
        losses = np.logaddexp(0, sums) - answers * sums
        wrong = importance * (1 / (1 + np.exp(-sums)) - answers) / total
        value = float((importance * losses).sum() / total)
        value += float(penalty[0] * (far @ far) + penalty[1] * (near @ near)) / 2
        slope = np.concatenate(
            [
                sparse.transposed_times(wrong) + penalty[0] * far,
                dense.T @ wrong + penalty[1] * near,
                [wrong.sum()],
            ]
        )
        return value, slope

    best = _descend(cost, np.zeros(width + dense.shape[1] + 1))
    return Fitted(best[:width], best[width:-1], float(best[-1]))


def _descend(cost: Callable[[Values], tuple[float, Values]], start: Values) -> Values:
    """Limited-memory BFGS, with steps halved until they help."""
    point, (value, slope) = start, cost(start)
    steps: list[tuple[Values, Values]] = []
    for _ in range(ROUNDS):
        direction = -_bent(slope, steps)
        size, gain = 1.0, float(direction @ slope)
        while size > 1e-8:
            there = point + size * direction
            new_value, new_slope = cost(there)
            if new_value <= value + 1e-4 * size * gain:
                break
            size /= 2
        step, change = there - point, new_slope - slope
        if float(step @ change) > 1e-12:
            steps = [*steps[1 - MEMORY :], (step, change)]
        done = value - new_value < 1e-7 * max(1.0, abs(value))
        point, value, slope = there, new_value, new_slope
        if done:
            break
    return point


def _bent(slope: Values, steps: Sequence[tuple[Values, Values]]) -> Values:
    """The slope, bent by what the last steps told about the curvature."""
    bent, shares = slope.copy(), []
    for step, change in reversed(steps):
        share = (step @ bent) / (step @ change)
        shares.append(share)
        bent -= share * change
    if steps:
        step, change = steps[-1]
        bent *= (step @ change) / (change @ change)
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        bent += (share - (change @ bent) / (step @ change)) * step
    return bent
