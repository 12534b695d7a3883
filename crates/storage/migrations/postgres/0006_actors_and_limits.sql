-- Who wrote a line of the audit log, and the address that the request came from. Lines of older versions have neither.
ALTER TABLE audit_log ADD COLUMN actor TEXT;
ALTER TABLE audit_log ADD COLUMN address TEXT;

-- What several instances have taken together from the buckets of their limits. `full_at_us` is the time, in microseconds, at which a
-- bucket is full again.
CREATE TABLE spent_limits (
    bucket      TEXT    PRIMARY KEY,
    full_at_us  BIGINT  NOT NULL,
    changed_ms  BIGINT  NOT NULL
);
CREATE INDEX spent_limits_changed ON spent_limits (changed_ms);
CREATE INDEX spent_limits_full ON spent_limits (full_at_us);
