from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_add_link_made_at")]

    operations = [migrations.RemoveField(model_name="user", name="is_staff")]
