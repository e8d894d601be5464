"""How many people approve a claim, and why."""

from django import forms


class NeedsTwoForm(forms.Form):
    """Whether two people approve, and the reason, which stays in the claim's history."""

    needs_two = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": "", "autofocus": ""}),
        error_messages={"required": "Say why: the next reader has only this."},
    )
