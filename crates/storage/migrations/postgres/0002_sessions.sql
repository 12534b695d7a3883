-- Payments on a page: the sessions in which buyers pay, and what merchants are told of how they end.
--
-- Tables are altered in the order in which a commit writes them: an instance of the version before may be at work.

-- Where it is there, the request made a session, and transaction_id is 0.
ALTER TABLE requests ADD COLUMN session_number BIGINT;

CREATE TABLE sessions (
    number            BIGINT PRIMARY KEY, -- of its id
    secret            TEXT    NOT NULL,   -- the rest of its id
    merchant_id       BIGINT  NOT NULL REFERENCES merchants (id),
    point_of_sale     TEXT    NOT NULL,
    created_ms        BIGINT  NOT NULL,
    expires_ms        BIGINT  NOT NULL,
    request           TEXT    NOT NULL,
    notification_url  TEXT,
    device            TEXT,
    stage             TEXT    NOT NULL,
    attempts_left     BIGINT  NOT NULL,
    tries             BIGINT  NOT NULL,
    version           BIGINT  NOT NULL,
    wake_at_ms        BIGINT              -- when the clock ends it
);
CREATE INDEX sessions_overdue ON sessions (wake_at_ms) WHERE wake_at_ms IS NOT NULL;

-- JSON, as an operator set it.
ALTER TABLE points_of_sale ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';

-- From here on the card is an empty text where a payment is made at a partner.
ALTER TABLE transactions ADD COLUMN session_number BIGINT REFERENCES sessions (number);
ALTER TABLE transactions ADD COLUMN notification_url TEXT;
CREATE INDEX transactions_of_session ON transactions (session_number, id) WHERE session_number IS NOT NULL;

-- One of each subject. A url holds the token of its session.
CREATE TABLE notifications (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant_id  BIGINT  NOT NULL REFERENCES merchants (id),
    kind         TEXT    NOT NULL,
    subject      BIGINT  NOT NULL, -- the number of a session, or the id of a payment
    url          TEXT    NOT NULL,
    made_ms      BIGINT  NOT NULL,
    until_ms     BIGINT  NOT NULL,
    state        TEXT    NOT NULL,
    attempts     BIGINT  NOT NULL,
    next_ms      BIGINT,           -- when it is sent next
    UNIQUE (kind, subject)
);
CREATE INDEX notifications_due ON notifications (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX notifications_of_merchant ON notifications (merchant_id, id);

-- Neither a status nor a failure: it is being sent, or whoever sent it died.
CREATE TABLE notification_attempts (
    notification_id  BIGINT  NOT NULL REFERENCES notifications (id),
    number           BIGINT  NOT NULL,
    at_ms            BIGINT  NOT NULL,
    status           BIGINT,
    failure          TEXT,
    took_ms          BIGINT,
    PRIMARY KEY (notification_id, number)
);
