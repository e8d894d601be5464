"""Django's admin for sources, to read only. An admin is not told of need-to-know by being one."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck.accounts.models import User
from factcheck.audit.admin import ReadOnly
from factcheck.sources.models import Capture, Source, SourceFile


def named(request: HttpRequest) -> QuerySet[Source]:
    assert isinstance(request.user, User)
    return Source.objects.named_to(request.user)


@admin.register(Source)
class SourceAdmin(ReadOnly):
    list_display = ["title", "kind", "address", "confidentiality", "added_by", "added_at"]
    list_filter = ["kind", "confidentiality"]
    list_select_related = ["added_by"]
    search_fields = ["title", "address"]
    # What a source repeats may be a name that is need-to-know itself.
    exclude = ["origin"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).filter(pk__in=named(request).values("pk"))


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnly):
    list_display = ["name", "source", "sha256", "uploaded_by", "uploaded_at"]
    list_select_related = ["source", "uploaded_by"]
    fields = ["source", "name", "sha256", "uploaded_by", "uploaded_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceFile]:
        files = super().get_queryset(request).filter(source__in=named(request))
        # A file may be 20 MB, and a list shows a hundred of them.
        return files.defer("data")


@admin.register(Capture)
class CaptureAdmin(ReadOnly):
    list_display = ["source", "state", "captured_at", "looked_at", "failure"]
    list_filter = ["state"]
    list_select_related = ["source"]
    exclude = ["data", "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        captures = super().get_queryset(request).filter(source__in=named(request))
        return captures.defer("data", "text")
