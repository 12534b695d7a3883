-- The collections of sessions and of wallets. The state of a session is the name of its stage, whatever
-- version of the gateway writes it. Sessions in which buyers look after a
-- wallet are in no collection.
ALTER TABLE sessions ADD COLUMN state TEXT GENERATED ALWAYS AS (substring(stage from '"is":"([A-Z_]+)"')) STORED;
-- The last column, which is always NULL, lets SQLite count in the index alone.
CREATE INDEX sessions_listed ON sessions (merchant_id, number, managed_wallet) WHERE managed_wallet IS NULL;
CREATE INDEX sessions_by_state ON sessions (merchant_id, state, number, managed_wallet) WHERE managed_wallet IS NULL;
CREATE INDEX sessions_of_order ON sessions (merchant_id, order_reference, number) WHERE managed_wallet IS NULL;
CREATE INDEX wallets_by_date ON wallets (merchant_id, created_ms, id);
CREATE INDEX wallets_by_status ON wallets (merchant_id, status, created_ms, id);
