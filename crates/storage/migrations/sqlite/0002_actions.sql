-- What is done to a payment after it, what is to be done when nobody asks, and what goes to the bank at the day's end.

ALTER TABLE transactions ADD COLUMN point_of_sale TEXT NOT NULL DEFAULT '';
ALTER TABLE transactions ADD COLUMN wake_for TEXT;
ALTER TABLE transactions ADD COLUMN leased_until_ms INTEGER NOT NULL DEFAULT 0;
UPDATE transactions SET point_of_sale =
    (SELECT m.point_of_sale FROM payment_methods m
     WHERE m.merchant_id = transactions.merchant_id AND m.id = transactions.payment_method_id);
DROP INDEX transactions_due;
UPDATE transactions SET wake_for = 'RECONCILE' WHERE wake_at_ms IS NOT NULL;
UPDATE transactions SET wake_for = 'EXPIRE', wake_at_ms = created_ms + 604800000
    WHERE wake_for IS NULL AND json_extract(state, '$.is') = 'ACCEPTED'
      AND json_extract(details, '$.payment.capture') IN ('MANUAL', 'DEFERRED')
      AND json_extract(details, '$.payment.paymentType') <> 'ACCOUNT_VERIFICATION';
UPDATE transactions SET wake_for = 'CAPTURE',
    wake_at_ms = CAST(ROUND((julianday(json_extract(details, '$.payment.deferredCaptureDate')) - 2440587.5) * 86400000)
                      AS INTEGER)
    WHERE wake_for = 'EXPIRE' AND json_extract(details, '$.payment.capture') = 'DEFERRED';
CREATE INDEX transactions_due ON transactions (wake_for, wake_at_ms) WHERE wake_for IS NOT NULL;

-- Captures, refunds, cancels and expiries: every attempt, refused ones included.
CREATE TABLE actions (
    id               INTEGER PRIMARY KEY,
    merchant_id      INTEGER NOT NULL,
    transaction_id   INTEGER NOT NULL REFERENCES transactions (id),
    target_id        INTEGER NOT NULL, -- the payment, or another action on it
    place            INTEGER NOT NULL, -- the order in which they were decided
    kind             TEXT    NOT NULL,
    capture_option   TEXT    NOT NULL,
    by_gateway       INTEGER NOT NULL,
    created_ms       INTEGER NOT NULL,
    amount           INTEGER NOT NULL,
    reference_mark   TEXT,             -- by which a repeat is recognised
    details          TEXT    NOT NULL, -- what the merchant said besides, and decides nothing
    idempotency_key  TEXT,
    state            TEXT    NOT NULL,
    taken            TEXT    NOT NULL, -- what a cancel takes from which capture or refund
    released         INTEGER,          -- what the bank need not hold any more; NULL: nothing
    release_due_ms   INTEGER,          -- when it is told next; NULL: it knows
    release_attempt  INTEGER NOT NULL
);
CREATE INDEX actions_of ON actions (transaction_id, place, id);

-- Captures and refunds on their way to the bank: amounts after cancels; a line that is cancelled to nothing is gone.
CREATE TABLE remittance_lines (
    entry_id           INTEGER PRIMARY KEY, -- the action; the payment, where it captures by itself
    transaction_id     INTEGER NOT NULL,
    merchant_id        INTEGER NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    order_reference    TEXT    NOT NULL,
    kind               TEXT    NOT NULL,
    amount             INTEGER NOT NULL,
    currency           TEXT    NOT NULL,
    made_ms            INTEGER NOT NULL,
    day                TEXT    NOT NULL, -- the first whose remittance it may go into: 2026-11-22
    remitted_on        TEXT              -- the day of the remittance that it went into
);
CREATE INDEX remittance_lines_open ON remittance_lines (merchant_id, point_of_sale, day) WHERE remitted_on IS NULL;
CREATE INDEX remittance_lines_remitted ON remittance_lines (merchant_id, point_of_sale, remitted_on, entry_id)
    WHERE remitted_on IS NOT NULL;
INSERT INTO remittance_lines
    SELECT id, id, merchant_id, point_of_sale, payment_method_id, json_extract(details, '$.order.reference'), 'CAPTURE',
           COALESCE(json_extract(details, '$.payment.amount'), json_extract(details, '$.order.amount')),
           json_extract(details, '$.order.currency'), created_ms, date(created_ms / 1000, 'unixepoch'), NULL
    FROM transactions
    WHERE json_extract(state, '$.is') = 'ACCEPTED'
      AND COALESCE(json_extract(details, '$.payment.capture'), 'AUTOMATIC') = 'AUTOMATIC'
      AND COALESCE(json_extract(details, '$.payment.amount'), json_extract(details, '$.order.amount')) > 0;

CREATE TABLE remittances (
    merchant_id      INTEGER NOT NULL,
    point_of_sale    TEXT    NOT NULL,
    day              TEXT    NOT NULL,
    made_ms          INTEGER NOT NULL,
    closed           INTEGER NOT NULL,
    leased_until_ms  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, point_of_sale, day)
);
CREATE INDEX remittances_by_day ON remittances (day);
CREATE INDEX remittances_unclosed ON remittances (day) WHERE closed = 0;

-- A sum of amounts may be larger than 64 bits: it is billions * 10^9 + rest.
CREATE TABLE remittance_totals (
    merchant_id    INTEGER NOT NULL,
    point_of_sale  TEXT    NOT NULL,
    day            TEXT    NOT NULL,
    currency       TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    line_count     INTEGER NOT NULL,
    billions       INTEGER NOT NULL,
    rest           INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, point_of_sale, day, currency, kind)
);
