"""Sentences as vectors."""

import numpy as np
import pytest

from factcheck.extraction import embedding

TEXTS = [
    "The firm paid 3 million euros in bribes.",
    "Thank you all for coming tonight, it means a lot.",
    "The company handed over three million euros to bribe officials.",
    "",
    "Rain.",
    "word " * 500,
    "Prices rose by a tenth.",
    "Prices fell by a tenth.",
    "Ein Satz, den das Modell kaum kennt: Ω ≠ 🙂.",
]


@pytest.mark.parametrize("layers", [embedding.HOW_SAID, embedding.WHOLE])
def test_a_vector_is_the_same_to_the_last_digit_whatever_comes_with_it(layers):
    together = embedding.vectors(TEXTS * 7, layers)
    alone = [embedding.vectors([text], layers)[0] for text in TEXTS]
    assert np.array_equal(together, np.array(alone * 7))
    assert np.isfinite(together).all()


def test_texts_that_say_the_same_are_near():
    bribe, thanks, handed, *_ = embedding.vectors(TEXTS)
    assert likeness(bribe, handed) > 0.7 > likeness(bribe, thanks) + 0.3


def test_no_texts_have_no_vectors():
    assert embedding.vectors([]).shape == (0, embedding.WIDTH)


def likeness(one, other):
    return one @ other / (np.linalg.norm(one) * np.linalg.norm(other))
