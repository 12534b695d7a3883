-- SEPA credit transfers. `due_ms` and `attempt` belong to a question to the bank, `code` to its answer: a return code, or the reason of a
-- return. `open_day` is the day of a transfer that is in no file yet, `file_day` that of its file. `wake_at_ms` is when the bank is to be
-- asked next. `answered` is the code of the first answer to the merchant.
CREATE TABLE transfers (
    merchant_id        BIGINT  NOT NULL REFERENCES merchants (id),
    id                 BIGINT  NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    created_ms         BIGINT  NOT NULL,
    amount             BIGINT  NOT NULL,
    payer_iban         TEXT    NOT NULL,
    payer_bic          TEXT    NOT NULL,
    payer_holder       TEXT    NOT NULL,
    payee_bic          TEXT    NOT NULL,
    payee_iban         TEXT    NOT NULL,
    stage              TEXT    NOT NULL,
    attempt            BIGINT,
    due_ms             BIGINT,
    code               TEXT,
    open_day           TEXT,
    file_day           TEXT,
    settles            TEXT,
    look               TEXT,
    answered           TEXT,
    wake_at_ms         BIGINT,
    leased_until_ms    BIGINT  NOT NULL DEFAULT 0,
    version            BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, id)
);
CREATE INDEX transfers_due ON transfers (wake_at_ms) WHERE wake_at_ms IS NOT NULL;
CREATE INDEX transfers_unfiled ON transfers (open_day) WHERE open_day IS NOT NULL;
CREATE INDEX transfers_of_file ON transfers (file_day, merchant_id, payer_iban, payer_bic, payer_holder, id)
    WHERE file_day IS NOT NULL;

-- What is personal of a transfer. The row goes when its time is over, and the transfer stays.
CREATE TABLE transfer_payees (
    merchant_id      BIGINT  NOT NULL,
    id               BIGINT  NOT NULL,
    iban             BYTEA   NOT NULL,
    holder           TEXT    NOT NULL,
    order_reference  TEXT,
    echo             TEXT    NOT NULL,
    echo_format      BIGINT  NOT NULL,
    made_ms          BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, id) REFERENCES transfers (merchant_id, id)
);
CREATE INDEX transfer_payees_by_age ON transfer_payees (made_ms);
-- A sealed value names its data key in its bytes 2 to 5.
CREATE INDEX transfer_payees_by_data_key ON transfer_payees (substr(iban, 2, 4), merchant_id, id);
-- Nothing is sealed under a retired key, by an instance that was stopped for long or by a row of a backup.
-- As `refuse_retired_data_key` does for the tables before.
CREATE FUNCTION refuse_retired_key_of_payee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-7421);
    IF EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.iban, 2, 4)) THEN
        RAISE EXCEPTION 'a value is sealed under a retired data key' USING ERRCODE = 'GU001';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER transfer_payees_seal AFTER INSERT OR UPDATE OF iban ON transfer_payees
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_key_of_payee();

-- The file of each day: one pain.001 for the bank. `made_ms` is the time at which it was closed, `executes` the day on which the bank is
-- to execute it, `exported_ms` the time of the first export.
CREATE TABLE transfer_files (
    day              TEXT    NOT NULL PRIMARY KEY,
    closed           BIGINT  NOT NULL,
    made_ms          BIGINT  NOT NULL,
    transfers        BIGINT  NOT NULL,
    cents            BIGINT  NOT NULL,
    executes         TEXT,
    exported_ms      BIGINT,
    leased_until_ms  BIGINT  NOT NULL
);

-- The accounts that payment methods pay from.
CREATE TABLE payout_accounts (
    merchant_id        BIGINT  NOT NULL REFERENCES merchants (id),
    payment_method_id  TEXT    NOT NULL,
    iban               TEXT    NOT NULL,
    bic                TEXT    NOT NULL,
    holder             TEXT    NOT NULL,
    PRIMARY KEY (merchant_id, payment_method_id)
);
