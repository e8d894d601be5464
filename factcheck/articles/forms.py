"""From an upload to the words of an action."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from factcheck import fetching, reading
from factcheck.accounts.models import Desk, User
from factcheck.moments import MomentInput, still_to_come

KINDS = ", ".join(dict.fromkeys(reading.FORMATS.values()))
MEGABYTE = 1024 * 1024


class DraftForm(forms.Form):
    """A draft: pasted, as a file, or from an address."""

    text = forms.CharField(
        label="Text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-grows": ""}),
    )
    file = forms.FileField(label="File", required=False)
    address = forms.CharField(
        label="Address",
        required=False,
        # Not a field for addresses: what is wrong is told in our words, not in the browser's.
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(reading.FORMATS)

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return None
        name = file.name or ""
        if not any(name.lower().endswith(ending) for ending in reading.FORMATS):
            raise forms.ValidationError(
                f"{name} is of a kind that cannot be read. Send {KINDS}, or paste the text."
            )
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // MEGABYTE
            raise forms.ValidationError(
                f"{name} is larger than {limit} MB. Send a smaller file, or paste the text."
            )
        return file

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address and "://" not in address:
            address = f"https://{address}"
        try:
            return fetching.on_the_web(address).url if address else ""
        except fetching.Unfetchable as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Reduce text, file and address to what the action wants: a name with bytes or address."""
        cleaned = super().clean() or self.cleaned_data
        text, file = cleaned.pop("text", ""), cleaned.pop("file", None)
        address = cleaned.get("address", "")
        if self.errors:
            return cleaned
        ways = [bool(file), bool(address), bool(text.strip())]
        if sum(ways) > 1:
            raise forms.ValidationError(
                "There is more than one of text, file and address. Send one of them."
            )
        if not any(ways):
            raise forms.ValidationError(
                "There is no text, no file and no address. Paste a text, or choose another way."
            )
        if len(text.encode()) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // MEGABYTE
            raise forms.ValidationError(f"The text is larger than {limit} MB. Send it in parts.")
        cleaned["name"] = file.name if file else fetching.short(address) or "pasted.txt"
        cleaned["data"] = file.read() if file else text.encode()
        return cleaned


class UploadForm(DraftForm):
    """A new article: a draft, and what is known of it; `by` is the person who sends it."""

    title = forms.CharField(
        label="Title",
        required=False,
        max_length=500,
        help_text="Taken from the draft when empty.",
    )
    desk = forms.ModelChoiceField(Desk.objects.none(), label="Desk", empty_label=None)
    due_at = forms.DateTimeField(
        label="Due",
        required=False,
        widget=MomentInput(),
        validators=[still_to_come],
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = by.desks.all()  # type: ignore[attr-defined]
