"""Risk: what a mistake in a claim would cost."""

import pytest

from factcheck.articles import harm


@pytest.mark.parametrize(
    ("labels", "risk", "needs_two"),
    [
        (["gives a date", "says what happened"], 0.0, False),
        (["names a company or body", "gives a sum of money"], 0.2, False),
        (["accuses a named person", "attributed to an unnamed source"], 0.8, True),
        (list(harm.HARM), 1.0, True),
    ],
)
def test_reasons_that_speak_of_harm_add_up_to_the_risk(labels, risk, needs_two):
    assert harm.risk(labels) == risk
    assert harm.needs_two(labels) is needs_two
