"""A day with its time, as people type it."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

# Beyond it a digit of the year must be wrong.
FURTHEST = timedelta(days=5 * 365)


class MomentInput(forms.DateTimeInput):
    """The browser's own field for one, which sends and takes it in one form."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def still_to_come(at: datetime) -> None:
    """A deadline that has passed, or that nobody can mean, is refused in words."""
    now = timezone.now()
    if at < now:
        raise forms.ValidationError("This time has passed. Choose one that is still to come.")
    if at > now + FURTHEST:
        raise forms.ValidationError("This is more than five years away. Look at the year again.")
