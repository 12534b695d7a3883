-- Wallets of merchants and the cards in them, by rank. `shown` is the masked card as answers show it.
CREATE TABLE wallets (
    merchant_id   INTEGER NOT NULL REFERENCES merchants (id),
    id            TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    details       TEXT    NOT NULL,
    details_format INTEGER NOT NULL,
    default_rank  INTEGER NOT NULL,
    created_ms    INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, id)
) WITHOUT ROWID;

CREATE TABLE wallet_cards (
    merchant_id      INTEGER NOT NULL,
    wallet_id        TEXT    NOT NULL,
    rank             INTEGER NOT NULL,
    token            TEXT    NOT NULL,
    shown            TEXT    NOT NULL,
    instrument_type  TEXT    NOT NULL,
    status           TEXT    NOT NULL,
    state            TEXT    NOT NULL,
    comment          TEXT,
    PRIMARY KEY (merchant_id, wallet_id, rank),
    FOREIGN KEY (merchant_id, wallet_id) REFERENCES wallets (merchant_id, id)
) WITHOUT ROWID;
-- The wallets that have a card.
CREATE INDEX wallet_cards_by_token ON wallet_cards (merchant_id, token);

-- The whole answer to a request that was done at once.
ALTER TABLE requests ADD COLUMN answer TEXT;
ALTER TABLE requests ADD COLUMN answer_format INTEGER NOT NULL DEFAULT 1;
