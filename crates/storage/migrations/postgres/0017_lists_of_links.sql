-- The collection of payment links.
CREATE INDEX payment_links_by_status ON payment_links (merchant_id, status, number, expires_ms);
CREATE INDEX payment_links_of_order ON payment_links (merchant_id, order_reference, number);
CREATE INDEX payment_links_by_point_of_sale ON payment_links (merchant_id, point_of_sale, number);
-- UNPAID and EXPIRED are one status in the table, and the end tells them apart: each is counted without the rows of the other.
CREATE INDEX payment_links_by_end ON payment_links (merchant_id, status, expires_ms, number);

-- The number of sessions that the link has begun, by which openings at once know of each other.
ALTER TABLE payment_links ADD COLUMN openings BIGINT NOT NULL DEFAULT 0;
