"""The hash of its words for each text that was read before there was one."""

from django.db import migrations

from factcheck.articles.sameness import words_sha256

# A text may be a book.
AT_ONCE = 20


def know_all(apps, schema_editor):
    revisions = apps.get_model("articles", "Revision").objects
    texts = revisions.exclude(text="").filter(words_sha256="").values_list("pk", "text")
    for key, text in texts.iterator(chunk_size=AT_ONCE):
        revisions.filter(pk=key).update(words_sha256=words_sha256(text))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_know_the_same_text"),
    ]

    operations = [migrations.RunPython(know_all, migrations.RunPython.noop)]
