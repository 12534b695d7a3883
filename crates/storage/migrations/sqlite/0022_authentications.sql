-- Authentications of buyers by 3-D Secure. What was asked never changes; the stage and the use of the proof do, guarded by the version.
CREATE TABLE authentications (
    merchant_id        INTEGER NOT NULL REFERENCES merchants (id),
    number             INTEGER NOT NULL,
    id                 TEXT    NOT NULL, -- the merchant's own, or the number
    server_transaction TEXT    NOT NULL,
    created_ms         INTEGER NOT NULL,
    forgotten_ms       INTEGER NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    network            TEXT    NOT NULL,
    card               BLOB    NOT NULL, -- the fingerprint
    amount             INTEGER NOT NULL,
    currency           TEXT    NOT NULL,
    begins_series      INTEGER NOT NULL,
    channel            TEXT    NOT NULL,
    preference         TEXT    NOT NULL,
    stage              TEXT    NOT NULL,
    deadline_ms        INTEGER,          -- of an answer or of a challenge; of one that ended, the time of its end
    directory_id       TEXT,
    acs_id             TEXT,
    message_version    TEXT,
    shown              TEXT,             -- what the buyer's browser or app is given for a challenge
    code               TEXT,             -- why nobody has decided
    status             TEXT,
    reason             TEXT,
    eci                TEXT,
    value              BLOB,             -- the authentication value, sealed
    effective          TEXT,
    given_up           INTEGER,
    verified           INTEGER NOT NULL,
    transaction_id     INTEGER,          -- the payment that has used the proof
    version            INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, number)
);
CREATE UNIQUE INDEX authentications_by_id ON authentications (merchant_id, id);
CREATE INDEX authentications_forgotten ON authentications (forgotten_ms);
CREATE INDEX authentications_by_data_key ON authentications (substr(value, 2, 4), merchant_id, number);

CREATE TRIGGER authentications_seal_added AFTER INSERT ON authentications
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.value, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
CREATE TRIGGER authentications_seal_replaced AFTER UPDATE OF value ON authentications
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.value, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;

-- The result of the authentication that a payment was authorised with, as one text of seven words.
ALTER TABLE transactions ADD COLUMN authentication TEXT;
