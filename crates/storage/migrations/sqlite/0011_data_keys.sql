-- The life of data keys, and the way from a data key to what is sealed under it.
--
-- `made_ms` is NULL for keys of older versions. `resealed_ms` is the time at which nothing was left under an older key.
-- `leased_until_ms` is the end of the lease of the instance that re-seals. A retired key keeps its row; its `sealed` is empty, and
-- `retired` has the four bytes by which sealed values name it.
ALTER TABLE data_keys ADD COLUMN made_ms INTEGER;
ALTER TABLE data_keys ADD COLUMN resealed_ms INTEGER;
ALTER TABLE data_keys ADD COLUMN leased_until_ms INTEGER;
ALTER TABLE data_keys ADD COLUMN retired_ms INTEGER;
ALTER TABLE data_keys ADD COLUMN retired BLOB;

-- A sealed value names its data key in its bytes 2 to 5.
CREATE INDEX cards_by_data_key ON cards (substr(pan, 2, 4), merchant_id, token);
CREATE INDEX encryption_keys_by_data_key ON encryption_keys (substr(private_half, 2, 4), merchant_id, id);
CREATE INDEX sessions_by_data_key ON sessions (substr(sealed_secret, 2, 4), merchant_id, number);

-- Nothing is sealed under a retired key, by an instance that was stopped for long or by a row of a backup.
CREATE TRIGGER cards_seal_added AFTER INSERT ON cards
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.pan, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
CREATE TRIGGER encryption_keys_seal_added AFTER INSERT ON encryption_keys
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.private_half, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
CREATE TRIGGER sessions_seal_added AFTER INSERT ON sessions
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.sealed_secret, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
CREATE TRIGGER cards_seal_replaced AFTER UPDATE OF pan ON cards
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.pan, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
CREATE TRIGGER encryption_keys_seal_replaced AFTER UPDATE OF private_half ON encryption_keys
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.private_half, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
CREATE TRIGGER sessions_seal_replaced AFTER UPDATE OF sealed_secret ON sessions
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.sealed_secret, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
