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
    instrument_type    TEXT    NOT NULL,
    created_ms         BIGINT  NOT NULL,
    card               TEXT    NOT NULL, -- masked
    details            TEXT    NOT NULL,
    idempotency_key    TEXT,
    state              TEXT    NOT NULL,
    version            BIGINT  NOT NULL,
    wake_at_ms         BIGINT
);
CREATE INDEX transactions_due ON transactions (wake_at_ms) WHERE wake_at_ms IS NOT NULL;

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
