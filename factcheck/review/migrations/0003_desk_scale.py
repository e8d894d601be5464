"""The scale that every desk starts with."""

from django.db import migrations

RATINGS = [
    ("Confirmed", "tick", "ok"),
    ("Confirmed with attribution", "tick-attributed", "ok"),
    ("Needs change", "caret", "change"),
    ("Misleading or needs context", "tilde", "context"),
    ("Cannot confirm", "question", "unsure"),
    ("Wrong", "cross", "wrong"),
    ("Not checkable", "dash", "none"),
]


def add_scale(apps, schema_editor):
    scale = apps.get_model("review", "Scale").objects.create(
        name="Desk scale", version=1, is_current=True
    )
    apps.get_model("review", "Rating").objects.bulk_create(
        apps.get_model("review", "Rating")(
            scale=scale, key=key, name=name, symbol=symbol, colour=colour
        )
        for key, (name, symbol, colour) in enumerate(RATINGS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("review", "0002_refuse_own_approval")]

    operations = [migrations.RunPython(add_scale, migrations.RunPython.noop)]
