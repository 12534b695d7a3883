-- Whatever belongs to a merchant has the merchant first in its key: no statement reaches the rows of two merchants by a
-- number that they share. Secrets of sessions are sealed from here on, and a notification keeps the merchant's own URL:
-- the session's id is put into it when it is sent.

-- Children before their parents, so that no reference is broken on the way.
ALTER TABLE notification_attempts RENAME TO old_notification_attempts;
ALTER TABLE notifications RENAME TO old_notifications;
ALTER TABLE actions RENAME TO old_actions;
ALTER TABLE transactions RENAME TO old_transactions;
ALTER TABLE sessions RENAME TO old_sessions;
ALTER TABLE encryption_keys RENAME TO old_encryption_keys;
ALTER TABLE remittance_lines RENAME TO old_remittance_lines;
ALTER TABLE audit_log RENAME TO old_audit_log;

CREATE TABLE encryption_keys (
    merchant_id   INTEGER NOT NULL REFERENCES merchants (id),
    id            INTEGER NOT NULL,
    name          TEXT    NOT NULL,
    folded_name   TEXT    NOT NULL,
    generation    INTEGER NOT NULL,
    created_ms    INTEGER NOT NULL,
    modulus       TEXT    NOT NULL,
    exponent      TEXT    NOT NULL,
    private_half  BLOB    NOT NULL, -- sealed
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, folded_name, generation)
);
INSERT INTO encryption_keys
    SELECT merchant_id, id, name, folded_name, generation, created_ms, modulus, exponent, private_half
    FROM old_encryption_keys;
DROP TABLE old_encryption_keys;

CREATE TABLE sessions (
    merchant_id           INTEGER NOT NULL REFERENCES merchants (id),
    number                INTEGER NOT NULL, -- of its id
    sealed_secret         BLOB,             -- the rest of its id
    secret                TEXT,             -- the same, of sessions made before it was sealed; sealed when a gateway starts
    point_of_sale         TEXT    NOT NULL,
    created_ms            INTEGER NOT NULL,
    expires_ms            INTEGER NOT NULL,
    order_reference       TEXT    NOT NULL,
    order_amount          INTEGER NOT NULL,
    amount                INTEGER NOT NULL,
    currency              TEXT    NOT NULL,
    channel               TEXT    NOT NULL,
    payment_type          TEXT    NOT NULL,
    capture               TEXT    NOT NULL,
    capture_at_ms         INTEGER,          -- of a deferred capture
    original_transaction  TEXT,             -- the issuer's id of a buyer's first payment
    methods               TEXT    NOT NULL, -- ids with blanks between
    fallbacks             TEXT    NOT NULL, -- likewise
    return_url            TEXT    NOT NULL,
    echo                  TEXT    NOT NULL, -- what the merchant said, to be given back
    echo_format           INTEGER NOT NULL,
    notification_url      TEXT,
    device                TEXT,             -- what the buyer used, to be given back
    device_format         INTEGER NOT NULL,
    stage                 TEXT    NOT NULL,
    attempts_left         INTEGER NOT NULL,
    tries                 INTEGER NOT NULL,
    version               INTEGER NOT NULL,
    wake_at_ms            INTEGER,          -- when the clock ends it
    PRIMARY KEY (merchant_id, number)
);
INSERT INTO sessions
    SELECT merchant_id, number, NULL, secret, point_of_sale, created_ms, expires_ms, order_reference, order_amount, amount,
           currency, channel, payment_type, capture, capture_at_ms, original_transaction, methods, fallbacks, return_url,
           echo, echo_format, notification_url, device, device_format, stage, attempts_left, tries, version, wake_at_ms
    FROM old_sessions;
-- A buyer shows the id alone, which does not name the merchant.
CREATE UNIQUE INDEX sessions_by_number ON sessions (number);
CREATE INDEX sessions_in_the_clear ON sessions (merchant_id, number) WHERE secret IS NOT NULL;

CREATE TABLE transactions (
    merchant_id           INTEGER NOT NULL REFERENCES merchants (id),
    id                    INTEGER NOT NULL,
    payment_method_id     TEXT    NOT NULL,
    point_of_sale         TEXT    NOT NULL,
    instrument_type       TEXT    NOT NULL,
    created_ms            INTEGER NOT NULL,
    card                  TEXT    NOT NULL, -- masked; empty where a payment is made at a partner
    order_reference       TEXT    NOT NULL,
    order_amount          INTEGER NOT NULL,
    amount                INTEGER NOT NULL,
    currency              TEXT    NOT NULL,
    channel               TEXT    NOT NULL,
    payment_type          TEXT    NOT NULL,
    capture               TEXT    NOT NULL,
    capture_at_ms         INTEGER,
    original_transaction  TEXT,
    echo                  TEXT    NOT NULL,
    echo_format           INTEGER NOT NULL,
    idempotency_key       TEXT,
    session_number        INTEGER,
    notification_url      TEXT,
    state                 TEXT    NOT NULL,
    version               INTEGER NOT NULL,
    wake_for              TEXT,             -- the work that is due next
    wake_at_ms            INTEGER,
    leased_until_ms       INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, session_number) REFERENCES sessions (merchant_id, number)
);
INSERT INTO transactions
    SELECT merchant_id, id, payment_method_id, point_of_sale, instrument_type, created_ms, card, order_reference,
           order_amount, amount, currency, channel, payment_type, capture, capture_at_ms, original_transaction, echo,
           echo_format, idempotency_key, session_number, notification_url, state, version, wake_for, wake_at_ms,
           leased_until_ms
    FROM old_transactions;

CREATE TABLE actions (
    merchant_id      INTEGER NOT NULL,
    id               INTEGER NOT NULL,
    transaction_id   INTEGER NOT NULL,
    target_id        INTEGER NOT NULL, -- the payment, or another action on it
    place            INTEGER NOT NULL, -- the order in which they were decided
    kind             TEXT    NOT NULL,
    capture_option   TEXT    NOT NULL,
    by_gateway       INTEGER NOT NULL,
    created_ms       INTEGER NOT NULL,
    amount           INTEGER NOT NULL,
    reference_mark   TEXT,             -- by which a repeat is recognised
    echo             TEXT    NOT NULL, -- what the merchant said besides, to be given back
    echo_format      INTEGER NOT NULL,
    idempotency_key  TEXT,
    state            TEXT    NOT NULL,
    taken            TEXT    NOT NULL, -- what a cancel takes from which capture or refund
    released         INTEGER,          -- what the bank need not hold any more; NULL: nothing
    release_due_ms   INTEGER,          -- when it is told next; NULL: it knows
    release_attempt  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, transaction_id) REFERENCES transactions (merchant_id, id)
);
INSERT INTO actions
    SELECT merchant_id, id, transaction_id, target_id, place, kind, capture_option, by_gateway, created_ms, amount,
           reference_mark, echo, echo_format, idempotency_key, state, taken, released, release_due_ms, release_attempt
    FROM old_actions;

CREATE TABLE remittance_lines (
    merchant_id        INTEGER NOT NULL,
    entry_id           INTEGER NOT NULL, -- the action; the payment, where it captures by itself
    transaction_id     INTEGER NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    order_reference    TEXT    NOT NULL,
    kind               TEXT    NOT NULL,
    amount             INTEGER NOT NULL,
    currency           TEXT    NOT NULL,
    made_ms            INTEGER NOT NULL,
    day                TEXT    NOT NULL, -- the first whose remittance it may go into: 2026-11-22
    remitted_on        TEXT,             -- the day of the remittance that it went into
    PRIMARY KEY (merchant_id, entry_id)
);
INSERT INTO remittance_lines
    SELECT merchant_id, entry_id, transaction_id, point_of_sale, payment_method_id, order_reference, kind, amount, currency,
           made_ms, day, remitted_on
    FROM old_remittance_lines;
DROP TABLE old_remittance_lines;

-- One of each subject. The id is for operators.
CREATE TABLE notifications (
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    kind         TEXT    NOT NULL,
    subject      INTEGER NOT NULL, -- the number of a session, or the id of a payment
    id           INTEGER,
    url          TEXT    NOT NULL, -- as the merchant gave it
    made_ms      INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    next_ms      INTEGER,          -- when it is sent next
    PRIMARY KEY (merchant_id, kind, subject)
);
INSERT INTO notifications
    SELECT n.merchant_id, n.kind, n.subject, n.id, COALESCE(s.notification_url, t.notification_url, n.url), n.made_ms,
           n.until_ms, n.state, n.attempts, n.next_ms
    FROM old_notifications n
    LEFT JOIN old_sessions s ON n.kind = 'WEBTRS' AND s.number = n.subject
    LEFT JOIN old_transactions t ON n.kind = 'TRS' AND t.id = n.subject;
CREATE UNIQUE INDEX notifications_by_id ON notifications (id);
CREATE TRIGGER notifications_numbered AFTER INSERT ON notifications WHEN NEW.id IS NULL BEGIN
    UPDATE notifications SET id = (SELECT COALESCE(MAX(id), 0) + 1 FROM notifications)
    WHERE merchant_id = NEW.merchant_id AND kind = NEW.kind AND subject = NEW.subject;
END;

-- Neither a status nor a failure: it is being sent, or whoever sent it died.
CREATE TABLE notification_attempts (
    merchant_id  INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    subject      INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    status       INTEGER,
    heard        INTEGER,
    failure      TEXT,
    took_ms      INTEGER,
    PRIMARY KEY (merchant_id, kind, subject, number),
    FOREIGN KEY (merchant_id, kind, subject) REFERENCES notifications (merchant_id, kind, subject)
);
INSERT INTO notification_attempts
    SELECT n.merchant_id, n.kind, n.subject, a.number, a.at_ms, a.status, a.status BETWEEN 200 AND 299, a.failure,
           a.took_ms
    FROM old_notification_attempts a JOIN old_notifications n ON n.id = a.notification_id;

-- Merchant 0 is the gateway itself.
CREATE TABLE audit_log (
    id           INTEGER PRIMARY KEY,
    merchant_id  INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    action       TEXT    NOT NULL,
    subject      TEXT    NOT NULL
);
INSERT INTO audit_log SELECT id, COALESCE(merchant_id, 0), at_ms, action, subject FROM old_audit_log;
DROP TABLE old_audit_log;

DROP TABLE old_notification_attempts;
DROP TABLE old_notifications;
DROP TABLE old_actions;
DROP TABLE old_transactions;
DROP TABLE old_sessions;

CREATE INDEX transactions_due ON transactions (wake_for, wake_at_ms) WHERE wake_for IS NOT NULL;
CREATE INDEX transactions_of_session ON transactions (merchant_id, session_number, id) WHERE session_number IS NOT NULL;
CREATE INDEX actions_of ON actions (merchant_id, transaction_id, place, id);
CREATE INDEX remittance_lines_open ON remittance_lines (merchant_id, point_of_sale, day) WHERE remitted_on IS NULL;
CREATE INDEX remittance_lines_remitted ON remittance_lines (merchant_id, point_of_sale, remitted_on, entry_id)
    WHERE remitted_on IS NOT NULL;
CREATE INDEX sessions_overdue ON sessions (wake_at_ms) WHERE wake_at_ms IS NOT NULL;
CREATE INDEX notifications_of_merchant ON notifications (merchant_id, id);
CREATE INDEX notifications_due ON notifications (next_ms) WHERE next_ms IS NOT NULL;
