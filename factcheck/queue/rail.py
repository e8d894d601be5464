"""The views at the side of the queue, with how many claims each holds."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from factcheck.accounts.alike import written_once
from factcheck.accounts.models import User
from factcheck.queue import counting, standard
from factcheck.queue.counting import Count
from factcheck.queue.models import SavedView
from factcheck.queue.selection import Selection
from factcheck.queue.standard import View

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
    asked = {f"view={view.slug}": in_view(user, view) for view in standard.VIEWS.values()}
    for each in saved.values():
        if each.query not in asked:
            asked[each.query] = counting.statement(each.claims, most=MANY)
    counts = counting.answer(asked, most=MANY)
    # A view that is filtered further, or in another order, is still that view.
    here = selection if selection.saved else Selection(user, selection.view)
    return {
        heading: [
            Entry(name, f"?{each.query}", counts[each.query], each.query == here.query)
            for name, each in views
        ]
        for heading, views in groups.items()
    }


@written_once
def in_view(user: User, view: View) -> QuerySet[Any, Any]:
    """The claims of a view that everybody has, as they are counted."""
    return counting.keys(Selection(user, view).claims, most=MANY)
