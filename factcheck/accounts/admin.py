"""Django's admin for desks. People are kept on our own pages, which write the history."""

from allauth.account import admin as account
from allauth.mfa import admin as mfa
from allauth.socialaccount import admin as socialaccount
from allauth.usersessions import admin as usersessions
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401  Registers what is taken out below.
from django.contrib.auth.models import Group

from factcheck.accounts.models import Desk, User
from factcheck.audit.admin import ReadOnly, Recorded

# Roles are named in factcheck/permissions.py: one that is renamed here would grant nothing.
admin.site.unregister(Group)
# How people sign in is theirs; our own pages reset it and write the history.
for kept in (account, mfa, socialaccount, usersessions):
    rows = [
        model
        for model, page in admin.site._registry.items()
        if type(page).__module__ == kept.__name__
    ]
    admin.site.unregister(rows)


@admin.register(Desk)
class DeskAdmin(Recorded):
    list_display = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ["name", "email", "is_active", "last_login"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "groups", "desks", "is_active", "last_login", "joined_at"]
