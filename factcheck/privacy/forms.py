"""What admins type about what is kept."""

from django import forms

from factcheck.privacy.models import Retention


class RetentionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Days for each sort of thing; an empty field keeps it."""

    class Meta:
        model = Retention
        fields = ("drafts", "captures", "leases", "addresses")


class ErasureForm(forms.Form):
    """The name, typed out, so that nobody is erased by a slip."""

    typed = forms.CharField(max_length=120, label="Their name")
