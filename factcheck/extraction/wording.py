"""The words of a sentence as numbers: hashed words and letter groups, and their meaning."""

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span

BUCKETS = 1 << 17
# Words and letter groups share the buckets; the seeds keep them apart.
SEEDS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[%$£€?!]")
LONGEST = 600
# Figures differ from sentence to sentence; that there is one is what counts.
DIGITS = str.maketrans("0123456789", "0000000000", "")
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})

type Buckets = NDArray[np.int64]
type Values = NDArray[np.float64]


def buckets(text: str) -> tuple[Buckets, Values]:
    """Which buckets a text falls into, each once, and how often (damped)."""
    text = text[:LONGEST].lower().translate(QUOTES).translate(DIGITS)
    hashes = np.concatenate([_words(text), *(_letters(text, size) for size in (3, 4, 5))])
    found, counts = np.unique(hashes % BUCKETS, return_counts=True)
    return found.astype(np.int64), 1 + np.log(counts)


def _words(text: str) -> NDArray[np.uint64]:
    words = WORD.findall(text)
    pairs = [f"{a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True)]
    return np.array([crc32(word.encode()) for word in words + pairs], dtype=np.uint64)


def _letters(text: str, size: int) -> NDArray[np.uint64]:
    """Every run of so many characters, hashed all at once."""
    codes = np.frombuffer(f" {text} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < size:
        return np.empty(0, dtype=np.uint64)
    total = np.full(len(codes) - size + 1, size * SEEDS[3], dtype=np.uint64)
    for i in range(size):
        total = (total ^ codes[i : len(codes) - size + 1 + i]) * np.uint64(SEEDS[i % 3])
        total &= np.uint64(0xFFFFFFFF)
        total ^= total >> np.uint64(15)
    return total


def meaning(span: Span) -> Values:
    """The mean of the vectors of the words that carry meaning, of length one."""
    rows = [token.vector for token in span if token.has_vector and not token.is_punct]
    if not rows:
        return np.zeros(span.vocab.vectors_length)
    mean = np.mean(rows, axis=0, dtype=np.float64)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean
