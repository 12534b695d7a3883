-- What merchants set up themselves. setup_version counts the changes, so that two at once cannot both be decided on the same state.
ALTER TABLE merchants ADD COLUMN setup_version INTEGER NOT NULL DEFAULT 0;

ALTER TABLE points_of_sale ADD COLUMN inactive_since_ms INTEGER; -- NULL while it is active
ALTER TABLE points_of_sale ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
ALTER TABLE points_of_sale ADD COLUMN details_format INTEGER NOT NULL DEFAULT 1;

ALTER TABLE payment_methods ADD COLUMN inactive_since_ms INTEGER; -- NULL while it is active
ALTER TABLE payment_methods ADD COLUMN captures TEXT NOT NULL DEFAULT ''; -- modes with blanks between; empty: all

-- What a merchant says of a payment method, in a table of its own: no payment reads it.
CREATE TABLE payment_method_profiles (
    merchant_id     INTEGER NOT NULL,
    payment_method  TEXT    NOT NULL,
    details         TEXT    NOT NULL,
    details_format  INTEGER NOT NULL,
    logo_type       TEXT,
    logo            BLOB,
    PRIMARY KEY (merchant_id, payment_method),
    FOREIGN KEY (merchant_id, payment_method) REFERENCES payment_methods (merchant_id, id)
);
