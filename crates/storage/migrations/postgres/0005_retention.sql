-- What the worker that forgets goes by, and how long a session's first notification waits for the buyer's return. No index
-- gets a row with each payment, so that a payment costs what it did.
--
-- Tables are altered in the order in which a commit writes them: an instance of the version before may be at work.

-- Payments are looked at in the order of their ids, which is that of time. `looked_past` is the last that was looked at of the
-- merchant. One that was too young to be forgotten then, because something was done to it later, says when it is looked at again.
ALTER TABLE merchants ADD COLUMN looked_past BIGINT NOT NULL DEFAULT 0;
ALTER TABLE merchants ADD COLUMN looked_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX merchants_to_look_at ON merchants (looked_ms);

ALTER TABLE sessions ADD COLUMN notification_delay_s BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN ended_ms BIGINT;        -- when it came to its final stage; before: NULL
ALTER TABLE sessions ADD COLUMN unpaid_since_ms BIGINT; -- the same where nobody paid; NULL once it is forgotten
UPDATE sessions SET ended_ms = expires_ms,
        unpaid_since_ms = CASE WHEN stage LIKE '%"is":"PAID"%' THEN NULL ELSE expires_ms END
    WHERE stage LIKE '%"is":"PAID"%' OR stage LIKE '%"is":"REFUSED"%'
       OR stage LIKE '%"is":"CANCELLED"%' OR stage LIKE '%"is":"EXPIRED"%';
CREATE INDEX sessions_unpaid ON sessions (unpaid_since_ms) WHERE unpaid_since_ms IS NOT NULL;

ALTER TABLE transactions ADD COLUMN look_again_ms BIGINT;
CREATE INDEX transactions_to_look_at ON transactions (look_again_ms) WHERE look_again_ms IS NOT NULL;

-- When the card paid last, to a month. What is known of the cards before is that none paid after its merchant's last payment,
-- whose id begins with its time.
ALTER TABLE cards ADD COLUMN used_ms BIGINT NOT NULL DEFAULT 0;
UPDATE cards SET used_ms = COALESCE((SELECT MAX(t.id) / 10000 FROM transactions t WHERE t.merchant_id = cards.merchant_id), 0);
-- An instance of the version before stores cards without the column: they are used when they are stored.
ALTER TABLE cards ALTER COLUMN used_ms SET DEFAULT (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
CREATE INDEX cards_by_use ON cards (used_ms);
