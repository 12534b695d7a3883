-- Links by which buyers pay, and the sessions that are begun by opening them. A payment holds the link from its begin to its outcome.
CREATE TABLE payment_links (
    merchant_id          BIGINT  NOT NULL REFERENCES merchants (id),
    number               BIGINT  NOT NULL,
    sealed_secret        BYTEA   NOT NULL,
    point_of_sale        TEXT    NOT NULL,
    created_ms           BIGINT  NOT NULL,
    expires_ms           BIGINT  NOT NULL,
    order_reference      TEXT    NOT NULL,
    order_amount         BIGINT  NOT NULL,
    amount               BIGINT  NOT NULL,
    currency             TEXT    NOT NULL,
    channel              TEXT    NOT NULL,
    payment_type         TEXT    NOT NULL,
    capture              TEXT    NOT NULL,
    capture_at_ms        BIGINT,
    original_transaction TEXT,
    methods              TEXT    NOT NULL, -- ids, separated by spaces
    fallbacks            TEXT    NOT NULL,
    return_url           TEXT    NOT NULL,
    wallet               TEXT,
    one_click            TEXT,
    echo                 TEXT    NOT NULL,
    echo_format          BIGINT  NOT NULL,
    notification_url     TEXT,
    status               TEXT    NOT NULL, -- never EXPIRED, which follows from the time
    attempts_left        BIGINT  NOT NULL,
    transaction_id       BIGINT,           -- the payment that holds the link
    ended_ms             BIGINT,
    unpaid_end_ms        BIGINT,           -- the end of one that is not paid, also where it is to come
    version              BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, number)
);
-- A buyer's token does not name the merchant.
CREATE UNIQUE INDEX payment_links_by_number ON payment_links (number);
CREATE INDEX payment_links_unpaid ON payment_links (unpaid_end_ms) WHERE unpaid_end_ms IS NOT NULL;
CREATE INDEX payment_links_by_data_key ON payment_links (substr(sealed_secret, 2, 4), merchant_id, number);

-- As before, and for links as well.
CREATE OR REPLACE FUNCTION refuse_retired_data_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    added BYTEA;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(-7421);
    IF TG_TABLE_NAME = 'cards' THEN
        added := NEW.pan;
    ELSIF TG_TABLE_NAME IN ('sessions', 'payment_links') THEN
        added := NEW.sealed_secret;
    ELSE
        added := NEW.private_half;
    END IF;
    IF EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(added, 2, 4)) THEN
        RAISE EXCEPTION 'a value is sealed under a retired data key' USING ERRCODE = 'GU001';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payment_links_seal AFTER INSERT OR UPDATE OF sealed_secret ON payment_links
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_data_key();

-- The link that was opened. NULL where the merchant made the session.
ALTER TABLE sessions ADD COLUMN link BIGINT;
CREATE INDEX sessions_of_link ON sessions (merchant_id, link, number) WHERE link IS NOT NULL;
