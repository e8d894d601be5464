"""Who is to check a claim, and why it is taken out of somebody's hands."""

from django import forms

from factcheck.accounts.models import User


class AssignForm(forms.Form):
    """Who is to check a claim; nobody is an answer too."""

    to = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False)


class TakeOverForm(forms.Form):
    """A word for whoever held the claim."""

    note = forms.CharField(
        label="Why, for whoever held it",
        max_length=500,
        error_messages={"required": "Say why: they had begun to work on it."},
    )
