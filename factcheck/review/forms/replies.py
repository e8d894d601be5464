"""Whom the newsroom asked to reply, how, when, and what they said."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from factcheck.moments import MomentInput
from factcheck.review.models import RightOfReply

FIELDS = ("party", "channel", "asked_at", "outcome", "answer")


class ReplyForm(forms.Form):
    """One right of reply."""

    party = forms.CharField(
        label="Who was asked",
        max_length=300,
        widget=forms.TextInput(attrs={"autofocus": ""}),
        error_messages={"required": "Name the person or the body that was asked."},
    )
    channel = forms.ChoiceField(label="How", choices=RightOfReply.Channel)
    asked_at = forms.DateTimeField(
        label="When",
        widget=MomentInput(),
        error_messages={"required": "Say when they were asked."},
    )
    outcome = forms.ChoiceField(
        label="What came of it", choices=RightOfReply.Outcome, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label="What they said",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
    )

    @classmethod
    def new(cls) -> "ReplyForm":
        now = timezone.now()
        return cls(initial={"asked_at": now, "outcome": RightOfReply.Outcome.WAITING})

    @classmethod
    def of(cls, reply: RightOfReply) -> "ReplyForm":
        return cls(initial={field: getattr(reply, field) for field in FIELDS})

    def clean_asked_at(self) -> datetime:
        asked_at: datetime = self.cleaned_data["asked_at"]
        if asked_at > timezone.now():
            raise forms.ValidationError("This is still to come. Say when they were asked.")
        return asked_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answered = cleaned.get("outcome") == RightOfReply.Outcome.ANSWERED
        if answered and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Write down what they said.")
        return cleaned


def sent(reply: RightOfReply) -> dict[str, str]:
    """A right of reply as its form would send it, for the way back."""
    values = {field: str(getattr(reply, field)) for field in FIELDS}
    # To the second: an undoing is no later than what it undoes.
    return {**values, "asked_at": timezone.localtime(reply.asked_at).strftime("%Y-%m-%dT%H:%M:%S")}
