"""Who is named on a restricted article."""

from typing import Any

from django import forms
from django.db.models import BooleanField, Exists, OuterRef
from django.db.models.functions import Lower

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article


class RestrictForm(forms.Form):
    """A box for each active person, those of the article's desk first."""

    named = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="People who may read it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, article: Article, by: User, **kwargs: Any) -> None:
        already = list(article.named.values_list("pk", flat=True))
        kwargs.setdefault("initial", {"named": already or [by.pk]})
        super().__init__(*args, **kwargs)
        desk = Desk.objects.filter(pk=article.desk_id, members=OuterRef("pk"))
        others = User.objects.filter(is_active=True).exclude(pk=article.uploaded_by_id)
        people = others.alias(on_desk=Exists(desk, output_field=BooleanField()))
        field = self.fields["named"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people.order_by("-on_desk", Lower("name"), "pk").prefetch_related(
            "groups", "desks"
        )
        field.help_text = f"{article.uploaded_by}, who uploaded it, is named in any case."

    @property
    def boxes(self) -> list[tuple[Any, User]]:
        """Each box, with whom it is for."""
        return [(box, box.data["value"].instance) for box in self["named"]]
