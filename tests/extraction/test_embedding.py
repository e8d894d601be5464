"""Sentences as vectors."""

import jax
import numpy as np
import pytest

from factcheck.extraction import embedding, meaning, tuning

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


@pytest.fixture(scope="module", params=[meaning.FIRST, embedding.LAYERS])
def session(request):
    return embedding.session(request.param)


def test_a_vector_is_the_same_to_the_last_digit_whatever_comes_with_it(session):
    together = embedding.vectors(TEXTS * 7, session)
    alone = [embedding.vectors([text], session)[0] for text in TEXTS]
    assert np.array_equal(together, np.array(alone * 7))
    assert np.isfinite(together).all()


def test_texts_that_say_the_same_are_near():
    bribe, thanks, handed, *_ = embedding.vectors(TEXTS, embedding.session())
    assert likeness(bribe, handed) > 0.7 > likeness(bribe, thanks) + 0.3


def test_no_texts_have_no_vectors(session):
    assert embedding.vectors([], session).shape == (0, embedding.WIDTH)


def test_a_change_of_nothing_changes_nothing_and_another_does():
    name = meaning.changed()[0]
    nothing = np.zeros_like(embedding.numbers()[name])
    plain = embedding.vectors(TEXTS, embedding.session())
    same = embedding.vectors(TEXTS, embedding.session(changes={name: nothing}))
    other = embedding.vectors(TEXTS, embedding.session(changes={name: nothing + 0.01}))
    assert np.allclose(plain, same, atol=1e-4)
    assert not np.allclose(plain, other, atol=1e-2)


def test_what_is_trained_calculates_as_what_is_run(monkeypatch):
    """JAX learns on layers written out by hand; onnxruntime runs those of the file."""
    monkeypatch.setattr(tuning, "LEFT_OUT", 0.0)
    below = tuning._below(TEXTS[:3])
    batch = tuning._batch(below, np.ones(3), np.ones(3))
    start = tuning._start(np.random.RandomState(0))
    trained = tuning._layers(start, batch, jax.random.key(0))
    assert np.allclose(trained[:3], embedding.vectors(TEXTS[:3], embedding.session()), atol=1e-4)


def likeness(one, other):
    return one @ other / (np.linalg.norm(one) * np.linalg.norm(other))
