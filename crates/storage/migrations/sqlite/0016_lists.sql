-- The collections of sessions and of wallets. The state of a session is the name of its stage, whatever
-- version of the gateway writes it. Sessions in which buyers look after a
-- wallet are in no collection.
-- A generated column of SQLite is not stored, and an index on it has to be looked up in the table.
ALTER TABLE sessions ADD COLUMN state TEXT NOT NULL DEFAULT 'CREATED';
-- A stage that cannot be read stays for `guichet doctor` to tell.
UPDATE sessions SET state = CASE WHEN json_valid(stage) THEN COALESCE(json_extract(stage, '$.is'), '') ELSE '' END;
CREATE TRIGGER sessions_state AFTER UPDATE OF stage ON sessions
    WHEN json_extract(NEW.stage, '$.is') <> OLD.state
BEGIN
    UPDATE sessions SET state = json_extract(NEW.stage, '$.is') WHERE merchant_id = NEW.merchant_id AND number = NEW.number;
END;
-- The last column, which is always NULL, lets SQLite count in the index alone.
CREATE INDEX sessions_listed ON sessions (merchant_id, number, managed_wallet) WHERE managed_wallet IS NULL;
CREATE INDEX sessions_by_state ON sessions (merchant_id, state, number, managed_wallet) WHERE managed_wallet IS NULL;
CREATE INDEX sessions_of_order ON sessions (merchant_id, order_reference, number) WHERE managed_wallet IS NULL;
CREATE INDEX wallets_by_date ON wallets (merchant_id, created_ms, id);
CREATE INDEX wallets_by_status ON wallets (merchant_id, status, created_ms, id);
