"""From the address of the queue, and from its forms, to clean words."""

from functools import lru_cache
from typing import Any

from django import forms
from django.http import QueryDict

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.errors import Refused
from factcheck.extraction import ClaimType
from factcheck.queue.facets import STATES
from factcheck.queue.filters import DUE_WORDS, ME, NOBODY, Filters
from factcheck.queue.orders import ORDERS, WORTH, Order
from factcheck.queue.people import colleagues
from factcheck.queue.selection import Selection
from factcheck.queue.standard import UNASSIGNED, VIEWS, View
from factcheck.review.models import Dismissal

# What one press changes at the most: some seconds of work, and a list that can be undone.
MOST_AT_ONCE = 10_000

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


def read(address: str | QueryDict, by: User) -> Selection:
    """The selection that the query of an address asks for."""
    query = address.removeprefix("?") if isinstance(address, str) else address.urlencode()
    return Selection(by, *_asked(query))


@lru_cache(1_000)
def _asked(query: str) -> tuple[View, Filters, Order, str]:
    """The view, the filters, the order and the place in it. The same words ask for the same whoever
    asks, and each page reads some of them again.
    """
    form = SelectionForm(QueryDict(query))
    form.full_clean()
    words = form.cleaned_data
    view = VIEWS.get(words.pop("view", ""), UNASSIGNED)
    order = ORDERS.get(words.pop("sort", ""), WORTH)
    after = words.pop("after", "")
    chosen = {name: value for name, value in words.items() if value not in (None, "", ())}
    return view, Filters(**chosen), order, after


class NameForm(forms.Form):
    """What a view is called."""

    name = forms.CharField(
        max_length=60, error_messages={"required": "Give the view a name, then save it."}
    )


class SaveForm(NameForm):
    """A view to keep: its name, and the query of its address."""

    address = forms.CharField(max_length=1000)


class Keys(forms.TypedMultipleChoiceField):
    """Keys of rows; which of them there are, a query says."""

    def valid_value(self, value: object) -> bool:
        return str(value).isdecimal() and len(str(value)) < 19


class ChosenForm(forms.Form):
    """The claims that a button at the list's head is for: the ticked ones, or all that match."""

    claim = Keys(coerce=int, required=False)
    all = forms.BooleanField(required=False)
    address = forms.CharField(required=False, max_length=2000)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    @property
    def selection(self) -> Selection:
        return read(self.cleaned_data.get("address", ""), self.by)

    @property
    def keys(self) -> list[int]:
        """Keys of the claims, of those that this person may see."""
        if self.cleaned_data["all"]:
            found = self.selection.claims
        else:
            ticked = self.cleaned_data["claim"][:MOST_AT_ONCE]
            found = Claim.objects.visible_to(self.by).filter(pk__in=ticked)
        keys = list(found.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if not keys:
            raise Refused("No claim is chosen. Tick claims in the list, then press the button.")
        if len(keys) > MOST_AT_ONCE:
            raise Refused(f"More than {MOST_AT_ONCE:,} claims match. Filter them further first.")
        return keys


class AssignForm(ChosenForm):
    """Who is to check the claims; nobody is an answer too."""

    to = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="Nobody")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["to"].queryset = colleagues(by)  # type: ignore[attr-defined]


class DueForm(ChosenForm):
    """When the claims are due; empty takes the deadline away."""

    due_at = forms.DateTimeField(
        required=False,
        error_messages={"invalid": "This is no date with a time. Choose both."},
    )


class DismissForm(ChosenForm):
    """Why the claims need no verdict."""

    reason = forms.ChoiceField(
        choices=Dismissal.Reason, error_messages={"required": "Choose a reason first."}
    )
    note = forms.CharField(required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Dismissal.Reason.OTHER and not cleaned.get("note"):
            self.add_error("note", "Say the reason in words.")
        return cleaned
