"""Learns what MiniLM's upper layers have to know of check-worthiness, with JAX.

Only training imports this: JAX comes with `make setup-dev`. On one thread and from a fixed seed,
the same examples give the same numbers.
"""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

# Before JAX starts: several threads would add up in any order.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import Array

from factcheck.extraction import embedding, meaning
from factcheck.extraction.embedding import Vectors
from factcheck.extraction.fitting import Indices, Values

HEADS = 12
EPOCHS, BATCH, RATE, WARM = 3, 64, 1.5e-3, 0.06
# Of the numbers that a layer adds, this share is left out at a time, so that none is relied upon.
LEFT_OUT = 0.1
# The last sum learns this much faster than the layers.
HASTE = 4.0
DECAY, STEEPEST = 0.01, 1.0
SEED = 0
# Texts are padded to a multiple of this, since every size has to be compiled.
STEP = 8
# Batches are of like lengths: this many are sorted together.
SORTED = 16
SMALLEST = 1e-12
FAR = -1e9

type Parameters = dict[str, Array]
type Random = np.random.RandomState


class Batch(NamedTuple):
    """Some texts: what the lower layers make of each, and how they should be answered."""

    states: Array
    filled: Array
    answers: Array
    counts: Array


def tune(texts: Sequence[str], answers: Values, counts: Values) -> meaning.Meaning:
    """The changes that answer best, after all texts were seen EPOCHS times."""
    below = _below(texts)
    lengths = np.array([len(states) for states in below])
    chance = np.random.RandomState(SEED)
    parameters = _start(chance)
    steps = EPOCHS * -(-len(texts) // BATCH)
    optimizer = _optimizer(steps)
    memory = optimizer.init(parameters)
    step = jax.jit(partial(_step, optimizer))
    for number, rows in enumerate(_batches(lengths, chance)):
        batch = _batch([below[row] for row in rows], answers[rows], counts[rows])
        parameters, memory = step(parameters, memory, batch, jax.random.key(number))
    return _learned(parameters)


def _below(texts: Sequence[str]) -> list[Vectors]:
    """What the layers that stay as they are make of each text: (pieces, WIDTH)."""
    session = embedding.session(meaning.FIRST)
    found: dict[int, Vectors] = {}
    for rows, made in embedding.states(embedding.pieces(texts), session):
        found.update(zip(rows, made, strict=True))
    return [found[row] for row in range(len(texts))]


def _start(chance: Random) -> Parameters:
    """Nothing is changed yet: of each pair of halves, one is zero."""
    parameters = {"counts": jnp.zeros(embedding.WIDTH), "level": jnp.zeros(())}
    for name in meaning.changed():
        inputs, outputs = embedding.numbers()[name].shape
        down = chance.standard_normal((inputs, meaning.RANK)) / np.sqrt(inputs)
        parameters[f"{name} down"] = jnp.asarray(down, jnp.float32)
        parameters[f"{name} up"] = jnp.zeros((meaning.RANK, outputs))
    return parameters


def _optimizer(steps: int) -> optax.GradientTransformation:
    warm = max(1, int(WARM * steps))
    up, down = optax.linear_schedule(0, RATE, warm), optax.linear_schedule(RATE, 0, steps - warm)
    rate = optax.join_schedules([up, down], [warm])
    return optax.chain(optax.clip_by_global_norm(STEEPEST), optax.adamw(rate, weight_decay=DECAY))


def _batches(lengths: Indices, chance: Random) -> Iterator[Indices]:
    """All texts EPOCHS times, in an order of chance, those of like length together."""
    for _ in range(EPOCHS):
        order = chance.permutation(len(lengths))
        found: list[Indices] = []
        for start in range(0, len(order), SORTED * BATCH):
            some = order[start : start + SORTED * BATCH]
            some = some[np.argsort(lengths[some], kind="stable")]
            found += [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
        for number in chance.permutation(len(found)):
            yield found[number]


def _batch(rows: list[Vectors], answers: Values, counts: Values) -> Batch:
    """Padded to whole steps of pieces and to a whole batch; what pads counts nothing."""
    size = STEP * -(-max(map(len, rows)) // STEP)
    states = np.zeros((BATCH, size, embedding.WIDTH), np.float32)
    # A row without any piece would be divided by nothing.
    filled = np.zeros((BATCH, size), np.float32)
    filled[:, 0] = 1
    for number, row in enumerate(rows):
        states[number, : len(row)] = row
        filled[number, : len(row)] = 1
    ends = (0, BATCH - len(rows))
    return Batch(*map(jnp.asarray, (states, filled, np.pad(answers, ends), np.pad(counts, ends))))


def _step(
    optimizer: optax.GradientTransformation,
    parameters: Parameters,
    memory: optax.OptState,
    batch: Batch,
    key: Array,
) -> tuple[Parameters, optax.OptState]:
    slope = jax.grad(_cost)(parameters, batch, key)
    change, memory = optimizer.update(slope, memory, parameters)
    changed: Parameters = optax.apply_updates(parameters, change)
    return changed, memory


def _cost(parameters: Parameters, batch: Batch, key: Array) -> Array:
    vectors = _layers(parameters, batch, key)
    sums = HASTE * vectors @ parameters["counts"] + parameters["level"]
    losses = optax.sigmoid_binary_cross_entropy(sums, batch.answers)
    return (batch.counts * losses).sum() / BATCH


def _layers(parameters: Parameters, batch: Batch, key: Array) -> Array:
    """The upper layers as BERT has them (Devlin et al. 2019), with the changes; then the mean."""
    states, shown = batch.states, jnp.where(batch.filled > 0, 0.0, FAR)[:, None, None, :]
    for layer in range(meaning.FIRST, embedding.LAYERS):
        query, key_, value, output, wide, narrow = (
            partial(_times, parameters, name, bias)
            for name, bias in zip(embedding.matrices(layer), embedding.biases(layer), strict=True)
        )
        key, first, second = jax.random.split(key, 3)
        asked, known, told = (_heads(part(states)) for part in (query, key_, value))
        fit = asked @ known.swapaxes(-1, -2) / np.sqrt(embedding.WIDTH / HEADS) + shown
        heard = (jax.nn.softmax(fit) @ told).swapaxes(1, 2).reshape(states.shape)
        before, after = embedding.norms(layer)
        states = _evened(states + _thinned(output(heard), first), *before)
        thought = narrow(jax.nn.gelu(wide(states), approximate=False))
        states = _evened(states + _thinned(thought, second), *after)
    filled = batch.filled[:, :, None]
    return (states * filled).sum(1) / filled.sum(1)


def _times(parameters: Parameters, name: str, bias: Vectors, states: Array) -> Array:
    change = (states @ parameters[f"{name} down"]) @ parameters[f"{name} up"]
    return states @ embedding.numbers()[name] + change + bias


def _heads(states: Array) -> Array:
    size, length, width = states.shape
    return states.reshape(size, length, HEADS, width // HEADS).swapaxes(1, 2)


def _evened(states: Array, weight: Vectors, bias: Vectors) -> Array:
    mean = states.mean(-1, keepdims=True)
    spread = jnp.sqrt(jnp.square(states - mean).mean(-1, keepdims=True) + SMALLEST)
    return (states - mean) / spread * weight + bias


def _thinned(states: Array, key: Array) -> Array:
    """Without a share of the numbers, the same ones for all pieces of a text."""
    size, _, width = states.shape
    kept = jax.random.bernoulli(key, 1 - LEFT_OUT, (size, 1, width))
    return states * kept / (1 - LEFT_OUT)


def _learned(parameters: Parameters) -> meaning.Meaning:
    arrays = {name: np.asarray(array, np.float32) for name, array in parameters.items()}
    return meaning.Meaning(
        {name: (arrays[f"{name} down"], arrays[f"{name} up"]) for name in meaning.changed()},
        HASTE * arrays["counts"],
        float(arrays["level"]),
    )
