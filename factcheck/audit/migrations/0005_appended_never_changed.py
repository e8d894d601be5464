"""PostgreSQL keeps the audit: it links events into chains and refuses to change them.

Linking waits until the transaction commits, so that the row for which writers of the same article
wait (audit_head) is held for the moment of the commit alone, and after every other lock. A
transaction that wrote about several articles first takes their rows in the order of their names:
no two transactions can wait for each other here.

The first event of a chain follows on an empty hash. What is hashed is spelt out again, in Python
and on purpose, in factcheck/audit/proof.py.
"""

from django.db import migrations

CHAINS = """
UPDATE audit_event SET salt = gen_random_uuid();

-- Updates of a head stay on its page.
ALTER TABLE audit_head SET (fillfactor = 50);

CREATE FUNCTION audit_chain(
    article bigint, person bigint, source bigint, desk bigint
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN article IS NOT NULL THEN 'article/' || article
        WHEN person IS NOT NULL THEN 'person/' || person
        WHEN source IS NOT NULL THEN 'source/' || source
        WHEN desk IS NOT NULL THEN 'desk/' || desk
        ELSE 'newsroom'
    END
$$;

CREATE FUNCTION audit_details_hash(salt uuid, details jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS
$$ SELECT sha256(convert_to(coalesce(salt::text, '') || details::text, 'UTF8')) $$;

CREATE FUNCTION audit_append(event audit_event) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := audit_chain(event.article_id, event.person_id, event.source_id, event.desk_id);
    details_hash bytea := audit_details_hash(event.salt, event.details);
    said bytea := convert_to(
        '|' || event.id
        || '|' || (extract(epoch FROM event.at) * 1000000)::bigint
        || '|' || coalesce(event.by_id::text, '')
        || '|' || coalesce(event.article_id::text, '')
        || '|' || coalesce(event.claim_id::text, '')
        || '|' || coalesce(event.person_id::text, '')
        || '|' || coalesce(event.source_id::text, '')
        || '|' || coalesce(event.desk_id::text, '')
        || '|' || encode(details_hash, 'hex')
        || '|' || event.verb,
        'UTF8'
    );
    head audit_head;
BEGIN
    LOOP
        UPDATE audit_head h
        SET number = h.number + 1,
            before = h.hash,
            hash = sha256(h.hash || convert_to(h.chain || '|' || (h.number + 1), 'UTF8') || said)
        WHERE h.chain = name
        RETURNING * INTO head;
        EXIT WHEN FOUND;
        INSERT INTO audit_head (chain, number, before, hash) VALUES (name, 0, '', '')
        ON CONFLICT DO NOTHING;
    END LOOP;
    INSERT INTO audit_link (event_id, chain, number, before, details_hash, hash)
    VALUES (event.id, name, head.number, head.before, details_hash, head.hash);
END
$$;

DO $$
DECLARE event audit_event;
BEGIN
    FOR event IN SELECT * FROM audit_event ORDER BY id LOOP
        PERFORM audit_append(event);
    END LOOP;
END
$$;

-- After a statement: remember which chains this transaction is going to write.
CREATE FUNCTION audit_remember() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    known text := coalesce(current_setting('factcheck.chains', true), '');
    found text;
BEGIN
    SELECT string_agg(DISTINCT audit_chain(article_id, person_id, source_id, desk_id), ' ')
    INTO found FROM added;
    IF found <> '' AND position(' ' || found || ' ' IN ' ' || known || ' ') = 0 THEN
        PERFORM set_config('factcheck.chains', ltrim(known || ' ' || found), true);
    END IF;
    RETURN NULL;
END
$$;

-- At the commit: take the heads of all of them in order, once, then link event by event.
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    chains text := current_setting('factcheck.chains', true);
BEGIN
    IF chains <> '' THEN
        PERFORM set_config('factcheck.chains', '', true);
        IF position(' ' IN chains) > 0 THEN
            INSERT INTO audit_head (chain, number, before, hash)
            SELECT DISTINCT name COLLATE "C", 0, ''::bytea, ''::bytea
            FROM unnest(string_to_array(chains, ' ')) AS name ORDER BY 1
            ON CONFLICT DO NOTHING;
            PERFORM FROM audit_head WHERE chain = ANY (string_to_array(chains, ' '))
            ORDER BY chain FOR UPDATE;
        END IF;
    END IF;
    PERFORM audit_append(NEW);
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_remember AFTER INSERT ON audit_event
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_remember();

CREATE CONSTRAINT TRIGGER audit_link AFTER INSERT ON audit_event
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_link();
"""

REFUSALS = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit is appended and never changed: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Two things may go from an event: its address, and from its details a name that was erased. The
-- second needs an event in the chain of the person, which says what the details hash to now.
CREATE FUNCTION audit_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - '{address,details,salt}'::text[] = to_jsonb(NEW) - '{address,details,salt}'::text[]
        AND (NEW.address IS NULL OR NEW.address = OLD.address)
        AND (
            (OLD.details = NEW.details AND OLD.salt IS NOT DISTINCT FROM NEW.salt)
            OR (NEW.salt IS NULL AND EXISTS (
                SELECT FROM audit_event erasing
                WHERE erasing.verb = 'erase'
                AND erasing.details -> 'erased' ->> OLD.id::text
                    = encode(audit_details_hash(NULL, NEW.details), 'hex')
            ))
        )
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The audit is appended and never changed: UPDATE of audit_event is refused.'
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_refuse_update BEFORE UPDATE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_refuse_update();
CREATE TRIGGER audit_refuse_delete BEFORE DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_delete BEFORE DELETE ON audit_head
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
"""
APPEND_ONLY = ("audit_link", "audit_seal", "audit_sealedhead")
TABLES = ("audit_event", "audit_head", *APPEND_ONLY)
EACH_ROW = """
CREATE TRIGGER audit_refuse_change BEFORE UPDATE OR DELETE ON {}
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
"""
EACH_TABLE = """
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON {}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chains")]

    operations = [
        migrations.RunSQL(CHAINS),
        migrations.RunSQL(REFUSALS),
        *(migrations.RunSQL(EACH_ROW.format(table)) for table in APPEND_ONLY),
        *(migrations.RunSQL(EACH_TABLE.format(table)) for table in TABLES),
    ]
