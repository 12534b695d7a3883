CREATE TABLE migrations (
            number      INTEGER PRIMARY KEY,
            text        TEXT    NOT NULL,
            applied_ms  INTEGER NOT NULL
        );
CREATE TABLE merchants (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    created_ms  INTEGER NOT NULL
, looked_past INTEGER NOT NULL DEFAULT 0, looked_ms INTEGER NOT NULL DEFAULT 0);
CREATE TABLE access_keys (
    merchant_id    INTEGER NOT NULL REFERENCES merchants (id),
    hash           BLOB    NOT NULL,
    good_until_ms  INTEGER,
    PRIMARY KEY (merchant_id, hash)
);
CREATE TABLE points_of_sale (
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    reference    TEXT    NOT NULL,
    name         TEXT    NOT NULL, settings TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (merchant_id, reference)
);
CREATE TABLE payment_methods (
    merchant_id        INTEGER NOT NULL,
    id                 TEXT    NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    instrument_type    TEXT    NOT NULL,
    networks           TEXT    NOT NULL, -- words with blanks between
    checks_duplicates  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, point_of_sale) REFERENCES points_of_sale (merchant_id, reference)
);
CREATE TABLE data_keys (
    id       INTEGER PRIMARY KEY,
    purpose  TEXT NOT NULL,
    sealed   BLOB NOT NULL
);
CREATE TABLE cards (
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    fingerprint  BLOB    NOT NULL, -- keyed hash of the number
    token        TEXT    NOT NULL,
    pan          BLOB    NOT NULL, used_ms INTEGER, -- sealed
    PRIMARY KEY (merchant_id, fingerprint),
    UNIQUE (merchant_id, token)
);
CREATE TABLE claims (
    merchant_id        INTEGER NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    order_reference    TEXT    NOT NULL,
    amount             INTEGER NOT NULL,
    transaction_id     INTEGER NOT NULL,
    accepted           INTEGER NOT NULL,
    until_ms           INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, payment_method_id, order_reference, amount)
);
CREATE TABLE requests (
    merchant_id      INTEGER NOT NULL,
    idempotency_key  TEXT    NOT NULL,
    digest           BLOB    NOT NULL, -- keyed hash of path and body
    transaction_id   INTEGER NOT NULL,
    answered         TEXT,             -- the state that the first answer told
    until_ms         INTEGER NOT NULL, session_number INTEGER,
    PRIMARY KEY (merchant_id, idempotency_key)
);
CREATE TABLE remittances (
    merchant_id      INTEGER NOT NULL,
    point_of_sale    TEXT    NOT NULL,
    day              TEXT    NOT NULL,
    made_ms          INTEGER NOT NULL,
    closed           INTEGER NOT NULL,
    leased_until_ms  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, point_of_sale, day)
);
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
    wake_at_ms            INTEGER, notification_delay_s INTEGER NOT NULL DEFAULT 0, ended_ms INTEGER, unpaid_since_ms INTEGER,          -- when the clock ends it
    PRIMARY KEY (merchant_id, number)
);
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
    leased_until_ms       INTEGER NOT NULL, quiet_since_ms INTEGER,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, session_number) REFERENCES sessions (merchant_id, number)
);
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
CREATE TABLE audit_log (
    id           INTEGER PRIMARY KEY,
    merchant_id  INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    action       TEXT    NOT NULL,
    subject      TEXT    NOT NULL
, actor TEXT, address TEXT);
CREATE TABLE session_ends_to_note (
    past  INTEGER NOT NULL,
    last  INTEGER NOT NULL
);
CREATE TABLE spent_limits (
    bucket      TEXT    PRIMARY KEY,
    full_at_us  INTEGER NOT NULL,
    changed_ms  INTEGER NOT NULL
);
INSERT INTO migrations VALUES
(1,'-- Only TEXT, INTEGER (64 bits) and BLOB; moments are milliseconds since 1970 (…_ms); states, cards and details
-- are JSON texts of the domain''s own records.

CREATE TABLE merchants (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    created_ms  INTEGER NOT NULL
);

-- Keyed hashes only. A key is good until its end; NULL is no end.
CREATE TABLE access_keys (
    merchant_id    INTEGER NOT NULL REFERENCES merchants (id),
    hash           BLOB    NOT NULL,
    good_until_ms  INTEGER,
    PRIMARY KEY (merchant_id, hash)
);

CREATE TABLE points_of_sale (
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    reference    TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    PRIMARY KEY (merchant_id, reference)
);

CREATE TABLE payment_methods (
    merchant_id        INTEGER NOT NULL,
    id                 TEXT    NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    instrument_type    TEXT    NOT NULL,
    networks           TEXT    NOT NULL, -- words with blanks between
    checks_duplicates  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, point_of_sale) REFERENCES points_of_sale (merchant_id, reference)
);

-- Sealed by the master key, which is never here.
CREATE TABLE data_keys (
    id       INTEGER PRIMARY KEY,
    purpose  TEXT NOT NULL,
    sealed   BLOB NOT NULL
);

CREATE TABLE encryption_keys (
    id            INTEGER PRIMARY KEY,
    merchant_id   INTEGER NOT NULL REFERENCES merchants (id),
    name          TEXT    NOT NULL,
    folded_name   TEXT    NOT NULL,
    generation    INTEGER NOT NULL,
    created_ms    INTEGER NOT NULL,
    modulus       TEXT    NOT NULL,
    exponent      TEXT    NOT NULL,
    private_half  BLOB    NOT NULL, -- sealed
    UNIQUE (merchant_id, folded_name, generation)
);

CREATE TABLE cards (
    merchant_id  INTEGER NOT NULL REFERENCES merchants (id),
    fingerprint  BLOB    NOT NULL, -- keyed hash of the number
    token        TEXT    NOT NULL,
    pan          BLOB    NOT NULL, -- sealed
    PRIMARY KEY (merchant_id, fingerprint),
    UNIQUE (merchant_id, token)
);

CREATE TABLE transactions (
    id                 INTEGER PRIMARY KEY,
    merchant_id        INTEGER NOT NULL REFERENCES merchants (id),
    payment_method_id  TEXT    NOT NULL,
    instrument_type    TEXT    NOT NULL,
    created_ms         INTEGER NOT NULL,
    card               TEXT    NOT NULL, -- masked
    details            TEXT    NOT NULL,
    idempotency_key    TEXT,
    state              TEXT    NOT NULL,
    version            INTEGER NOT NULL,
    wake_at_ms         INTEGER
);
CREATE INDEX transactions_due ON transactions (wake_at_ms) WHERE wake_at_ms IS NOT NULL;

-- Who holds the identity of a payment, so that a repeat is told.
CREATE TABLE claims (
    merchant_id        INTEGER NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    order_reference    TEXT    NOT NULL,
    amount             INTEGER NOT NULL,
    transaction_id     INTEGER NOT NULL,
    accepted           INTEGER NOT NULL,
    until_ms           INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, payment_method_id, order_reference, amount)
);
CREATE INDEX claims_ended ON claims (until_ms);

-- First requests under an idempotency key.
CREATE TABLE requests (
    merchant_id      INTEGER NOT NULL,
    idempotency_key  TEXT    NOT NULL,
    digest           BLOB    NOT NULL, -- keyed hash of path and body
    transaction_id   INTEGER NOT NULL,
    answered         TEXT,             -- the state that the first answer told
    until_ms         INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, idempotency_key)
);
CREATE INDEX requests_ended ON requests (until_ms);

CREATE TABLE audit_log (
    id           INTEGER PRIMARY KEY,
    at_ms        INTEGER NOT NULL,
    merchant_id  INTEGER,
    action       TEXT    NOT NULL,
    subject      TEXT    NOT NULL
);
',1795818064426),
(2,'-- What is done to a payment after it, what is to be done when nobody asks, and what goes to the bank at the day''s end.

ALTER TABLE transactions ADD COLUMN point_of_sale TEXT NOT NULL DEFAULT '''';
ALTER TABLE transactions ADD COLUMN wake_for TEXT;
ALTER TABLE transactions ADD COLUMN leased_until_ms INTEGER NOT NULL DEFAULT 0;
UPDATE transactions SET point_of_sale =
    (SELECT m.point_of_sale FROM payment_methods m
     WHERE m.merchant_id = transactions.merchant_id AND m.id = transactions.payment_method_id);
DROP INDEX transactions_due;
UPDATE transactions SET wake_for = ''RECONCILE'' WHERE wake_at_ms IS NOT NULL;
UPDATE transactions SET wake_for = ''EXPIRE'', wake_at_ms = created_ms + 604800000
    WHERE wake_for IS NULL AND json_extract(state, ''$.is'') = ''ACCEPTED''
      AND json_extract(details, ''$.payment.capture'') IN (''MANUAL'', ''DEFERRED'')
      AND json_extract(details, ''$.payment.paymentType'') <> ''ACCOUNT_VERIFICATION'';
UPDATE transactions SET wake_for = ''CAPTURE'',
    wake_at_ms = CAST(ROUND((julianday(json_extract(details, ''$.payment.deferredCaptureDate'')) - 2440587.5) * 86400000)
                      AS INTEGER)
    WHERE wake_for = ''EXPIRE'' AND json_extract(details, ''$.payment.capture'') = ''DEFERRED'';
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
    SELECT id, id, merchant_id, point_of_sale, payment_method_id, json_extract(details, ''$.order.reference''), ''CAPTURE'',
           COALESCE(json_extract(details, ''$.payment.amount''), json_extract(details, ''$.order.amount'')),
           json_extract(details, ''$.order.currency''), created_ms, date(created_ms / 1000, ''unixepoch''), NULL
    FROM transactions
    WHERE json_extract(state, ''$.is'') = ''ACCEPTED''
      AND COALESCE(json_extract(details, ''$.payment.capture''), ''AUTOMATIC'') = ''AUTOMATIC''
      AND COALESCE(json_extract(details, ''$.payment.amount''), json_extract(details, ''$.order.amount'')) > 0;

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
',1795818064426),
(3,'-- Payments on a page: the sessions in which buyers pay, and what merchants are told of how they end.

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
ALTER TABLE points_of_sale ADD COLUMN settings TEXT NOT NULL DEFAULT ''{}'';

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
',1795818064426),
(4,'-- What decides about a payment or a session stands in columns of its own. The rest is a document that is only given back:
-- from here on nobody looks into it below the API.

ALTER TABLE transactions RENAME COLUMN details TO echo;
ALTER TABLE transactions ADD COLUMN echo_format INTEGER NOT NULL DEFAULT 1;
ALTER TABLE transactions ADD COLUMN order_reference TEXT NOT NULL DEFAULT '''';
ALTER TABLE transactions ADD COLUMN order_amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN currency TEXT NOT NULL DEFAULT '''';
ALTER TABLE transactions ADD COLUMN channel TEXT NOT NULL DEFAULT ''E_COM'';
ALTER TABLE transactions ADD COLUMN payment_type TEXT NOT NULL DEFAULT ''ONE_OFF'';
ALTER TABLE transactions ADD COLUMN capture TEXT NOT NULL DEFAULT ''AUTOMATIC'';
ALTER TABLE transactions ADD COLUMN capture_at_ms INTEGER;       -- of a deferred capture
ALTER TABLE transactions ADD COLUMN original_transaction TEXT;   -- the issuer''s id of a buyer''s first payment
UPDATE transactions SET
    order_reference = json_extract(echo, ''$.order.reference''),
    order_amount = json_extract(echo, ''$.order.amount''),
    amount = COALESCE(json_extract(echo, ''$.payment.amount''), json_extract(echo, ''$.order.amount'')),
    currency = json_extract(echo, ''$.order.currency''),
    channel = COALESCE(json_extract(echo, ''$.order.origin''), ''E_COM''),
    payment_type = COALESCE(json_extract(echo, ''$.payment.paymentType''), ''ONE_OFF''),
    capture = COALESCE(json_extract(echo, ''$.payment.capture''), ''AUTOMATIC''),
    capture_at_ms = CAST(ROUND((julianday(json_extract(echo, ''$.payment.deferredCaptureDate'')) - 2440587.5) * 86400000)
                         AS INTEGER),
    original_transaction = json_extract(echo, ''$.originalTransactionId'');

ALTER TABLE actions RENAME COLUMN details TO echo;
ALTER TABLE actions ADD COLUMN echo_format INTEGER NOT NULL DEFAULT 1;

ALTER TABLE sessions RENAME COLUMN request TO echo;
ALTER TABLE sessions ADD COLUMN echo_format INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN device_format INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN order_reference TEXT NOT NULL DEFAULT '''';
ALTER TABLE sessions ADD COLUMN order_amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN currency TEXT NOT NULL DEFAULT '''';
ALTER TABLE sessions ADD COLUMN channel TEXT NOT NULL DEFAULT ''E_COM'';
ALTER TABLE sessions ADD COLUMN payment_type TEXT NOT NULL DEFAULT ''ONE_OFF'';
ALTER TABLE sessions ADD COLUMN capture TEXT NOT NULL DEFAULT ''AUTOMATIC'';
ALTER TABLE sessions ADD COLUMN capture_at_ms INTEGER;
ALTER TABLE sessions ADD COLUMN original_transaction TEXT;
ALTER TABLE sessions ADD COLUMN methods TEXT NOT NULL DEFAULT '''';    -- ids with blanks between
ALTER TABLE sessions ADD COLUMN fallbacks TEXT NOT NULL DEFAULT '''';  -- likewise
ALTER TABLE sessions ADD COLUMN return_url TEXT NOT NULL DEFAULT '''';
UPDATE sessions SET
    order_reference = json_extract(echo, ''$.order.reference''),
    order_amount = json_extract(echo, ''$.order.amount''),
    amount = COALESCE(json_extract(echo, ''$.payment.amount''), json_extract(echo, ''$.order.amount'')),
    currency = json_extract(echo, ''$.order.currency''),
    channel = COALESCE(json_extract(echo, ''$.order.origin''), ''E_COM''),
    payment_type = COALESCE(json_extract(echo, ''$.payment.paymentType''), ''ONE_OFF''),
    capture = COALESCE(json_extract(echo, ''$.payment.capture''), ''AUTOMATIC''),
    capture_at_ms = CAST(ROUND((julianday(json_extract(echo, ''$.payment.deferredCaptureDate'')) - 2440587.5) * 86400000)
                         AS INTEGER),
    methods = COALESCE((SELECT group_concat(value, '' '' ORDER BY key)
        FROM json_each(echo, ''$.paymentMethod.paymentMethodIDs'')), ''''),
    fallbacks = COALESCE((SELECT group_concat(value, '' '' ORDER BY key)
        FROM json_each(echo, ''$.paymentMethod.fallbackPaymentMethodIDs'')), ''''),
    return_url = json_extract(echo, ''$.returnURL'');
',1795818064426),
(5,'-- Whatever belongs to a merchant has the merchant first in its key: no statement reaches the rows of two merchants by a
-- number that they share. Secrets of sessions are sealed from here on, and a notification keeps the merchant''s own URL:
-- the session''s id is put into it when it is sent.

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
    original_transaction  TEXT,             -- the issuer''s id of a buyer''s first payment
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
    LEFT JOIN old_sessions s ON n.kind = ''WEBTRS'' AND s.number = n.subject
    LEFT JOIN old_transactions t ON n.kind = ''TRS'' AND t.id = n.subject;
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
',1795818064426),
(6,'-- The claim of a payment that has no outcome has no end, and nobody looks for it by its end: it is not in the index. So the
-- commit that begins a payment does not change the index.
DROP INDEX claims_ended;
CREATE INDEX claims_ended ON claims (until_ms) WHERE until_ms < 9223372036854775807;
',1795818064426),
(7,'-- What the worker that forgets goes by, and how long a session''s first notification waits for the buyer''s return. No index
-- gets a row with each payment, so that a payment costs what it did. No row is written here: the worker writes in small steps
-- what it needs to know of the rows of older versions.

ALTER TABLE sessions ADD COLUMN notification_delay_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN ended_ms INTEGER;        -- when it came to its final stage; before: NULL
ALTER TABLE sessions ADD COLUMN unpaid_since_ms INTEGER; -- the same where nobody paid; NULL once it is forgotten
CREATE INDEX sessions_unpaid ON sessions (unpaid_since_ms) WHERE unpaid_since_ms IS NOT NULL;

-- Sessions of older versions have ended without these times. The worker writes them in the order of the numbers of the
-- sessions, which begin with their time in milliseconds: it has come past the session `past`, and is done when it is past
-- `last`. Instances of the version before may make sessions for a day.
CREATE TABLE session_ends_to_note (
    past  INTEGER NOT NULL,
    last  INTEGER NOT NULL
);
INSERT INTO session_ends_to_note (past, last) SELECT 0, COALESCE(MAX(number) + 86400000000, 0) FROM sessions;

-- Payments are looked at in the order of their ids, which is that of time. `looked_past` is the last that was looked at of the
-- merchant. One that was too young to be forgotten then, because something was done to it later, is looked at again once its
-- time is over since `quiet_since_ms`, whatever the setting is by then.
ALTER TABLE merchants ADD COLUMN looked_past INTEGER NOT NULL DEFAULT 0;
ALTER TABLE merchants ADD COLUMN looked_ms INTEGER NOT NULL DEFAULT 0;
CREATE INDEX merchants_to_look_at ON merchants (looked_ms, looked_past);
ALTER TABLE transactions ADD COLUMN quiet_since_ms INTEGER;
CREATE INDEX transactions_to_look_at ON transactions (merchant_id, quiet_since_ms) WHERE quiet_since_ms IS NOT NULL;

-- When the card paid last, to a month. NULL: an older version stored it, and the worker has not written it yet.
ALTER TABLE cards ADD COLUMN used_ms INTEGER;
CREATE INDEX cards_by_use ON cards (used_ms);
',1795818064426),
(8,'-- Who wrote a line of the audit log, and the address that the request came from. Lines of older versions have neither.
ALTER TABLE audit_log ADD COLUMN actor TEXT;
ALTER TABLE audit_log ADD COLUMN address TEXT;

-- What several instances have taken together from the buckets of their limits. `full_at_us` is the time, in microseconds, at which a
-- bucket is full again.
CREATE TABLE spent_limits (
    bucket      TEXT    PRIMARY KEY,
    full_at_us  INTEGER NOT NULL,
    changed_ms  INTEGER NOT NULL
);
CREATE INDEX spent_limits_changed ON spent_limits (changed_ms);
CREATE INDEX spent_limits_full ON spent_limits (full_at_us);
',1795818064426);
INSERT INTO merchants VALUES
(12345678901234,'Demo shop','ACTIVE',1795818064538,0,1801866072663),
(12607458149919,'Shop other','ACTIVE',1801866074740,0,1801866077676),
(54801729715616,'Shop locked','LOCKED',1801866074794,0,1801866077676),
(63364003018582,'Shop remitting','ACTIVE',1801866074815,0,1801866077676),
(80466846088351,'Shop rotated','ACTIVE',1801866074759,0,1801866077676);
INSERT INTO access_keys VALUES
(12345678901234,X'D83B26C6A2EDD3C33E48481D0942EED5A76A5D004119B4F4CD1A349CAAC128E2',NULL),
(12607458149919,X'5D1BEDDB39F8A4798A9C6CE028C1DB14CDA081C61461817F45CB60241921892A',1802038874871),
(80466846088351,X'06F7CFD468922266F5F077A27C93E5C57964C99A3C4E2154191CCA26D5B8435B',1801866074924),
(54801729715616,X'21A15CFC56C5F89E345A95AB4CBE38A7DBC4B959E01897FA2B89DC2516533C0A',NULL),
(63364003018582,X'B56AC0059810E376F0881B025B086A5EE0CEC53BFFA478A346C88FFF14349196',NULL),
(12607458149919,X'72520144C8F3984BBC8302599702217F490162B1C5B7D7A8C17343F0141685A8',NULL),
(80466846088351,X'A481160E79CB5D587EC453C46CB5D33CE6FD1346F4EEBFBCF36233D3B775ADBB',NULL);
INSERT INTO points_of_sale VALUES
(12345678901234,'SHOP1','Demo shop','{"sessionMinutes":90}'),
(12607458149919,'SHOP1','Shop other','{"sessionMinutes":90,"attempts":2,"automaticReturn":true,"sessionParameter":"number","frameOrigins":["https://shop.example","http://127.0.0.1:35941"],"notificationUrl":"http://127.0.0.1:35941/settings?of=other","notificationDelayS":1,"pages":[{"code":"summer","colour":"#0a7d55"},{"code":"winter","colour":"#1a5fb4"}],"allowHttp":true,"country":"BE","cardsPerMinute":100000,"cardsPerSessionPerHour":100,"paymentsPerCardPerHour":100000,"cardsPerAddressPerHour":100000}'),
(80466846088351,'SHOP1','Shop rotated','{}'),
(54801729715616,'SHOP1','Shop locked','{"sessionMinutes":90}'),
(63364003018582,'SHOP1','Shop remitting','{}');
INSERT INTO payment_methods VALUES
(12345678901234,'CB','SHOP1','CB','CARTES_BANCAIRES VISA MASTERCARD',1),
(12345678901234,'AMEX','SHOP1','AMEX','AMERICAN_EXPRESS',1),
(12345678901234,'MOCKPAY','SHOP1','MOCKPAY','',1),
(12607458149919,'CB','SHOP1','CB','CARTES_BANCAIRES VISA MASTERCARD',1),
(12607458149919,'AMEX','SHOP1','AMEX','AMERICAN_EXPRESS',1),
(12607458149919,'MOCKPAY','SHOP1','MOCKPAY','',1),
(80466846088351,'CB','SHOP1','CB','CARTES_BANCAIRES VISA MASTERCARD',1),
(80466846088351,'AMEX','SHOP1','AMEX','AMERICAN_EXPRESS',1),
(80466846088351,'MOCKPAY','SHOP1','MOCKPAY','',1),
(54801729715616,'CB','SHOP1','CB','CARTES_BANCAIRES VISA MASTERCARD',1),
(54801729715616,'AMEX','SHOP1','AMEX','AMERICAN_EXPRESS',1),
(54801729715616,'MOCKPAY','SHOP1','MOCKPAY','',1),
(63364003018582,'CB','SHOP1','CB','CARTES_BANCAIRES VISA MASTERCARD',1),
(63364003018582,'AMEX','SHOP1','AMEX','AMERICAN_EXPRESS',1),
(63364003018582,'MOCKPAY','SHOP1','MOCKPAY','',1);
INSERT INTO data_keys VALUES
(1,'SEAL',X'010D9D595A89F9EB94E680BDA09A106DFBB45E8CAF84AB978078928115CB2AB0D510B39A21B1F1FE436BE34FAFECAE1576DA5AC1EC23AB511D478FFEA8E19D8194'),
(2,'HASH',X'010D9D595A83F3364A28B6677E62FDE7BBA820AF13FC54A6E289AF0A78E12A20A10435F1B3AE27F4EAC899954181AD60AE039676FDB97CA58910E2A4BD78B6243C');
INSERT INTO cards VALUES
(12345678901234,X'DAA1B165FC155692B3EB34531BC84393D54CB69EB8610C32D550E9792295CCE1','513734BYRvxE2340',X'010000000119737BFF04AE9C6A1F6E45FBAB82C3CFC6870394E46F2B0DBF29C225D627233C25ABCFF1DCFB6632442E10CD',1795818064924),
(12345678901234,X'C8A8DD0C9959C9DA736DF1467CC015FC32FBF7DEBED219657DDE84FB949392F9','497010NzSMoa5140',X'01000000014EA6AF180C88A40377611DC39AD542AFFDFFB09BC4726440808CFB458E10B0AF0EB1E85E7AF156C29F4AE4E6',1801174867064),
(12345678901234,X'146AD6437D32BABAE3B334CBEB13D89C30A88D6CEBEDD07713EAF235DE8E2403','375989oOhIk1119',X'0100000001DFB3D3E6455126372C40CD162E95814967375B638DC925968EED8E2ED04D62BF9789995E16595C1129D866',1801866075665),
(12345678901234,X'6A6D0B1DAD65FCB65BFF42EE03F5F60C535B4A9CF1A149F5AB66E03B092F94F5','411111C0xDBt1111',X'0100000001256471BFF0C44BED733B5D5A8856A3B262E4A37DE7862D7DE29208EBE6EB645B994D50C471C7CE6E723DF25E',1801866075860),
(12345678901234,X'FD974FDC63BE42C20BFED77669EAE84AEF441961D8EDAA47BD3AFED724ECE447','497010m4bzom2066',X'0100000001CBA78ABC888D3AA64C15FCF3E58D33EFF368F529A94E6F684B683D2639A180FE6D295CC2CE366E96DABE0047',1801866075929),
(12607458149919,X'E359BBD6A7FAC35F410B1A097FC2E97AB01A127D1A83462389D19E44BBD9813F','497010NDbXcE5140',X'01000000012C069831F8F95F3A7F81B4A9941EBD6D40ADD2D47A26274FFA1A382C8ED74E546C5943B7A58745B316C7127F',1801866075987),
(54801729715616,X'D3A4227E18FB408D7398DCB20A7F489D65941E26BCC4FEA64CC006DF86050CE0','497010hFeI5Z5140',X'010000000164873FFF70762DF420A890FBF54FEE8D69BEF775C747525C4A8C0987EA370C1374DD430CBB268FE8BFB9123D',1801866075998),
(63364003018582,X'312CE66B95C9BB36C5ED6B274EDFEFF5F7A147AE7B26ECD23BC3EBB80C99CA03','497010hPqsgL5140',X'01000000010EBDD2DF7F23683459BCC52ADB524E32909C27230AEA685206FEAD57E5199EBD1D142A5B967B8D92432A7622',1801866076003),
(12345678901234,X'951731C85CCDE79506F9704561E7E69CF61030C3C0159327AA8B251C23D1B044','497010isuCUY1167',X'0100000001605D974CD8217F41ACE14D5897BEDDBFFC996C96A0A25B7319B0C15914EB2A81178D671CAC871852B64D5CD7',1801866076102),
(12607458149919,X'6DD57B21C13AFA7FDEBD9B0C7CA51B160459C5B00FF6527B4E670F957F96EF65','497010jaAqnU1167',X'0100000001093478154B432D874835886D372713C159F0A7803851FA404ECC8E3A2BB74613078715A7FF57F8662051BC78',1801866081808),
(80466846088351,X'910C197C6F80DFB9B4FE3D81768411EC6B9C09F81CCED34555128F3C8B059480','497010mvZDLI5140',X'0100000001D774D9A2E37790BA164648E1A61ED554921FCC85CC9024F4F8AA4396ACBE757E7F6E281D7D9F30D996F31584',1801866096369);
INSERT INTO claims VALUES
(12345678901234,'CB','it-0030148-0000019',77705,18018660752110044,0,9223372036854775807),
(12345678901234,'CB','it-0030148-0000020',100000,18018660752330022,1,1802012400000),
(12345678901234,'CB','it-0030148-0000022',100000,18018660754070084,1,1802012400000),
(12345678901234,'CB','it-0030148-0000031',10000,18018660755120072,1,1802012400000),
(12345678901234,'CB','it-0030148-0000027',1100,18018660755600034,1,1802012400000),
(12345678901234,'CB','it-0030148-0000032',12345,18018660755970084,1,1802012400000),
(12345678901234,'CB','it-0030148-0000034éééééééééééééééééééééééééééééééé',1300,18018660756170010,1,1802012400000),
(12345678901234,'CB','it-0030148-0000036éééééééééééééééééééééééééééééééé',1300,18018660756240048,1,1802012400000),
(12345678901234,'CB','it-0030148-0000029',0,18018660756310000,1,1802012400000),
(12345678901234,'CB','it-0030148-0000030',1200,18018660756370042,1,1802012400000),
(12345678901234,'CB','it-0030148-0000037',1400,18018660756430054,1,1802012400000),
(12345678901234,'CB','it-0030148-0000028',1500,18018660756480090,1,1802012400000),
(12345678901234,'CB','it-0030148-0000038',1600,18018660756590012,1,1802012400000),
(12345678901234,'AMEX','it-0030148-0000039',1700,18018660756650022,1,1802012400000),
(12345678901234,'CB','it-0030148-0000041',1900,18018660756720074,1,1802012400000),
(12345678901234,'CB','it-0030148-0000042',2100,18018660758600044,1,1802012400000),
(12345678901234,'CB','it-0030148-0000043',2200,18018660758660052,1,1802012400000),
(12345678901234,'CB','it-0030148-0000044',10000,18018660758720026,1,1802012400000),
(12345678901234,'CB','it-0030148-0000045',10000,18018660758790092,1,1802012400000),
(12345678901234,'CB','it-0030148-0000046',10000,18018660759110052,1,1802012400000),
(12607458149919,'CB','it-0030148-0000057',4000,18018660759870072,1,1802012400000),
(54801729715616,'CB','it-0030148-0000059',5000,18018660759980010,1,1802012400000),
(63364003018582,'CB','it-0030148-0000060',5000,18018660760030044,1,1802012400000),
(12345678901234,'CB','it-0030148-0000061',10000,18018660760080072,1,1802012400000),
(12345678901234,'CB','it-0030148-0000067',10000,18018660760290048,1,1802012400000),
(12345678901234,'CB','it-0030148-0000081',1000,18018660761300014,1,1802012400000),
(12345678901234,'MOCKPAY','it-0030148-0000082',1000,18018660761430020,1,1802012400000),
(12607458149919,'CB','it-0030148-0000090',1000,18018660762900062,1,1802012400000),
(12607458149919,'CB','it-0030148-0000091',1000,18018660805390026,1,1802012400000),
(12607458149919,'CB','it-0030148-0000092',1000,18018660817870058,1,1802012400000),
(54801729715616,'CB','it-0030148-0000095',1000,18018660818210050,1,1802012400000),
(12345678901234,'CB','it-0030148-0000101',10000,18018660959440052,1,1802012400000),
(12345678901234,'CB','it-0030148-0000104',10000,18018660959670044,1,1802012400000),
(12345678901234,'CB','it-0030148-0000107',77701,18018660959840032,0,9223372036854775807),
(54801729715616,'CB','it-0030148-0000108',77701,18018660960070056,0,9223372036854775807),
(12345678901234,'CB','it-0030148-0000109',77703,18018660960310052,0,9223372036854775807),
(12607458149919,'CB','it-0030148-0000110',77703,18018660960430060,0,9223372036854775807),
(12345678901234,'CB','it-0030148-0000112',77701,18018660961060072,0,9223372036854775807),
(12607458149919,'CB','it-0030148-0000113',77701,18018660961450024,0,9223372036854775807),
(12345678901234,'CB','it-0030148-0000114',77703,18018660961830040,0,9223372036854775807),
(12345678901234,'CB','it-0030148-0000118',6000,18018660963610016,1,1802012400000),
(80466846088351,'CB','it-0030148-0000119',6000,18018660963690032,1,1802012400000),
(12607458149919,'CB','it-0030148-0000120',1000,18018660987390048,1,1802012400000),
(12607458149919,'CB','it-0030148-0000121',1000,18018660999540052,1,1802012400000);
INSERT INTO requests VALUES
(12345678901234,'it-0030148-0000040',X'5BC2BF47CC5EB2D6227BCD252F7A27F43017C2BBB999DF0C28F8A16E6716CB02',18018660756720074,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A20074","authorizationDate":"2027-02-05T22:21:15.674+00:00","issuerTransactionId":"018660756720074"}}',1801952475672,NULL),
(12345678901234,'it-0030148-0000055',X'C49DC762E45FDF6E2EE9AB0A36DFF8C610698685E93ADBC4434726C6B083BF2F',18018660759810076,'{"is":"REFUSED","code":"01103"}',1801952475982,NULL),
(12345678901234,'it-0030148-0000065',X'24E7405B8ECC8AA377F372F1B2FFD85720FA1510913364DB924B721DF04FC1EA',18018660760240009,'{"is":"ACCEPTED"}',1801952476024,NULL),
(12345678901234,'it-0030148-0000088',X'F932F21894CB11D9C5323DE52E8BF73D32D3BF42EC05BD8BC0458E11B99D689B',0,NULL,1801952476276,1801866076276944),
(12345678901234,'it-0030148-0000106',X'CB7D61B7253E0ED7A5E58FC20AF1320155BF03AF157DBAF01A4A80A98132DC75',18018660959840032,NULL,1801952495984,NULL);
INSERT INTO remittances VALUES
(12345678901234,'SHOP1','2027-01-28',1801174864978,1,0),
(12345678901234,'SHOP1','2027-01-29',1801264870382,1,0),
(12345678901234,'SHOP1','2027-02-05',1801866072662,1,0),
(12345678901234,'SHOP1','2027-02-06',1801866096301,1,0),
(12607458149919,'SHOP1','2027-02-06',1801866096321,1,0),
(54801729715616,'SHOP1','2027-02-06',1801866096325,1,0),
(63364003018582,'SHOP1','2027-02-06',1801866096332,0,1801866156332);
INSERT INTO remittance_totals VALUES
(12345678901234,'SHOP1','2027-01-28','EUR','CAPTURE',1,0,2000),
(12345678901234,'SHOP1','2027-01-29','EUR','CAPTURE',3,0,7500),
(12345678901234,'SHOP1','2027-02-05','EUR','CAPTURE',3,0,24000),
(12345678901234,'SHOP1','2027-02-06','EUR','CAPTURE',22,0,156540),
(12345678901234,'SHOP1','2027-02-06','EUR','REFUND',2,0,4000),
(12345678901234,'SHOP1','2027-02-06','JPY','CAPTURE',1,0,1400),
(12607458149919,'SHOP1','2027-02-06','EUR','CAPTURE',4,0,7000),
(54801729715616,'SHOP1','2027-02-06','EUR','CAPTURE',2,0,6000);
INSERT INTO encryption_keys VALUES
(12345678901234,1595861122,'old-key','old-key',1,1795818064555,'pe-5V3INrtWy9DBRUyKDpDlgjTwXYfupvqBy5t45FBkfk5Mw26nTb7F6DPKkcEO8z6bSVeKrArmgShIqKUjF2uOzGj-w_Im_DlzDKoH6usNlKiunXrChoiS5xUf-71lz7lZhlDDkzd0V7faGkMNeX8Ji29qlG9Ho-Wm_coZlCtY5det7Dav7xCG_qAOWAZORtT3lULVpFLQu7YJQDoL3mi6UDPOgQ_FuLT1PbTXU7TMznudKs-mVEv4JBsxaf3W0zpMdfgBrbYhMZBDPuiQS0INebvz1KaSyrYwVZ3Mguk7sKIDz6C8C6Isenb0YE7Ne_FclQm8HMVOmIZIPIqV6gw','AQAB',X'0100000001CC43CC33B0D6F6959E98975E227FB5499D2FC2F47555B13C08A445270C3103865C1357049AA904422A1FA065BE502411C1590C6C54FD387CE5C1588AC278F118AB712B8B33F4FD21B57D82B21EE1986E7E4C0E87779BF893BE2CA9C5C39151627A4206963490C0A39BB99EC5A2F1FD294DDCDF0C0AF08AC4B2B04C72F58C79362195BE48F3A1F5AB1CCDEF2B3B765494209B044C425F41A7A36005B73B20D64ED1CAB14A7097448845E6D6EBFB0227CF86E0BBAEBCA82040D01B8E5AF069CE7554C91BB58F2C12E238E17DD43FF16E7D52CF6EAFE54F525B8A4B2F47F97515B4CFF51B6C1A56F7A3893E9D56933AA94F8B8460D0905E22CA8F6F3A0548E5AC5F85B7385CE8A72E43768F7D98F4381870133F6AFF59B918BD3431792EBCF8EE21AF25049B644C77757A66E045884DC9F16951F15D0A58E1D2F9B58DC5303ED6C98E78429B69F33C87F5BE2557C4C6DD98EBDF8143442A53B68CF5BADFC89D26942F67C61E7E02EB8E139B96081F2BF8D8BBA490F330F294979003F11C6424353E35524F9C453A62AD2C5C31104CB366F506B36C457E6E36044640A824238F6C8896B2D299406139B306B67F111A584619AE18A2ECC7AE50F7F56CDF19EC03C4F224AFA3E1239B71C13E3CD17A05563562307C26FA73C1838A6DD6175FB2BD6BA3EBAC00CB6FCCA5BAEEF8E535253E2DECDCB3220E36A2F79CF3E25BF29EF55BC611EC188293C80D272F959B99632E3E714BE5EA8013CAE1E76DF9F013747503C6B5E8098DA60ACE159AE8DEA96625C10C6B12C5CBB8EDA52DC8588F063DC4D98CE86FF6CFE90DD9D6C10DE01F74644ADA67D9C362E3A20CBDE6FBE3662B079DD9C19522875E3F63316199A6602857BFED0AFD8E85A691731680EB9A7620164A322B1E7CB30AC245B62DB7578095CF226CB1C2B06B0373709BB080C4BFCF3D1B666AD0F140F9249F6A5F168D03BF94C3CE7F918F2A18DE6DAE808917E90215F45D7FCDD681FE17BFE8E67D8D9429AF50ECC18EA35B39F89C8472EDD9FE79CAB69DFEDE7308017BA58E47F54D61DF584D95D93392AAD1B9EE166BF1BF46C82BB2A7A3C3D5DFDBFD7838736DCFEEA33B46BD8B4F482B8F095A1418E1580EF73516163CCD7A4883806BEEDEC95147BAD1AB14FBA552D4B8026ECACBDC2D8181559E46DD3D11516E981E338D4253104827524507AC55830208A93C5360768BFB0BA01FA9C2E2C553084DC26189D2E40639DE3096CF64B21B929F81E900606BACD520A62E9D3B3C6A48E486E466441959EC79C06C5EE3A256975DDA00C0142B46A2388532FC5C9D812552F0A9C0032FEEBA6A17852AF9FDE0485FF26A1155C50A36A0330B478AEE2E66701CD6865E7DF0EABE58005D6A3C5DA5541C3359582F6C53BB163FF81554BDF880C889A2108AFE4454442CC4CF4ADE45B05AFC354F7F3A31C5CFB975F790B497DF37E09913E3F220DB9743C7CE998E9F9494FF53E59208CF688C492DEDF644DDB7A7E409351C7BCF73C325A1A663A04B0FABC62FBDC11D1C71E3A8CF0CC010009DA44A62CB53F4513C37E20939C0706D3A206C0956042EF2610394CDE2BDB044FD990367FFA8197595FD8342ACD45AB2964358D8E9E7D4DCAB7E32C2AAE5832112F6BA256A7BC5014A9E7DC12FDA8C9102B539F67190F8893EF4F2B7B977BE79855E705F38D9AB6F7FFAB164373F5578D460AEAD9DB2EDB02F14066FDB2B5201647EF46805182E484C2EB4ED1065543ED02979D0BC99E3FF'),
(12345678901234,940507663,'old-key','old-key',2,1801174866994,'lEhH57vSuNjmTYIAR3aEH-BPPnL7nvOb76nEzbH4dYiAjp80nOqrP8o6mcaLnTDefEtjHVIUo8NaOTNGd0VnGQHd-q-P9u05YmBCeBhT4Y_DX0zPiDEEidKV1MoeK4bi1ebN-wU4cRGorK4fIm6_M3ywWTXFUTN0iYVEfrAl7q6Uk3SfuTrZWwd8GweBoaeNMKhoRTk1X0agRQZhryeaayO0WWlyJ8klZPL-n5Oghy3gEFy2Be6bEPj62TZXKFcVDVwaNCcF206o_cviuRpmaFnfixlohURNDUuM4DeAmtneP4woi9jxsQr4ZBM24nCCbo42tuxlSaT06lPoHmKpyw','AQAB',X'0100000001CA7571E32D175ED24F9370C21C0656F960EAD3C9E2230A310E7D385EB1D226FEC3A60AF6C66259CB810BBBB3330A225E3E6FB873192263CEC9C34200705F7E82A469B9B77D6A55E5400E4403C5756FA6B1D937DD53F8350AB2BC28858F57513792BCE169F062184E934E18B3CD43EF6720E154A174FCD60E317472632BE0721613E77FB9AC8649C098F6236D72349954352FA236EE421476B9BE62F1AAF9FE8AC328A282BECFF6485C5AB7E8246DFE24040AB5197CB1E7772431B022716AF882160F96383C00F7FDA0672E37AFC8DD46CDF245622E5CECF3DCF0A54693DAFA0061AC3BF2FBAEC59163D04C25EFB0DF0390DAF9C736C26C13D08127969A50AD0A8E83F1EDA8CFD46D4691497B48151ED6EB53A0505EBD9431D03DE0FEA62424CFDBFEF50004A1CD7CEB7C3B3D4714BBB0FD0944098398171152856FC349038A6DD3B639873D7F4B7411DB9F415CB3FAAD8A354AC549D64C7623FA33423F5F6B4F6BAF90A115320960F9CA31A0CDC2CB37334A43AE80E7506E079E9CD469F123ACD29D85EA89343F8130EF2F0C4598D86682772A44810474F77B36AF16878CCF1324A0E4654C244EFC733FD14A9107F4BA8F5AEBE1A81923940692D5D2E4826FF81EAE34493D80D78088A9FE426941935CB25C28F883D9C87DDB48ADD507DBE94B147D5FB4DDA892C83476F6D0278624ABD91A6D9462ECEED50D230526D900E76AD65D34112A4C6FA84842E86BE523C4444495414409108B56BB2CCC33099014F3430AF742A72B834C4B60ACD2D84E8E4355AEBCB3EBF80F3FDFE5EC85D178B49C9F632DA34DE668174362AC17323C7D98BD6FD75BF704AD53DD730962B5C9480D45ECA71A001F650891D94EB79043D8B3DE416F974D6B6769AD6550AF4E766DC2C01F82C42ACC3E11E856AAD2D788389313043910565F7D7FF83A038A3A479333FB6B721C1F38127DD15C547D8A609019CE1C37296E5ED477CD195A37D27DF637F83C2F5C256BF43B33F74CD5620C5C2D36F3CAA00666FA3F9AC3766250F0C7F4065118064DE53ED50BEC96966DEA1156F15C250E4AF2D43B30A8B1BE66ADBCE07634B78CACBE0BAA1838FD702AF4265D6F50DFD60F61DED969B556B5CF580E0DD4CDE6DDF97DB802687894347E5BA7BF84BF56C0D4C11CBB937143686AC0BECFAB4DA1090946C9D38BE3B37A1C9C88775B54A17D0B0D5B451BFCA3B0E71706D4458FFE14070D12EF9A34FBB65D639A98CE79D4CCC4A72DF51E4F37BF6278D361EE71A8EDF0551F8B768E4D54C6348CBF9870A3AEE54437C180CF96E084AD16FE6A57C97F1FDFC3AB8C2C059C05763A04AE5C302DAD4D9A977BAE3F94A3B4B52CFEEB1E14AB3775472B5D6593440CB4D9C74DF25F7804FCD707CAB38FAFE0145A86FB8693BE5AEC98D90F6DC576405257844A0A9078B05127B9807EB84B85FAE48605FA4FA6CE79AB82F3788E347EEE1D83E17544FE7A0E6D6BCD13B14956FC26AD522F040CE123AF488B216695BBA361A246564DE2BD621244488BD53D7C4E3CDFF1ADE63BAE5F69415A3FBC3A6ED5370B86B664B0941E93A8CE93266F337021B9C821F53358FE35F4713C35229CD4DEC9E9594DAE54E7F43029ADEE21D1E9F79BD82E131DF15F4773448EE7AE1132AFB91556738247BF19260F0FFC4CA9B3208D5D649AA62CB8DA1144E9ADB29960884AE2F4051F99F113CA2AED16857982EC6D0EAAAB64A20988B15D4483504CEABFDCF31191AAFBC73E60A2380DF9'),
(12345678901234,208364985,'young-key','young-key',1,1801866075679,'rDZJ_Gz9df3-pqQdEuxnNB3K8hPyh0GI6PRUwjYGgWRPDt02IR-S0W_mwTO5GUJtVGWZYKm8LXkDoqli7n29OgKb8URhwvnBAaRySFsxrpXLxDLxg4vqp8UKdJOvByOVXTxhDBGLBLfB07zlxMPvBoaVoU413LUf77SUeSEEJzUbbqQvf2oxbdal3MHh4GTvHHy2q4KDEWPSsOMpb5UCTHa2lqDRYuV_gBOieJ-2NPRD0hnEyg2e3bMQ7dNBw_OmvsuzQZ-KNO8AmlHywBYAWtFwWnUCLlmJIG-7yA6CBAysKbsirJkLMX2bXOeyKpElo-PIfu1K_zU5KM7NCRRFHQ','AQAB',X'0100000001881BEF66D602BDE87450B85A26FD41F5D8984C2B6C190177668382231CAD71539296D8876AF7292B1F9643EF591F5777AA2DDC9C816ED87669D2F43DFC5A37DFD56925B4A85E649C10B8E6488E12CC6E4828BF5C1FEF8332BB277FA329239E2784E8C74AA8A40C4EA40B0CD4061BA3B4E95D465BF0C076FFDF68531F60AA7B9A30A0AF353FE5D3B16EFFCC1018F66476E514565A861B97B3AECFE0905AC572EFF19FF99D6A45159DD414FF05EA0E6D9EC0C64677B8BC8A7FACBB02E1140AB2DDC21676C71A1E288ED8EDCD0224641D32889CDC23255D507FCFF3F9CD095BB0F8EB43A01483A0F0D5DE37B248CCB6490823E47C1368DD4D88D797AEBC7A21569DC2BA84FE8547D35E1F2201DD1A0FFC348BC94A301B6242208486390C5759BCA15EC15F488902B6D4E02B281DF023526E37BC6CCF37933C7F62DE87BF5D78D363FC8A5D4BD0777C8B31FFB58997B827A5859ACEAB8E0C43C7B23287759F3E6D4B4BE763301976F4A6B30CB8C27AB24B2376640D46A17BB71289905319733725ADEACAA331863FB106B853FA43035B30815E42C6F332DE6F76CB48324CEB8F5445DCA1058B7D9F2FF31EA98F98D5C82130CE42D17E1F5B7C6557C0516DB25D0BF09D2E50B8823913398BBD2833B1C1007ED592D0EDFCB475D53AEF6F222E8C18855D71669116D573E229307A41E6084C54CEDC8D29A39C6B6CF9E96F56303B27044491F39A5C0B41B95AB19CE3847E50DABC38EAF19FD962578B09336C22F01DF0691CE5599B823976C0950190F1D00BE8B63D35868A4361FC9480249565C257A7A255E9739E93664F2354999BE8AF27ACBC6A9EC9D74063D1B46194B19C2ADDE982B09F772885B1C9CAE70F9685D56327C3FCC0E74F078ABB6C4A681E21FE20E410A0304629578C39611F84AA5CAFEF297E6662EB2EF3F7259964AC08642EE47F6BE46B7D9564B192DFC665F8C9659CCA9C96717F451F3AEAE20B06BF00958345473B4AA4B9376073A8D27135E6C7C61C37F9FEA70BB520CEBE174E4058633F41BB0C10375E6E0D82310361C0CA450B920605AF0748A785A8006590F9E0CCE25C851562A735805CA27BA2B8FA4A3B01362D9E8016271EEE7A5C3BD9243FCD1D5517A70D74D4A22C19D63A7806B803BB713375F986CF3FD8F0AD6C6D339692B860037A0C05404E7778B2851183BC1AE0C45C70502229EE5D6903F8041847B30F69382CD4B071715457A22B395CAFD2026164532592E5798CB36AC53DFF681A038A9FA859E44007A53C248C702A2DDEB8F14194A4866E8F9AC8B8E9351A70C2E57C8438563DE11CC45FDA345DDBEA72658B7718384CCCE4206D839F59B3647244948FF26ABDBCF769680D23618C3A7482300214D87CB358626E661BFF0357EEE14EF40829BAA42CAB66C27CB46412DE5768C19818E2FC131ABBE8677A0E426CBFC65BBB3534DAD905C379E8E098AA68BE25B94C84D9386B4F37CB0B1EF1E2054B58ABE191E3A27FEE6FA064FC0E1AAD41C00E7E8F41831A12633D57410C54B5CD18FD84165DD526974A458DC433675982EB58A675160A9559ABF5354410C998151C96D91331A090569C8B994D8DD021ADB51E198F12EB10820575DE2CB10FA8EABAA04C7A127A24B8EA8D18EFAE235809E235072D9E25A32C2D11C9BD4E53FBD7FA0D420E31FE2DD168C18340E06AD573D733111E4B5F875430FE4A7F22FFABE35EFCC062D83AC71F372F5F95726A513A078AE5BD607CEB03CECB3798B8DFA6');
INSERT INTO sessions VALUES
(12345678901234,1801174867103601,X'01000000019EC1507637595C335811777DF8E13EED927AD2D780F8457EC7A27776E4A7EFEF06430B6BC6D0CDD6DEC027A4',NULL,'SHOP1',1801174867103,1801176667103,'it-0030148-0000010',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000010","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"EXPIRED","opened":false}',3,0,2,NULL,0,1801264870382,1801264870382),
(12345678901234,1801174867108854,X'010000000134BEA808FD30A0BB93546A765D0573DB227FF583DD588EAA272D072F931EAA11E1C913330C2F32EBC1BE5936',NULL,'SHOP1',1801174867108,1801176667108,'it-0030148-0000011',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000011","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"EXPIRED","opened":true}',3,0,3,NULL,0,1801264870425,1801264870425),
(12345678901234,1801174867120753,X'0100000001296FE331F0DB2F4BC8C741092BECE8FAF553B7DB429DB0C50E7C523759A724572D9F37810B272421D9931EF1',NULL,'SHOP1',1801174867120,1801176667120,'it-0030148-0000012',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000012","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"EXPIRED","opened":true}',3,1,4,NULL,0,1801264870364,1801264870364),
(12345678901234,1801174867132937,X'010000000129E2C1D9D89D6C1B0C6435CD0DE444A2B70870279DC8C5F2B19C7B51D46A86FB221D67996D7F41EDCFA69D37',NULL,'SHOP1',1801174867132,1801176667132,'it-0030148-0000013',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000013","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7","notificationURL":"http://127.0.0.1:35941/given-up"}',1,'http://127.0.0.1:35941/given-up',NULL,1,'{"is":"PAID","transaction":18011748671420026}',3,1,4,NULL,0,1801174867144,NULL),
(12345678901234,1801866076051464,X'0100000001CAAA32B40C149619C08833D914678393FE45113A26FBD316833A3A826C54B36063938E7DAF5F09A6654561CB',NULL,'SHOP1',1801866076051,1801871476051,'it-0030148-0000072',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000072","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"CREATED"}',3,0,1,1801871476051,0,NULL,NULL),
(12345678901234,1801866076055580,X'0100000001B884990DBD074FD9F017ECCBE8710E506D68D823CD85D89F09153B49F16282D11B4C60BA9F27664B60EC3A73',NULL,'SHOP1',1801866076055,1801871476055,'it-0030148-0000073',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000073","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"OPEN"}',3,0,2,1801871476055,0,NULL,NULL),
(12345678901234,1801866076066219,X'0100000001BDCD27563A726084707F32B611E035E58199E1E868024BE2425982E4B2C181C4869D69BC1A3BCD926241DC23',NULL,'SHOP1',1801866076066,1801871476066,'it-0030148-0000074',1000,900,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'CB AMEX','MOCKPAY','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","paymentMethod":{"paymentMethodIDs":["CB","AMEX"],"fallbackPaymentMethodIDs":["MOCKPAY"],"smartDisplayIndicator":false},"order":{"reference":"it-0030148-0000074","amount":1000,"taxes":2057,"discount":500,"currency":"EUR","date":"2026-01-02T03:04:05.000+00:00","origin":"E_COM","country":"BE","items":[{"reference":"SKU-1","price":9900,"quantity":2,"comment":"blue \"one\"","brand":"Acme","category":"1","subCategory1":"11","subCategory2":"111","miscellaneous":{"size":"XL","émoji":"🎁"},"taxRate":2000,"seller":"Shop & Co","sellerType":"PROFESSIONAL"},{"reference":"SKU-2","price":0,"quantity":1,"taxRate":0,"sellerType":"PRIVATE_SELLER"}]},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL","softDescriptor":"SHOP*ORDER 1","amount":900},"buyer":{"title":"MR","firstName":"Jean","lastName":"Dupont","email":"jean.dupont@example.com","mobile":"+32470123456","id":"B-1","legalDocument":{"type":"PASSPORT","number":"12AB34567"},"birthDate":"1980-02-29","legalStatus":"CORPORATE","billingAddress":{"title":"MRS","firstName":"Zoé","lastName":"Ümlaut-O''Neil","email":"zoe.u@shop.example.com","mobile":"+33123456789","label":"home","streetNumber":"12 bis","street":"rue de la Paix","complement":"3e étage","city":"Aix-en-Provence","zip":"13100","state":"PACA","county":"Bouches-du-Rhône","country":"FR","addressCreateDate":"2020-01-02T03:04:05.000+00:00"}},"delivery":{"charge":490,"provider":"La Poste","expectedDate":"2026-01-09T00:00:00.000+00:00","timeframe":"TWO_DAY_OR_MORE","mode":"PICKUP_POINT","address":{"title":"MRS","firstName":"Zoé","lastName":"Ümlaut-O''Neil","email":"zoe.u@shop.example.com","mobile":"+33123456789","label":"home","streetNumber":"12 bis","street":"rue de la Paix","complement":"3e étage","city":"Aix-en-Provence","zip":"13100","state":"PACA","county":"Bouches-du-Rhône","country":"FR","addressCreateDate":"2020-01-02T03:04:05.000+00:00"}},"threeDS":{"merchantName":"The shop","challengeInd":"NO_PREFERENCE","merchantScore":"7"},"privateData":{"campaign":"spring","":"empty name","quote":"\"\\\n\u0001"},"miscData":{"any":["case",1,true]},"returnURL":"https://shop.example.com/return?cart=7","languageCode":"FR","oneClickOption":"WITH_CVV","mxWalletId":"W-1"}',1,NULL,NULL,1,'{"is":"OPEN"}',3,0,2,1801871476066,0,NULL,NULL),
(12345678901234,1801866076077464,X'0100000001A3472FA540021B730109F609AEFC124B6BC966DF8B7FD837F438D77F8662C3E084E877FF832F0AD79551FF89',NULL,'SHOP1',1801866076077,1801871476077,'it-0030148-0000076éééééééééééééééééééééééééééééééé',1600,1600,'EUR','E_COM','RECURRING','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000076éééééééééééééééééééééééééééééééé","amount":1600,"taxes":0,"discount":0,"currency":"EUR","items":[{"price":0,"quantity":1,"taxRate":9999}]},"payment":{"paymentType":"RECURRING","capture":"AUTOMATIC","recurring":{"installmentAmount":0,"firstInstallmentAmount":0,"cumulatedAmount":0,"installmentNumber":1,"totalInstallments":1,"frequency":"FORTNITHLY","installmentDate":1,"startDate":"2026-01-01T00:00:00.000+00:00","endDate":"2027-01-01T00:00:00.000+00:00"}},"delivery":{"charge":0},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"CREATED"}',3,0,1,1801871476077,0,NULL,NULL),
(12345678901234,1801866076086360,X'01000000017C9AD6DCD1035D78EE920997367845C3BF62223FA30C185BBA6E0D89100C1CE7307D4141F9E7A12F358F4315',NULL,'SHOP1',1801866076086,1801871476086,'it-0030148-0000078éééééééééééééééééééééééééééééééé',1600,1600,'EUR','E_COM','RECURRING','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000078éééééééééééééééééééééééééééééééé","amount":1600,"taxes":1000000000000000000,"discount":1000000000000000000,"currency":"EUR","items":[{"reference":"éééééééééééééééééééééééééééééééééééééééééééééééééé","price":1000000000000000000,"quantity":2147483647,"comment":"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","brand":"éééééééééééééééééééééééééééééééééééééééééééééééééé","category":"éééééééééééééééééééééééééééééééééééééééééééééééééé","subCategory1":"éééééééééééééééééééééééééééééééééééééééééééééééééé","subCategory2":"éééééééééééééééééééééééééééééééééééééééééééééééééé","taxRate":9999,"seller":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"}]},"payment":{"paymentType":"RECURRING","capture":"AUTOMATIC","softDescriptor":"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","recurring":{"installmentAmount":1000000000000000000,"firstInstallmentAmount":1000000000000000000,"cumulatedAmount":1000000000000000000,"installmentNumber":2147483647,"totalInstallments":2147483647,"frequency":"FORTNITHLY","installmentDate":31,"startDate":"2026-01-01T00:00:00.000+00:00","endDate":"2027-01-01T00:00:00.000+00:00"}},"buyer":{"firstName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","lastName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","mobile":"ééééééééééééééé","id":"éééééééééééééééééééééééééééééééééééééééééééééééééé","billingAddress":{"firstName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","lastName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","mobile":"ééééééééééééééé","label":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","streetNumber":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","street":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","complement":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","city":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","zip":"éééééééééééé","state":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","county":"éééééééééééééééééééééééééééééééééééééééééééééééééé"}},"delivery":{"charge":1000000000000000000,"address":{"firstName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","lastName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","mobile":"ééééééééééééééé","label":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","streetNumber":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","street":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","complement":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","city":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","zip":"éééééééééééé","state":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","county":"éééééééééééééééééééééééééééééééééééééééééééééééééé"}},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"CREATED"}',3,0,1,1801871476086,0,NULL,NULL),
(12345678901234,1801866076093922,X'0100000001F1E0673D815C170B9682F08D2F328A5E591D0E289D57993A3CB9CC014905CABC2B801F67DC7853EF6A127D3C',NULL,'SHOP1',1801866076093,1801871476093,'it-0030148-0000079',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000079","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"OPEN"}',2,1,4,1801871476093,0,NULL,NULL),
(12345678901234,1801866076108265,X'01000000010F99257FF92C7277E6B7FA2AD84E5AF3D7A11AE882514AB1ADF7E525005C2717C6CD64B4E0DE3007503110DD',NULL,'SHOP1',1801866076108,1801871476108,'it-0030148-0000080',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000080","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"TRYING","transaction":18018660761150002,"last":false}',3,1,3,NULL,0,NULL,NULL),
(12345678901234,1801866076123714,X'0100000001BA435FBFCF77D4117D00CBAD9E1E00D70E93079C3CDA5E6BE991F6E48D70D6D984D686DBABF5D3A0E38677E9',NULL,'SHOP1',1801866076123,1801871476123,'it-0030148-0000081',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000081","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"PAID","transaction":18018660761300014}',3,1,4,NULL,0,1801866076131,NULL),
(12345678901234,1801866076135581,X'010000000115CE834DB322B0D6EB67D9EE745CCF7FB260B94028CB0452A7394F2FCB7DEC8816FFA298BA379C1E53C64143',NULL,'SHOP1',1801866076135,1801871476135,'it-0030148-0000082',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000082","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"PAID","transaction":18018660761430020}',3,1,4,NULL,0,1801866076147,NULL),
(12345678901234,1801866076154360,X'0100000001F619C45374390DC8923DB85A8945C024F5473E66ACEE8EEF89F230BA7AA34A22A45F9613C124C71D31F44A85',NULL,'SHOP1',1801866076154,1801871476154,'it-0030148-0000083',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000083","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"REFUSED","transaction":18018660761830080}',0,3,8,NULL,0,1801866076184,1801866076184),
(12345678901234,1801866076188521,X'0100000001C10DA3C91FD00BED4761CABA4B1EFC7E5479FABA8BED36895FF446D7A7661DADF5171BB443C7E7994400F58B',NULL,'SHOP1',1801866076188,1801871476188,'it-0030148-0000084',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000084","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"CANCELLED"}',3,0,3,NULL,0,1801866076196,1801866076196),
(12345678901234,1801866076223170,X'01000000013C89BAA12706D5055DA36E48EBF3B039CD8433860DB5C4856C928BB18843BBDF1E6EF4C39CC800D6B47B11DC',NULL,'SHOP1',1801866076223,1801866676223,'it-0030148-0000085',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000085","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"CREATED"}',3,0,1,1801866676223,0,NULL,NULL),
(12345678901234,1801866076237111,X'0100000001F036974AB13801468A71A13FAC1996071AA769468186AE4F9BEF1055FD502940328C97F33588F99CA1534467',NULL,'SHOP1',1801866076237,1801866676237,'it-0030148-0000086',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000086","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"OPEN"}',3,0,2,1801866676237,0,NULL,NULL),
(12345678901234,1801866076245385,X'0100000001E06D2C22B873A8B54B0B44873C3E0CDD44A67C8F60C9423D56DE8D38382E9E6BF3F4740DC6B9309EA51AE1E7',NULL,'SHOP1',1801866076245,1801866676245,'it-0030148-0000087',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000087","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"TRYING","transaction":18018660762520030,"last":false}',3,1,3,NULL,0,NULL,NULL),
(12345678901234,1801866076276944,X'01000000018D34E5785F87748D849410EC3187D7DB24592ED751D53D1C312374D3529C91797A424D7A565777573066AFD0',NULL,'SHOP1',1801866076276,1801871476276,'it-0030148-0000089',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000089","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"CREATED"}',3,0,1,1801871476276,0,NULL,NULL),
(12607458149919,1801866076281374,X'010000000107D38328C287DB88A4EF4760D301DF0D43D8EB3D6E12BB035BFBCF827D6D91C8669DE292EF012F880AA77124',NULL,'SHOP1',1801866076281,1801871476281,'it-0030148-0000090',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000090","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7","notificationURL":"http://127.0.0.1:36437/delivered"}',1,'http://127.0.0.1:36437/delivered',NULL,1,'{"is":"PAID","transaction":18018660762900062}',2,1,4,NULL,1,1801866076291,NULL),
(12607458149919,1801866080520996,X'0100000001CBFAF14685371247A3DBED30C74F2DB39E47A5FE8419F24BA2187FE69460EDE07886C9570C7CD3C454DE3220',NULL,'SHOP1',1801866080520,1801871480520,'it-0030148-0000091',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000091","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"PAID","transaction":18018660805390026}',2,1,4,NULL,1,1801866080543,NULL),
(12607458149919,1801866081779105,X'01000000010BB062A651D80F235F8F0E4D9EE86D012F052F3844A9629D31F3F214E948DEF9A7DDBFF20B39B8DE04F85AEC',NULL,'SHOP1',1801866081779,1801871481779,'it-0030148-0000092',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000092","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"PAID","transaction":18018660817870058}',2,1,4,NULL,1,1801866081788,NULL),
(12607458149919,1801866081793607,X'0100000001C96F78C555902D5D42D287C69B6D30236FDF165CA68F16FDEBE3294906C26AE0B16891CDB6AEB7182B8F21E0',NULL,'SHOP1',1801866081793,1801871481793,'it-0030148-0000093',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000093","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"CANCELLED"}',2,0,2,NULL,1,1801866081796,1801866081796),
(12607458149919,1801866081801710,X'0100000001F835923A4896D0122692324E0D96C8ECA1307EBD18DDC5B72165D83C63B2076B1BE01A968F989B4917C2F9D9',NULL,'SHOP1',1801866081801,1801871481801,'it-0030148-0000094',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000094","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"REFUSED","transaction":18018660818080006}',1,1,4,NULL,1,1801866081809,1801866081809),
(54801729715616,1801866081814638,X'01000000019795B19B6989D11192F861DD37D4ABCF6A430014809FE41B42AFA276554C4DAC7B5359226076AEBC24AED702',NULL,'SHOP1',1801866081814,1801871481814,'it-0030148-0000095',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000095","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7","notificationURL":"http://127.0.0.1:35941/locked"}',1,'http://127.0.0.1:35941/locked',NULL,1,'{"is":"PAID","transaction":18018660818210050}',3,1,4,NULL,0,1801866081821,NULL),
(12607458149919,1801866081826496,X'0100000001FCC7B1617C7146A32939C1733559230A9C1E8418C996078C3543AEF186D44941C4F0870A64C3C434E714103C',NULL,'SHOP1',1801866081826,1801871481826,'it-0030148-0000096',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000096","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"CREATED"}',2,0,1,1801871481826,1,NULL,NULL),
(12607458149919,1801866081844882,X'0100000001AA3A1749FB50BF303A756CA16DF21416B552B030084FC3D4D06AC536E9370402DD2CBEDEF0F9CDD1755E28CF',NULL,'SHOP1',1801866081844,1801866681844,'it-0030148-0000097',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000097","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"CREATED"}',2,0,1,1801866681844,1,NULL,NULL),
(12345678901234,1801866096087067,X'010000000135A3E7DF9BD71A219037EEA5007D7597D4D9377754959C657F03CB28283371BA8223B914BFA06E0327566E19',NULL,'SHOP1',1801866096087,1801871496087,'it-0030148-0000112',77701,77701,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000112","amount":77701,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"TRYING","transaction":18018660961060072,"last":false}',3,1,3,NULL,0,NULL,NULL),
(12607458149919,1801866096131335,X'010000000130E64DD0172FCB64B64D1CDE136A9EEA90C955B73C797D59EDB2A3582398638FC5A8F324D5A671248D04C8A9',NULL,'SHOP1',1801866096131,1801871496131,'it-0030148-0000113',77701,77701,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000113","amount":77701,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"TRYING","transaction":18018660961450024,"last":true}',2,1,3,NULL,1,NULL,NULL),
(12345678901234,1801866096173742,X'0100000001ABF8193A12B6936D2FE8A91C3508C119B137606FFE68CB9BC3F581BE69EE3E2555ED31E0BA7C665C04F45584',NULL,'SHOP1',1801866096173,1801871496173,'it-0030148-0000114',77703,77703,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000114","amount":77703,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"TRYING","transaction":18018660961830040,"last":false}',3,1,3,NULL,0,NULL,NULL),
(12607458149919,1801866096198939,X'01000000015186D2B347E863533ACCF79AD9EA9514F0C94A77661DA2DBC913368806438BA92257C325A135C515AD005BCF',NULL,'SHOP1',1801866096198,1801871496198,'it-0030148-0000115',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000115","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"TRYING","transaction":18018660962100020,"last":false}',2,1,3,NULL,1,NULL,NULL),
(12607458149919,1801866096232041,X'0100000001695F87C2F0513B214D4CD895377557B25A7390E5B8656BAD6082AB5FC3E14EE7B9E106EFE15ED1FC086D44AE',NULL,'SHOP1',1801866096232,1801871496232,'it-0030148-0000116',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000116","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"TRYING","transaction":18018660962390076,"last":false}',2,1,3,NULL,1,NULL,NULL),
(12345678901234,1801866096251078,X'0100000001CD7346919E46A687E724B6EBDFC6E33EEBBF36AD8967FA08E5658FAEFBE391668C114BA23E62A6973171801D',NULL,'SHOP1',1801866096251,1801871496251,'it-0030148-0000117',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000117","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,NULL,NULL,1,'{"is":"OPEN"}',3,1,4,1801871496251,0,NULL,NULL),
(12607458149919,1801866098728836,X'010000000124BA816FAB71B8695F13F7600A4DF3BC58489F725B7EC828E066DC5438181A2986DE202D145030D5D89D286C',NULL,'SHOP1',1801866098728,1801871498728,'it-0030148-0000120',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000120","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7","notificationURL":"http://127.0.0.1:35471/silent"}',1,'http://127.0.0.1:35471/silent',NULL,1,'{"is":"PAID","transaction":18018660987390048}',2,1,4,NULL,1,1801866098740,NULL),
(12607458149919,1801866099945277,X'0100000001918A05A43834B3B256DAE759425BBEC051B5AEEE82EA3A8B2343624BF025F85B3BC957190554710317AE4596',NULL,'SHOP1',1801866099945,1801871499945,'it-0030148-0000121',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'','','https://shop.example.com/return?cart=7','{"pointOfSaleReference":"SHOP1","order":{"reference":"it-0030148-0000121","amount":1000,"currency":"EUR"},"returnURL":"https://shop.example.com/return?cart=7"}',1,'http://127.0.0.1:35941/settings?of=other',NULL,1,'{"is":"PAID","transaction":18018660999540052}',2,1,4,NULL,1,1801866099955,NULL);
INSERT INTO transactions VALUES
(12345678901234,17958180649240078,'CB','SHOP1','CB',1795818064924,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"513734BYRvxE2340","maskedNumber":"513734XXXXXX2340","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-MASTERCARD"}','it-0030148-0000000',2000,2000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000000","amount":2000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A40078","authorizationDate":"2026-11-27T22:21:04.927+00:00","issuerTransactionId":"958180649240078"}}',2,NULL,NULL,0,NULL),
(12345678901234,18011748670640038,'CB','SHOP1','CB',1801174867064,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000001',2500,2500,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000001","amount":2500,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A40038","authorizationDate":"2027-01-28T22:21:07.066+00:00","issuerTransactionId":"011748670640038"}}',3,NULL,NULL,0,NULL),
(12345678901234,18011748670700050,'CB','SHOP1','CB',1801174867070,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000002',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000002","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A00050","authorizationDate":"2027-01-28T22:21:07.071+00:00","issuerTransactionId":"011748670700050"}}',5,NULL,NULL,0,NULL),
(12345678901234,18011748670770040,'CB','SHOP1','CB',1801174867077,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000004',100000,100000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000004","amount":100000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A70040","authorizationDate":"2027-01-28T22:21:07.078+00:00","issuerTransactionId":"011748670770040"}}',8,NULL,NULL,0,NULL),
(12345678901234,18011748670830064,'CB','SHOP1','CB',1801174867083,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000006',100000,100000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000006","amount":100000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A30064","authorizationDate":"2027-01-28T22:21:07.083+00:00","issuerTransactionId":"011748670830064"}}',6,'RECONCILE',1801866126054,0,NULL),
(12345678901234,18011748670880090,'CB','SHOP1','CB',1801174867088,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000007',10000,10000,'EUR','E_COM','ONE_OFF','DEFERRED',1801218067000,NULL,'{"order":{"reference":"it-0030148-0000007","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"DEFERRED","deferredCaptureDate":"2027-01-29T10:21:07.000+00:00"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A80090","authorizationDate":"2027-01-28T22:21:07.089+00:00","issuerTransactionId":"011748670880090"}}',3,NULL,NULL,0,NULL),
(12345678901234,18011748670930038,'CB','SHOP1','CB',1801174867093,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000008',10000,10000,'EUR','E_COM','ONE_OFF','DEFERRED',1801434067000,NULL,'{"order":{"reference":"it-0030148-0000008","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"DEFERRED","deferredCaptureDate":"2027-01-31T22:21:07.000+00:00"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A30038","authorizationDate":"2027-01-28T22:21:07.095+00:00","issuerTransactionId":"011748670930038"}}',7,NULL,NULL,0,NULL),
(12345678901234,18011748670970026,'CB','SHOP1','CB',1801174867097,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000009',77703,77703,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000009","amount":77703,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REVERSED"}',4,NULL,NULL,0,NULL),
(12345678901234,18011748671280066,'MOCKPAY','SHOP1','MOCKPAY',1801174867128,'','it-0030148-0000012',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000012","amount":1000,"currency":"EUR"}}',1,NULL,1801174867120753,NULL,'{"is":"REVERSED"}',3,NULL,NULL,0,NULL),
(12345678901234,18011748671420026,'CB','SHOP1','CB',1801174867142,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000013',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000013","amount":1000,"currency":"EUR"}}',1,NULL,1801174867132937,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A20026","authorizationDate":"2027-01-28T22:21:07.144+00:00","issuerTransactionId":"011748671420026"}}',2,NULL,NULL,0,NULL),
(12345678901234,18012648724540032,'CB','SHOP1','CB',1801264872454,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000014',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000014","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A40032","authorizationDate":"2027-01-29T23:21:12.466+00:00","issuerTransactionId":"012648724540032"}}',3,'EXPIRE',1801869672454,0,NULL),
(12345678901234,18012648724730018,'CB','SHOP1','CB',1801264872473,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000016',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000016","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A30018","authorizationDate":"2027-01-29T23:21:12.476+00:00","issuerTransactionId":"012648724730018"}}',2,'EXPIRE',1801869672473,0,NULL),
(12345678901234,18012648724810076,'CB','SHOP1','CB',1801264872481,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000017',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000017","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A10076","authorizationDate":"2027-01-29T23:21:12.490+00:00","issuerTransactionId":"012648724810076"}}',3,NULL,NULL,0,NULL),
(12345678901234,18018660752110044,'CB','SHOP1','CB',1801866075211,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000019',77705,77705,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000019","amount":77705,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REVERSING","deadline":1801866116887,"attempt":1}',3,'RECONCILE',1801866116887,0,NULL),
(12345678901234,18018660752330022,'CB','SHOP1','CB',1801866075233,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000020',100000,100000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000020","amount":100000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A30022","authorizationDate":"2027-02-05T22:21:15.234+00:00","issuerTransactionId":"018660752330022"}}',4,'RECONCILE',1801866096375,0,NULL),
(12345678901234,18018660754070084,'CB','SHOP1','CB',1801866075407,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000022',100000,100000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000022","amount":100000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A70084","authorizationDate":"2027-02-05T22:21:15.407+00:00","issuerTransactionId":"018660754070084"}}',4,'RECONCILE',1801866116887,0,NULL),
(12345678901234,18018660755120072,'CB','SHOP1','CB',1801866075512,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000031',10000,10000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000031","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A20072","authorizationDate":"2027-02-05T22:21:15.522+00:00","issuerTransactionId":"018660755120072"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660755600034,'CB','SHOP1','CB',1801866075560,'{"expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000027',1100,1100,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000027","amount":1100,"currency":"EUR"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A00034","authorizationDate":"2027-02-05T22:21:15.583+00:00","issuerTransactionId":"018660755600034"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660755970084,'CB','SHOP1','CB',1801866075597,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000032',12345,12345,'EUR','TO','ONE_OFF','AUTOMATIC',NULL,'000000572553866','{"order":{"reference":"it-0030148-0000032","amount":12345,"taxes":2057,"discount":500,"currency":"EUR","date":"2026-01-02T03:04:05.000+00:00","origin":"TO","country":"BE","items":[{"reference":"SKU-1","price":9900,"quantity":2,"comment":"blue \"one\"","brand":"Acme","category":"1","subCategory1":"11","subCategory2":"111","miscellaneous":{"size":"XL","émoji":"🎁"},"taxRate":2000,"seller":"Shop & Co","sellerType":"PROFESSIONAL"},{"reference":"SKU-2","price":0,"quantity":1,"taxRate":0,"sellerType":"PRIVATE_SELLER"}]},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC","softDescriptor":"SHOP*ORDER 1"},"originalTransactionId":"000000572553866","buyer":{"title":"MR","firstName":"Jean","lastName":"Dupont","email":"jean.dupont@example.com","mobile":"+32470123456","id":"B-1","legalDocument":{"type":"PASSPORT","number":"12AB34567"},"birthDate":"1980-02-29","legalStatus":"CORPORATE","billingAddress":{"title":"MRS","firstName":"Zoé","lastName":"Ümlaut-O''Neil","email":"zoe.u@shop.example.com","mobile":"+33123456789","label":"home","streetNumber":"12 bis","street":"rue de la Paix","complement":"3e étage","city":"Aix-en-Provence","zip":"13100","state":"PACA","county":"Bouches-du-Rhône","country":"FR","addressCreateDate":"2020-01-02T03:04:05.000+00:00"},"accountHistory":{"accountCreateDate":"2019-01-02T03:04:05.000+00:00","accountAverageAmount":5000,"accountOrderCount":12,"suspiciousActivity":"NO_SUSPICIOUS","firstOrderDate":"2019-02-02T03:04:05.000+00:00","lastOrderDate":"2025-12-24T20:00:00.000+00:00","totalAmount":60000,"lastChange":"2025-01-01T00:00:00.000+00:00","lastPasswordChange":"2025-01-02T00:00:00.000+00:00","provisionAttemptsDay":1,"paymentAccountAge":"2019-03-01T00:00:00.000+00:00","orderCount6Months":3,"orderAmount6Months":15000,"transactionCountDay":0,"transactionCountYear":7,"shipAddressUsage":"2019-04-01T00:00:00.000+00:00"}},"delivery":{"charge":490,"provider":"La Poste","expectedDate":"2026-01-09T00:00:00.000+00:00","timeframe":"TWO_DAY_OR_MORE","mode":"PICKUP_POINT","address":{"title":"MRS","firstName":"Zoé","lastName":"Ümlaut-O''Neil","email":"zoe.u@shop.example.com","mobile":"+33123456789","label":"home","streetNumber":"12 bis","street":"rue de la Paix","complement":"3e étage","city":"Aix-en-Provence","zip":"13100","state":"PACA","county":"Bouches-du-Rhône","country":"FR","addressCreateDate":"2020-01-02T03:04:05.000+00:00"}},"device":{"type":"MOBILE","operatingSystem":"iOS 19","fingerprint":"f1ng3r","ip":"2001:db8::1","browserUserAgent":"Mozilla/5.0 (iPhone)","country":"BE"},"authentication3DSecure":{"resultContainer":"cmVz","challengeResult":"Y2hh","transientData":"dHJh","sessionId":"s-1"},"privateData":{"campaign":"spring","":"empty name","quote":"\"\\\n\u0001"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A70084","authorizationDate":"2027-02-05T22:21:15.605+00:00","issuerTransactionId":"018660755970084"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756170010,'CB','SHOP1','CB',1801866075617,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000034éééééééééééééééééééééééééééééééé',1300,1300,'EUR','E_COM','RECURRING','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000034éééééééééééééééééééééééééééééééé","amount":1300,"taxes":0,"discount":0,"currency":"EUR","items":[{"price":0,"quantity":1,"taxRate":9999}]},"payment":{"paymentType":"RECURRING","capture":"AUTOMATIC","recurring":{"installmentAmount":0,"firstInstallmentAmount":0,"cumulatedAmount":0,"installmentNumber":1,"totalInstallments":1,"frequency":"FORTNITHLY","installmentDate":1,"startDate":"2026-01-01T00:00:00.000+00:00","endDate":"2027-01-01T00:00:00.000+00:00"}},"delivery":{"charge":0}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A70010","authorizationDate":"2027-02-05T22:21:15.617+00:00","issuerTransactionId":"018660756170010"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756240048,'CB','SHOP1','CB',1801866075624,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000036éééééééééééééééééééééééééééééééé',1300,1300,'EUR','E_COM','RECURRING','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000036éééééééééééééééééééééééééééééééé","amount":1300,"taxes":1000000000000000000,"discount":1000000000000000000,"currency":"EUR","items":[{"reference":"éééééééééééééééééééééééééééééééééééééééééééééééééé","price":1000000000000000000,"quantity":2147483647,"comment":"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","brand":"éééééééééééééééééééééééééééééééééééééééééééééééééé","category":"éééééééééééééééééééééééééééééééééééééééééééééééééé","subCategory1":"éééééééééééééééééééééééééééééééééééééééééééééééééé","subCategory2":"éééééééééééééééééééééééééééééééééééééééééééééééééé","taxRate":9999,"seller":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"}]},"payment":{"paymentType":"RECURRING","capture":"AUTOMATIC","softDescriptor":"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","recurring":{"installmentAmount":1000000000000000000,"firstInstallmentAmount":1000000000000000000,"cumulatedAmount":1000000000000000000,"installmentNumber":2147483647,"totalInstallments":2147483647,"frequency":"FORTNITHLY","installmentDate":31,"startDate":"2026-01-01T00:00:00.000+00:00","endDate":"2027-01-01T00:00:00.000+00:00"}},"buyer":{"firstName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","lastName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","mobile":"ééééééééééééééé","id":"éééééééééééééééééééééééééééééééééééééééééééééééééé","billingAddress":{"firstName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","lastName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","mobile":"ééééééééééééééé","label":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","streetNumber":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","street":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","complement":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","city":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","zip":"éééééééééééé","state":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","county":"éééééééééééééééééééééééééééééééééééééééééééééééééé"}},"delivery":{"charge":1000000000000000000,"address":{"firstName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","lastName":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","mobile":"ééééééééééééééé","label":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","streetNumber":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","street":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","complement":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","city":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","zip":"éééééééééééé","state":"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé","county":"éééééééééééééééééééééééééééééééééééééééééééééééééé"}}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A40048","authorizationDate":"2027-02-05T22:21:15.625+00:00","issuerTransactionId":"018660756240048"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756310000,'CB','SHOP1','CB',1801866075631,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000029',0,0,'EUR','E_COM','ACCOUNT_VERIFICATION','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000029","amount":0,"currency":"EUR"},"payment":{"paymentType":"ACCOUNT_VERIFICATION","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A10000","authorizationDate":"2027-02-05T22:21:15.632+00:00","issuerTransactionId":"018660756310000"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756370042,'CB','SHOP1','CB',1801866075637,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000030',5000,1200,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000030","amount":5000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC","amount":1200}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A70042","authorizationDate":"2027-02-05T22:21:15.638+00:00","issuerTransactionId":"018660756370042"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756430054,'CB','SHOP1','CB',1801866075643,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000037',1400,1400,'JPY','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000037","amount":1400,"currency":"JPY"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A30054","authorizationDate":"2027-02-05T22:21:15.644+00:00","issuerTransactionId":"018660756430054"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756480090,'CB','SHOP1','CB',1801866075648,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000028',1500,1500,'EUR','MO','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000028","amount":1500,"currency":"EUR","origin":"MO"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A80090","authorizationDate":"2027-02-05T22:21:15.649+00:00","issuerTransactionId":"018660756480090"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756590012,'CB','SHOP1','CB',1801866075659,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"VISA","network":"CB-VISA"}','it-0030148-0000038',1600,1600,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000038","amount":1600,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A90012","authorizationDate":"2027-02-05T22:21:15.660+00:00","issuerTransactionId":"018660756590012"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756650022,'AMEX','SHOP1','AMEX',1801866075665,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"375989oOhIk1119","maskedNumber":"375989XXXXX1119","panType":"CARD_PAN","selectedNetwork":"AMERICAN_EXPRESS","network":"AMEX"}','it-0030148-0000039',1700,1700,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000039","amount":1700,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A50022","authorizationDate":"2027-02-05T22:21:15.666+00:00","issuerTransactionId":"018660756650022"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660756720074,'CB','SHOP1','CB',1801866075672,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000041',1900,1900,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000041","amount":1900,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,'it-0030148-0000040',NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A20074","authorizationDate":"2027-02-05T22:21:15.674+00:00","issuerTransactionId":"018660756720074"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660758600044,'CB','SHOP1','CB',1801866075860,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"411111C0xDBt1111","maskedNumber":"411111XXXXXX1111","panType":"CARD_PAN","selectedNetwork":"VISA","network":"VISA"}','it-0030148-0000042',2100,2100,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000042","amount":2100,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A00044","authorizationDate":"2027-02-05T22:21:15.861+00:00","issuerTransactionId":"018660758600044"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660758660052,'CB','SHOP1','CB',1801866075866,'{"expirationDate":"1234","mxToken":"411111C0xDBt1111","maskedNumber":"411111XXXXXX1111","panType":"CARD_PAN","selectedNetwork":"VISA","network":"VISA"}','it-0030148-0000043',2200,2200,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000043","amount":2200,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A60052","authorizationDate":"2027-02-05T22:21:15.866+00:00","issuerTransactionId":"018660758660052"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660758720026,'CB','SHOP1','CB',1801866075872,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000044',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000044","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A20026","authorizationDate":"2027-02-05T22:21:15.873+00:00","issuerTransactionId":"018660758720026"}}',2,'EXPIRE',1802470875872,0,NULL),
(12345678901234,18018660758790092,'CB','SHOP1','CB',1801866075879,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000045',10000,10000,'EUR','E_COM','ONE_OFF','DEFERRED',1801866375000,NULL,'{"order":{"reference":"it-0030148-0000045","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"DEFERRED","deferredCaptureDate":"2027-02-05T22:26:15.000+00:00"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A90092","authorizationDate":"2027-02-05T22:21:15.880+00:00","issuerTransactionId":"018660758790092"}}',2,'CAPTURE',1801866375000,0,NULL),
(12345678901234,18018660759110052,'CB','SHOP1','CB',1801866075911,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000046',10000,10000,'EUR','E_COM','ONE_OFF','DEFERRED',1802125275000,NULL,'{"order":{"reference":"it-0030148-0000046","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"DEFERRED","deferredCaptureDate":"2027-02-08T22:21:15.000+00:00"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A10052","authorizationDate":"2027-02-05T22:21:15.920+00:00","issuerTransactionId":"018660759110052"}}',2,'CAPTURE',1802125275000,0,NULL),
(12345678901234,18018660759290042,'CB','SHOP1','CB',1801866075929,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010m4bzom2066","maskedNumber":"497010XXXXXX2066","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000048',3000,3000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000048","amount":3000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"01206"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660759360006,'CB','SHOP1','CB',1801866075936,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000049',33305,33305,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000049","amount":33305,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"01100"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660759430028,'CB','SHOP1','CB',1801866075943,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000050',33331,33331,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000050","amount":33331,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"01199"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660759520090,'CB','SHOP1','CB',1801866075952,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000051',33351,33351,'EUR','TO','ONE_OFF','AUTOMATIC',NULL,'000000572553866','{"order":{"reference":"it-0030148-0000051","amount":33351,"taxes":2057,"discount":500,"currency":"EUR","date":"2026-01-02T03:04:05.000+00:00","origin":"TO","country":"BE","items":[{"reference":"SKU-1","price":9900,"quantity":2,"comment":"blue \"one\"","brand":"Acme","category":"1","subCategory1":"11","subCategory2":"111","miscellaneous":{"size":"XL","émoji":"🎁"},"taxRate":2000,"seller":"Shop & Co","sellerType":"PROFESSIONAL"},{"reference":"SKU-2","price":0,"quantity":1,"taxRate":0,"sellerType":"PRIVATE_SELLER"}]},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC","softDescriptor":"SHOP*ORDER 1"},"originalTransactionId":"000000572553866","buyer":{"title":"MR","firstName":"Jean","lastName":"Dupont","email":"jean.dupont@example.com","mobile":"+32470123456","id":"B-1","legalDocument":{"type":"PASSPORT","number":"12AB34567"},"birthDate":"1980-02-29","legalStatus":"CORPORATE","billingAddress":{"title":"MRS","firstName":"Zoé","lastName":"Ümlaut-O''Neil","email":"zoe.u@shop.example.com","mobile":"+33123456789","label":"home","streetNumber":"12 bis","street":"rue de la Paix","complement":"3e étage","city":"Aix-en-Provence","zip":"13100","state":"PACA","county":"Bouches-du-Rhône","country":"FR","addressCreateDate":"2020-01-02T03:04:05.000+00:00"},"accountHistory":{"accountCreateDate":"2019-01-02T03:04:05.000+00:00","accountAverageAmount":5000,"accountOrderCount":12,"suspiciousActivity":"NO_SUSPICIOUS","firstOrderDate":"2019-02-02T03:04:05.000+00:00","lastOrderDate":"2025-12-24T20:00:00.000+00:00","totalAmount":60000,"lastChange":"2025-01-01T00:00:00.000+00:00","lastPasswordChange":"2025-01-02T00:00:00.000+00:00","provisionAttemptsDay":1,"paymentAccountAge":"2019-03-01T00:00:00.000+00:00","orderCount6Months":3,"orderAmount6Months":15000,"transactionCountDay":0,"transactionCountYear":7,"shipAddressUsage":"2019-04-01T00:00:00.000+00:00"}},"delivery":{"charge":490,"provider":"La Poste","expectedDate":"2026-01-09T00:00:00.000+00:00","timeframe":"TWO_DAY_OR_MORE","mode":"PICKUP_POINT","address":{"title":"MRS","firstName":"Zoé","lastName":"Ümlaut-O''Neil","email":"zoe.u@shop.example.com","mobile":"+33123456789","label":"home","streetNumber":"12 bis","street":"rue de la Paix","complement":"3e étage","city":"Aix-en-Provence","zip":"13100","state":"PACA","county":"Bouches-du-Rhône","country":"FR","addressCreateDate":"2020-01-02T03:04:05.000+00:00"}},"device":{"type":"MOBILE","operatingSystem":"iOS 19","fingerprint":"f1ng3r","ip":"2001:db8::1","browserUserAgent":"Mozilla/5.0 (iPhone)","country":"BE"},"authentication3DSecure":{"resultContainer":"cmVz","challengeResult":"Y2hh","transientData":"dHJh","sessionId":"s-1"},"privateData":{"campaign":"spring","":"empty name","quote":"\"\\\n\u0001"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"01116"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660759600018,'CB','SHOP1','CB',1801866075960,'{"holderName":"Camille Martin","expirationDate":"1234","maskedNumber":"497010XXXXXX5141","panType":"CARD_PAN","country":"FR","network":"CB-VISA"}','it-0030148-0000052',3000,3000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000052","amount":3000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"02614"}',1,NULL,NULL,0,NULL),
(12345678901234,18018660759670006,'CB','SHOP1','CB',1801866075967,'{"holderName":"Camille Martin","expirationDate":"0120","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","network":"CB-VISA"}','it-0030148-0000047',3100,3100,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000047","amount":3100,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"02624"}',1,NULL,NULL,0,NULL),
(12345678901234,18018660759710048,'CB','SHOP1','CB',1801866075971,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000053',77704,77704,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000053","amount":77704,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"02102"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660759760084,'CB','SHOP1','CB',1801866075976,'{"holderName":"Camille Martin","expirationDate":"1234","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","network":"CB-VISA"}','it-0030148-0000054',0,0,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000054","amount":0,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"REFUSED","code":"02110"}',1,NULL,NULL,0,NULL),
(12345678901234,18018660759810076,'CB','SHOP1','CB',1801866075981,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000056',33360,33360,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000056","amount":33360,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,'it-0030148-0000055',NULL,NULL,'{"is":"REFUSED","code":"01103"}',2,NULL,NULL,0,NULL),
(12607458149919,18018660759870072,'CB','SHOP1','CB',1801866075987,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000057',4000,4000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000057","amount":4000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,'http://127.0.0.1:35941/settings?of=other','{"is":"ACCEPTED","approval":{"authorizationNumber":"A70072","authorizationDate":"2027-02-05T22:21:15.989+00:00","issuerTransactionId":"018660759870072"}}',2,NULL,NULL,0,NULL),
(12607458149919,18018660759940040,'CB','SHOP1','CB',1801866075994,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000058',33305,33305,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000058","amount":33305,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,'http://127.0.0.1:35941/settings?of=other','{"is":"REFUSED","code":"01100"}',2,NULL,NULL,0,NULL),
(54801729715616,18018660759980010,'CB','SHOP1','CB',1801866075998,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010hFeI5Z5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000059',5000,5000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000059","amount":5000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A80010","authorizationDate":"2027-02-05T22:21:15.999+00:00","issuerTransactionId":"018660759980010"}}',2,NULL,NULL,0,NULL),
(63364003018582,18018660760030044,'CB','SHOP1','CB',1801866076003,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010hPqsgL5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000060',5000,5000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000060","amount":5000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A30044","authorizationDate":"2027-02-05T22:21:16.004+00:00","issuerTransactionId":"018660760030044"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660760080072,'CB','SHOP1','CB',1801866076008,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000061',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000061","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A80072","authorizationDate":"2027-02-05T22:21:16.009+00:00","issuerTransactionId":"018660760080072"}}',4,'EXPIRE',1802470876008,0,NULL),
(12345678901234,18018660760290048,'CB','SHOP1','CB',1801866076029,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000067',10000,10000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000067","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A90048","authorizationDate":"2027-02-05T22:21:16.029+00:00","issuerTransactionId":"018660760290048"}}',5,NULL,NULL,0,NULL),
(12345678901234,18018660761020088,'CB','SHOP1','CB',1801866076102,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010isuCUY1167","maskedNumber":"497010XXXXXX1167","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000079',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000079","amount":1000,"currency":"EUR"}}',1,NULL,1801866076093922,NULL,'{"is":"REFUSED","code":"01116"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660761150002,'MOCKPAY','SHOP1','MOCKPAY',1801866076115,'','it-0030148-0000080',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000080","amount":1000,"currency":"EUR"}}',1,NULL,1801866076108265,NULL,'{"is":"AT_PARTNER","deadline":1801871476108}',1,'RECONCILE',1801871476108,0,NULL),
(12345678901234,18018660761300014,'CB','SHOP1','CB',1801866076130,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000081',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000081","amount":1000,"currency":"EUR"}}',1,NULL,1801866076123714,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A00014","authorizationDate":"2027-02-05T22:21:16.131+00:00","issuerTransactionId":"018660761300014"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660761430020,'MOCKPAY','SHOP1','MOCKPAY',1801866076143,'','it-0030148-0000082',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000082","amount":1000,"currency":"EUR"}}',1,NULL,1801866076135581,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A30020","authorizationDate":"2027-02-05T22:21:16.147+00:00","issuerTransactionId":"018660761430020"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660761660074,'CB','SHOP1','CB',1801866076166,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010isuCUY1167","maskedNumber":"497010XXXXXX1167","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000083',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000083","amount":1000,"currency":"EUR"}}',1,NULL,1801866076154360,NULL,'{"is":"REFUSED","code":"01116"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660761740042,'CB','SHOP1','CB',1801866076174,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010isuCUY1167","maskedNumber":"497010XXXXXX1167","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000083',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000083","amount":1000,"currency":"EUR"}}',1,NULL,1801866076154360,NULL,'{"is":"REFUSED","code":"01116"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660761830080,'CB','SHOP1','CB',1801866076183,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010isuCUY1167","maskedNumber":"497010XXXXXX1167","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000083',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000083","amount":1000,"currency":"EUR"}}',1,NULL,1801866076154360,NULL,'{"is":"REFUSED","code":"01116"}',2,NULL,NULL,0,NULL),
(12345678901234,18018660762520030,'MOCKPAY','SHOP1','MOCKPAY',1801866076252,'','it-0030148-0000087',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000087","amount":1000,"currency":"EUR"}}',1,NULL,1801866076245385,NULL,'{"is":"AT_PARTNER","deadline":1801866676245}',1,'RECONCILE',1801866676245,0,NULL),
(12607458149919,18018660762900062,'CB','SHOP1','CB',1801866076290,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000090',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000090","amount":1000,"currency":"EUR"}}',1,NULL,1801866076281374,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A00062","authorizationDate":"2027-02-05T22:21:16.291+00:00","issuerTransactionId":"018660762900062"}}',2,NULL,NULL,0,NULL),
(12607458149919,18018660805390026,'CB','SHOP1','CB',1801866080539,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000091',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000091","amount":1000,"currency":"EUR"}}',1,NULL,1801866080520996,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A90026","authorizationDate":"2027-02-05T22:21:20.543+00:00","issuerTransactionId":"018660805390026"}}',2,NULL,NULL,0,NULL),
(12607458149919,18018660817870058,'CB','SHOP1','CB',1801866081787,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000092',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000092","amount":1000,"currency":"EUR"}}',1,NULL,1801866081779105,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A70058","authorizationDate":"2027-02-05T22:21:21.788+00:00","issuerTransactionId":"018660817870058"}}',2,NULL,NULL,0,NULL),
(12607458149919,18018660818080006,'CB','SHOP1','CB',1801866081808,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010jaAqnU1167","maskedNumber":"497010XXXXXX1167","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000094',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000094","amount":1000,"currency":"EUR"}}',1,NULL,1801866081801710,NULL,'{"is":"REFUSED","code":"01116"}',2,NULL,NULL,0,NULL),
(54801729715616,18018660818210050,'CB','SHOP1','CB',1801866081821,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010hFeI5Z5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000095',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000095","amount":1000,"currency":"EUR"}}',1,NULL,1801866081814638,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A10050","authorizationDate":"2027-02-05T22:21:21.821+00:00","issuerTransactionId":"018660818210050"}}',2,NULL,NULL,0,NULL),
(12345678901234,18018660959200066,'CB','SHOP1','CB',1801866095920,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000098',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000098","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A00066","authorizationDate":"2027-02-05T22:21:35.925+00:00","issuerTransactionId":"018660959200066"}}',3,'RECONCILE',1801866095935,0,NULL),
(12345678901234,18018660959440052,'CB','SHOP1','CB',1801866095944,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000101',10000,10000,'EUR','E_COM','ONE_OFF','MANUAL',NULL,NULL,'{"order":{"reference":"it-0030148-0000101","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A40052","authorizationDate":"2027-02-05T22:21:35.949+00:00","issuerTransactionId":"018660959440052"}}',4,'RECONCILE',1801866095962,0,NULL),
(12345678901234,18018660959670044,'CB','SHOP1','CB',1801866095967,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000104',10000,10000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000104","amount":10000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A70044","authorizationDate":"2027-02-05T22:21:35.968+00:00","issuerTransactionId":"018660959670044"}}',3,'RECONCILE',1801866095978,0,NULL),
(12345678901234,18018660959840032,'CB','SHOP1','CB',1801866095984,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000107',77701,77701,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000107","amount":77701,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,'it-0030148-0000106',NULL,NULL,'{"is":"AUTHORIZING","deadline":1801866125984}',1,'RECONCILE',1801866125984,0,NULL),
(54801729715616,18018660960070056,'CB','SHOP1','CB',1801866096007,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010hFeI5Z5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000108',77701,77701,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000108","amount":77701,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"AUTHORIZING","deadline":1801866126007}',1,'RECONCILE',1801866126007,0,NULL),
(12345678901234,18018660960310052,'CB','SHOP1','CB',1801866096031,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000109',77703,77703,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000109","amount":77703,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"UNANSWERED"}',2,'RECONCILE',1801866096037,0,NULL),
(12607458149919,18018660960430060,'CB','SHOP1','CB',1801866096043,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000110',77703,77703,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000110","amount":77703,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,'http://127.0.0.1:35941/settings?of=other','{"is":"UNANSWERED"}',2,'RECONCILE',1801866096045,0,NULL),
(12345678901234,18018660961060072,'CB','SHOP1','CB',1801866096106,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000112',77701,77701,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000112","amount":77701,"currency":"EUR"}}',1,NULL,1801866096087067,NULL,'{"is":"AUTHORIZING","deadline":1801866126106}',1,'RECONCILE',1801866126106,0,NULL),
(12607458149919,18018660961450024,'CB','SHOP1','CB',1801866096145,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000113',77701,77701,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000113","amount":77701,"currency":"EUR"}}',1,NULL,1801866096131335,NULL,'{"is":"AUTHORIZING","deadline":1801866126145}',1,'RECONCILE',1801866126145,0,NULL),
(12345678901234,18018660961830040,'CB','SHOP1','CB',1801866096183,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000114',77703,77703,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000114","amount":77703,"currency":"EUR"}}',1,NULL,1801866096173742,NULL,'{"is":"UNANSWERED"}',2,'RECONCILE',1801866096185,0,NULL),
(12607458149919,18018660962100020,'MOCKPAY','SHOP1','MOCKPAY',1801866096210,'','it-0030148-0000115',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000115","amount":1000,"currency":"EUR"}}',1,NULL,1801866096198939,NULL,'{"is":"ON_HOLD","reference":"pending.1801866096224","since":1801866096224,"lookAt":1801866097224,"attempt":0}',2,'RECONCILE',1801866097224,0,NULL),
(12607458149919,18018660962390076,'MOCKPAY','SHOP1','MOCKPAY',1801866096239,'','it-0030148-0000116',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000116","amount":1000,"currency":"EUR"}}',1,NULL,1801866096232041,NULL,'{"is":"ON_HOLD","reference":"accept.1801866106244","since":1801866096244,"lookAt":1801866097244,"attempt":0}',2,'RECONCILE',1801866097244,0,NULL),
(12345678901234,18018660962590064,'MOCKPAY','SHOP1','MOCKPAY',1801866096259,'','it-0030148-0000117',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000117","amount":1000,"currency":"EUR"}}',1,NULL,1801866096251078,NULL,'{"is":"UNDOING","deadline":1801866096272,"attempt":0}',4,'RECONCILE',1801866096272,0,NULL),
(12345678901234,18018660963610016,'CB','SHOP1','CB',1801866096361,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NzSMoa5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000118',6000,6000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000118","amount":6000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A10016","authorizationDate":"2027-02-05T22:21:36.363+00:00","issuerTransactionId":"018660963610016"}}',2,NULL,NULL,0,NULL),
(80466846088351,18018660963690032,'CB','SHOP1','CB',1801866096369,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010mvZDLI5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000119',6000,6000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000119","amount":6000,"currency":"EUR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}}',1,NULL,NULL,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A90032","authorizationDate":"2027-02-05T22:21:36.371+00:00","issuerTransactionId":"018660963690032"}}',2,NULL,NULL,0,NULL),
(12607458149919,18018660987390048,'CB','SHOP1','CB',1801866098739,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000120',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000120","amount":1000,"currency":"EUR"}}',1,NULL,1801866098728836,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A90048","authorizationDate":"2027-02-05T22:21:38.739+00:00","issuerTransactionId":"018660987390048"}}',2,NULL,NULL,0,NULL),
(12607458149919,18018660999540052,'CB','SHOP1','CB',1801866099954,'{"holderName":"Camille Martin","expirationDate":"1234","mxToken":"497010NDbXcE5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}','it-0030148-0000121',1000,1000,'EUR','E_COM','ONE_OFF','AUTOMATIC',NULL,NULL,'{"order":{"reference":"it-0030148-0000121","amount":1000,"currency":"EUR"}}',1,NULL,1801866099945277,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A40052","authorizationDate":"2027-02-05T22:21:39.955+00:00","issuerTransactionId":"018660999540052"}}',2,NULL,NULL,0,NULL);
INSERT INTO actions VALUES
(12345678901234,18011748670740073,18011748670700050,18011748670700050,6,'CANCEL','STANDARD',0,1801174867074,10000,'it-0030148-0000003','{"merchantReference":"it-0030148-0000003"}',1,NULL,'{"is":"ACCEPTED"}','[]',10000,NULL,0),
(12345678901234,18011748670800035,18011748670770040,18011748670770040,6,'CAPTURE','STANDARD',0,1801174867080,4000,'it-0030148-0000005','{"merchantReference":"it-0030148-0000005"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18012648704190039,18011748670880090,18011748670880090,6,'CAPTURE','LATE_DELIVERY',1,1801264870419,10000,NULL,'{}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18012648724710093,18012648724540032,18012648724540032,6,'CAPTURE','STANDARD',0,1801264872471,4000,'it-0030148-0000015','{"merchantReference":"it-0030148-0000015"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18012648724950031,18012648724810076,18012648724810076,6,'CAPTURE','STANDARD',0,1801264872495,10000,'it-0030148-0000018','{"merchantReference":"it-0030148-0000018"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18018660726700059,18011748670930038,18011748670930038,6,'CAPTURE','LATE_DELIVERY',1,1801866072670,10000,NULL,'{}',1,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A00059","authorizationDate":"2027-02-05T22:21:12.679+00:00","issuerTransactionId":"018660726700059"}}','[]',NULL,NULL,0),
(12345678901234,18018660726740095,18011748670770040,18011748670770040,8,'EXPIRY','STANDARD',1,1801866072674,96000,NULL,'{}',1,NULL,'{"is":"ACCEPTED"}','[]',96000,NULL,0),
(12345678901234,18018660726750001,18011748670830064,18011748670830064,6,'EXPIRY','STANDARD',1,1801866072674,100000,NULL,'{}',1,NULL,'{"is":"ACCEPTED"}','[]',100000,NULL,0),
(12345678901234,18018660737000021,18011748670930038,18011748670930038,10,'EXPIRY','STANDARD',1,1801866073700,10000,NULL,'{}',1,NULL,'{"is":"ACCEPTED"}','[]',10000,NULL,0),
(12345678901234,18018660752410049,18018660752330022,18018660752330022,6,'CANCEL','STANDARD',0,1801866075241,77705,'it-0030148-0000021','{"merchantReference":"it-0030148-0000021"}',1,NULL,'{"is":"ACCEPTED"}','[]',77705,1801866096375,1),
(12345678901234,18018660754150037,18018660754070084,18018660754070084,6,'CAPTURE','FINAL',0,1801866075415,22295,'it-0030148-0000023','{"merchantReference":"it-0030148-0000023"}',1,NULL,'{"is":"ACCEPTED"}','[]',77705,1801866116887,1),
(12345678901234,18018660754690081,18011748670770040,18011748670770040,14,'CAPTURE','LATE_DELIVERY',0,1801866075469,60000,'it-0030148-0000024','{"merchantReference":"it-0030148-0000024"}',1,NULL,'{"is":"ACCEPTED","approval":{"authorizationNumber":"A90081","authorizationDate":"2027-02-05T22:21:15.481+00:00","issuerTransactionId":"018660754690081"}}','[]',NULL,NULL,0),
(12345678901234,18018660754870063,18011748670640038,18011748670640038,6,'REFUND','STANDARD',0,1801866075487,1000,'it-0030148-0000025','{"merchantReference":"it-0030148-0000025"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18018660755000081,18011748670640038,18011748670640038,7,'CANCEL','STANDARD',0,1801866075500,500,'it-0030148-0000026','{"merchantReference":"it-0030148-0000026"}',1,NULL,'{"is":"REFUSED","code":"02105"}','[]',NULL,NULL,0),
(12345678901234,18018660760130023,18018660760080072,18018660760080072,6,'CAPTURE','STANDARD',0,1801866076013,4000,'it-0030148-0000062','{"comment":"Parcel 1 of 2","items":[{"reference":"SKU-1","price":9900,"quantity":2,"comment":"blue \"one\"","brand":"Acme","category":"1","subCategory1":"11","subCategory2":"111","miscellaneous":{"size":"XL","émoji":"🎁"},"taxRate":2000,"seller":"Shop & Co","sellerType":"PROFESSIONAL"},{"reference":"SKU-2","price":0,"quantity":1,"taxRate":0,"sellerType":"PRIVATE_SELLER"}],"privateData":{"parcel":"1"},"miscData":{"carrier":{"name":"La Poste","signed":true},"lines":[1,2.5,null]},"merchantReference":"it-0030148-0000062"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18018660760180041,18018660760080072,18018660760080072,7,'CAPTURE','STANDARD',0,1801866076018,9000,'it-0030148-0000063','{"merchantReference":"it-0030148-0000063"}',1,NULL,'{"is":"REFUSED","code":"02613"}','[]',NULL,NULL,0),
(12345678901234,18018660760220093,18018660760080072,18018660760080072,7,'REFUND','STANDARD',0,1801866076022,4001,'it-0030148-0000064','{"merchantReference":"it-0030148-0000064"}',1,NULL,'{"is":"REFUSED","code":"02613"}','[]',NULL,NULL,0),
(12345678901234,18018660760240009,18018660760080072,18018660760080072,8,'CAPTURE','STANDARD',0,1801866076024,1000,'it-0030148-0000066','{"merchantReference":"it-0030148-0000066"}',1,'it-0030148-0000065','{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18018660760340003,18018660760290048,18018660760290048,6,'REFUND','STANDARD',0,1801866076034,3000,'it-0030148-0000068','{"comment":"Parcel 1 of 2","items":[{"reference":"SKU-1","price":9900,"quantity":2,"comment":"blue \"one\"","brand":"Acme","category":"1","subCategory1":"11","subCategory2":"111","miscellaneous":{"size":"XL","émoji":"🎁"},"taxRate":2000,"seller":"Shop & Co","sellerType":"PROFESSIONAL"},{"reference":"SKU-2","price":0,"quantity":1,"taxRate":0,"sellerType":"PRIVATE_SELLER"}],"privateData":{"parcel":"1"},"miscData":{"carrier":{"name":"La Poste","signed":true},"lines":[1,2.5,null]},"merchantReference":"it-0030148-0000068"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18018660760380079,18018660760290048,18018660760290048,8,'REFUND','STANDARD',0,1801866076038,2000,'it-0030148-0000069','{"merchantReference":"it-0030148-0000069"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18018660760420063,18018660760290048,18018660760380079,10,'CANCEL','STANDARD',0,1801866076042,2000,'it-0030148-0000070','{"merchantReference":"it-0030148-0000070"}',1,NULL,'{"is":"ACCEPTED"}','[{"from":"18018660760380079","amount":2000}]',NULL,NULL,0),
(12345678901234,18018660760470069,18018660760290048,18018660760290048,11,'CAPTURE','STANDARD',0,1801866076047,1,'it-0030148-0000071','{"merchantReference":"it-0030148-0000071"}',1,NULL,'{"is":"REFUSED","code":"02617"}','[]',NULL,NULL,0),
(12345678901234,18018660959350053,18018660959200066,18018660959200066,6,'CANCEL','STANDARD',0,1801866095935,10000,'it-0030148-0000099','{"comment":"Parcel 1 of 2","items":[{"reference":"SKU-1","price":9900,"quantity":2,"comment":"blue \"one\"","brand":"Acme","category":"1","subCategory1":"11","subCategory2":"111","miscellaneous":{"size":"XL","émoji":"🎁"},"taxRate":2000,"seller":"Shop & Co","sellerType":"PROFESSIONAL"},{"reference":"SKU-2","price":0,"quantity":1,"taxRate":0,"sellerType":"PRIVATE_SELLER"}],"privateData":{"parcel":"1"},"miscData":{"carrier":{"name":"La Poste","signed":true},"lines":[1,2.5,null]},"merchantReference":"it-0030148-0000099"}',1,NULL,'{"is":"ACCEPTED"}','[]',10000,1801866095935,0),
(12345678901234,18018660959410079,18018660959200066,18018660959200066,7,'CANCEL','STANDARD',0,1801866095941,1,'it-0030148-0000100','{"merchantReference":"it-0030148-0000100"}',1,NULL,'{"is":"REFUSED","code":"02601"}','[]',NULL,NULL,0),
(12345678901234,18018660959560057,18018660959440052,18018660959440052,6,'CAPTURE','STANDARD',0,1801866095956,4000,'it-0030148-0000102','{"merchantReference":"it-0030148-0000102"}',1,NULL,'{"is":"ACCEPTED"}','[]',NULL,NULL,0),
(12345678901234,18018660959620057,18018660959440052,18018660959560057,8,'CANCEL','STANDARD',0,1801866095962,3000,'it-0030148-0000103','{"merchantReference":"it-0030148-0000103"}',1,NULL,'{"is":"ACCEPTED"}','[{"from":"18018660959560057","amount":3000}]',3000,1801866095962,0),
(12345678901234,18018660959780095,18018660959670044,18018660959670044,6,'CANCEL','STANDARD',0,1801866095978,2000,'it-0030148-0000105','{"merchantReference":"it-0030148-0000105"}',1,NULL,'{"is":"ACCEPTED"}','[{"from":"18018660959670044","amount":2000}]',2000,1801866095978,0),
(12345678901234,18018660960540051,18011748670830064,18011748670830064,12,'CAPTURE','LATE_DELIVERY',0,1801866096054,77701,'it-0030148-0000111','{"merchantReference":"it-0030148-0000111"}',1,NULL,'{"is":"AUTHORIZING","deadline":1801866126054}','[]',NULL,NULL,0);
INSERT INTO remittance_lines VALUES
(12345678901234,17958180649240078,17958180649240078,'SHOP1','CB','it-0030148-0000000','CAPTURE',2000,'EUR',1795818064928,'2026-11-28','2027-01-28'),
(12345678901234,18011748670640038,18011748670640038,'SHOP1','CB','it-0030148-0000001','CAPTURE',2500,'EUR',1801174867066,'2027-01-29','2027-01-29'),
(12345678901234,18011748670800035,18011748670770040,'SHOP1','CB','it-0030148-0000004','CAPTURE',4000,'EUR',1801174867080,'2027-01-29','2027-01-29'),
(12345678901234,18011748671420026,18011748671420026,'SHOP1','CB','it-0030148-0000013','CAPTURE',1000,'EUR',1801174867144,'2027-01-29','2027-01-29'),
(12345678901234,18012648704190039,18011748670880090,'SHOP1','CB','it-0030148-0000007','CAPTURE',10000,'EUR',1801264870419,'2027-01-30','2027-02-05'),
(12345678901234,18012648724710093,18012648724540032,'SHOP1','CB','it-0030148-0000014','CAPTURE',4000,'EUR',1801264872471,'2027-01-30','2027-02-05'),
(12345678901234,18012648724950031,18012648724810076,'SHOP1','CB','it-0030148-0000017','CAPTURE',10000,'EUR',1801264872495,'2027-01-30','2027-02-05'),
(12345678901234,18018660726700059,18011748670930038,'SHOP1','CB','it-0030148-0000008','CAPTURE',10000,'EUR',1801866072679,'2027-02-06','2027-02-06'),
(12345678901234,18018660754150037,18018660754070084,'SHOP1','CB','it-0030148-0000022','CAPTURE',22295,'EUR',1801866075415,'2027-02-06','2027-02-06'),
(12345678901234,18018660754690081,18011748670770040,'SHOP1','CB','it-0030148-0000004','CAPTURE',60000,'EUR',1801866075481,'2027-02-06','2027-02-06'),
(12345678901234,18018660754870063,18011748670640038,'SHOP1','CB','it-0030148-0000001','REFUND',1000,'EUR',1801866075487,'2027-02-06','2027-02-06'),
(12345678901234,18018660755120072,18018660755120072,'SHOP1','CB','it-0030148-0000031','CAPTURE',10000,'EUR',1801866075522,'2027-02-06','2027-02-06'),
(12345678901234,18018660755600034,18018660755600034,'SHOP1','CB','it-0030148-0000027','CAPTURE',1100,'EUR',1801866075583,'2027-02-06','2027-02-06'),
(12345678901234,18018660755970084,18018660755970084,'SHOP1','CB','it-0030148-0000032','CAPTURE',12345,'EUR',1801866075605,'2027-02-06','2027-02-06'),
(12345678901234,18018660756170010,18018660756170010,'SHOP1','CB','it-0030148-0000034éééééééééééééééééééééééééééééééé','CAPTURE',1300,'EUR',1801866075617,'2027-02-06','2027-02-06'),
(12345678901234,18018660756240048,18018660756240048,'SHOP1','CB','it-0030148-0000036éééééééééééééééééééééééééééééééé','CAPTURE',1300,'EUR',1801866075625,'2027-02-06','2027-02-06'),
(12345678901234,18018660756370042,18018660756370042,'SHOP1','CB','it-0030148-0000030','CAPTURE',1200,'EUR',1801866075638,'2027-02-06','2027-02-06'),
(12345678901234,18018660756430054,18018660756430054,'SHOP1','CB','it-0030148-0000037','CAPTURE',1400,'JPY',1801866075644,'2027-02-06','2027-02-06'),
(12345678901234,18018660756480090,18018660756480090,'SHOP1','CB','it-0030148-0000028','CAPTURE',1500,'EUR',1801866075649,'2027-02-06','2027-02-06'),
(12345678901234,18018660756590012,18018660756590012,'SHOP1','CB','it-0030148-0000038','CAPTURE',1600,'EUR',1801866075660,'2027-02-06','2027-02-06'),
(12345678901234,18018660756650022,18018660756650022,'SHOP1','AMEX','it-0030148-0000039','CAPTURE',1700,'EUR',1801866075666,'2027-02-06','2027-02-06'),
(12345678901234,18018660756720074,18018660756720074,'SHOP1','CB','it-0030148-0000041','CAPTURE',1900,'EUR',1801866075674,'2027-02-06','2027-02-06'),
(12345678901234,18018660758600044,18018660758600044,'SHOP1','CB','it-0030148-0000042','CAPTURE',2100,'EUR',1801866075861,'2027-02-06','2027-02-06'),
(12345678901234,18018660758660052,18018660758660052,'SHOP1','CB','it-0030148-0000043','CAPTURE',2200,'EUR',1801866075867,'2027-02-06','2027-02-06'),
(12607458149919,18018660759870072,18018660759870072,'SHOP1','CB','it-0030148-0000057','CAPTURE',4000,'EUR',1801866075989,'2027-02-06','2027-02-06'),
(54801729715616,18018660759980010,18018660759980010,'SHOP1','CB','it-0030148-0000059','CAPTURE',5000,'EUR',1801866075999,'2027-02-06','2027-02-06'),
(63364003018582,18018660760030044,18018660760030044,'SHOP1','CB','it-0030148-0000060','CAPTURE',5000,'EUR',1801866076004,'2027-02-06','2027-02-06'),
(12345678901234,18018660760130023,18018660760080072,'SHOP1','CB','it-0030148-0000061','CAPTURE',4000,'EUR',1801866076013,'2027-02-06','2027-02-06'),
(12345678901234,18018660760240009,18018660760080072,'SHOP1','CB','it-0030148-0000061','CAPTURE',1000,'EUR',1801866076024,'2027-02-06','2027-02-06'),
(12345678901234,18018660760290048,18018660760290048,'SHOP1','CB','it-0030148-0000067','CAPTURE',10000,'EUR',1801866076029,'2027-02-06','2027-02-06'),
(12345678901234,18018660760340003,18018660760290048,'SHOP1','CB','it-0030148-0000067','REFUND',3000,'EUR',1801866076034,'2027-02-06','2027-02-06'),
(12345678901234,18018660761300014,18018660761300014,'SHOP1','CB','it-0030148-0000081','CAPTURE',1000,'EUR',1801866076131,'2027-02-06','2027-02-06'),
(12345678901234,18018660761430020,18018660761430020,'SHOP1','MOCKPAY','it-0030148-0000082','CAPTURE',1000,'EUR',1801866076147,'2027-02-06','2027-02-06'),
(12607458149919,18018660762900062,18018660762900062,'SHOP1','CB','it-0030148-0000090','CAPTURE',1000,'EUR',1801866076291,'2027-02-06','2027-02-06'),
(12607458149919,18018660805390026,18018660805390026,'SHOP1','CB','it-0030148-0000091','CAPTURE',1000,'EUR',1801866080543,'2027-02-06','2027-02-06'),
(12607458149919,18018660817870058,18018660817870058,'SHOP1','CB','it-0030148-0000092','CAPTURE',1000,'EUR',1801866081788,'2027-02-06','2027-02-06'),
(54801729715616,18018660818210050,18018660818210050,'SHOP1','CB','it-0030148-0000095','CAPTURE',1000,'EUR',1801866081821,'2027-02-06','2027-02-06'),
(12345678901234,18018660959560057,18018660959440052,'SHOP1','CB','it-0030148-0000101','CAPTURE',1000,'EUR',1801866095956,'2027-02-06','2027-02-06'),
(12345678901234,18018660959670044,18018660959670044,'SHOP1','CB','it-0030148-0000104','CAPTURE',8000,'EUR',1801866095968,'2027-02-06','2027-02-06'),
(12345678901234,18018660963610016,18018660963610016,'SHOP1','CB','it-0030148-0000118','CAPTURE',6000,'EUR',1801866096363,'2027-02-06',NULL),
(80466846088351,18018660963690032,18018660963690032,'SHOP1','CB','it-0030148-0000119','CAPTURE',6000,'EUR',1801866096371,'2027-02-06',NULL),
(12607458149919,18018660987390048,18018660987390048,'SHOP1','CB','it-0030148-0000120','CAPTURE',1000,'EUR',1801866098740,'2027-02-06',NULL),
(12607458149919,18018660999540052,18018660999540052,'SHOP1','CB','it-0030148-0000121','CAPTURE',1000,'EUR',1801866099955,'2027-02-06',NULL);
INSERT INTO notifications VALUES
(12345678901234,'WEBTRS',1801174867132937,1,'http://127.0.0.1:35941/given-up',1801174867144,1801182067144,'GIVEN_UP',3,NULL),
(12607458149919,'TRS',18018660759870072,2,'http://127.0.0.1:35941/settings?of=other',1801866075989,1801873275989,'WAITING',8,1801866100416),
(12607458149919,'TRS',18018660759940040,3,'http://127.0.0.1:35941/settings?of=other',1801866075994,1801873275994,'WAITING',8,1801866100416),
(12607458149919,'WEBTRS',1801866076281374,4,'http://127.0.0.1:36437/delivered',1801866076291,1801873277291,'DELIVERED',2,NULL),
(12607458149919,'WEBTRS',1801866080520996,5,'http://127.0.0.1:35941/settings?of=other',1801866080543,1801873281543,'READ',1,NULL),
(12607458149919,'WEBTRS',1801866081779105,6,'http://127.0.0.1:35941/settings?of=other',1801866081788,1801873282788,'WAITING',6,1801866101172),
(12607458149919,'WEBTRS',1801866081793607,7,'http://127.0.0.1:35941/settings?of=other',1801866081796,1801873282796,'WAITING',6,1801866101172),
(12607458149919,'WEBTRS',1801866081801710,8,'http://127.0.0.1:35941/settings?of=other',1801866081809,1801873282809,'WAITING',6,1801866101172),
(54801729715616,'WEBTRS',1801866081814638,9,'http://127.0.0.1:35941/locked',1801866081821,1801873281821,'WAITING',6,1801866100160),
(12607458149919,'WEBTRS',1801866098728836,10,'http://127.0.0.1:35471/silent',1801866098740,1801873299740,'WAITING',1,1801866112931),
(12607458149919,'WEBTRS',1801866099945277,11,'http://127.0.0.1:35941/settings?of=other',1801866099955,1801873300955,'WAITING',0,1801866100955);
INSERT INTO notification_attempts VALUES
(12345678901234,'WEBTRS',1801174867132937,1,1801174867259,500,0,NULL,2),
(12345678901234,'WEBTRS',1801174867132937,2,1801174870279,500,0,NULL,3),
(12345678901234,'WEBTRS',1801174867132937,3,1801264870396,NULL,NULL,'LATE',0),
(12607458149919,'TRS',18018660759870072,1,1801866076210,500,0,NULL,0),
(12607458149919,'TRS',18018660759940040,1,1801866076210,500,0,NULL,1),
(12607458149919,'WEBTRS',1801866076281374,1,1801866077476,500,0,NULL,1),
(12607458149919,'TRS',18018660759870072,2,1801866079242,500,0,NULL,1),
(12607458149919,'TRS',18018660759940040,2,1801866079242,500,0,NULL,1),
(12607458149919,'WEBTRS',1801866076281374,2,1801866080503,200,1,NULL,1),
(12607458149919,'WEBTRS',1801866080520996,1,1801866081767,500,0,NULL,1),
(54801729715616,'WEBTRS',1801866081814638,1,1801866082020,500,0,NULL,1),
(12607458149919,'TRS',18018660759870072,3,1801866082281,500,0,NULL,2),
(12607458149919,'TRS',18018660759940040,3,1801866082281,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081779105,1,1801866083037,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081793607,1,1801866083037,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081801710,1,1801866083037,500,0,NULL,2),
(54801729715616,'WEBTRS',1801866081814638,2,1801866085053,500,0,NULL,1),
(12607458149919,'TRS',18018660759940040,4,1801866085307,500,0,NULL,1),
(12607458149919,'TRS',18018660759870072,4,1801866085307,500,0,NULL,1),
(12607458149919,'WEBTRS',1801866081779105,2,1801866086062,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081793607,2,1801866086062,500,0,NULL,1),
(12607458149919,'WEBTRS',1801866081801710,2,1801866086062,500,0,NULL,2),
(54801729715616,'WEBTRS',1801866081814638,3,1801866088075,500,0,NULL,1),
(12607458149919,'TRS',18018660759870072,5,1801866088328,500,0,NULL,1),
(12607458149919,'TRS',18018660759940040,5,1801866088328,500,0,NULL,1),
(12607458149919,'WEBTRS',1801866081779105,3,1801866089083,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081793607,3,1801866089083,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081801710,3,1801866089083,500,0,NULL,2),
(54801729715616,'WEBTRS',1801866081814638,4,1801866091096,500,0,NULL,1),
(12607458149919,'TRS',18018660759870072,6,1801866091353,500,0,NULL,2),
(12607458149919,'TRS',18018660759940040,6,1801866091353,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081779105,4,1801866092113,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081793607,4,1801866092113,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081801710,4,1801866092113,500,0,NULL,2),
(54801729715616,'WEBTRS',1801866081814638,5,1801866094131,500,0,NULL,2),
(12607458149919,'TRS',18018660759870072,7,1801866094384,500,0,NULL,2),
(12607458149919,'TRS',18018660759940040,7,1801866094384,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081779105,5,1801866095141,500,0,NULL,4),
(12607458149919,'WEBTRS',1801866081793607,5,1801866095141,500,0,NULL,4),
(12607458149919,'WEBTRS',1801866081801710,5,1801866095141,500,0,NULL,4),
(54801729715616,'WEBTRS',1801866081814638,6,1801866097157,500,0,NULL,0),
(12607458149919,'TRS',18018660759940040,8,1801866097410,500,0,NULL,4),
(12607458149919,'TRS',18018660759870072,8,1801866097410,500,0,NULL,4),
(12607458149919,'WEBTRS',1801866081779105,6,1801866098166,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081793607,6,1801866098166,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866081801710,6,1801866098166,500,0,NULL,2),
(12607458149919,'WEBTRS',1801866098728836,1,1801866099931,NULL,NULL,NULL,NULL);
INSERT INTO audit_log VALUES
(1,12345678901234,1795818064538,'MERCHANT_CREATED','12345678901234','gateway',NULL),
(2,12345678901234,1795818064555,'ENCRYPTION_KEY_MADE','1595861122','key:d83b26c6','127.0.0.1'),
(3,12345678901234,1795818064924,'PAYMENT_BEGUN','17958180649240078','key:d83b26c6','127.0.0.1'),
(4,12345678901234,1795818064928,'PAYMENT_ACCEPTED','17958180649240078','key:d83b26c6','127.0.0.1'),
(5,12345678901234,1801174866994,'ENCRYPTION_KEY_MADE','940507663','key:d83b26c6','127.0.0.1'),
(6,12345678901234,1801174867064,'PAYMENT_BEGUN','18011748670640038','key:d83b26c6','127.0.0.1'),
(7,12345678901234,1801174867066,'PAYMENT_ACCEPTED','18011748670640038','key:d83b26c6','127.0.0.1'),
(8,12345678901234,1801174867070,'PAYMENT_BEGUN','18011748670700050','key:d83b26c6','127.0.0.1'),
(9,12345678901234,1801174867071,'PAYMENT_ACCEPTED','18011748670700050','key:d83b26c6','127.0.0.1'),
(10,12345678901234,1801174867074,'CANCEL','18011748670740073 of 18011748670700050: ACCEPTED','key:d83b26c6','127.0.0.1'),
(11,12345678901234,1801174867077,'PAYMENT_BEGUN','18011748670770040','key:d83b26c6','127.0.0.1'),
(12,12345678901234,1801174867078,'PAYMENT_ACCEPTED','18011748670770040','key:d83b26c6','127.0.0.1'),
(13,12345678901234,1801174867080,'CAPTURE','18011748670800035 of 18011748670770040: ACCEPTED','key:d83b26c6','127.0.0.1'),
(14,12345678901234,1801174867083,'PAYMENT_BEGUN','18011748670830064','key:d83b26c6','127.0.0.1'),
(15,12345678901234,1801174867083,'PAYMENT_ACCEPTED','18011748670830064','key:d83b26c6','127.0.0.1'),
(16,12345678901234,1801174867088,'PAYMENT_BEGUN','18011748670880090','key:d83b26c6','127.0.0.1'),
(17,12345678901234,1801174867089,'PAYMENT_ACCEPTED','18011748670880090','key:d83b26c6','127.0.0.1'),
(18,12345678901234,1801174867093,'PAYMENT_BEGUN','18011748670930038','key:d83b26c6','127.0.0.1'),
(19,12345678901234,1801174867095,'PAYMENT_ACCEPTED','18011748670930038','key:d83b26c6','127.0.0.1'),
(20,12345678901234,1801174867097,'PAYMENT_BEGUN','18011748670970026','key:d83b26c6','127.0.0.1'),
(21,12345678901234,1801174867098,'PAYMENT_UNANSWERED','18011748670970026','key:d83b26c6','127.0.0.1'),
(22,12345678901234,1801174867103,'SESSION_CREATED','1801174867103601','key:d83b26c6','127.0.0.1'),
(23,12345678901234,1801174867108,'SESSION_CREATED','1801174867108854','key:d83b26c6','127.0.0.1'),
(24,12345678901234,1801174867113,'SESSION_OPEN','1801174867108854','buyer','127.0.0.1'),
(25,12345678901234,1801174867120,'SESSION_CREATED','1801174867120753','key:d83b26c6','127.0.0.1'),
(26,12345678901234,1801174867124,'SESSION_OPEN','1801174867120753','buyer','127.0.0.1'),
(27,12345678901234,1801174867128,'PAYMENT_AT_PARTNER','18011748671280066','buyer','127.0.0.1'),
(28,12345678901234,1801174867132,'SESSION_CREATED','1801174867132937','key:d83b26c6','127.0.0.1'),
(29,12345678901234,1801174867136,'SESSION_OPEN','1801174867132937','buyer','127.0.0.1'),
(30,12345678901234,1801174867142,'PAYMENT_BEGUN','18011748671420026','buyer','127.0.0.1'),
(31,12345678901234,1801174867144,'PAYMENT_ACCEPTED','18011748671420026','buyer','127.0.0.1'),
(32,12345678901234,1801174867144,'SESSION_PAID','1801174867132937','buyer','127.0.0.1'),
(33,12345678901234,1801174867512,'PAYMENT_REVERSING','18011748670970026','worker:reconcile',NULL),
(34,12345678901234,1801174867513,'RELEASE_CONFIRMED','18011748670740073 of 18011748670700050','worker:reconcile',NULL),
(35,12345678901234,1801174867514,'PAYMENT_REVERSED','18011748670970026','worker:reconcile',NULL),
(36,12345678901234,1801264870361,'PAYMENT_REVERSING','18011748671280066','worker:reconcile',NULL),
(37,12345678901234,1801264870364,'PAYMENT_REVERSED','18011748671280066','worker:reconcile',NULL),
(38,12345678901234,1801264870364,'SESSION_EXPIRED','1801174867120753','worker:reconcile',NULL),
(39,12345678901234,1801264870382,'SESSION_EXPIRED','1801174867103601','worker:sessions',NULL),
(40,12345678901234,1801264870419,'CAPTURE','18012648704190039 of 18011748670880090: ACCEPTED','worker:capture',NULL),
(41,12345678901234,1801264870425,'SESSION_EXPIRED','1801174867108854','worker:sessions',NULL),
(42,12345678901234,1801264872454,'PAYMENT_BEGUN','18012648724540032','key:d83b26c6','127.0.0.1'),
(43,12345678901234,1801264872466,'PAYMENT_ACCEPTED','18012648724540032','key:d83b26c6','127.0.0.1'),
(44,12345678901234,1801264872471,'CAPTURE','18012648724710093 of 18012648724540032: ACCEPTED','key:d83b26c6','127.0.0.1'),
(45,12345678901234,1801264872473,'PAYMENT_BEGUN','18012648724730018','key:d83b26c6','127.0.0.1'),
(46,12345678901234,1801264872476,'PAYMENT_ACCEPTED','18012648724730018','key:d83b26c6','127.0.0.1'),
(47,12345678901234,1801264872481,'PAYMENT_BEGUN','18012648724810076','key:d83b26c6','127.0.0.1'),
(48,12345678901234,1801264872490,'PAYMENT_ACCEPTED','18012648724810076','key:d83b26c6','127.0.0.1'),
(49,12345678901234,1801264872495,'CAPTURE','18012648724950031 of 18012648724810076: ACCEPTED','key:d83b26c6','127.0.0.1'),
(50,12345678901234,1801866072670,'CAPTURE','18018660726700059 of 18011748670930038: AUTHORIZING','worker:capture',NULL),
(51,12345678901234,1801866072674,'EXPIRY','18018660726740095 of 18011748670770040: ACCEPTED','worker:expire',NULL),
(52,12345678901234,1801866072674,'EXPIRY','18018660726750001 of 18011748670830064: ACCEPTED','worker:expire',NULL),
(53,12345678901234,1801866072679,'CAPTURE','18018660726700059 of 18011748670930038: ACCEPTED','worker:capture',NULL),
(54,12345678901234,1801866072805,'RELEASE_CONFIRMED','18018660726740095 of 18011748670770040','worker:reconcile',NULL),
(55,12345678901234,1801866072809,'RELEASE_CONFIRMED','18018660726750001 of 18011748670830064','worker:reconcile',NULL),
(56,12345678901234,1801866073700,'EXPIRY','18018660737000021 of 18011748670930038: ACCEPTED','worker:expire',NULL),
(57,12345678901234,1801866073861,'RELEASE_CONFIRMED','18018660737000021 of 18011748670930038','worker:reconcile',NULL),
(58,12607458149919,1801866074740,'MERCHANT_CREATED','12607458149919','operator:root',NULL),
(59,80466846088351,1801866074759,'MERCHANT_CREATED','80466846088351','operator:root',NULL),
(60,54801729715616,1801866074794,'MERCHANT_CREATED','54801729715616','operator:root',NULL),
(61,63364003018582,1801866074815,'MERCHANT_CREATED','63364003018582','operator:root',NULL),
(62,12607458149919,1801866074871,'ACCESS_KEY_ROTATED','12607458149919','operator:root',NULL),
(63,80466846088351,1801866074924,'ACCESS_KEY_ROTATED','80466846088351','operator:root',NULL),
(64,12607458149919,1801866074986,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(65,12345678901234,1801866075076,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(66,12607458149919,1801866075158,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(67,54801729715616,1801866075195,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(68,12345678901234,1801866075211,'PAYMENT_BEGUN','18018660752110044','key:d83b26c6','127.0.0.1'),
(69,12345678901234,1801866075233,'PAYMENT_BEGUN','18018660752330022','key:d83b26c6','127.0.0.1'),
(70,12345678901234,1801866075234,'PAYMENT_ACCEPTED','18018660752330022','key:d83b26c6','127.0.0.1'),
(71,12345678901234,1801866075241,'CANCEL','18018660752410049 of 18018660752330022: ACCEPTED','key:d83b26c6','127.0.0.1'),
(72,12345678901234,1801866075407,'PAYMENT_BEGUN','18018660754070084','key:d83b26c6','127.0.0.1'),
(73,12345678901234,1801866075407,'PAYMENT_ACCEPTED','18018660754070084','key:d83b26c6','127.0.0.1'),
(74,12345678901234,1801866075415,'CAPTURE','18018660754150037 of 18018660754070084: ACCEPTED','key:d83b26c6','127.0.0.1'),
(75,12345678901234,1801866075469,'CAPTURE','18018660754690081 of 18011748670770040: AUTHORIZING','key:d83b26c6','127.0.0.1'),
(76,12345678901234,1801866075481,'CAPTURE','18018660754690081 of 18011748670770040: ACCEPTED','key:d83b26c6','127.0.0.1'),
(77,12345678901234,1801866075487,'REFUND','18018660754870063 of 18011748670640038: ACCEPTED','key:d83b26c6','127.0.0.1'),
(78,12345678901234,1801866075500,'CANCEL','18018660755000081 of 18011748670640038: REFUSED','key:d83b26c6','127.0.0.1'),
(79,12345678901234,1801866075512,'PAYMENT_BEGUN','18018660755120072','key:d83b26c6','127.0.0.1'),
(80,12345678901234,1801866075522,'PAYMENT_ACCEPTED','18018660755120072','key:d83b26c6','127.0.0.1'),
(81,12345678901234,1801866075560,'PAYMENT_BEGUN','18018660755600034','key:d83b26c6','127.0.0.1'),
(82,12345678901234,1801866075583,'PAYMENT_ACCEPTED','18018660755600034','key:d83b26c6','127.0.0.1'),
(83,12345678901234,1801866075597,'PAYMENT_BEGUN','18018660755970084','key:d83b26c6','127.0.0.1'),
(84,12345678901234,1801866075605,'PAYMENT_ACCEPTED','18018660755970084','key:d83b26c6','127.0.0.1'),
(85,12345678901234,1801866075617,'PAYMENT_BEGUN','18018660756170010','key:d83b26c6','127.0.0.1'),
(86,12345678901234,1801866075617,'PAYMENT_ACCEPTED','18018660756170010','key:d83b26c6','127.0.0.1'),
(87,12345678901234,1801866075624,'PAYMENT_BEGUN','18018660756240048','key:d83b26c6','127.0.0.1'),
(88,12345678901234,1801866075625,'PAYMENT_ACCEPTED','18018660756240048','key:d83b26c6','127.0.0.1'),
(89,12345678901234,1801866075631,'PAYMENT_BEGUN','18018660756310000','key:d83b26c6','127.0.0.1'),
(90,12345678901234,1801866075632,'PAYMENT_ACCEPTED','18018660756310000','key:d83b26c6','127.0.0.1'),
(91,12345678901234,1801866075637,'PAYMENT_BEGUN','18018660756370042','key:d83b26c6','127.0.0.1'),
(92,12345678901234,1801866075638,'PAYMENT_ACCEPTED','18018660756370042','key:d83b26c6','127.0.0.1'),
(93,12345678901234,1801866075643,'PAYMENT_BEGUN','18018660756430054','key:d83b26c6','127.0.0.1'),
(94,12345678901234,1801866075644,'PAYMENT_ACCEPTED','18018660756430054','key:d83b26c6','127.0.0.1'),
(95,12345678901234,1801866075648,'PAYMENT_BEGUN','18018660756480090','key:d83b26c6','127.0.0.1'),
(96,12345678901234,1801866075649,'PAYMENT_ACCEPTED','18018660756480090','key:d83b26c6','127.0.0.1'),
(97,12345678901234,1801866075659,'PAYMENT_BEGUN','18018660756590012','key:d83b26c6','127.0.0.1'),
(98,12345678901234,1801866075660,'PAYMENT_ACCEPTED','18018660756590012','key:d83b26c6','127.0.0.1'),
(99,12345678901234,1801866075665,'PAYMENT_BEGUN','18018660756650022','key:d83b26c6','127.0.0.1'),
(100,12345678901234,1801866075666,'PAYMENT_ACCEPTED','18018660756650022','key:d83b26c6','127.0.0.1'),
(101,12345678901234,1801866075672,'PAYMENT_BEGUN','18018660756720074','key:d83b26c6','127.0.0.1'),
(102,12345678901234,1801866075674,'PAYMENT_ACCEPTED','18018660756720074','key:d83b26c6','127.0.0.1'),
(103,12345678901234,1801866075679,'ENCRYPTION_KEY_MADE','208364985','key:d83b26c6','127.0.0.1'),
(104,12345678901234,1801866075860,'PAYMENT_BEGUN','18018660758600044','key:d83b26c6','127.0.0.1'),
(105,12345678901234,1801866075861,'PAYMENT_ACCEPTED','18018660758600044','key:d83b26c6','127.0.0.1'),
(106,12345678901234,1801866075866,'PAYMENT_BEGUN','18018660758660052','key:d83b26c6','127.0.0.1'),
(107,12345678901234,1801866075867,'PAYMENT_ACCEPTED','18018660758660052','key:d83b26c6','127.0.0.1'),
(108,12345678901234,1801866075872,'PAYMENT_BEGUN','18018660758720026','key:d83b26c6','127.0.0.1'),
(109,12345678901234,1801866075873,'PAYMENT_ACCEPTED','18018660758720026','key:d83b26c6','127.0.0.1'),
(110,12345678901234,1801866075879,'PAYMENT_BEGUN','18018660758790092','key:d83b26c6','127.0.0.1'),
(111,12345678901234,1801866075880,'PAYMENT_ACCEPTED','18018660758790092','key:d83b26c6','127.0.0.1'),
(112,12345678901234,1801866075911,'PAYMENT_BEGUN','18018660759110052','key:d83b26c6','127.0.0.1'),
(113,12345678901234,1801866075920,'PAYMENT_ACCEPTED','18018660759110052','key:d83b26c6','127.0.0.1'),
(114,12345678901234,1801866075929,'PAYMENT_BEGUN','18018660759290042','key:d83b26c6','127.0.0.1'),
(115,12345678901234,1801866075930,'PAYMENT_REFUSED','18018660759290042','key:d83b26c6','127.0.0.1'),
(116,12345678901234,1801866075936,'PAYMENT_BEGUN','18018660759360006','key:d83b26c6','127.0.0.1'),
(117,12345678901234,1801866075938,'PAYMENT_REFUSED','18018660759360006','key:d83b26c6','127.0.0.1'),
(118,12345678901234,1801866075943,'PAYMENT_BEGUN','18018660759430028','key:d83b26c6','127.0.0.1'),
(119,12345678901234,1801866075944,'PAYMENT_REFUSED','18018660759430028','key:d83b26c6','127.0.0.1'),
(120,12345678901234,1801866075952,'PAYMENT_BEGUN','18018660759520090','key:d83b26c6','127.0.0.1'),
(121,12345678901234,1801866075954,'PAYMENT_REFUSED','18018660759520090','key:d83b26c6','127.0.0.1'),
(122,12345678901234,1801866075960,'PAYMENT_REFUSED','18018660759600018','key:d83b26c6','127.0.0.1'),
(123,12345678901234,1801866075967,'PAYMENT_REFUSED','18018660759670006','key:d83b26c6','127.0.0.1'),
(124,12345678901234,1801866075971,'PAYMENT_BEGUN','18018660759710048','key:d83b26c6','127.0.0.1'),
(125,12345678901234,1801866075972,'PAYMENT_REFUSED','18018660759710048','key:d83b26c6','127.0.0.1'),
(126,12345678901234,1801866075976,'PAYMENT_REFUSED','18018660759760084','key:d83b26c6','127.0.0.1'),
(127,12345678901234,1801866075982,'PAYMENT_BEGUN','18018660759810076','key:d83b26c6','127.0.0.1'),
(128,12345678901234,1801866075982,'PAYMENT_REFUSED','18018660759810076','key:d83b26c6','127.0.0.1'),
(129,12607458149919,1801866075987,'PAYMENT_BEGUN','18018660759870072','key:72520144','127.0.0.1'),
(130,12607458149919,1801866075989,'PAYMENT_ACCEPTED','18018660759870072','key:72520144','127.0.0.1'),
(131,12607458149919,1801866075994,'PAYMENT_BEGUN','18018660759940040','key:72520144','127.0.0.1'),
(132,12607458149919,1801866075994,'PAYMENT_REFUSED','18018660759940040','key:72520144','127.0.0.1'),
(133,54801729715616,1801866075998,'PAYMENT_BEGUN','18018660759980010','key:21a15cfc','127.0.0.1'),
(134,54801729715616,1801866075999,'PAYMENT_ACCEPTED','18018660759980010','key:21a15cfc','127.0.0.1'),
(135,63364003018582,1801866076003,'PAYMENT_BEGUN','18018660760030044','key:b56ac005','127.0.0.1'),
(136,63364003018582,1801866076004,'PAYMENT_ACCEPTED','18018660760030044','key:b56ac005','127.0.0.1'),
(137,12345678901234,1801866076008,'PAYMENT_BEGUN','18018660760080072','key:d83b26c6','127.0.0.1'),
(138,12345678901234,1801866076009,'PAYMENT_ACCEPTED','18018660760080072','key:d83b26c6','127.0.0.1'),
(139,12345678901234,1801866076013,'CAPTURE','18018660760130023 of 18018660760080072: ACCEPTED','key:d83b26c6','127.0.0.1'),
(140,12345678901234,1801866076018,'CAPTURE','18018660760180041 of 18018660760080072: REFUSED','key:d83b26c6','127.0.0.1'),
(141,12345678901234,1801866076022,'REFUND','18018660760220093 of 18018660760080072: REFUSED','key:d83b26c6','127.0.0.1'),
(142,12345678901234,1801866076024,'CAPTURE','18018660760240009 of 18018660760080072: ACCEPTED','key:d83b26c6','127.0.0.1'),
(143,12345678901234,1801866076029,'PAYMENT_BEGUN','18018660760290048','key:d83b26c6','127.0.0.1'),
(144,12345678901234,1801866076029,'PAYMENT_ACCEPTED','18018660760290048','key:d83b26c6','127.0.0.1'),
(145,12345678901234,1801866076034,'REFUND','18018660760340003 of 18018660760290048: ACCEPTED','key:d83b26c6','127.0.0.1'),
(146,12345678901234,1801866076038,'REFUND','18018660760380079 of 18018660760290048: ACCEPTED','key:d83b26c6','127.0.0.1'),
(147,12345678901234,1801866076042,'CANCEL','18018660760420063 of 18018660760290048: ACCEPTED','key:d83b26c6','127.0.0.1'),
(148,12345678901234,1801866076047,'CAPTURE','18018660760470069 of 18018660760290048: REFUSED','key:d83b26c6','127.0.0.1'),
(149,12345678901234,1801866076051,'SESSION_CREATED','1801866076051464','key:d83b26c6','127.0.0.1'),
(150,12345678901234,1801866076055,'SESSION_CREATED','1801866076055580','key:d83b26c6','127.0.0.1'),
(151,12345678901234,1801866076059,'SESSION_OPEN','1801866076055580','buyer','127.0.0.1'),
(152,12345678901234,1801866076066,'SESSION_CREATED','1801866076066219','key:d83b26c6','127.0.0.1'),
(153,12345678901234,1801866076072,'SESSION_OPEN','1801866076066219','buyer','127.0.0.1'),
(154,12345678901234,1801866076077,'SESSION_CREATED','1801866076077464','key:d83b26c6','127.0.0.1'),
(155,12345678901234,1801866076086,'SESSION_CREATED','1801866076086360','key:d83b26c6','127.0.0.1'),
(156,12345678901234,1801866076093,'SESSION_CREATED','1801866076093922','key:d83b26c6','127.0.0.1'),
(157,12345678901234,1801866076097,'SESSION_OPEN','1801866076093922','buyer','127.0.0.1'),
(158,12345678901234,1801866076102,'PAYMENT_BEGUN','18018660761020088','buyer','127.0.0.1'),
(159,12345678901234,1801866076103,'PAYMENT_REFUSED','18018660761020088','buyer','127.0.0.1'),
(160,12345678901234,1801866076103,'SESSION_OPEN','1801866076093922','buyer','127.0.0.1'),
(161,12345678901234,1801866076108,'SESSION_CREATED','1801866076108265','key:d83b26c6','127.0.0.1'),
(162,12345678901234,1801866076112,'SESSION_OPEN','1801866076108265','buyer','127.0.0.1'),
(163,12345678901234,1801866076115,'PAYMENT_AT_PARTNER','18018660761150002','buyer','127.0.0.1'),
(164,12345678901234,1801866076123,'SESSION_CREATED','1801866076123714','key:d83b26c6','127.0.0.1'),
(165,12345678901234,1801866076126,'SESSION_OPEN','1801866076123714','buyer','127.0.0.1'),
(166,12345678901234,1801866076130,'PAYMENT_BEGUN','18018660761300014','buyer','127.0.0.1'),
(167,12345678901234,1801866076131,'PAYMENT_ACCEPTED','18018660761300014','buyer','127.0.0.1'),
(168,12345678901234,1801866076131,'SESSION_PAID','1801866076123714','buyer','127.0.0.1'),
(169,12345678901234,1801866076135,'SESSION_CREATED','1801866076135581','key:d83b26c6','127.0.0.1'),
(170,12345678901234,1801866076139,'SESSION_OPEN','1801866076135581','buyer','127.0.0.1'),
(171,12345678901234,1801866076143,'PAYMENT_AT_PARTNER','18018660761430020','buyer','127.0.0.1'),
(172,12345678901234,1801866076147,'PAYMENT_ACCEPTED','18018660761430020','partner',NULL),
(173,12345678901234,1801866076147,'SESSION_PAID','1801866076135581','partner',NULL),
(174,12345678901234,1801866076154,'SESSION_CREATED','1801866076154360','key:d83b26c6','127.0.0.1'),
(175,12345678901234,1801866076161,'SESSION_OPEN','1801866076154360','buyer','127.0.0.1'),
(176,12345678901234,1801866076166,'PAYMENT_BEGUN','18018660761660074','buyer','127.0.0.1'),
(177,12345678901234,1801866076166,'PAYMENT_REFUSED','18018660761660074','buyer','127.0.0.1'),
(178,12345678901234,1801866076166,'SESSION_OPEN','1801866076154360','buyer','127.0.0.1'),
(179,12345678901234,1801866076174,'PAYMENT_BEGUN','18018660761740042','buyer','127.0.0.1'),
(180,12345678901234,1801866076175,'PAYMENT_REFUSED','18018660761740042','buyer','127.0.0.1'),
(181,12345678901234,1801866076175,'SESSION_OPEN','1801866076154360','buyer','127.0.0.1'),
(182,12345678901234,1801866076183,'PAYMENT_BEGUN','18018660761830080','buyer','127.0.0.1'),
(183,12345678901234,1801866076184,'PAYMENT_REFUSED','18018660761830080','buyer','127.0.0.1'),
(184,12345678901234,1801866076184,'SESSION_REFUSED','1801866076154360','buyer','127.0.0.1'),
(185,12345678901234,1801866076188,'SESSION_CREATED','1801866076188521','key:d83b26c6','127.0.0.1'),
(186,12345678901234,1801866076192,'SESSION_OPEN','1801866076188521','buyer','127.0.0.1'),
(187,12345678901234,1801866076196,'SESSION_CANCELLED','1801866076188521','buyer','127.0.0.1'),
(188,12345678901234,1801866076205,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(189,12345678901234,1801866076223,'SESSION_CREATED','1801866076223170','key:d83b26c6','127.0.0.1'),
(190,12345678901234,1801866076237,'SESSION_CREATED','1801866076237111','key:d83b26c6','127.0.0.1'),
(191,12345678901234,1801866076241,'SESSION_OPEN','1801866076237111','buyer','127.0.0.1'),
(192,12345678901234,1801866076245,'SESSION_CREATED','1801866076245385','key:d83b26c6','127.0.0.1'),
(193,12345678901234,1801866076249,'SESSION_OPEN','1801866076245385','buyer','127.0.0.1'),
(194,12345678901234,1801866076252,'PAYMENT_AT_PARTNER','18018660762520030','buyer','127.0.0.1'),
(195,12345678901234,1801866076267,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(196,12345678901234,1801866076276,'SESSION_CREATED','1801866076276944','key:d83b26c6','127.0.0.1'),
(197,12607458149919,1801866076281,'SESSION_CREATED','1801866076281374','key:72520144','127.0.0.1'),
(198,12607458149919,1801866076286,'SESSION_OPEN','1801866076281374','buyer','127.0.0.1'),
(199,12607458149919,1801866076290,'PAYMENT_BEGUN','18018660762900062','buyer','127.0.0.1'),
(200,12607458149919,1801866076291,'PAYMENT_ACCEPTED','18018660762900062','buyer','127.0.0.1'),
(201,12607458149919,1801866076291,'SESSION_PAID','1801866076281374','buyer','127.0.0.1'),
(202,12607458149919,1801866080520,'SESSION_CREATED','1801866080520996','key:72520144','127.0.0.1'),
(203,12607458149919,1801866080525,'SESSION_OPEN','1801866080520996','buyer','127.0.0.1'),
(204,12607458149919,1801866080539,'PAYMENT_BEGUN','18018660805390026','buyer','127.0.0.1'),
(205,12607458149919,1801866080543,'PAYMENT_ACCEPTED','18018660805390026','buyer','127.0.0.1'),
(206,12607458149919,1801866080543,'SESSION_PAID','1801866080520996','buyer','127.0.0.1'),
(207,12607458149919,1801866081779,'SESSION_CREATED','1801866081779105','key:72520144','127.0.0.1'),
(208,12607458149919,1801866081783,'SESSION_OPEN','1801866081779105','buyer','127.0.0.1'),
(209,12607458149919,1801866081787,'PAYMENT_BEGUN','18018660817870058','buyer','127.0.0.1'),
(210,12607458149919,1801866081788,'PAYMENT_ACCEPTED','18018660817870058','buyer','127.0.0.1'),
(211,12607458149919,1801866081788,'SESSION_PAID','1801866081779105','buyer','127.0.0.1'),
(212,12607458149919,1801866081793,'SESSION_CREATED','1801866081793607','key:72520144','127.0.0.1'),
(213,12607458149919,1801866081796,'SESSION_CANCELLED','1801866081793607','buyer','127.0.0.1'),
(214,12607458149919,1801866081801,'SESSION_CREATED','1801866081801710','key:72520144','127.0.0.1'),
(215,12607458149919,1801866081804,'SESSION_OPEN','1801866081801710','buyer','127.0.0.1'),
(216,12607458149919,1801866081808,'PAYMENT_BEGUN','18018660818080006','buyer','127.0.0.1'),
(217,12607458149919,1801866081809,'PAYMENT_REFUSED','18018660818080006','buyer','127.0.0.1'),
(218,12607458149919,1801866081809,'SESSION_REFUSED','1801866081801710','buyer','127.0.0.1'),
(219,54801729715616,1801866081814,'SESSION_CREATED','1801866081814638','key:21a15cfc','127.0.0.1'),
(220,54801729715616,1801866081817,'SESSION_OPEN','1801866081814638','buyer','127.0.0.1'),
(221,54801729715616,1801866081821,'PAYMENT_BEGUN','18018660818210050','buyer','127.0.0.1'),
(222,54801729715616,1801866081821,'PAYMENT_ACCEPTED','18018660818210050','buyer','127.0.0.1'),
(223,54801729715616,1801866081821,'SESSION_PAID','1801866081814638','buyer','127.0.0.1'),
(224,12607458149919,1801866081826,'SESSION_CREATED','1801866081826496','key:72520144','127.0.0.1'),
(225,12607458149919,1801866081837,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(226,12607458149919,1801866081844,'SESSION_CREATED','1801866081844882','key:72520144','127.0.0.1'),
(227,12607458149919,1801866081854,'POINT_OF_SALE_SET','SHOP1','operator:root',NULL),
(228,12345678901234,1801866095215,'PAYMENT_UNANSWERED','18018660752110044','key:d83b26c6','127.0.0.1'),
(229,12345678901234,1801866095887,'PAYMENT_REVERSING','18018660752110044','worker:reconcile',NULL),
(230,12345678901234,1801866095920,'PAYMENT_BEGUN','18018660959200066','key:d83b26c6','127.0.0.1'),
(231,12345678901234,1801866095925,'PAYMENT_ACCEPTED','18018660959200066','key:d83b26c6','127.0.0.1'),
(232,12345678901234,1801866095935,'CANCEL','18018660959350053 of 18018660959200066: ACCEPTED','key:d83b26c6','127.0.0.1'),
(233,12345678901234,1801866095941,'CANCEL','18018660959410079 of 18018660959200066: REFUSED','key:d83b26c6','127.0.0.1'),
(234,12345678901234,1801866095944,'PAYMENT_BEGUN','18018660959440052','key:d83b26c6','127.0.0.1'),
(235,12345678901234,1801866095949,'PAYMENT_ACCEPTED','18018660959440052','key:d83b26c6','127.0.0.1'),
(236,12345678901234,1801866095956,'CAPTURE','18018660959560057 of 18018660959440052: ACCEPTED','key:d83b26c6','127.0.0.1'),
(237,12345678901234,1801866095962,'CANCEL','18018660959620057 of 18018660959440052: ACCEPTED','key:d83b26c6','127.0.0.1'),
(238,12345678901234,1801866095967,'PAYMENT_BEGUN','18018660959670044','key:d83b26c6','127.0.0.1'),
(239,12345678901234,1801866095968,'PAYMENT_ACCEPTED','18018660959670044','key:d83b26c6','127.0.0.1'),
(240,12345678901234,1801866095978,'CANCEL','18018660959780095 of 18018660959670044: ACCEPTED','key:d83b26c6','127.0.0.1'),
(241,12345678901234,1801866095984,'PAYMENT_BEGUN','18018660959840032','key:d83b26c6','127.0.0.1'),
(242,54801729715616,1801866096007,'PAYMENT_BEGUN','18018660960070056','key:21a15cfc','127.0.0.1'),
(243,12345678901234,1801866096031,'PAYMENT_BEGUN','18018660960310052','key:d83b26c6','127.0.0.1'),
(244,12345678901234,1801866096037,'PAYMENT_UNANSWERED','18018660960310052','key:d83b26c6','127.0.0.1'),
(245,12607458149919,1801866096043,'PAYMENT_BEGUN','18018660960430060','key:72520144','127.0.0.1'),
(246,12607458149919,1801866096045,'PAYMENT_UNANSWERED','18018660960430060','key:72520144','127.0.0.1'),
(247,12345678901234,1801866096054,'CAPTURE','18018660960540051 of 18011748670830064: AUTHORIZING','key:d83b26c6','127.0.0.1'),
(248,12345678901234,1801866096087,'SESSION_CREATED','1801866096087067','key:d83b26c6','127.0.0.1'),
(249,12345678901234,1801866096098,'SESSION_OPEN','1801866096087067','buyer','127.0.0.1'),
(250,12345678901234,1801866096106,'PAYMENT_BEGUN','18018660961060072','buyer','127.0.0.1'),
(251,12607458149919,1801866096131,'SESSION_CREATED','1801866096131335','key:72520144','127.0.0.1'),
(252,12607458149919,1801866096139,'SESSION_OPEN','1801866096131335','buyer','127.0.0.1'),
(253,12607458149919,1801866096145,'PAYMENT_BEGUN','18018660961450024','buyer','127.0.0.1'),
(254,12345678901234,1801866096173,'SESSION_CREATED','1801866096173742','key:d83b26c6','127.0.0.1'),
(255,12345678901234,1801866096176,'SESSION_OPEN','1801866096173742','buyer','127.0.0.1'),
(256,12345678901234,1801866096183,'PAYMENT_BEGUN','18018660961830040','buyer','127.0.0.1'),
(257,12345678901234,1801866096185,'PAYMENT_UNANSWERED','18018660961830040','buyer','127.0.0.1'),
(258,12607458149919,1801866096198,'SESSION_CREATED','1801866096198939','key:72520144','127.0.0.1'),
(259,12607458149919,1801866096204,'SESSION_OPEN','1801866096198939','buyer','127.0.0.1'),
(260,12607458149919,1801866096210,'PAYMENT_AT_PARTNER','18018660962100020','buyer','127.0.0.1'),
(261,12607458149919,1801866096224,'PAYMENT_ON_HOLD','18018660962100020','partner',NULL),
(262,12607458149919,1801866096232,'SESSION_CREATED','1801866096232041','key:72520144','127.0.0.1'),
(263,12607458149919,1801866096235,'SESSION_OPEN','1801866096232041','buyer','127.0.0.1'),
(264,12607458149919,1801866096239,'PAYMENT_AT_PARTNER','18018660962390076','buyer','127.0.0.1'),
(265,12607458149919,1801866096244,'PAYMENT_ON_HOLD','18018660962390076','partner',NULL),
(266,12345678901234,1801866096251,'SESSION_CREATED','1801866096251078','key:d83b26c6','127.0.0.1'),
(267,12345678901234,1801866096255,'SESSION_OPEN','1801866096251078','buyer','127.0.0.1'),
(268,12345678901234,1801866096259,'PAYMENT_AT_PARTNER','18018660962590064','buyer','127.0.0.1'),
(269,12345678901234,1801866096263,'PAYMENT_REVERSING','18018660962590064','buyer','127.0.0.1'),
(270,12345678901234,1801866096263,'PAYMENT_REVERSED','18018660962590064','buyer','127.0.0.1'),
(271,12345678901234,1801866096263,'SESSION_OPEN','1801866096251078','buyer','127.0.0.1'),
(272,12345678901234,1801866096272,'PAYMENT_UNDOING','18018660962590064','partner',NULL),
(273,12345678901234,1801866096361,'PAYMENT_BEGUN','18018660963610016','key:d83b26c6','127.0.0.1'),
(274,12345678901234,1801866096363,'PAYMENT_ACCEPTED','18018660963610016','key:d83b26c6','127.0.0.1'),
(275,80466846088351,1801866096369,'PAYMENT_BEGUN','18018660963690032','key:a481160e','127.0.0.1'),
(276,80466846088351,1801866096371,'PAYMENT_ACCEPTED','18018660963690032','key:a481160e','127.0.0.1'),
(277,54801729715616,1801866096705,'MERCHANT_LOCKED','54801729715616','operator:root',NULL),
(278,99999999999999,1801866097660,'LOGIN_FAILED','99999999999999: 1 failed','unknown','127.0.0.1'),
(279,12607458149919,1801866098728,'SESSION_CREATED','1801866098728836','key:72520144','127.0.0.1'),
(280,12607458149919,1801866098732,'SESSION_OPEN','1801866098728836','buyer','127.0.0.1'),
(281,12607458149919,1801866098739,'PAYMENT_BEGUN','18018660987390048','buyer','127.0.0.1'),
(282,12607458149919,1801866098740,'PAYMENT_ACCEPTED','18018660987390048','buyer','127.0.0.1'),
(283,12607458149919,1801866098740,'SESSION_PAID','1801866098728836','buyer','127.0.0.1'),
(284,12607458149919,1801866099945,'SESSION_CREATED','1801866099945277','key:72520144','127.0.0.1'),
(285,12607458149919,1801866099950,'SESSION_OPEN','1801866099945277','buyer','127.0.0.1'),
(286,12607458149919,1801866099954,'PAYMENT_BEGUN','18018660999540052','buyer','127.0.0.1'),
(287,12607458149919,1801866099955,'PAYMENT_ACCEPTED','18018660999540052','buyer','127.0.0.1'),
(288,12607458149919,1801866099955,'SESSION_PAID','1801866099945277','buyer','127.0.0.1');
INSERT INTO session_ends_to_note VALUES
(0,0);
INSERT INTO spent_limits VALUES
('failed logins 127.0.0.1 99999999999999',1801866126715381,1801866098702);
CREATE INDEX requests_ended ON requests (until_ms);
CREATE INDEX remittances_by_day ON remittances (day);
CREATE INDEX remittances_unclosed ON remittances (day) WHERE closed = 0;
CREATE UNIQUE INDEX sessions_by_number ON sessions (number);
CREATE INDEX sessions_in_the_clear ON sessions (merchant_id, number) WHERE secret IS NOT NULL;
CREATE UNIQUE INDEX notifications_by_id ON notifications (id);
CREATE INDEX transactions_due ON transactions (wake_for, wake_at_ms) WHERE wake_for IS NOT NULL;
CREATE INDEX transactions_of_session ON transactions (merchant_id, session_number, id) WHERE session_number IS NOT NULL;
CREATE INDEX actions_of ON actions (merchant_id, transaction_id, place, id);
CREATE INDEX remittance_lines_open ON remittance_lines (merchant_id, point_of_sale, day) WHERE remitted_on IS NULL;
CREATE INDEX remittance_lines_remitted ON remittance_lines (merchant_id, point_of_sale, remitted_on, entry_id)
    WHERE remitted_on IS NOT NULL;
CREATE INDEX sessions_overdue ON sessions (wake_at_ms) WHERE wake_at_ms IS NOT NULL;
CREATE INDEX notifications_of_merchant ON notifications (merchant_id, id);
CREATE INDEX notifications_due ON notifications (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX claims_ended ON claims (until_ms) WHERE until_ms < 9223372036854775807;
CREATE INDEX sessions_unpaid ON sessions (unpaid_since_ms) WHERE unpaid_since_ms IS NOT NULL;
CREATE INDEX merchants_to_look_at ON merchants (looked_ms, looked_past);
CREATE INDEX transactions_to_look_at ON transactions (merchant_id, quiet_since_ms) WHERE quiet_since_ms IS NOT NULL;
CREATE INDEX cards_by_use ON cards (used_ms);
CREATE INDEX spent_limits_changed ON spent_limits (changed_ms);
CREATE INDEX spent_limits_full ON spent_limits (full_at_us);
CREATE TRIGGER notifications_numbered AFTER INSERT ON notifications WHEN NEW.id IS NULL BEGIN
    UPDATE notifications SET id = (SELECT COALESCE(MAX(id), 0) + 1 FROM notifications)
    WHERE merchant_id = NEW.merchant_id AND kind = NEW.kind AND subject = NEW.subject;
END;
