"""What was issued stays as it is, whatever program asks."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An issued report is never changed: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
ALLOW = "DROP FUNCTION reports_refuse();"

TABLES = ("reports_issued", "reports_part")
GUARD = """
CREATE TRIGGER issued_stays BEFORE UPDATE OR DELETE ON {0}
    FOR EACH ROW EXECUTE FUNCTION reports_refuse();
CREATE TRIGGER issued_is_not_emptied BEFORE TRUNCATE ON {0}
    FOR EACH STATEMENT EXECUTE FUNCTION reports_refuse();
"""
UNGUARD = """
DROP TRIGGER issued_stays ON {0};
DROP TRIGGER issued_is_not_emptied ON {0};
"""

# A report knows how many parts it has, each is there once: nothing can be appended.
WHOLE = """
CREATE FUNCTION reports_refuse_further_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number >= (SELECT part_count FROM reports_issued WHERE id = NEW.issued_id) THEN
        RAISE EXCEPTION 'An issued report is never changed: it takes no further part.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER issued_is_whole BEFORE INSERT ON reports_part
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_further_part();
"""
PARTED = """
DROP TRIGGER issued_is_whole ON reports_part;
DROP FUNCTION reports_refuse_further_part();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_issued")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        *(migrations.RunSQL(GUARD.format(name), UNGUARD.format(name)) for name in TABLES),
        migrations.RunSQL(WHOLE, PARTED),
    ]
