"""The filters that the address of the queue holds."""

from typing import Any

from django import forms

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article, Claim
from factcheck.queue.selection import OPEN, VIEWS


class QueueForm(forms.Form):
    """The filters that the address of the queue holds; what is not understood is left out."""

    view = forms.ChoiceField(choices=[(view.slug, view.name) for view in VIEWS])
    desk = forms.ModelChoiceField(
        Desk.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Every desk",
    )
    article = forms.ModelChoiceField(Article.objects.none(), required=False)
    state = forms.ChoiceField(choices=[("", "Every state"), *Claim.State.choices], required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Article.objects.visible_to(by)
        self.fields["article"].queryset = visible  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """Arguments of a Selection."""
        self.full_clean()
        words = self.cleaned_data
        view = next((view for view in VIEWS if view.slug == words.get("view")), OPEN)
        return {key: value for key, value in words.items() if value} | {"view": view}
