"""Django's admin for the work on claims, to read only, and for the scales of ratings."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from factcheck.audit.admin import ReadOnly
from factcheck.review.models import (
    Approval,
    Dismissal,
    Evidence,
    Lease,
    Rating,
    Scale,
    Verdict,
)


def is_used(scale: Any) -> bool:
    """Whether verdicts were given on this scale, so that its words must stay."""
    return scale is not None and Verdict.objects.filter(rating__scale=scale).exists()


class RatingInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Rating
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not is_used(obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not is_used(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not is_used(obj)


@admin.register(Scale)
class ScaleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """To change a scale that has been used, add its next version and make that the current one."""

    list_display = ["name", "version", "is_current"]
    inlines = [RatingInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["name", "version"] if is_used(obj) else []

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not is_used(obj) and super().has_delete_permission(request, obj)


@admin.register(Lease)
class LeaseAdmin(ReadOnly):
    list_display = ["claim", "holder", "taken_at", "expires_at"]
    list_select_related = ["claim", "holder"]


@admin.register(Evidence)
class EvidenceAdmin(ReadOnly):
    list_display = ["claim", "stance", "source", "added_by", "added_at", "removed_at"]
    list_filter = ["stance"]
    list_select_related = ["claim", "source", "added_by"]


@admin.register(Verdict)
class VerdictAdmin(ReadOnly):
    list_display = ["claim", "rating", "author", "proposed_at", "ending"]
    list_filter = ["ending"]
    list_select_related = ["claim", "rating", "author"]


@admin.register(Approval)
class ApprovalAdmin(ReadOnly):
    list_display = ["verdict", "by", "at", "taken_back_at"]
    list_select_related = ["verdict__rating", "by"]


@admin.register(Dismissal)
class DismissalAdmin(ReadOnly):
    list_display = ["claim", "reason", "by", "at", "reopened_at"]
    list_filter = ["reason"]
    list_select_related = ["claim", "by"]
