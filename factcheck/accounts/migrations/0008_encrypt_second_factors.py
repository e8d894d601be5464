"""Secrets of second factors that were stored as they are."""

from django.db import migrations

from factcheck.accounts.encryption import encrypt


def encrypt_all(apps, schema_editor):
    for factor in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn"):
        for name in {"secret", "seed"} & factor.data.keys():
            factor.data[name] = encrypt(factor.data[name])
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_count_attempts"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt_all)]
