-- The wallet that a payment has to do with. Without a rank the card of a session's payment comes into the wallet once the payment is
-- accepted, and the wallet of any other payment had no such card.
ALTER TABLE transactions ADD COLUMN wallet_id TEXT;
ALTER TABLE transactions ADD COLUMN wallet_rank INTEGER;
