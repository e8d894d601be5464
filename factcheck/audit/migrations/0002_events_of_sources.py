from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="source_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(model_name="event", name="event_is_about_something"),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("article_id__isnull", False),
                    ("person_id__isnull", False),
                    ("source_id__isnull", False),
                    _connector="OR",
                ),
                name="event_is_about_something",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("source_id__isnull", False)),
                fields=["source_id", "at"],
                name="event_by_source",
            ),
        ),
    ]
