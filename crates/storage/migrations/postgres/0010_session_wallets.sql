-- The wallet that a session names, and whether the security code is asked for its cards: `WITH_CVV` or `WITHOUT_CVV`.
ALTER TABLE sessions ADD COLUMN wallet TEXT;
ALTER TABLE sessions ADD COLUMN one_click TEXT;
