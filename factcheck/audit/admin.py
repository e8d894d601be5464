"""Django's admin for the audit, to read only, and the base for all else that is only read there."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from factcheck.audit.actions import record
from factcheck.audit.changing import plain
from factcheck.audit.models import Event, Verb


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that only actions write: Django's admin shows them and changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Recorded(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of the newsroom's settings, which Django's admin changes: the audit tells of it too."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Called in the transaction of the change, when all of it is stored."""
        before, after = {}, {}
        rows = [each for formset in formsets or () for each in formset.forms]
        for each in (form, *rows):
            # A row of a table inside the page goes by its key and its fields by its name.
            place = "" if each is form else f"{each.instance} "
            for name in each.changed_data:
                before[place + name] = plain(each.initial.get(name))
                after[place + name] = plain(each.cleaned_data.get(name))
        if after:
            verb = Verb.ADD_SETTING if add else Verb.CHANGE_SETTING
            record(by=request.user, verb=verb, what=str(form.instance), before=before, after=after)
        return super().construct_change_message(request, form, formsets, add)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for each in queryset:
            record(by=request.user, verb=Verb.REMOVE_SETTING, what=str(each))
        return super().log_deletions(request, queryset)


@admin.register(Event)
class EventAdmin(ReadOnly):
    # No details: an article may be closed to this admin, and factcheck/history knows which.
    fields = ["at", "by", "verb", "article_id", "claim_id", "person_id", "source_id", "desk_id"]
    list_display = ["at", "by", "verb", "article_id", "claim_id", "person_id"]
    list_filter = ["verb"]
    list_select_related = ["by"]
    date_hierarchy = "at"
