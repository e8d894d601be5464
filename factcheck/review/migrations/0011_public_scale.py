"""How readers meet each rating, told by the scale itself."""

from django.db import migrations, models
from django.db.models import F

PUBLIC = {
    "tick": ("True", 5),
    # True as far as somebody else answers for it.
    "tick-attributed": ("Mostly true", 4),
    # The sentence needs another figure or word, and is not wrong as a whole.
    "caret": ("Half true", 3),
    "cross": ("False", 1),
    "tilde": ("Misleading", None),
    "question": ("Unproven", None),
}
# What nobody could check is no review.
UNPUBLISHED = "dash"


def tell(apps, schema_editor):
    ratings = apps.get_model("review", "Rating").objects
    # A newsroom's own keeps its name, off the scale.
    ratings.exclude(symbol=UNPUBLISHED).update(public_name=F("name"))
    for symbol, (name, value) in PUBLIC.items():
        ratings.filter(symbol=symbol).update(public_name=name, public_value=value)


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0010_drop_verdict_draft_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="rating",
            name="public_name",
            field=models.CharField(
                blank=True,
                help_text="What readers of published reviews are told. Empty: it is not published.",
                max_length=60,
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="public_value",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="From 1, false, to 5, true. Empty: off that scale, told by its name alone.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="rating",
            name="colour",
            field=models.CharField(
                choices=[
                    ("ok", "As it is"),
                    ("change", "To be changed"),
                    ("context", "Context missing"),
                    ("unsure", "Not settled"),
                    ("wrong", "Wrong"),
                    ("none", "No judgement"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="rating",
            name="symbol",
            field=models.CharField(
                choices=[
                    ("tick", "Tick"),
                    ("tick-attributed", "Tick in quotation marks"),
                    ("caret", "Caret"),
                    ("tilde", "Tilde"),
                    ("question", "Question mark"),
                    ("cross", "Cross"),
                    ("dash", "Dash"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
