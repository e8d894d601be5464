"""From an upload to the words of an action."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from factcheck import reading
from factcheck.accounts.models import Desk, User

KINDS = ", ".join(dict.fromkeys(reading.FORMATS.values()))
MEGABYTE = 1024 * 1024


class UploadForm(forms.Form):
    """A draft, pasted or as a file; `by` is the person who sends it."""

    text = forms.CharField(
        label="Text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-grows": ""}),
    )
    file = forms.FileField(label="File", required=False)
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
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = by.desks.all()  # type: ignore[attr-defined]
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

    def clean(self) -> dict[str, Any]:
        """Reduce text and file to what the action wants: a name and the bytes."""
        cleaned = super().clean() or self.cleaned_data
        text, file = cleaned.pop("text", ""), cleaned.pop("file", None)
        if self.errors:
            return cleaned
        if file and text.strip():
            raise forms.ValidationError("There is a text and a file. Send one of them.")
        if not file and not text.strip():
            raise forms.ValidationError("There is no text and no file. Paste one or choose one.")
        cleaned["name"] = file.name if file else "pasted.txt"
        cleaned["data"] = file.read() if file else text.encode()
        return cleaned
