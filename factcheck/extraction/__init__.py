"""Text in, claims out: Python, spaCy and numbers; no Django, no Celery, no database."""

import os

# One thread for the matrix routines: a worker is one process per core, and more
# threads would only fight over it. The routines read this when numpy loads them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from factcheck.extraction.pipeline import (
    PIPELINE,
    extract,
    extract_section,
    load,
    score,
    sections,
)
from factcheck.extraction.results import (
    SURE,
    Attribution,
    Claim,
    ClaimType,
    Entity,
    Extraction,
    Guess,
    Reason,
    Sentence,
    Voice,
    WhyNot,
)

__all__ = [
    "PIPELINE",
    "SURE",
    "Attribution",
    "Claim",
    "ClaimType",
    "Entity",
    "Extraction",
    "Guess",
    "Reason",
    "Sentence",
    "Voice",
    "WhyNot",
    "extract",
    "extract_section",
    "load",
    "score",
    "sections",
]
