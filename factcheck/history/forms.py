"""The filters of the newsroom's history."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.audit.models import Event, EventQuerySet, Verb

LARGEST = 2**63 - 1


class Filters(forms.Form):
    """Who, what, which article, which day. Whatever makes no sense filters nothing."""

    who = forms.ModelChoiceField(
        User.objects.order_by("name", "pk"), required=False, empty_label="Anybody"
    )
    what = forms.ChoiceField(
        choices=[
            ("", "Anything"),
            *sorted(((verb.value, verb.label) for verb in Verb), key=lambda choice: choice[1]),
        ],
        required=False,
    )
    article = forms.IntegerField(
        min_value=1,
        max_value=LARGEST,
        required=False,
        widget=forms.NumberInput(attrs={"placeholder": "Article number"}),
    )
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    before = forms.IntegerField(
        min_value=1, max_value=LARGEST, required=False, widget=forms.HiddenInput
    )

    @property
    def is_set(self) -> bool:
        """Whether anything but the place in the list was asked for."""
        return any(self.cleaned_data.get(name) for name in ("who", "what", "article", "day"))

    def events(self) -> EventQuerySet:
        """The events that answer to all filters."""
        asked = self.cleaned_data
        found = Event.objects.all()
        if who := asked.get("who"):
            found = found.filter(by=who)
        if what := asked.get("what"):
            found = found.filter(verb=what)
        if article := asked.get("article"):
            found = found.filter(article_id=article)
        if day := asked.get("day"):
            start = timezone.make_aware(datetime.combine(day, time()))
            found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
        return found
