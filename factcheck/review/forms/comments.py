"""From what somebody said about a claim to the words of an action."""

from django import forms


class CommentForm(forms.Form):
    """A few words for whoever looks at the claim next."""

    # Its fields are drawn once for all who have typed nothing into them.
    is_same_for_all = True

    text = forms.CharField(
        label="Comment",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        error_messages={"required": "Write something first."},
    )
