"""The drafts of verdicts, field by field."""

from django.db import migrations

MOVE = """
UPDATE review_draft SET words = jsonb_strip_nulls(jsonb_build_object(
    'rating', CASE WHEN rating_id IS NULL THEN NULL
              ELSE jsonb_build_array(rating_id::text) END,
    'explanation', jsonb_build_array(explanation),
    'should_read', jsonb_build_array(should_read)
));
"""
BACK = """
UPDATE review_draft SET
    rating_id = (words->'rating'->>0)::bigint,
    explanation = coalesce(words->'explanation'->>0, ''),
    should_read = coalesce(words->'should_read'->>0, '')
WHERE form = 'propose';
"""


class Migration(migrations.Migration):
    dependencies = [("review", "0008_drafts_of_every_form")]

    operations = [migrations.RunSQL(MOVE, BACK)]
