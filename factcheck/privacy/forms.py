"""What admins type about what is kept."""

from typing import ClassVar

from django import forms

from factcheck.privacy.models import Retention

DAYS = "A number of days from 1 on, or nothing to keep it."


class RetentionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Days for each sort of thing; an empty field keeps it."""

    class Meta:
        model = Retention
        fields = ("drafts", "captures", "leases", "addresses")
        error_messages: ClassVar = {
            name: dict.fromkeys(("min_value", "max_value", "invalid"), DAYS) for name in fields
        }


class ErasureForm(forms.Form):
    """The name, typed out, so that nobody is erased by a slip."""

    typed = forms.CharField(max_length=120, label="Their name")
