"""From a press of a button to the form and the profile of a report."""

from typing import Any

from django import forms

from factcheck.reports.formats import FORMATS, Format
from factcheck.reports.profiles import Profile


class ProfileForm(forms.Form):
    """For whom the page shows reports; what an address says wrongly is left out."""

    profile = forms.ChoiceField(choices=Profile.choices, required=False)

    @property
    def chosen(self) -> Profile:
        self.full_clean()
        return Profile(self.cleaned_data.get("profile") or Profile.INTERNAL)


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
