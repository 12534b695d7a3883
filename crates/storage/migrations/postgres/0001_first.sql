-- Only TEXT, BIGINT (64 bits) and BYTEA; moments are milliseconds since 1970 (…_ms); states, cards and details
-- are JSON texts of the domain's own records.

CREATE TABLE merchants (
    id          BIGINT PRIMARY KEY,
    name        TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    created_ms  BIGINT  NOT NULL
);

-- Keyed hashes only. A key is good until its end; NULL is no end.
CREATE TABLE access_keys (
    merchant_id    BIGINT  NOT NULL REFERENCES merchants (id),
    hash           BYTEA   NOT NULL,
    good_until_ms  BIGINT,
    PRIMARY KEY (merchant_id, hash)
);

CREATE TABLE points_of_sale (
    merchant_id  BIGINT  NOT NULL REFERENCES merchants (id),
    reference    TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    PRIMARY KEY (merchant_id, reference)
);

CREATE TABLE payment_methods (
    merchant_id        BIGINT  NOT NULL,
    id                 TEXT    NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    instrument_type    TEXT    NOT NULL,
    networks           TEXT    NOT NULL, -- words with blanks between
    checks_duplicates  BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, point_of_sale) REFERENCES points_of_sale (merchant_id, reference)
);

-- Sealed by the master key, which is never here.
CREATE TABLE data_keys (
    id       BIGINT PRIMARY KEY,
    purpose  TEXT NOT NULL,
    sealed   BYTEA NOT NULL
);

CREATE TABLE encryption_keys (
    id            BIGINT PRIMARY KEY,
    merchant_id   BIGINT  NOT NULL REFERENCES merchants (id),
    name          TEXT    NOT NULL,
    folded_name   TEXT    NOT NULL,
    generation    BIGINT  NOT NULL,
    created_ms    BIGINT  NOT NULL,
    modulus       TEXT    NOT NULL,
    exponent      TEXT    NOT NULL,
    private_half  BYTEA   NOT NULL, -- sealed
    UNIQUE (merchant_id, folded_name, generation)
);

CREATE TABLE cards (
    merchant_id  BIGINT  NOT NULL REFERENCES merchants (id),
    fingerprint  BYTEA   NOT NULL, -- keyed hash of the number
    token        TEXT    NOT NULL,
    pan          BYTEA   NOT NULL, -- sealed
    PRIMARY KEY (merchant_id, fingerprint),
    UNIQUE (merchant_id, token)
);

CREATE TABLE transactions (
    id                 BIGINT PRIMARY KEY,
    merchant_id        BIGINT  NOT NULL REFERENCES merchants (id),
    payment_method_id  TEXT    NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    instrument_type    TEXT    NOT NULL,
    created_ms         BIGINT  NOT NULL,
    card               TEXT    NOT NULL, -- masked
    details            TEXT    NOT NULL,
    idempotency_key    TEXT,
    state              TEXT    NOT NULL,
    version            BIGINT  NOT NULL,
    wake_for           TEXT,             -- the work that is due next
    wake_at_ms         BIGINT,
    leased_until_ms    BIGINT  NOT NULL
);
CREATE INDEX transactions_due ON transactions (wake_for, wake_at_ms) WHERE wake_for IS NOT NULL;

-- Captures, refunds, cancels and expiries: every attempt, refused ones included.
CREATE TABLE actions (
    id               BIGINT PRIMARY KEY,
    merchant_id      BIGINT  NOT NULL,
    transaction_id   BIGINT  NOT NULL REFERENCES transactions (id),
    target_id        BIGINT  NOT NULL, -- the payment, or another action on it
    place            BIGINT  NOT NULL, -- the order in which they were decided
    kind             TEXT    NOT NULL,
    capture_option   TEXT    NOT NULL,
    by_gateway       BIGINT  NOT NULL,
    created_ms       BIGINT  NOT NULL,
    amount           BIGINT  NOT NULL,
    reference_mark   TEXT,             -- by which a repeat is recognised
    details          TEXT    NOT NULL, -- what the merchant said besides, and decides nothing
    idempotency_key  TEXT,
    state            TEXT    NOT NULL,
    taken            TEXT    NOT NULL, -- what a cancel takes from which capture or refund
    released         BIGINT,           -- what the bank need not hold any more; NULL: nothing
    release_due_ms   BIGINT,           -- when it is told next; NULL: it knows
    release_attempt  BIGINT  NOT NULL
);
CREATE INDEX actions_of ON actions (transaction_id, place, id);

-- Captures and refunds on their way to the bank: amounts after cancels; a line that is cancelled to nothing is gone.
CREATE TABLE remittance_lines (
    entry_id           BIGINT PRIMARY KEY, -- the action; the payment, where it captures by itself
    transaction_id     BIGINT  NOT NULL,
    merchant_id        BIGINT  NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    order_reference    TEXT    NOT NULL,
    kind               TEXT    NOT NULL,
    amount             BIGINT  NOT NULL,
    currency           TEXT    NOT NULL,
    made_ms            BIGINT  NOT NULL,
    day                TEXT    COLLATE "C" NOT NULL, -- the first whose remittance it may go into: 2026-11-22
    remitted_on        TEXT    COLLATE "C" -- the day of the remittance that it went into
);
CREATE INDEX remittance_lines_open ON remittance_lines (merchant_id, point_of_sale, day) WHERE remitted_on IS NULL;
CREATE INDEX remittance_lines_remitted ON remittance_lines (merchant_id, point_of_sale, remitted_on, entry_id)
    WHERE remitted_on IS NOT NULL;

CREATE TABLE remittances (
    merchant_id      BIGINT  NOT NULL,
    point_of_sale    TEXT    NOT NULL,
    day              TEXT    COLLATE "C" NOT NULL,
    made_ms          BIGINT  NOT NULL,
    closed           BIGINT  NOT NULL,
    leased_until_ms  BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, point_of_sale, day)
);
CREATE INDEX remittances_by_day ON remittances (day);
CREATE INDEX remittances_unclosed ON remittances (day) WHERE closed = 0;

-- A sum of amounts may be larger than 64 bits: it is billions * 10^9 + rest.
CREATE TABLE remittance_totals (
    merchant_id    BIGINT  NOT NULL,
    point_of_sale  TEXT    NOT NULL,
    day            TEXT    COLLATE "C" NOT NULL,
    currency       TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    line_count     BIGINT  NOT NULL,
    billions       BIGINT  NOT NULL,
    rest           BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, point_of_sale, day, currency, kind)
);

-- Who holds the identity of a payment, so that a repeat is told.
CREATE TABLE claims (
    merchant_id        BIGINT  NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    order_reference    TEXT    NOT NULL,
    amount             BIGINT  NOT NULL,
    transaction_id     BIGINT  NOT NULL,
    accepted           BIGINT  NOT NULL,
    until_ms           BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, payment_method_id, order_reference, amount)
);
CREATE INDEX claims_ended ON claims (until_ms);

-- First requests under an idempotency key.
CREATE TABLE requests (
    merchant_id      BIGINT  NOT NULL,
    idempotency_key  TEXT    NOT NULL,
    digest           BYTEA   NOT NULL, -- keyed hash of path and body
    transaction_id   BIGINT  NOT NULL,
    answered         TEXT,             -- the state that the first answer told
    until_ms         BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, idempotency_key)
);
CREATE INDEX requests_ended ON requests (until_ms);

CREATE TABLE audit_log (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at_ms        BIGINT  NOT NULL,
    merchant_id  BIGINT,
    action       TEXT    NOT NULL,
    subject      TEXT    NOT NULL
);
