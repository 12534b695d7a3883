-- What the worker that forgets goes by, and how long a session's first notification waits for the buyer's return. No index
-- gets a row with each payment, so that a payment costs what it did. No row is written here: the worker writes in small steps
-- what it needs to know of the rows of older versions.
--
-- Tables are altered in the order in which a commit writes them: an instance of the version before may be at work.

-- Payments are looked at in the order of their ids, which is that of time. `looked_past` is the last that was looked at of the
-- merchant. One that was too young to be forgotten then, because something was done to it later, is looked at again once its
-- time is over since `quiet_since_ms`, whatever the setting is by then.
ALTER TABLE merchants ADD COLUMN looked_past BIGINT NOT NULL DEFAULT 0;
ALTER TABLE merchants ADD COLUMN looked_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX merchants_to_look_at ON merchants (looked_ms, looked_past);

ALTER TABLE sessions ADD COLUMN notification_delay_s BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN ended_ms BIGINT;        -- when it came to its final stage; before: NULL
ALTER TABLE sessions ADD COLUMN unpaid_since_ms BIGINT; -- the same where nobody paid; NULL once it is forgotten
CREATE INDEX sessions_unpaid ON sessions (unpaid_since_ms) WHERE unpaid_since_ms IS NOT NULL;

-- Sessions of older versions have ended without these times. The worker writes them in the order of the numbers of the
-- sessions, which begin with their time in milliseconds: it has come past the session `past`, and is done when it is past
-- `last`. Instances of the version before may make sessions for a day.
CREATE TABLE session_ends_to_note (
    past  BIGINT NOT NULL,
    last  BIGINT NOT NULL
);
INSERT INTO session_ends_to_note (past, last)
    SELECT 0, GREATEST(COALESCE(MAX(number), 0), (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint * 1000) + 86400000000
    FROM sessions;

ALTER TABLE transactions ADD COLUMN quiet_since_ms BIGINT;
CREATE INDEX transactions_to_look_at ON transactions (merchant_id, quiet_since_ms) WHERE quiet_since_ms IS NOT NULL;

-- When the card paid last, to a month. NULL: an older version stored it, and the worker has not written it yet.
ALTER TABLE cards ADD COLUMN used_ms BIGINT;
CREATE INDEX cards_by_use ON cards (used_ms);

-- Many rows of these tables are deleted. By default the server removes what is left of them only once it is a fifth of the
-- table, and until then whoever looks for the oldest rows passes over it.
ALTER TABLE claims SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE requests SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE sessions SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE cards SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE notifications SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE notification_attempts SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE audit_log SET (autovacuum_vacuum_scale_factor = 0.02);
