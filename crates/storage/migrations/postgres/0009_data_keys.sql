-- The life of data keys, and the way from a data key to what is sealed under it. Tables are altered in the order in which a commit
-- writes them: an instance of the version before may be at work.

-- A sealed value names its data key in its bytes 2 to 5.
CREATE INDEX sessions_by_data_key ON sessions (substr(sealed_secret, 2, 4), merchant_id, number);
CREATE INDEX cards_by_data_key ON cards (substr(pan, 2, 4), merchant_id, token);

-- `made_ms` is NULL for keys of older versions. `resealed_ms` is the time at which nothing was left under an older key.
-- `leased_until_ms` is the end of the lease of the instance that re-seals. A retired key keeps its row; its `sealed` is empty, and
-- `retired` has the four bytes by which sealed values name it.
ALTER TABLE data_keys ADD COLUMN made_ms BIGINT;
ALTER TABLE data_keys ADD COLUMN resealed_ms BIGINT;
ALTER TABLE data_keys ADD COLUMN leased_until_ms BIGINT;
ALTER TABLE data_keys ADD COLUMN retired_ms BIGINT;
ALTER TABLE data_keys ADD COLUMN retired BYTEA;

CREATE INDEX encryption_keys_by_data_key ON encryption_keys (substr(private_half, 2, 4), merchant_id, id);

-- Nothing is sealed under a retired key, by an instance that was stopped for long or by a row of a backup. A key is retired under
-- the same lock, alone, so that it waits for whoever has added a value and not yet committed it. What is asked after the lock sees
-- what was committed before.
CREATE FUNCTION refuse_retired_data_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    added BYTEA;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-7421);
    IF TG_TABLE_NAME = 'cards' THEN
        added := NEW.pan;
    ELSIF TG_TABLE_NAME = 'sessions' THEN
        added := NEW.sealed_secret;
    ELSE
        added := NEW.private_half;
    END IF;
    IF EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(added, 2, 4)) THEN
        RAISE EXCEPTION 'a value is sealed under a retired data key' USING ERRCODE = 'GU001';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER sessions_seal AFTER INSERT OR UPDATE OF sealed_secret ON sessions
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_data_key();
CREATE TRIGGER cards_seal AFTER INSERT OR UPDATE OF pan ON cards
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_data_key();
CREATE TRIGGER encryption_keys_seal AFTER INSERT OR UPDATE OF private_half ON encryption_keys
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_data_key();
