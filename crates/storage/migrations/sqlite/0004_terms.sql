-- What decides about a payment or a session stands in columns of its own. The rest is a document that is only given back:
-- from here on nobody looks into it below the API.

ALTER TABLE transactions RENAME COLUMN details TO echo;
ALTER TABLE transactions ADD COLUMN echo_format INTEGER NOT NULL DEFAULT 1;
ALTER TABLE transactions ADD COLUMN order_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE transactions ADD COLUMN order_amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE transactions ADD COLUMN channel TEXT NOT NULL DEFAULT 'E_COM';
ALTER TABLE transactions ADD COLUMN payment_type TEXT NOT NULL DEFAULT 'ONE_OFF';
ALTER TABLE transactions ADD COLUMN capture TEXT NOT NULL DEFAULT 'AUTOMATIC';
ALTER TABLE transactions ADD COLUMN capture_at_ms INTEGER;       -- of a deferred capture
ALTER TABLE transactions ADD COLUMN original_transaction TEXT;   -- the issuer's id of a buyer's first payment
UPDATE transactions SET
    order_reference = json_extract(echo, '$.order.reference'),
    order_amount = json_extract(echo, '$.order.amount'),
    amount = COALESCE(json_extract(echo, '$.payment.amount'), json_extract(echo, '$.order.amount')),
    currency = json_extract(echo, '$.order.currency'),
    channel = COALESCE(json_extract(echo, '$.order.origin'), 'E_COM'),
    payment_type = COALESCE(json_extract(echo, '$.payment.paymentType'), 'ONE_OFF'),
    capture = COALESCE(json_extract(echo, '$.payment.capture'), 'AUTOMATIC'),
    capture_at_ms = CAST(ROUND((julianday(json_extract(echo, '$.payment.deferredCaptureDate')) - 2440587.5) * 86400000)
                         AS INTEGER),
    original_transaction = json_extract(echo, '$.originalTransactionId');

ALTER TABLE actions RENAME COLUMN details TO echo;
ALTER TABLE actions ADD COLUMN echo_format INTEGER NOT NULL DEFAULT 1;

ALTER TABLE sessions RENAME COLUMN request TO echo;
ALTER TABLE sessions ADD COLUMN echo_format INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN device_format INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN order_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN order_amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN amount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN channel TEXT NOT NULL DEFAULT 'E_COM';
ALTER TABLE sessions ADD COLUMN payment_type TEXT NOT NULL DEFAULT 'ONE_OFF';
ALTER TABLE sessions ADD COLUMN capture TEXT NOT NULL DEFAULT 'AUTOMATIC';
ALTER TABLE sessions ADD COLUMN capture_at_ms INTEGER;
ALTER TABLE sessions ADD COLUMN original_transaction TEXT;
ALTER TABLE sessions ADD COLUMN methods TEXT NOT NULL DEFAULT '';    -- ids with blanks between
ALTER TABLE sessions ADD COLUMN fallbacks TEXT NOT NULL DEFAULT '';  -- likewise
ALTER TABLE sessions ADD COLUMN return_url TEXT NOT NULL DEFAULT '';
UPDATE sessions SET
    order_reference = json_extract(echo, '$.order.reference'),
    order_amount = json_extract(echo, '$.order.amount'),
    amount = COALESCE(json_extract(echo, '$.payment.amount'), json_extract(echo, '$.order.amount')),
    currency = json_extract(echo, '$.order.currency'),
    channel = COALESCE(json_extract(echo, '$.order.origin'), 'E_COM'),
    payment_type = COALESCE(json_extract(echo, '$.payment.paymentType'), 'ONE_OFF'),
    capture = COALESCE(json_extract(echo, '$.payment.capture'), 'AUTOMATIC'),
    capture_at_ms = CAST(ROUND((julianday(json_extract(echo, '$.payment.deferredCaptureDate')) - 2440587.5) * 86400000)
                         AS INTEGER),
    methods = COALESCE((SELECT group_concat(value, ' ' ORDER BY key)
        FROM json_each(echo, '$.paymentMethod.paymentMethodIDs')), ''),
    fallbacks = COALESCE((SELECT group_concat(value, ' ' ORDER BY key)
        FROM json_each(echo, '$.paymentMethod.fallbackPaymentMethodIDs')), ''),
    return_url = json_extract(echo, '$.returnURL');
