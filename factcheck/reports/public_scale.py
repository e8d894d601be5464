"""How the desk's ratings are told to the public: the one place that says so.

A rating is known by its mark, which stays when a new version of the scale calls it otherwise.
"""

from dataclasses import dataclass

from factcheck.review.models import Rating

WORST, BEST = 1, 5


@dataclass(frozen=True)
class PublicRating:
    """A rating as readers meet it. Off the scale it has a name and no value."""

    name: str
    value: int | None = None


PUBLIC = {
    "tick": PublicRating("True", 5),
    # True as far as somebody else answers for it.
    "tick-attributed": PublicRating("Mostly true", 4),
    # The sentence needs another figure or word, and is not wrong as a whole.
    "caret": PublicRating("Half true", 3),
    "cross": PublicRating("False", 1),
    "tilde": PublicRating("Misleading"),
    "question": PublicRating("Unproven"),
}
# What nobody could check is no review.
UNPUBLISHED = ("dash",)


def of(rating: Rating) -> PublicRating | None:
    """None for what is not published. A newsroom's own rating keeps its name, off the scale."""
    if rating.symbol in UNPUBLISHED:
        return None
    return PUBLIC.get(rating.symbol, PublicRating(rating.name))
