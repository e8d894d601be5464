"""Django's admin for the work on claims, to read only, and for the scales of ratings."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from factcheck.accounts.models import User
from factcheck.articles.admin import OfArticles
from factcheck.audit.actions import record
from factcheck.audit.admin import ReadOnly, Recorded
from factcheck.audit.models import Verb
from factcheck.review.models import (
    Approval,
    Comment,
    Deferral,
    Dismissal,
    Evidence,
    Lease,
    Query,
    Rating,
    RightOfReply,
    Scale,
    SignOff,
    Verdict,
)
from factcheck.sources.models import Source


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
class ScaleAdmin(Recorded):
    """To change a scale that has been used, add its next version and make that the current one."""

    list_display = ["name", "version", "is_current"]
    inlines = [RatingInline]
    actions = ["make_current"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        # Never by a tick alone: between two ticks the desk would have no ratings.
        return ["name", "version", "is_current"] if is_used(obj) else ["is_current"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_current = isinstance(obj, Scale) and obj.is_current
        kept = is_current or is_used(obj)
        return not kept and super().has_delete_permission(request, obj)

    @admin.action(description="Give verdicts on this scale from now on", permissions=["change"])
    def make_current(self, request: HttpRequest, chosen: QuerySet[Scale]) -> None:
        scales = chosen.filter(ratings__isnull=False).distinct()
        if chosen.count() != 1 or len(scales) != 1:
            self.message_user(request, "Choose one scale that has ratings.", messages.ERROR)
            return
        with transaction.atomic():
            before = Scale.objects.filter(is_current=True).first()
            Scale.objects.filter(is_current=True).update(is_current=False)
            Scale.objects.filter(pk=scales[0].pk).update(is_current=True)
            record(
                by=request.user,
                verb=Verb.CHANGE_SETTING,
                what="Scale of verdicts",
                before=before and str(before),
                after=str(scales[0]),
            )
        self.message_user(request, f"Verdicts are given on {scales[0]} from now on.")


class OfClaims(OfArticles):
    article = "claim__article"


@admin.register(Lease)
class LeaseAdmin(OfClaims):
    list_display = ["claim", "holder", "taken_at", "expires_at"]
    list_select_related = ["claim", "holder"]


@admin.register(Evidence)
class EvidenceAdmin(OfClaims):
    list_display = ["claim", "stance", "source", "added_by", "added_at", "removed_at"]
    list_filter = ["stance"]
    list_select_related = ["claim", "source", "added_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # Need-to-know holds for admins too, and a passage may betray its source.
        assert isinstance(request.user, User)
        named = Source.objects.named_to(request.user)
        return super().get_queryset(request).filter(source__in=named)


@admin.register(Verdict)
class VerdictAdmin(ReadOnly):
    list_display = ["claim", "rating", "author", "proposed_at", "ending"]
    list_filter = ["ending"]
    list_select_related = ["claim", "rating", "author"]


@admin.register(Approval)
class ApprovalAdmin(OfClaims):
    article = "verdict__claim__article"
    list_display = ["verdict", "by", "at", "taken_back_at"]
    list_select_related = ["verdict__rating", "by"]


@admin.register(Dismissal)
class DismissalAdmin(OfClaims):
    list_display = ["claim", "reason", "by", "at", "reopened_at"]
    list_filter = ["reason"]
    list_select_related = ["claim", "by"]


@admin.register(Deferral)
class DeferralAdmin(OfClaims):
    list_display = ["claim", "reason", "by", "at", "ended_at"]
    list_select_related = ["claim", "by"]


@admin.register(Query)
class QueryAdmin(OfClaims):
    list_display = ["claim", "question", "asked_by", "whom", "due_at", "answered_at"]
    list_select_related = ["claim", "asked_by", "asked_of"]


@admin.register(RightOfReply)
class RightOfReplyAdmin(OfClaims):
    list_display = ["claim", "party", "channel", "asked_at", "outcome", "removed_at"]
    list_filter = ["outcome"]
    list_select_related = ["claim"]


@admin.register(Comment)
class CommentAdmin(OfClaims):
    list_display = ["claim", "text", "by", "at", "removed_at"]
    list_select_related = ["claim", "by"]


@admin.register(SignOff)
class SignOffAdmin(ReadOnly):
    list_display = ["revision", "by", "at", "withdrawn_at", "withdrawn_by"]
    list_select_related = ["revision__article", "by", "withdrawn_by"]
