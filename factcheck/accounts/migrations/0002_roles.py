"""The roles of the desk, as Django groups."""

from django.db import migrations

ROLES = ["Reporter", "Checker", "Desk editor", "Admin", "Viewer"]


def add_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.bulk_create(Group(name=name) for name in ROLES)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]

    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
