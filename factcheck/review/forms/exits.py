"""Why a claim needs no verdict."""

from typing import Any

from django import forms

from factcheck.review.models import Dismissal


class DismissForm(forms.Form):
    """Why a claim needs no verdict."""

    reason = forms.ChoiceField(
        label="Why it needs no verdict",
        choices=Dismissal.Reason,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="In words", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Dismissal.Reason.OTHER and not cleaned.get("note"):
            self.add_error("note", "Say the reason in words.")
        return cleaned
