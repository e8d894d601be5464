"""From what somebody typed about a source to the words of an action."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.encoding import iri_to_uri

from factcheck.review.models import Evidence
from factcheck.sources.models import Source

ADDRESS_LIMIT = 2000


class EvidenceForm(forms.Form):
    """One passage of a source, named by its address or described."""

    stance = forms.ChoiceField(choices=Evidence.Stance, widget=forms.RadioSelect)
    address = forms.URLField(
        label="Address of the source",
        required=False,
        max_length=ADDRESS_LIMIT,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": "This is no web address. It begins with https:// or http://."},
    )
    description = forms.CharField(label="Or describe it", required=False, max_length=300)
    kind = forms.ChoiceField(
        label="Kind", choices=Source.Kind, required=False, initial=Source.Kind.DOCUMENT
    )
    quotation = forms.CharField(
        label="Quotation or figure",
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
    )
    locator = forms.CharField(label="Where in it", required=False, max_length=200)

    def clean_address(self) -> str:
        """The address as it travels: one source has one spelling, and an index can hold it."""
        address = iri_to_uri(self.cleaned_data["address"])
        if len(address) > ADDRESS_LIMIT:
            raise forms.ValidationError("This address is too long. Describe the source instead.")
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        named = cleaned.get("address") or cleaned.get("description") or "address" in self.errors
        if not named:
            self.add_error("address", "Give the address of the source, or describe it.")
        cleaned["kind"] = cleaned.get("kind") or Source.Kind.DOCUMENT
        return cleaned
