"""Django's admin for desks. People are kept on our own pages, which write the history."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401  Registers what is taken out below.
from django.contrib.auth.models import Group

from factcheck.accounts.models import Desk, User
from factcheck.audit.admin import ReadOnly

# Roles are named in factcheck/permissions.py: one that is renamed here would grant nothing.
admin.site.unregister(Group)


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ["name", "email", "is_active", "last_login"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "groups", "desks", "is_active", "last_login", "joined_at"]
