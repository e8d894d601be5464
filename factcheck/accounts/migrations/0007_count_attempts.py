"""The table in which tries to sign in are counted, as Django's database cache wants it."""

from django.db import migrations

CREATE = """
CREATE TABLE accounts_attempts (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_attempts_expires ON accounts_attempts (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_sign_in_and_preferences")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE accounts_attempts")]
