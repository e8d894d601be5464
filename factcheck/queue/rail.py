"""The views at the side of the queue, with how many claims each holds."""

from dataclasses import dataclass

from django.db.models import QuerySet

from factcheck.accounts.alike import for_all_alike
from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.queue import counting, standard
from factcheck.queue.counting import Asked, Count
from factcheck.queue.models import SavedView
from factcheck.queue.selection import Selection
from factcheck.queue.standard import View

# Beyond this the number at the side says only “many”.
MANY = 200
# The claims of the selection itself, and those of them that are late.
ALL, LATE = "all", "late"


@dataclass(frozen=True)
class Entry:
    """A view at the side."""

    name: str
    address: str
    count: Count
    is_current: bool


@dataclass(frozen=True)
class Rail:
    """{heading: its views}, how many claims the selection has, and how many of them are late."""

    groups: dict[str, list[Entry]]
    total: Count
    late: Count | None


def of(selection: Selection, saved: dict[SavedView, Selection]) -> Rail:
    """Every number of the page: one query, and one more where something is filtered."""
    user = selection.user
    groups: dict[str, list[tuple[str, Selection]]] = {
        "Mine": [(view.name, Selection(user, view)) for view in standard.OWN],
        "Saved by me": [(view.name, each) for view, each in saved.items()],
        "Everyone": [(view.name, Selection(user, view)) for view in standard.SHARED],
    }
    wanted = _asked(selection) | {
        each.query: _beside(each) for views in groups.values() for _, each in views
    }
    # What the page counts further is not counted twice.
    if is_counted := not selection.filters:
        del wanted[f"view={selection.view.slug}"]
    counts = counting.count(wanted)
    if is_counted:
        counts[f"view={selection.view.slug}"] = counts[ALL].up_to(MANY)
    # A view that is filtered further, or in another order, is still that view.
    here = selection if selection.saved else Selection(user, selection.view)
    entries = {
        heading: [
            Entry(name, f"?{each.query}", counts[each.query], each.query == here.query)
            for name, each in views
        ]
        for heading, views in groups.items()
    }
    return Rail(entries, counts[ALL], counts.get(LATE))


def _asked(selection: Selection) -> dict[str, Asked]:
    """What the head of the page says."""
    if selection.filters:
        # Looked for a second time for those that are late, rare words cost twice as much.
        return {ALL: counting.asked(selection.claims)}
    user, view, most = selection.user, selection.view, counting.MANY
    return {
        ALL: Asked(in_view.statement(user, view, most), most, is_compiled=True),
        LATE: Asked(late_in_view.statement(user, view, most), most, is_compiled=True),
    }


def _beside(selection: Selection) -> Asked:
    """What stands beside a view."""
    if selection.filters:
        return counting.asked(selection.claims, most=MANY)
    statement = in_view.statement(selection.user, selection.view, MANY)
    return Asked(statement, MANY, is_compiled=True)


@for_all_alike
def in_view(user: User, view: View, most: int) -> QuerySet[Claim, tuple[int]]:
    """The claims of a view that everybody has, as they are counted."""
    return counting.keys(Selection(user, view).claims, most)


@for_all_alike
def late_in_view(user: User, view: View, most: int) -> QuerySet[Claim, tuple[int]]:
    late = standard.late if view in standard.SHARED else standard.late_of_few
    return counting.keys(late(Selection(user, view).claims), most)
