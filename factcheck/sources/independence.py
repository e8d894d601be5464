"""Whether sources are independent: two that repeat the same one count as one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from factcheck.sources.models import Source

# UNION without ALL drops what was seen before, so a circle of origins ends it too. With a
# limit of one the planner looks each origin up by its key, however many sources there are.
CHAINS = """
    WITH RECURSIVE chain (id, origin_id) AS (
        SELECT id, origin_id FROM sources_source WHERE id = ANY(%s)
        UNION
        SELECT source.id, source.origin_id
        FROM chain CROSS JOIN LATERAL (
            SELECT id, origin_id FROM sources_source WHERE id = chain.origin_id LIMIT 1
        ) source
    )
    SELECT id, origin_id FROM chain
"""

type Origins = dict[int, int | None]


@dataclass(frozen=True)
class Support:
    """How many sources there are, and how many of them stand on their own feet."""

    sources: int
    origins: int

    @property
    def words(self) -> str:
        if self.sources == 1:
            return "1 source"
        if self.origins == self.sources:
            return f"{self.sources} independent sources"
        if self.origins == 1:
            return f"{self.sources} sources, one origin"
        return f"{self.sources} sources, {self.origins} origins"

    @property
    def is_enough(self) -> bool:
        """Whether it makes the two independent sources that desks ask for."""
        return self.origins >= 2


def origins_of(sources: Iterable[int]) -> Origins:
    """What each of these sources repeats, and what that repeats, to the end: one query."""
    with connection.cursor() as cursor:
        cursor.execute(CHAINS, [list(sources)])
        return dict(cursor.fetchall())


def first_origin(source: int, origins: Origins) -> int:
    """The source at the end of the chain. A circle counts as one source, its lowest key."""
    walked = [source]
    while (origin := origins.get(walked[-1])) is not None:
        if origin in walked:
            return min(walked[walked.index(origin) :])
        walked.append(origin)
    return walked[-1]


def count(sources: Iterable[int], origins: Origins) -> Support:
    """The support that these sources give together."""
    different = set(sources)
    return Support(len(different), len({first_origin(source, origins) for source in different}))


def repeats(source: Source, other: Source) -> bool:
    """Whether a source comes from another one, directly or through others, or is the same."""
    return other.pk in origins_of([source.pk])
