"""From a press of a button to the form and the profile of a report."""

from typing import Any

from django import forms

from factcheck.reports.formats import FORMATS, Format
from factcheck.reports.profiles import Profile


class ProfileForm(forms.Form):
    """For whom the page shows reports; what an address says wrongly is left out."""

    profile = forms.ChoiceField(choices=Profile.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()

    @property
    def chosen(self) -> Profile:
        return Profile(self.cleaned_data.get("profile") or Profile.INTERNAL)


class ShelfForm(ProfileForm):
    """Which reports of an article the page lists."""

    # The list begins with the report issued before this one.
    before = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class IssueForm(forms.Form):
    """Which report is issued."""

    form = forms.ChoiceField(choices=[(name, each.label) for name, each in FORMATS.items()])
    profile = forms.ChoiceField(choices=Profile.choices)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and self.profile_chosen not in self.format.profiles:
            raise forms.ValidationError(f"{self.format.label} is not made for this reader.")
        return told

    @property
    def format(self) -> Format:
        return FORMATS[self.cleaned_data["form"]]

    @property
    def profile_chosen(self) -> Profile:
        return Profile(self.cleaned_data["profile"])
