"""A signed-off article does not change, and none is signed off too early, whatever program asks.

A change of a claim and a sign-off of its article wait for each other at the article's row: the
first takes a share of it, the second all of it.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change_after_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM articles_article WHERE id = NEW.article_id FOR SHARE;
    IF EXISTS (
        SELECT FROM review_signoff WHERE revision_id = NEW.revision_id AND withdrawn_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a claim of a signed-off revision does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_off_does_not_change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signed_off_does_not_change
    BEFORE INSERT OR UPDATE OF state, statement, "start", "end" ON articles_claim
    FOR EACH ROW EXECUTE FUNCTION refuse_change_after_sign_off();

CREATE FUNCTION refuse_early_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.withdrawn_at IS NULL AND EXISTS (
        SELECT FROM articles_claim
        WHERE revision_id = NEW.revision_id AND state NOT IN ('approved', 'dismissed', 'merged')
    ) THEN
        RAISE EXCEPTION 'a revision with an undecided claim is not signed off'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_off_when_decided';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signed_off_when_decided
    BEFORE INSERT OR UPDATE ON review_signoff
    FOR EACH ROW EXECUTE FUNCTION refuse_early_sign_off();
"""

ALLOW = """
DROP TRIGGER signed_off_when_decided ON review_signoff;
DROP FUNCTION refuse_early_sign_off();
DROP TRIGGER signed_off_does_not_change ON articles_claim;
DROP FUNCTION refuse_change_after_sign_off();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_desk_work_on_claims"), ("review", "0005_whole_desk")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
