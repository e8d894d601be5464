"""Looks at every page as everybody who may, again and again."""

from collections.abc import Iterator

from django.core.handlers.wsgi import WSGIHandler

from factcheck.accounts.models import User
from factcheck.bench import addresses
from factcheck.bench.addresses import Page
from factcheck.bench.costs import Costs
from factcheck.bench.meter import Meter
from factcheck.bench.samples import Samples
from factcheck.permissions import GRANTS, Role

RUNS = 20
WARM_UP = 2
# Who looks, in this order; the admin only at what nobody else may see.
LOOK = (Role.CHECKER, Role.DESK_EDITOR, Role.REPORTER, Role.ADMIN)
# What an address answers that takes POST alone: it is no page.
NO_PAGE = 405


def person(role: Role) -> User:
    """The first of this role."""
    return User.objects.filter(groups__name=role).order_by("pk")[0]


def measure(application: WSGIHandler, runs: int = RUNS, only: str = "") -> Iterator[Costs]:
    """One line for each page: that of whoever waits longest for it."""
    meters = [(role, Meter(person(role), application)) for role in LOOK]
    samples = {role: Samples(meter.user) for role, meter in meters}
    for page in addresses.every():
        if only not in str(page):
            continue
        lines = [
            line
            for role, meter in meters
            if _looks(role, page)
            if (line := _look(page, role, meter, samples[role], runs))
        ]
        if lines:
            yield max(lines, key=lambda line: line.cpu)


def _looks(role: Role, page: Page) -> bool:
    if page.permission is None:
        return role == LOOK[0]
    others_may = any(page.permission in GRANTS[each] for each in LOOK[:-1])
    return page.permission in GRANTS[role] and (role != Role.ADMIN or not others_may)


def _look(page: Page, role: Role, meter: Meter, samples: Samples, runs: int) -> Costs | None:
    costs = []
    for _ in range(WARM_UP + runs):
        path = page.path(samples.draw(page.name, page.arguments))
        cost = meter.get(path, by_htmx=page.by_htmx)
        if cost.status == NO_PAGE:
            return None
        costs.append(cost)
    return Costs.of(str(page), role, costs[WARM_UP:])
