"""From what a checker typed about a claim to the words of an action."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from factcheck.compiled import compiled
from factcheck.review.models import Rating


@compiled
def _current(key: int) -> QuerySet[Rating]:
    return Rating.objects.filter(scale__is_current=True, pk=key)


class RatingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the ratings of the current scale."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Rating.objects.filter(scale__is_current=True), **kwargs)

    def to_python(self, value: Any) -> Rating | None:
        # As Django does it, with a question that is put together once.
        if isinstance(value, str) and value.isdecimal() and len(value) < 10:
            for rating in _current(int(value)):
                return rating
        return super().to_python(value)


class VerdictForm(forms.Form):
    """A rating on the current scale and the reasons for it."""

    # Its fields are drawn once for all who have typed nothing into them. Not the ratings, which an
    # admin may change: the panel draws those itself.
    is_same_for_all = True

    rating = RatingField(
        error_messages={"required": "Choose a rating first."},
    )
    explanation = forms.CharField(
        label="Explanation",
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        error_messages={"required": "Say why: the next reader has only this."},
    )
    # The last event of the claim that its author had seen.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    should_read = forms.CharField(
        label="Should read",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
    )


class VerdictReadForm(forms.Form):
    """The verdict that was on the page when somebody answered it."""

    verdict_id = forms.IntegerField()


class ReturnForm(VerdictReadForm):
    """Why a verdict goes back to its author."""

    # Its fields are drawn once for all who have typed nothing into them.
    is_same_for_all = True

    reason = forms.CharField(
        label="Why it goes back",
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        error_messages={"required": "Say what is missing, so that the checker can mend it."},
    )
