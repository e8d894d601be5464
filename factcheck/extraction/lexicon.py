"""What the language model makes of each word by itself, before it looks at the words beside it.

That is nearly half of its work and always the same for the same word, so it is done once and kept.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps

# All that the first layers look at follows from these.
GIVEN: list[int | str] = ["ORTH", "NORM", "SPACY"]
# More would take memory that a worker has better uses for: a word takes half a kilobyte.
MOST = 20_000

type Word = tuple[int, ...]
type Numbers = NDArray[np.float32]


def keep(component: Any) -> None:
    """Put a lexicon in the place of the first layers of a component's model."""
    model = next(one for one in component.model.walk() if one.has_ref("embed"))
    first = model.get_ref("embed")
    steady = Steady(use_blis=False)
    for layer in first.walk():
        layer.ops = steady
    model.layers[0] = Model("lexicon", Lexicon(first), layers=[first])


class Steady(NumpyOps):
    """Multiplies so exactly that a word comes out the same whatever words come with it."""

    def gemm(self, x: Any, y: Any, **how: Any) -> Any:
        product = super().gemm(x.astype(np.float64), y.astype(np.float64), **how)
        return product.astype(np.float32)


class Lexicon:
    """The first layers of a model, asked once for each word."""

    def __init__(self, first: Model[Any, Any]) -> None:
        self.first = first
        self.width: int = first.get_dim("nO")
        self.known: dict[Word, bytes] = {}

    def __call__(
        self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Numbers], Callable[[Any], Any]]:
        words = [[tuple(one) for one in doc.to_array(GIVEN).tolist()] for doc in docs]
        if len(self.known) > MOST:
            self.known = {}
        known = self.known
        if new := {word for some in words for word in some if word not in known}:
            known.update(self._ask(list(new), docs[0].vocab))
        joined = (b"".join([known[word] for word in some]) for some in words)
        return [np.frombuffer(one, np.float32).reshape(-1, self.width) for one in joined], _never

    def _ask(self, new: Sequence[Word], vocab: Vocab) -> Iterator[tuple[Word, bytes]]:
        """What the first layers make of some words, given as if they were a text."""
        names, norms, spaces = zip(*new, strict=True)
        text = Doc(vocab, [vocab.strings[name] for name in names], [bool(one) for one in spaces])
        written: Any = np.array(norms, dtype=np.uint64)
        text.from_array(["NORM"], written)
        (found,) = self.first.predict([text])
        return ((word, row.tobytes()) for word, row in zip(new, found, strict=True))


def _never(_: Any) -> Any:
    raise NotImplementedError("Words that are kept cannot be trained.")
