-- Rows of a store from before there were sessions, as both engines take them.

INSERT INTO merchants (id, name, status, created_ms) VALUES (1, 'm', 'ACTIVE', 0);
INSERT INTO points_of_sale (merchant_id, reference, name) VALUES (1, 'SHOP1', 's');
INSERT INTO payment_methods (merchant_id, id, point_of_sale, instrument_type, networks, checks_duplicates)
    VALUES (1, 'CB', 'SHOP1', 'CB', 'VISA', 1);
INSERT INTO transactions (id, merchant_id, payment_method_id, point_of_sale, instrument_type, created_ms, card, details,
        idempotency_key, state, version, wake_for, wake_at_ms, leased_until_ms)
    VALUES (10000000000000001, 1, 'CB', 'SHOP1', 'CB', 1000, '{"panType":"CARD_PAN"}',
        '{"order":{"reference":"o","amount":100,"currency":"EUR"}}', '0f8fad5b-d9cb-469f-a165-70867728950e',
        '{"is":"REVERSED"}', 3, NULL, NULL, 0);
INSERT INTO requests (merchant_id, idempotency_key, digest, transaction_id, answered, until_ms)
    VALUES (1, '0f8fad5b-d9cb-469f-a165-70867728950e', '123', 10000000000000001, '{"is":"REVERSED"}', 1000);
