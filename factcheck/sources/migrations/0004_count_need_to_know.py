from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_search_and_hide")]

    operations = [
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("confidentiality", "need-to-know")),
                fields=["id"],
                name="source_need_to_know",
            ),
        )
    ]
