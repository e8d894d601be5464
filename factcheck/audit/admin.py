"""Django's admin for the audit, to read only, and the base for all else that is only read there."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from factcheck.audit.models import Event


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that only actions write: Django's admin shows them and changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnly):
    # No details: an article may be closed to this admin, and factcheck/history knows which.
    fields = ["at", "by", "verb", "article_id", "claim_id", "person_id", "source_id", "desk_id"]
    list_display = ["at", "by", "verb", "article_id", "claim_id", "person_id"]
    list_filter = ["verb"]
    list_select_related = ["by"]
    date_hierarchy = "at"
