-- What decides about a payment or a session stands in columns of its own. The rest is a document that is only given back:
-- from here on nobody looks into it below the API.
--
-- Tables are altered in the order in which a commit writes them: an instance of the version before may be at work.

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
    order_reference = echo::json #>> '{order,reference}',
    order_amount = (echo::json #>> '{order,amount}')::bigint,
    amount = COALESCE(echo::json #>> '{payment,amount}', echo::json #>> '{order,amount}')::bigint,
    currency = echo::json #>> '{order,currency}',
    channel = COALESCE(echo::json #>> '{order,origin}', 'E_COM'),
    payment_type = COALESCE(echo::json #>> '{payment,paymentType}', 'ONE_OFF'),
    capture = COALESCE(echo::json #>> '{payment,capture}', 'AUTOMATIC'),
    capture_at_ms = (EXTRACT(EPOCH FROM (echo::json #>> '{payment,deferredCaptureDate}')::timestamptz) * 1000)::bigint,
    methods = COALESCE((SELECT string_agg(id, ' ' ORDER BY place) FROM
        json_array_elements_text(echo::json #> '{paymentMethod,paymentMethodIDs}') WITH ORDINALITY AS ids (id, place)), ''),
    fallbacks = COALESCE((SELECT string_agg(id, ' ' ORDER BY place) FROM
        json_array_elements_text(echo::json #> '{paymentMethod,fallbackPaymentMethodIDs}')
            WITH ORDINALITY AS ids (id, place)), ''),
    return_url = echo::json #>> '{returnURL}';

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
    order_reference = echo::json #>> '{order,reference}',
    order_amount = (echo::json #>> '{order,amount}')::bigint,
    amount = COALESCE(echo::json #>> '{payment,amount}', echo::json #>> '{order,amount}')::bigint,
    currency = echo::json #>> '{order,currency}',
    channel = COALESCE(echo::json #>> '{order,origin}', 'E_COM'),
    payment_type = COALESCE(echo::json #>> '{payment,paymentType}', 'ONE_OFF'),
    capture = COALESCE(echo::json #>> '{payment,capture}', 'AUTOMATIC'),
    capture_at_ms = (EXTRACT(EPOCH FROM (echo::json #>> '{payment,deferredCaptureDate}')::timestamptz) * 1000)::bigint,
    original_transaction = echo::json #>> '{originalTransactionId}';

ALTER TABLE actions RENAME COLUMN details TO echo;
ALTER TABLE actions ADD COLUMN echo_format BIGINT NOT NULL DEFAULT 1;
