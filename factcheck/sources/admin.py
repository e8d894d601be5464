"""Django's admin for sources, to read only."""

from django.contrib import admin

from factcheck.audit.admin import ReadOnly
from factcheck.sources.models import Source


@admin.register(Source)
class SourceAdmin(ReadOnly):
    list_display = ["title", "kind", "address", "added_by", "added_at"]
    list_filter = ["kind"]
    list_select_related = ["added_by"]
    search_fields = ["title", "address"]
