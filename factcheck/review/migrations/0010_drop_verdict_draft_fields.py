from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0009_move_verdict_drafts")]

    operations = [
        migrations.RemoveField(model_name="draft", name="rating"),
        migrations.RemoveField(model_name="draft", name="explanation"),
        migrations.RemoveField(model_name="draft", name="should_read"),
    ]
