-- What decides about a payment or a session stands in columns of its own. The rest is a document that is only given back:
-- from here on nobody looks into it below the API.
--
-- Tables are altered in the order in which a commit writes them: an instance of the version before may be at work.
--
-- A merchant may have said "\u0000" in its private data. No text of PostgreSQL can hold it, and no member of a document can
-- be read that has it anywhere: it is left out where the terms are read, which cannot hold it.

ALTER TABLE sessions RENAME COLUMN request TO echo;
ALTER TABLE sessions ADD COLUMN echo_format BIGINT NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN device_format BIGINT NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN order_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN order_amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN channel TEXT NOT NULL DEFAULT 'E_COM';
ALTER TABLE sessions ADD COLUMN payment_type TEXT NOT NULL DEFAULT 'ONE_OFF';
ALTER TABLE sessions ADD COLUMN capture TEXT NOT NULL DEFAULT 'AUTOMATIC';
ALTER TABLE sessions ADD COLUMN capture_at_ms BIGINT;
ALTER TABLE sessions ADD COLUMN original_transaction TEXT;
ALTER TABLE sessions ADD COLUMN methods TEXT NOT NULL DEFAULT '';    -- ids with blanks between
ALTER TABLE sessions ADD COLUMN fallbacks TEXT NOT NULL DEFAULT '';  -- likewise
ALTER TABLE sessions ADD COLUMN return_url TEXT NOT NULL DEFAULT '';
UPDATE sessions SET
    order_reference = said #>> '{order,reference}',
    order_amount = (said #>> '{order,amount}')::bigint,
    amount = COALESCE(said #>> '{payment,amount}', said #>> '{order,amount}')::bigint,
    currency = said #>> '{order,currency}',
    channel = COALESCE(said #>> '{order,origin}', 'E_COM'),
    payment_type = COALESCE(said #>> '{payment,paymentType}', 'ONE_OFF'),
    capture = COALESCE(said #>> '{payment,capture}', 'AUTOMATIC'),
    capture_at_ms = (EXTRACT(EPOCH FROM (said #>> '{payment,deferredCaptureDate}')::timestamptz) * 1000)::bigint,
    methods = COALESCE((SELECT string_agg(id, ' ' ORDER BY place) FROM
        json_array_elements_text(said #> '{paymentMethod,paymentMethodIDs}') WITH ORDINALITY AS ids (id, place)), ''),
    fallbacks = COALESCE((SELECT string_agg(id, ' ' ORDER BY place) FROM
        json_array_elements_text(said #> '{paymentMethod,fallbackPaymentMethodIDs}')
            WITH ORDINALITY AS ids (id, place)), ''),
    return_url = said #>> '{returnURL}'
FROM (SELECT number AS row_key,
             CASE WHEN strpos(echo, '\u0000') = 0 THEN echo
             ELSE regexp_replace(echo, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g') END::json AS said
      FROM sessions) AS documents
WHERE number = row_key;

ALTER TABLE transactions RENAME COLUMN details TO echo;
ALTER TABLE transactions ADD COLUMN echo_format BIGINT NOT NULL DEFAULT 1;
ALTER TABLE transactions ADD COLUMN order_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE transactions ADD COLUMN order_amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN amount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE transactions ADD COLUMN channel TEXT NOT NULL DEFAULT 'E_COM';
ALTER TABLE transactions ADD COLUMN payment_type TEXT NOT NULL DEFAULT 'ONE_OFF';
ALTER TABLE transactions ADD COLUMN capture TEXT NOT NULL DEFAULT 'AUTOMATIC';
ALTER TABLE transactions ADD COLUMN capture_at_ms BIGINT;       -- of a deferred capture
ALTER TABLE transactions ADD COLUMN original_transaction TEXT;   -- the issuer's id of a buyer's first payment
UPDATE transactions SET
    order_reference = said #>> '{order,reference}',
    order_amount = (said #>> '{order,amount}')::bigint,
    amount = COALESCE(said #>> '{payment,amount}', said #>> '{order,amount}')::bigint,
    currency = said #>> '{order,currency}',
    channel = COALESCE(said #>> '{order,origin}', 'E_COM'),
    payment_type = COALESCE(said #>> '{payment,paymentType}', 'ONE_OFF'),
    capture = COALESCE(said #>> '{payment,capture}', 'AUTOMATIC'),
    capture_at_ms = (EXTRACT(EPOCH FROM (said #>> '{payment,deferredCaptureDate}')::timestamptz) * 1000)::bigint,
    original_transaction = said #>> '{originalTransactionId}'
FROM (SELECT id AS row_key,
             CASE WHEN strpos(echo, '\u0000') = 0 THEN echo
             ELSE regexp_replace(echo, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g') END::json AS said
      FROM transactions) AS documents
WHERE id = row_key;

ALTER TABLE actions RENAME COLUMN details TO echo;
ALTER TABLE actions ADD COLUMN echo_format BIGINT NOT NULL DEFAULT 1;
