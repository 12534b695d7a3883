-- Authentications of buyers by 3-D Secure. What was asked never changes; the stage and the use of the proof do, guarded by the version.
CREATE TABLE authentications (
    merchant_id        BIGINT  NOT NULL REFERENCES merchants (id),
    number             BIGINT  NOT NULL,
    id                 TEXT    NOT NULL, -- the merchant's own, or the number
    server_transaction TEXT    NOT NULL,
    created_ms         BIGINT  NOT NULL,
    forgotten_ms       BIGINT  NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    network            TEXT    NOT NULL,
    card               BYTEA   NOT NULL, -- the fingerprint
    amount             BIGINT  NOT NULL,
    currency           TEXT    NOT NULL,
    begins_series      BIGINT  NOT NULL,
    channel            TEXT    NOT NULL,
    preference         TEXT    NOT NULL,
    stage              TEXT    NOT NULL,
    deadline_ms        BIGINT,           -- of an answer or of a challenge; of one that ended, the time of its end
    directory_id       TEXT,
    acs_id             TEXT,
    message_version    TEXT,
    shown              TEXT,             -- what the buyer's browser or app is given for a challenge
    code               TEXT,             -- why nobody has decided
    status             TEXT,
    reason             TEXT,
    eci                TEXT,
    value              BYTEA,            -- the authentication value, sealed
    effective          TEXT,
    given_up           BIGINT ,
    verified           BIGINT  NOT NULL,
    transaction_id     BIGINT,           -- the payment that has used the proof
    version            BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, number)
);
CREATE UNIQUE INDEX authentications_by_id ON authentications (merchant_id, id);
CREATE INDEX authentications_forgotten ON authentications (forgotten_ms);
CREATE INDEX authentications_by_data_key ON authentications (substr(value, 2, 4), merchant_id, number);

-- As `refuse_retired_data_key` does for other tables.
CREATE FUNCTION refuse_retired_key_of_authentication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-7421);
    IF EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.value, 2, 4)) THEN
        RAISE EXCEPTION 'a value is sealed under a retired data key' USING ERRCODE = 'GU001';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER authentications_seal AFTER INSERT OR UPDATE OF value ON authentications
    FOR EACH ROW WHEN (NEW.value IS NOT NULL) EXECUTE FUNCTION refuse_retired_key_of_authentication();

-- The result of the authentication that a payment was authorised with, as one text of seven words.
ALTER TABLE transactions ADD COLUMN authentication TEXT;
