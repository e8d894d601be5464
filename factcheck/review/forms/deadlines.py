"""When an article is due."""

from datetime import datetime

from django import forms
from django.http import QueryDict

from factcheck.articles.models import Article
from factcheck.moments import MomentInput, still_to_come


class DeadlineForm(forms.Form):
    """A date with a time; empty takes the deadline away."""

    due_at = forms.DateTimeField(
        label="Due",
        required=False,
        widget=MomentInput(),
        error_messages={"invalid": "This is no date with a time. Choose both."},
    )

    @classmethod
    def of(cls, article: Article, posted: QueryDict | None = None) -> "DeadlineForm":
        """As the bar shows it. Other forms of the page have a field of that name too."""
        return cls(posted, initial={"due_at": article.due_at}, auto_id="deadline_%s")

    def clean_due_at(self) -> datetime | None:
        due_at: datetime | None = self.cleaned_data["due_at"]
        # One that has passed may stay, and is not set anew.
        if due_at and due_at != self.initial["due_at"]:
            still_to_come(due_at)
        return due_at
