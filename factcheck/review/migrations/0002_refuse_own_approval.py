"""The author of a verdict cannot approve it, whatever program asks."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM review_verdict WHERE id = NEW.verdict_id AND author_id = NEW.by_id) THEN
        RAISE EXCEPTION 'a verdict is approved by somebody else than its author'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'approved_by_somebody_else';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approved_by_somebody_else
    BEFORE INSERT OR UPDATE OF verdict_id, by_id ON review_approval
    FOR EACH ROW EXECUTE FUNCTION refuse_own_approval();
"""

ALLOW = """
DROP TRIGGER approved_by_somebody_else ON review_approval;
DROP FUNCTION refuse_own_approval();
"""


class Migration(migrations.Migration):
    dependencies = [("review", "0001_first")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
