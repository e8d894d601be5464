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

    sentence = KeysField(required=False)
    part = forms.IntegerField(required=False, max_value=100_000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].widget = forms.Select(choices=Dismissal.Reason.choices)


class ProposalsForm(forms.Form):
    """Which kind of proposals is accepted."""

    reason = forms.ChoiceField(choices=Dismissal.Reason)


class DismissedForm(forms.Form):
    """Which dismissals are taken back."""

    dismissals = KeysField()
