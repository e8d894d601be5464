"""Why sentences need no check, and which."""

from typing import Any

from django import forms

from factcheck.review.forms.exits import DismissForm
from factcheck.review.models import Dismissal

# What PostgreSQL holds in a key has 19 digits at the most.
LONGEST_KEY = 19


class KeysField(forms.Field):
    """Keys of rows: one of them a value, or several with commas between."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        words = ",".join(value or []).split(",") if value else []
        if not all(word.isascii() and word.isdigit() and len(word) < LONGEST_KEY for word in words):
            raise forms.ValidationError("These are no keys.")
        return [int(word) for word in words]


class SeveralForm(DismissForm):
    """The same reason for the sentences that are ticked, or for all open ones of a part."""

    which = forms.ChoiceField(choices=[("ticked", "Those ticked"), ("all", "All")])
    sentence = KeysField(required=False)
    part = forms.IntegerField(required=False, max_value=100_000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("which") == "ticked" and not cleaned.get("sentence"):
            self.add_error("note", "No sentence is ticked. Tick some, or dismiss all of them.")
        return cleaned


class ProposalsForm(forms.Form):
    """Which kind of proposals is accepted."""

    reason = forms.ChoiceField(choices=Dismissal.Reason)


class DismissedForm(forms.Form):
    """Which dismissals are taken back."""

    dismissals = KeysField()
