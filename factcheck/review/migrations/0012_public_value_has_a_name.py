"""Apart from the rows that 0011 writes: PostgreSQL alters no table that has just been written to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("review", "0011_public_scale")]

    operations = [
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_value", None),
                    models.Q(
                        ("public_value__range", (1, 5)),
                        models.Q(("public_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="public_value_has_a_name",
                violation_error_message="A public value goes from 1 to 5 and has a public name.",
            ),
        ),
    ]
