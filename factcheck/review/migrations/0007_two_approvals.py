"""A claim that needs two is approved by two, whatever program asks.

Looked at when the transaction ends, in the rows as they are then: an approval is given, or taken
back, before the claim moves.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_one_of_two(asked bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM articles_claim WHERE id = asked AND state = 'approved' AND needs_two
    ) AND 2 > (
        SELECT count(*) FROM review_approval approval
        JOIN review_verdict verdict ON verdict.id = approval.verdict_id
        WHERE verdict.claim_id = asked AND verdict.ended_at IS NULL
            AND approval.taken_back_at IS NULL
    ) THEN
        RAISE EXCEPTION 'this claim is approved by two people'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'approved_by_two';
    END IF;
END $$;

CREATE FUNCTION refuse_approved_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_one_of_two(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER approved_by_two
    AFTER INSERT OR UPDATE ON articles_claim DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'approved' AND NEW.needs_two)
    EXECUTE FUNCTION refuse_approved_by_one();

CREATE FUNCTION refuse_one_approval_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_one_of_two(claim_id) FROM review_verdict WHERE id = OLD.verdict_id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER approved_by_two
    AFTER UPDATE OR DELETE ON review_approval DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_one_approval_left();
"""

ALLOW = """
DROP TRIGGER approved_by_two ON review_approval;
DROP FUNCTION refuse_one_approval_left();
DROP TRIGGER approved_by_two ON articles_claim;
DROP FUNCTION refuse_approved_by_one();
DROP FUNCTION refuse_one_of_two(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_desk_work_on_claims"),
        ("review", "0006_signed_off_does_not_change"),
    ]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
