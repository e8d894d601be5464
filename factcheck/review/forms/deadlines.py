"""When an article is due."""

from django import forms

from factcheck.articles.models import Article
from factcheck.moments import MomentInput


class DeadlineForm(forms.Form):
    """A date with a time; empty takes the deadline away."""

    due_at = forms.DateTimeField(
        label="Due",
        required=False,
        widget=MomentInput(),
        error_messages={"invalid": "This is no date with a time. Choose both."},
    )

    @classmethod
    def of(cls, article: Article) -> "DeadlineForm":
        """As the bar shows it. Other forms of the page have a field of that name too."""
        return cls(initial={"due_at": article.due_at}, auto_id="deadline_%s")
