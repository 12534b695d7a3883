-- The collection of payment links.
CREATE INDEX payment_links_by_status ON payment_links (merchant_id, status, number, expires_ms);
CREATE INDEX payment_links_of_order ON payment_links (merchant_id, order_reference, number);
CREATE INDEX payment_links_by_point_of_sale ON payment_links (merchant_id, point_of_sale, number);
