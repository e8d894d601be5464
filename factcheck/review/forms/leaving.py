"""Who goes on with the work of a person who leaves."""

from typing import Any

from django import forms
from django.db.models.functions import Lower

from factcheck.accounts.models import User
from factcheck.permissions import Can, roles_that


class LeaveForm(forms.Form):
    """A colleague who checks, or nobody."""

    to = forms.ModelChoiceField(
        User.objects.none(), label="Who goes on with it", required=False, empty_label="Nobody yet"
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_that(Can.CHECK)
        people = User.objects.filter(is_active=True, groups__name__in=roles)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.exclude(pk=person.pk).distinct().order_by(Lower("name"), "pk")
        field.help_text = (
            "They get what is on their own desks and what they may read. The rest is free for all."
        )
