"""A quote that people make or move is what the revision's text says there.

What the program extracts is cut from the text itself, many rows at once, and is not looked up
again: on a book that would cost more than the reading.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_wrong_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM articles_revision
        WHERE id = NEW.revision_id
          AND substr(text, NEW.start + 1, NEW."end" - NEW.start) = NEW.quote
    ) THEN
        RAISE EXCEPTION 'quote_is_what_the_text_says: a quote is the words of its revision from start to end'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_is_what_the_text_says';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quote_is_what_the_text_says_when_moved
    BEFORE UPDATE OF start, "end", quote, revision_id ON articles_claim
    FOR EACH ROW EXECUTE FUNCTION refuse_wrong_quote();
CREATE TRIGGER quote_is_what_the_text_says_when_added
    BEFORE INSERT ON articles_claim
    FOR EACH ROW WHEN (NEW.added_by_id IS NOT NULL) EXECUTE FUNCTION refuse_wrong_quote();
"""

ALLOW = """
DROP TRIGGER quote_is_what_the_text_says_when_moved ON articles_claim;
DROP TRIGGER quote_is_what_the_text_says_when_added ON articles_claim;
DROP FUNCTION refuse_wrong_quote();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_serve_the_queue")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
