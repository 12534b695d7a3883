-- Links by which buyers pay, and the sessions that are begun by opening them. A payment holds the link from its begin to its outcome.
CREATE TABLE payment_links (
    merchant_id          INTEGER NOT NULL REFERENCES merchants (id),
    number               INTEGER NOT NULL,
    sealed_secret        BLOB    NOT NULL,
    point_of_sale        TEXT    NOT NULL,
    created_ms           INTEGER NOT NULL,
    expires_ms           INTEGER NOT NULL,
    order_reference      TEXT    NOT NULL,
    order_amount         INTEGER NOT NULL,
    amount               INTEGER NOT NULL,
    currency             TEXT    NOT NULL,
    channel              TEXT    NOT NULL,
    payment_type         TEXT    NOT NULL,
    capture              TEXT    NOT NULL,
    capture_at_ms        INTEGER,
    original_transaction TEXT,
    methods              TEXT    NOT NULL, -- ids, separated by spaces
    fallbacks            TEXT    NOT NULL,
    return_url           TEXT    NOT NULL,
    wallet               TEXT,
    one_click            TEXT,
    echo                 TEXT    NOT NULL,
    echo_format          INTEGER NOT NULL,
    notification_url     TEXT,
    status               TEXT    NOT NULL, -- never EXPIRED, which follows from the time
    attempts_left        INTEGER NOT NULL,
    transaction_id       INTEGER,          -- the payment that holds the link
    ended_ms             INTEGER,
    unpaid_end_ms        INTEGER,          -- the end of one that is not paid, also where it is to come
    version              INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, number)
);
-- A buyer's token does not name the merchant.
CREATE UNIQUE INDEX payment_links_by_number ON payment_links (number);
CREATE INDEX payment_links_unpaid ON payment_links (unpaid_end_ms) WHERE unpaid_end_ms IS NOT NULL;
CREATE INDEX payment_links_by_data_key ON payment_links (substr(sealed_secret, 2, 4), merchant_id, number);

CREATE TRIGGER payment_links_seal_added AFTER INSERT ON payment_links
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.sealed_secret, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;
CREATE TRIGGER payment_links_seal_replaced AFTER UPDATE OF sealed_secret ON payment_links
WHEN EXISTS (SELECT 1 FROM data_keys WHERE retired = substr(NEW.sealed_secret, 2, 4)) BEGIN
    SELECT RAISE(ABORT, 'a value is sealed under a retired data key');
END;

-- The link that was opened. NULL where the merchant made the session.
ALTER TABLE sessions ADD COLUMN link INTEGER;
CREATE INDEX sessions_of_link ON sessions (merchant_id, link, number) WHERE link IS NOT NULL;
