-- Wallets of merchants and the cards in them, by rank. `shown` is the masked card as answers show it.
CREATE TABLE wallets (
    merchant_id   BIGINT  NOT NULL REFERENCES merchants (id),
    id            TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    details       TEXT    NOT NULL,
    details_format BIGINT  NOT NULL,
    default_rank  BIGINT  NOT NULL,
    created_ms    BIGINT  NOT NULL,
    version       BIGINT  NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

CREATE TABLE wallet_cards (
    merchant_id      BIGINT  NOT NULL,
    wallet_id        TEXT    NOT NULL,
    rank             BIGINT  NOT NULL,
    token            TEXT    NOT NULL,
    shown            TEXT    NOT NULL,
    instrument_type  TEXT    NOT NULL,
    status           TEXT    NOT NULL,
    state            TEXT    NOT NULL,
    comment          TEXT,
    PRIMARY KEY (merchant_id, wallet_id, rank),
    FOREIGN KEY (merchant_id, wallet_id) REFERENCES wallets (merchant_id, id)
);
-- The wallets that have a card.
CREATE INDEX wallet_cards_by_token ON wallet_cards (merchant_id, token);

-- The whole answer to a request that was done at once.
ALTER TABLE requests ADD COLUMN answer TEXT;
ALTER TABLE requests ADD COLUMN answer_format BIGINT  NOT NULL DEFAULT 1;
