"""Why a sign-off is taken back."""

from django import forms


class WithdrawSignOffForm(forms.Form):
    """The reason, which stays in the article's history."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        error_messages={"required": "Say why: the desk has to know what changed."},
    )
