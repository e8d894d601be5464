"""From what somebody typed about a source to the words of an action."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.encoding import iri_to_uri

from factcheck.accounts.models import User
from factcheck.review.models import Evidence
from factcheck.sources import documents
from factcheck.sources.addresses import WebAddressField
from factcheck.sources.models import Source

ADDRESS_LIMIT = 2000
NOT_THERE = "This source is not there any more. Choose another."
UNNAMED = "Give the address of the source, or describe it."
KINDS = [("", "Not said"), *Source.Kind.choices]


class EvidenceForm(forms.Form):
    """One passage of a source: a known one, a file, an address or a description.

    `by` is the person who sends it; a form that is only shown needs none.
    """

    # Its fields are drawn once for all who have typed nothing into them.
    is_same_for_all = True

    stance = forms.ChoiceField(
        choices=Evidence.Stance,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether it supports the claim, refutes it or gives context."
        },
    )
    quotation = forms.CharField(
        label="Quotation or figure",
        error_messages={"required": "Write down what the source says."},
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
    )
    description = forms.CharField(
        label="Source",
        required=False,
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "Title, publisher or address"}
        ),
    )
    # The key of a source that was chosen from the list. Not of the type "hidden", so that
    # it is kept in the tab with what was typed.
    source = forms.ModelChoiceField(
        Source.objects.none(),
        required=False,
        widget=forms.TextInput(attrs={"hidden": "", "aria-hidden": "true", "tabindex": "-1"}),
    )
    address = WebAddressField(
        label="Address of the source", required=False, max_length=ADDRESS_LIMIT
    )
    document = forms.FileField(label="Or its file", required=False, max_length=255)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    confidentiality = forms.ChoiceField(
        label="Who may know it", choices=Source.Confidentiality, required=False
    )
    locator = forms.CharField(label="Where in it", required=False, max_length=200)

    def __init__(self, *args: Any, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        # The same document as one that is here, and what it is called here.
        self.known_document: Source | None = None
        if by:
            self.fields["source"].queryset = Source.objects.named_to(by)  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        """The address as it travels: one source has one spelling, and an index can hold it."""
        address = iri_to_uri(self.cleaned_data["address"])
        if len(address) > ADDRESS_LIMIT:
            raise forms.ValidationError("This address is too long. Describe the source instead.")
        return address

    def clean_document(self) -> documents.Document | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["document"]
        return documents.read(file) if file else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "source" in self.errors:
            self.add_error("description", NOT_THERE)
        if cleaned.get("source"):
            # Chosen from the list: what stands in the other fields is only how it was found.
            return {**cleaned, "description": "", "address": "", "document": None}
        if "://" in cleaned.get("description", "") and not cleaned.get("address"):
            cleaned["description"], cleaned["address"] = "", cleaned["description"]
            self._check_address(cleaned)
        if not self._is_named(cleaned):
            self.add_error("description", UNNAMED)
        if document := cleaned.get("document"):
            self.known_document = documents.known(
                document, by=self.by, confidentiality=cleaned.get("confidentiality", "")
            )
        return cleaned

    def _is_named(self, cleaned: dict[str, Any]) -> bool:
        ways = ("source", "document", "address", "description")
        # A field in error was filled in, and says itself what is wrong with it.
        return any(cleaned.get(way) or way in self.errors for way in ways)

    def _check_address(self, cleaned: dict[str, Any]) -> None:
        """An address in the field for everything is held to the rules of the one for addresses."""
        try:
            self.cleaned_data["address"] = self.fields["address"].clean(cleaned["address"])
            cleaned["address"] = self.clean_address()
        except forms.ValidationError as error:
            self.add_error("description", error)
