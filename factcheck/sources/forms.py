"""From what somebody typed about a source to the words of an action."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.encoding import iri_to_uri

from factcheck.accounts.models import User
from factcheck.sources import documents, rules
from factcheck.sources.addresses import WebAddressField
from factcheck.sources.models import Capture, Source

type Facts = dict[str, Any]

CHANGED = "Somebody changed this source since you opened it. {} Look at it, then save again."


class FilterForm(forms.Form):
    """Which sources the list shows; what an address says wrongly is left out."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(choices=[("", "Any kind"), *Source.Kind.choices], required=False)
    confidentiality = forms.ChoiceField(
        choices=[("", "Open or not"), *Source.Confidentiality.choices], required=False
    )
    state = forms.ChoiceField(choices=[("", "Any copy"), *Capture.State.choices], required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    after = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    @property
    def chosen(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class WordsForm(forms.Form):
    """The words that somebody types in a field to find a source."""

    words = forms.CharField(required=False, max_length=300)

    @property
    def typed(self) -> str:
        self.full_clean()
        return self.cleaned_data.get("words", "")


class SourceForm(forms.Form):
    """All that can be said of a source. `source` is the one that is described, None for a new one."""

    title = forms.CharField(max_length=300)
    kind = forms.ChoiceField(
        choices=[("", "Not said"), *Source.Kind.choices],
        initial=Source.Kind.DOCUMENT,
        required=False,
    )
    address = WebAddressField(required=False, max_length=2000)
    document = forms.FileField(label="File", required=False, max_length=255)
    publisher = forms.CharField(required=False, max_length=200)
    author = forms.CharField(required=False, max_length=200)
    published_on = forms.DateField(
        label="Date",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    standing = forms.ChoiceField(
        label="Primary or secondary",
        choices=[("", "Nobody has said"), *Source.Standing.choices],
        required=False,
    )
    origin = forms.CharField(
        label="Repeats",
        required=False,
        max_length=300,
        help_text="The source that it has this from: the two count as one.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "Title, publisher or address"}
        ),
    )
    origin_source = forms.ModelChoiceField(
        Source.objects.none(),
        required=False,
        widget=forms.TextInput(attrs={"hidden": "", "aria-hidden": "true", "tabindex": "-1"}),
    )
    reliability = forms.CharField(
        label="Reliability",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        help_text="What the next reader should know before trusting it.",
    )
    confidentiality = forms.ChoiceField(
        label="Who may know it",
        choices=Source.Confidentiality,
        initial=Source.Confidentiality.PUBLIC,
    )
    known_to = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who sees its name",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You and whoever added it always do.",
    )
    # What the form was made from, so that nobody overrules a change that they have not seen.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, source: Source | None = None, **kwargs: Any) -> None:
        self.by, self.source = by, source
        if source:
            kwargs["initial"] = said(source, by)
        super().__init__(*args, **kwargs)
        named: Any = self.fields["origin_source"]
        named.queryset = Source.objects.named_to(by)
        people: Any = self.fields["known_to"]
        # Who left stays named, so that saving a form does not strike them off.
        here = Q(is_active=True) | Q(sources_known=source) if source else Q(is_active=True)
        people.queryset = User.objects.filter(here).distinct().order_by("name")
        if source:
            del self.fields["document"]
            # Disabled, a field keeps what it was made with, whatever is sent.
            closed = bool(rules.against_opening(source, by))
            self.fields["confidentiality"].disabled = people.disabled = closed

    def clean_address(self) -> str:
        """The address as it travels: one source has one spelling, and an index can hold it."""
        address = iri_to_uri(self.cleaned_data["address"])
        if len(address) > 2000:
            raise forms.ValidationError("This address is too long. Describe the source instead.")
        return address

    def clean_document(self) -> documents.Document | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["document"]
        return documents.read(file) if file else None

    def clean_origin(self) -> Source | None:
        """Chosen from the list, or named by its title or address."""
        words = self.cleaned_data["origin"]
        named = Source.objects.named_to(self.by)
        if not words:
            # Who may not see it cannot take it away either.
            hidden = self.source and self.source.origin_id
            return None if not hidden or named.filter(pk=hidden).exists() else self.source.origin  # type: ignore[union-attr]
        key = self.data.get("origin_source", "")
        found = named.filter(pk=key) if key.isdecimal() and len(key) < 19 else named.none()
        origin = found.filter(title=words).first() or named.filter(title=words).first()
        origin = origin or named.filter(address=words).first()
        if origin is None:
            raise forms.ValidationError(
                "No source is called that. Choose one from the list, or add it first."
            )
        return origin

    def clean(self) -> Facts:
        cleaned = super().clean() or self.cleaned_data
        if self.source and cleaned.get("seen") != fingerprint(said(self.source, self.by)):
            self.add_error(None, CHANGED.format(f"It is “{self.source}” now."))
            data: Any = self.data
            self.data = data.copy()
            self.data["seen"] = self.initial["seen"]  # type: ignore[index]
        return cleaned

    @property
    def facts(self) -> Facts:
        """What an action wants to be told."""
        facts = {n: v for n, v in self.cleaned_data.items() if n not in ("seen", "origin_source")}
        facts["known_to"] = sorted(person.pk for person in facts["known_to"])
        return facts


class UploadForm(forms.Form):
    """The file of a document that was described before."""

    document = forms.FileField(
        label="Its file", max_length=255, error_messages={"required": "Choose its file."}
    )

    def clean_document(self) -> documents.Document:
        return documents.read(self.cleaned_data["document"])


def said(source: Source, by: User) -> dict[str, Any]:
    """What stands in the form of a source, as the browser would send it."""
    origin = source.origin
    if origin and not Source.objects.named_to(by).filter(pk=origin.pk).exists():
        origin = None
    words: dict[str, Any] = {
        "title": source.title,
        "kind": source.kind,
        "address": source.address,
        "publisher": source.publisher,
        "author": source.author,
        "published_on": source.published_on.isoformat() if source.published_on else "",
        "standing": source.standing,
        "origin": origin.title if origin else "",
        "origin_source": str(origin.pk) if origin else "",
        "reliability": source.reliability,
        "confidentiality": source.confidentiality,
        "known_to": sorted(source.known_to.values_list("pk", flat=True)),
    }
    return words | {"seen": fingerprint(words)}


def fingerprint(words: dict[str, Any]) -> str:
    kept = [(name, str(value)) for name, value in words.items() if name != "seen"]
    return sha256(repr(kept).encode()).hexdigest()
