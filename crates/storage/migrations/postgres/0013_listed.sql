-- The collection of transactions. A transaction is listed once it is final and some seconds old, so that a payment does not pay for the
-- indexes. What is above listed_to, or in listed_later, is read where it is stored.
ALTER TABLE merchants ADD COLUMN listed_to BIGINT NOT NULL DEFAULT 0;        -- the number of an id
ALTER TABLE merchants ADD COLUMN listing_to BIGINT NOT NULL DEFAULT 0;       -- up to which transactions are listed next: none gets such an id any more
ALTER TABLE merchants ADD COLUMN listed_count BIGINT NOT NULL DEFAULT 0;     -- the number of rows of listed
ALTER TABLE merchants ADD COLUMN listing_version BIGINT NOT NULL DEFAULT 0;

CREATE TABLE listed (
    merchant_id        BIGINT NOT NULL,
    id                 BIGINT NOT NULL, -- of a payment or of an action
    payment_id         BIGINT NOT NULL,
    kind               TEXT    NOT NULL,
    status             TEXT    NOT NULL,
    amount             BIGINT NOT NULL,
    payment_method_id  TEXT    NOT NULL,
    point_of_sale      TEXT    NOT NULL,
    wallet_id          TEXT,
    card_first         TEXT,             -- the first six digits
    card_last          TEXT,             -- the last four
    card_token         TEXT,
    PRIMARY KEY (merchant_id, id)
);
CREATE INDEX listed_by_kind ON listed (merchant_id, kind, id);
CREATE INDEX listed_by_status ON listed (merchant_id, status, id);
CREATE INDEX listed_by_amount ON listed (merchant_id, amount, id);
CREATE INDEX listed_by_method ON listed (merchant_id, payment_method_id, id);
CREATE INDEX listed_by_point_of_sale ON listed (merchant_id, point_of_sale, id);
CREATE INDEX listed_by_wallet ON listed (merchant_id, wallet_id, id) WHERE wallet_id IS NOT NULL;
CREATE INDEX listed_by_card_first ON listed (merchant_id, card_first, id) WHERE card_first IS NOT NULL;
CREATE INDEX listed_by_card_last ON listed (merchant_id, card_last, id) WHERE card_last IS NOT NULL;
CREATE INDEX listed_by_card_token ON listed (merchant_id, card_token, id) WHERE card_token IS NOT NULL;

-- Transactions up to listed_to that were not final when they were passed.
CREATE TABLE listed_later (
    merchant_id  BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    payment_id   BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

-- A payment is found by its order at once.
CREATE INDEX transactions_of_order ON transactions (merchant_id, order_reference, id);
