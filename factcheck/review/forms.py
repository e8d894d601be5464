"""From what a checker typed to the words of an action."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.encoding import iri_to_uri

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article, Claim
from factcheck.review.models import Dismissal, Evidence, Rating
from factcheck.review.worklist import OPEN, VIEWS
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


class VerdictForm(forms.Form):
    """A rating on the current scale and the reasons for it."""

    rating = forms.ModelChoiceField(
        Rating.objects.filter(scale__is_current=True),
        error_messages={"required": "Choose a rating first."},
    )
    explanation = forms.CharField(
        label="Explanation",
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        error_messages={"required": "Say why: the next reader has only this."},
    )
    should_read = forms.CharField(
        label="Should read",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
    )


class DraftForm(forms.Form):
    """A verdict on its way: nothing in it is required yet."""

    rating = forms.ModelChoiceField(Rating.objects.filter(scale__is_current=True), required=False)
    explanation = forms.CharField(required=False, strip=False)
    should_read = forms.CharField(required=False, strip=False)


class VerdictReadForm(forms.Form):
    """The verdict that was on the page when somebody answered it."""

    verdict_id = forms.IntegerField()


class ReturnForm(VerdictReadForm):
    """Why a verdict goes back to its author."""

    reason = forms.CharField(
        label="Why it goes back",
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        error_messages={"required": "Say what is missing, so that the checker can mend it."},
    )


class DismissForm(forms.Form):
    """Why a claim needs no verdict."""

    reason = forms.ChoiceField(
        label="Why it needs no verdict",
        choices=Dismissal.Reason,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="In words", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Dismissal.Reason.OTHER and not cleaned.get("note"):
            self.add_error("note", "Say the reason in words.")
        return cleaned


class ReadingForm(forms.Form):
    """Which part of an article is on the page, and how many sections it has shown."""

    part = forms.IntegerField(required=False, max_value=100_000)
    seen = forms.IntegerField(required=False, max_value=1_000_000)

    @property
    def chosen(self) -> dict[str, Any]:
        self.full_clean()
        return self.cleaned_data


class QueueForm(forms.Form):
    """The filters that the address of the queue holds; what is not understood is left out."""

    view = forms.ChoiceField(choices=[(view.slug, view.name) for view in VIEWS])
    desk = forms.ModelChoiceField(
        Desk.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Every desk",
    )
    article = forms.ModelChoiceField(Article.objects.none(), required=False)
    state = forms.ChoiceField(choices=[("", "Every state"), *Claim.State.choices], required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Article.objects.visible_to(by)
        self.fields["article"].queryset = visible  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """Arguments of a Selection."""
        self.full_clean()
        words = self.cleaned_data
        view = next((view for view in VIEWS if view.slug == words.get("view")), OPEN)
        return {key: value for key, value in words.items() if value} | {"view": view}
