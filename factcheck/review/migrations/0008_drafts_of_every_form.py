"""Drafts of every form: first room for them, then (0009) the verdicts' drafts move in."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_desk_work_on_claims"),
        ("review", "0007_two_approvals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="draft", name="one_draft_per_author"),
        migrations.AddField(
            model_name="draft",
            name="form",
            field=models.CharField(default="propose", max_length=30),
            preserve_default=False,
        ),
        migrations.AddField(model_name="draft", name="words", field=models.JSONField(default=dict)),
        migrations.AddField(
            model_name="draft",
            name="discarded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("claim", "author", "form"), name="one_draft_per_author_and_form"
            ),
        ),
    ]
