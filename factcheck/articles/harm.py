"""What a mistake in a claim would cost, told by the reasons of its score that speak of harm."""

from collections.abc import Iterable

ACCUSES = "accuses a named person"

# How much each reason adds to the risk. Editors argue about this table; nothing else holds such
# a number.
HARM = {
    ACCUSES: 0.6,
    "attributed to an unnamed source": 0.2,
    "gives a sum of money": 0.1,
    "names a company or body": 0.1,
    "names a person": 0.1,
    "in the headline": 0.1,
    "in the standfirst": 0.05,
    "speaks in absolutes": 0.05,
}


def risk(labels: Iterable[str]) -> float:
    """0..1: the sum of what the reasons with these labels add."""
    return round(min(1.0, sum(HARM.get(label, 0.0) for label in set(labels))), 4)


def needs_two(labels: Iterable[str]) -> bool:
    """Whether two people approve the verdict: somebody named stands accused."""
    return ACCUSES in labels
