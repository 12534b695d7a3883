-- Sessions in which buyers look after a wallet. managed_wallet is the id of the wallet, and NULL where the buyer is to pay.
ALTER TABLE sessions ADD COLUMN managed_wallet TEXT;
ALTER TABLE sessions ADD COLUMN edits_holder INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN operations INTEGER NOT NULL DEFAULT 0; -- the number of changes of the wallet
