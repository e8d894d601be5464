"""The words of a sentence as numbers: hashed words and pairs of words."""

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 16
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[%$£€?!]")
LONGEST = 1_000
# Figures differ from sentence to sentence; that there is one is what counts.
ALIKE = str.maketrans({**dict.fromkeys("0123456789", "0"), "’": "'", "‘": "'"})

type Buckets = NDArray[np.int64]
type Values = NDArray[np.float64]


def buckets(text: str) -> tuple[Buckets, Values]:
    """Which buckets the words of a text fall into, each once, and how often (damped)."""
    words = WORD.findall(text[:LONGEST].lower().translate(ALIKE))
    pairs = [f"{a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True)]
    hashes = [crc32(word.encode()) % BUCKETS for word in words + pairs]
    found, counts = np.unique(np.array(hashes, dtype=np.int64), return_counts=True)
    return found, 1 + np.log(counts)


def weighed(found: tuple[Buckets, Values], rarity: Values) -> tuple[Buckets, Values]:
    """The same with rare words counting more, and every text counting the same."""
    columns, values = found
    values = values * rarity[columns]
    length = float(np.linalg.norm(values))
    return columns, values / length if length else values
