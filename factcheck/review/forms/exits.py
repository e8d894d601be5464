"""Why a claim leaves the queue without a verdict, and why it comes back."""

from typing import Any

from django import forms

from factcheck.review.models import Dismissal


class Reasons(forms.RadioSelect):
    """Each reason has its key: the same as in the panel of a sentence."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"]["data-key"] = str(int(option["index"]) + 1)
        return option


class DismissForm(forms.Form):
    """Why a claim needs no verdict."""

    # Its fields are drawn once for all who have typed nothing into them.
    is_same_for_all = True

    reason = forms.ChoiceField(
        label="Why it needs no verdict",
        choices=Dismissal.Reason,
        widget=Reasons,
        error_messages={"required": "Choose a reason."},
    )
    note = forms.CharField(label="In words", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Dismissal.Reason.OTHER and not cleaned.get("note"):
            self.add_error("note", "Say the reason in words.")
        return cleaned


class DeferForm(forms.Form):
    """Why a claim is set aside for now."""

    reason = forms.CharField(
        label="What it waits for",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": "", "autofocus": ""}),
        error_messages={"required": "Say what it waits for, so that somebody takes it up again."},
    )


class ReopenForm(forms.Form):
    """Why a claim comes back on the desk."""

    reason = forms.CharField(
        label="Why it comes back",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": "", "autofocus": ""}),
        error_messages={"required": "Say why: its verdict or reason ends with this."},
    )
