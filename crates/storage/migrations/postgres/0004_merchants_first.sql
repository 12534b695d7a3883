-- Whatever belongs to a merchant has the merchant first in its key: no statement reaches the rows of two merchants by a
-- number that they share. Secrets of sessions are sealed from here on, and a notification keeps the merchant's own URL:
-- the session's id is put into it when it is sent.
--
-- Tables are altered in the order in which a commit writes them: an instance of the version before may be at work.

ALTER TABLE transactions DROP CONSTRAINT transactions_session_number_fkey;
ALTER TABLE actions DROP CONSTRAINT actions_transaction_id_fkey;
ALTER TABLE notification_attempts DROP CONSTRAINT notification_attempts_notification_id_fkey;

-- What is in the clear is sealed when a gateway starts.
ALTER TABLE sessions ALTER COLUMN secret DROP NOT NULL;
ALTER TABLE sessions ADD COLUMN sealed_secret BYTEA;
ALTER TABLE sessions DROP CONSTRAINT sessions_pkey, ADD PRIMARY KEY (merchant_id, number);
-- A buyer shows the id alone, which does not name the merchant.
CREATE UNIQUE INDEX sessions_by_number ON sessions (number);
CREATE INDEX sessions_in_the_clear ON sessions (merchant_id, number) WHERE secret IS NOT NULL;

ALTER TABLE transactions DROP CONSTRAINT transactions_pkey, ADD PRIMARY KEY (merchant_id, id);
ALTER TABLE transactions ADD FOREIGN KEY (merchant_id, session_number) REFERENCES sessions (merchant_id, number);
DROP INDEX transactions_of_session;
CREATE INDEX transactions_of_session ON transactions (merchant_id, session_number, id) WHERE session_number IS NOT NULL;

ALTER TABLE actions DROP CONSTRAINT actions_pkey, ADD PRIMARY KEY (merchant_id, id);
ALTER TABLE actions ADD FOREIGN KEY (merchant_id, transaction_id) REFERENCES transactions (merchant_id, id);
DROP INDEX actions_of;
CREATE INDEX actions_of ON actions (merchant_id, transaction_id, place, id);

ALTER TABLE remittance_lines DROP CONSTRAINT remittance_lines_pkey, ADD PRIMARY KEY (merchant_id, entry_id);

ALTER TABLE encryption_keys DROP CONSTRAINT encryption_keys_pkey, ADD PRIMARY KEY (merchant_id, id);

-- One of each subject. The id is for operators.
UPDATE notifications n SET url = COALESCE(CASE n.kind
    WHEN 'WEBTRS' THEN (SELECT s.notification_url FROM sessions s WHERE s.merchant_id = n.merchant_id AND s.number = n.subject)
    ELSE (SELECT t.notification_url FROM transactions t WHERE t.merchant_id = n.merchant_id AND t.id = n.subject)
    END, n.url);
ALTER TABLE notification_attempts ADD COLUMN merchant_id BIGINT, ADD COLUMN kind TEXT, ADD COLUMN subject BIGINT;
UPDATE notification_attempts a SET merchant_id = n.merchant_id, kind = n.kind, subject = n.subject
    FROM notifications n WHERE n.id = a.notification_id;
ALTER TABLE notification_attempts DROP COLUMN notification_id, ADD COLUMN heard BIGINT;
UPDATE notification_attempts SET heard = (status BETWEEN 200 AND 299)::int WHERE status IS NOT NULL;
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_subject_key, DROP CONSTRAINT notifications_pkey,
    ADD PRIMARY KEY (merchant_id, kind, subject), ADD CONSTRAINT notifications_by_id UNIQUE (id);
ALTER TABLE notification_attempts ADD PRIMARY KEY (merchant_id, kind, subject, number),
    ADD FOREIGN KEY (merchant_id, kind, subject) REFERENCES notifications (merchant_id, kind, subject);

-- Merchant 0 is the gateway itself.
UPDATE audit_log SET merchant_id = 0 WHERE merchant_id IS NULL;
ALTER TABLE audit_log ALTER COLUMN merchant_id SET NOT NULL;
