"""From the address of the queue, and from its forms, to clean words."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from factcheck.accounts.models import User
from factcheck.extraction import ClaimType
from factcheck.queue.facets import STATES
from factcheck.queue.filters import DUE_WORDS, ME, NOBODY, Filters
from factcheck.queue.orders import ORDERS, WORTH
from factcheck.queue.selection import Selection
from factcheck.queue.standard import UNASSIGNED, VIEWS

TYPES = [(str(kind), str(kind).capitalize()) for kind in ClaimType]


class Ticks(forms.MultipleChoiceField):
    """Several of a list. What is not on the list is left out, and the rest stays."""

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__(choices=choices, required=False)
        self.known = [value for value, _ in choices]

    def clean(self, value: list[str]) -> tuple[str, ...]:
        return tuple(each for each in self.known if each in (value or []))


class Words(forms.Field):
    """Several names that only the database knows."""

    widget = forms.SelectMultiple

    def clean(self, value: list[str]) -> tuple[str, ...]:
        return tuple(word for word in value or [] if word and "\0" not in word)[:20]


class SelectionForm(forms.Form):
    """A view, its filters and its order; what is not understood is left out."""

    view = forms.ChoiceField(choices=[(view.slug, view.name) for view in VIEWS.values()])
    sort = forms.ChoiceField(choices=[(order.slug, order.name) for order in ORDERS.values()])
    after = forms.CharField(required=False, max_length=100)
    desk = forms.SlugField(required=False)
    article = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    state = Ticks(STATES)
    type = Ticks(TYPES)
    rating = Words(required=False)
    claimant = forms.CharField(required=False, max_length=100)
    assignee = forms.RegexField(rf"^({ME}|{NOBODY}|\d{{1,18}})$", required=False)
    due = forms.ChoiceField(choices=list(DUE_WORDS.items()), required=False)
    least = forms.FloatField(required=False, min_value=0, max_value=1)
    most = forms.FloatField(required=False, min_value=0, max_value=1)
    text = forms.CharField(required=False, max_length=200)

    def selection(self, by: User) -> Selection:
        self.full_clean()
        words = self.cleaned_data
        view = VIEWS.get(words.pop("view", ""), UNASSIGNED)
        order = ORDERS.get(words.pop("sort", ""), WORTH)
        after = words.pop("after", "")
        chosen = {name: value for name, value in words.items() if value not in (None, "", ())}
        return Selection(by, view, Filters(**chosen), order, after)


def read(address: str | MultiValueDict[str, Any], by: User) -> Selection:
    """The selection that the query of an address asks for."""
    asked = QueryDict(address.removeprefix("?")) if isinstance(address, str) else address
    return SelectionForm(asked).selection(by)


class NameForm(forms.Form):
    """What a view is called."""

    name = forms.CharField(
        max_length=60, error_messages={"required": "Give the view a name, then save it."}
    )


class SaveForm(NameForm):
    """A view to keep: its name, and the query of its address."""

    address = forms.CharField(max_length=1000)
