"""The language model, once for all tests, and short ways to ask it."""

import pytest

from factcheck.extraction import extract
from factcheck.extraction.model import build
from factcheck.reading import read_text


@pytest.fixture(scope="session")
def nlp():
    return build()


@pytest.fixture(scope="session")
def claims(nlp):
    """The claims of a text. A paragraph alone has no headline."""

    def ask(text):
        return next(extract([read_text(text)])).claims

    return ask
