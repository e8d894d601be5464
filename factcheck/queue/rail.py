"""The views at the side of the queue, with how many claims each holds."""

from dataclasses import dataclass

from factcheck.queue import counting, standard
from factcheck.queue.counting import Count
from factcheck.queue.models import SavedView
from factcheck.queue.selection import Selection

# Beyond this the number at the side says only “many”.
MANY = 200


@dataclass(frozen=True)
class Entry:
    """A view at the side."""

    name: str
    address: str
    count: Count
    is_current: bool


def of(selection: Selection, saved: dict[SavedView, Selection]) -> dict[str, list[Entry]]:
    """{heading: its views}, of which every number comes from one query."""
    user = selection.user
    groups: dict[str, list[tuple[str, Selection]]] = {
        "Mine": [(view.name, Selection(user, view)) for view in standard.OWN],
        "Saved by me": [(view.name, each) for view, each in saved.items()],
        "Everyone": [(view.name, Selection(user, view)) for view in standard.SHARED],
    }
    claims = {each.query: each.claims for views in groups.values() for _, each in views}
    counts = counting.count(claims, most=MANY)
    # A view that is filtered further, or in another order, is still that view.
    here = selection if selection.saved else Selection(user, selection.view)
    return {
        heading: [
            Entry(name, f"?{each.query}", counts[each.query], each.query == here.query)
            for name, each in views
        ]
        for heading, views in groups.items()
    }
