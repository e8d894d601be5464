"""From the form for an export to clean words."""

from typing import Any

from django import forms

from factcheck.accounts.models import Desk, User
from factcheck.exports.models import Export
from factcheck.permissions import Can


class ExportForm(forms.Form):
    """Which claims, and as what file."""

    desk = forms.ModelChoiceField(Desk.objects.none(), label="Desk")
    first_day = forms.DateField(
        label="From", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last_day = forms.DateField(
        label="To", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    form = forms.ChoiceField(label="File", choices=Export.Form)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk = self.fields["desk"]
        assert isinstance(desk, forms.ModelChoiceField)
        if by.can(Can.EXPORT_ALL):
            desk.queryset = Desk.objects.all()
            desk.required = False
            desk.empty_label = "All desks"
        else:
            desk.queryset = by.desks.all()
            desk.empty_label = None if len(by.desk_ids) == 1 else "Choose a desk"

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        first, last = words.get("first_day"), words.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", "This day is before the first one. Choose a later one.")
        return words
