"""A day with its time, as people type it."""

from django import forms


class MomentInput(forms.DateTimeInput):
    """The browser's own field for one, which sends and takes it in one form."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")
