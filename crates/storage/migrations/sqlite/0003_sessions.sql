-- Payments on a page: the sessions in which buyers pay, and what merchants are told of how they end.

-- Where it is there, the request made a session, and transaction_id is 0.
ALTER TABLE requests ADD COLUMN session_number INTEGER;

CREATE TABLE sessions (
    number            INTEGER PRIMARY KEY, -- of its id
    secret            TEXT    NOT NULL,    -- the rest of its id
    merchant_id       INTEGER NOT NULL REFERENCES merchants (id),
    point_of_sale     TEXT    NOT NULL,
    created_ms        INTEGER NOT NULL,
    expires_ms        INTEGER NOT NULL,
    request           TEXT    NOT NULL,
    notification_url  TEXT,
    device            TEXT,
    stage             TEXT    NOT NULL,
    attempts_left     INTEGER NOT NULL,
    tries             INTEGER NOT NULL,
    version           INTEGER NOT NULL,
    wake_at_ms        INTEGER             -- when the clock ends it
);
CREATE INDEX sessions_overdue ON sessions (wake_at_ms) WHERE wake_at_ms IS NOT NULL;

-- JSON, as an operator set it.
ALTER TABLE points_of_sale ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';

-- From here on the card is an empty text where a payment is made at a partner.
ALTER TABLE transactions ADD COLUMN session_number INTEGER REFERENCES sessions (number);
ALTER TABLE transactions ADD COLUMN notification_url TEXT;
CREATE INDEX transactions_of_session ON transactions (session_number, id) WHERE session_number IS NOT NULL;

-- One of each subject. A url holds the token of its session.
CREATE TABLE notifications (
    id           INTEGER PRIMARY KEY,
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    kind         TEXT    NOT NULL,
    subject      INTEGER NOT NULL, -- the number of a session, or the id of a payment
    url          TEXT    NOT NULL,
    made_ms      INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    next_ms      INTEGER,          -- when it is sent next
    UNIQUE (kind, subject)
);
CREATE INDEX notifications_due ON notifications (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX notifications_of_merchant ON notifications (merchant_id, id);

-- Neither a status nor a failure: it is being sent, or whoever sent it died.
CREATE TABLE notification_attempts (
    notification_id  INTEGER NOT NULL REFERENCES notifications (id),
    number           INTEGER NOT NULL,
    at_ms            INTEGER NOT NULL,
    status           INTEGER,
    failure          TEXT,
    took_ms          INTEGER,
    PRIMARY KEY (notification_id, number)
);
