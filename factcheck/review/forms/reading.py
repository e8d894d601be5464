"""Which part of an article is on the page."""

from typing import Any

from django import forms


class ReadingForm(forms.Form):
    """Which part of an article is on the page, and how many sections it has shown."""

    part = forms.IntegerField(required=False, max_value=100_000)
    find = forms.CharField(required=False, max_length=200)
    seen = forms.IntegerField(required=False, max_value=1_000_000)

    @property
    def chosen(self) -> dict[str, Any]:
        self.full_clean()
        return self.cleaned_data
