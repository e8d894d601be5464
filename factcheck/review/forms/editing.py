"""From what somebody chose or typed about a claim's words to the words of an action."""

from collections.abc import Sequence
from typing import Any

from django import forms

from factcheck.articles.models import Claim
from factcheck.extraction.results import ClaimType, Voice
from factcheck.review.changes import NAMES, Overtaken

FIELDS = ("statement", "claimant", "voice", "types", "checkable")


def in_words(values: Any) -> list[tuple[str, str]]:
    return [(str(value), str(value).capitalize()) for value in values]


class EditForm(forms.Form):
    """A claim in other words, made from one version of it.

    `theirs` names the fields in which somebody else's value stays, once there was a clash.
    """

    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"data-keep-too": ""}))
    statement = forms.CharField(
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grows": "", "autofocus": ""}),
        error_messages={"required": "A claim needs a statement."},
    )
    claimant = forms.CharField(label="Who says it", required=False, max_length=300)
    voice = forms.ChoiceField(label="How it is said", choices=in_words(Voice))
    types = forms.MultipleChoiceField(
        choices=in_words(ClaimType),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose a type. “Other” fits when none does."},
    )
    checkable = forms.BooleanField(label="Evidence could settle it", required=False)
    theirs = forms.MultipleChoiceField(choices=list(NAMES.items()), required=False)

    @classmethod
    def of(cls, claim: Claim) -> "EditForm":
        values = {field: getattr(claim, field) for field in ("version", *FIELDS)}
        return cls(initial=values)

    def clean_statement(self) -> str:
        return " ".join(self.cleaned_data["statement"].split())

    @property
    def wanted(self) -> dict[str, Any]:
        """What the writer wants of it; what somebody else's is to stay is left out."""
        theirs = self.cleaned_data["theirs"]
        return {
            field: self.cleaned_data[field] for field in ("version", *FIELDS) if field not in theirs
        }

    def after(self, clash: Overtaken, claim: Claim) -> "EditForm":
        """The form again, made from the claim as it stands now, with what was typed.

        What its writer had left alone shows as others have made it.
        """
        fields = {change.field for change in clash.changes}
        changed = clash.since.keys() - fields
        values: dict[str, Any] = {**self.cleaned_data, "version": claim.version, "theirs": []}
        values |= {field: getattr(claim, field) for field in changed if field in FIELDS}
        return EditForm(initial=values)


class EdgesForm(forms.Form):
    """Where a claim begins and ends, in code points of the text."""

    start = forms.IntegerField(error_messages={"required": "Choose the first word."})
    end = forms.IntegerField(error_messages={"required": "Choose the last word."})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "start" in cleaned and "end" in cleaned and cleaned["start"] >= cleaned["end"]:
            self.add_error("end", "The last word stands before the first. Choose a later one.")
        return cleaned


class SplitForm(forms.Form):
    """Where the second of two claims begins."""

    at = forms.IntegerField(
        error_messages={"required": "Choose the word at which the second claim begins."}
    )


class OneOf(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Claims by their words."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.quote)


class MergeForm(forms.Form):
    """The other claim of the paragraph that becomes part of this one."""

    other = OneOf(
        Claim.objects.none(),
        label="Which one goes into it",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose the claim that goes into this one.",
            "invalid_choice": "This claim is not here any more. Choose another one.",
        },
    )

    def __init__(
        self, *args: Any, others: Sequence[Claim], offered: Sequence[Claim], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, OneOf)
        field.queryset = Claim.objects.filter(pk__in=[claim.pk for claim in others])
        field.choices = [(claim.pk, claim.quote) for claim in offered]
        self.initial.setdefault("other", offered[0].pk if offered else None)
