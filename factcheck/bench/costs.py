"""What many requests of one kind cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from factcheck.bench.meter import Cost


@dataclass(frozen=True)
class Costs:
    """One line of the table. Milliseconds; queries as (fewest, most)."""

    name: str
    who: str
    statuses: list[int]
    queries: tuple[int, int]
    p50: float
    p95: float
    cpu: float
    # Whether it is handed over as a file and not shown.
    is_file: bool

    @classmethod
    def of(cls, name: str, who: str, costs: Sequence[Cost]) -> "Costs":
        walls = [cost.wall * 1_000 for cost in costs]
        return cls(
            name=name,
            who=who,
            statuses=sorted({cost.status for cost in costs}),
            queries=(min(c.queries for c in costs), max(c.queries for c in costs)),
            p50=median(walls),
            p95=quantiles(walls, n=20, method="inclusive")[-1],
            cpu=median(cost.cpu * 1_000 for cost in costs),
            is_file=any(cost.is_file for cost in costs),
        )
