-- The stamp of an audit line, which proves who wrote it. Lines of older versions have none.
ALTER TABLE audit_log ADD COLUMN stamp BYTEA;

-- The chain: each block covers the lines with ids above `after_id` and up to `last_id`, and follows `previous`.
CREATE TABLE audit_blocks (
    number     BIGINT PRIMARY KEY,
    after_id   BIGINT  NOT NULL,
    last_id    BIGINT  NOT NULL,
    line_count BIGINT  NOT NULL,
    newest_ms  BIGINT  NOT NULL,
    made_ms    BIGINT  NOT NULL,
    digest     BYTEA    NOT NULL,
    previous   BYTEA    NOT NULL,
    hash       BYTEA    NOT NULL
);

-- The head of the chain: one row. The first gateway that gathers lines fills in its hash.
CREATE TABLE audit_head (
    id             BIGINT PRIMARY KEY CHECK (id = 1),
    version        BIGINT  NOT NULL,
    began_ms       BIGINT  NOT NULL,
    unstamped_to   BIGINT  NOT NULL,
    first          BIGINT  NOT NULL,
    first_previous BYTEA    NOT NULL,
    forgotten_to   BIGINT  NOT NULL,
    forgot_ms      BIGINT  NOT NULL,
    newest         BIGINT  NOT NULL,
    newest_hash    BYTEA    NOT NULL,
    last_id        BIGINT  NOT NULL,
    hash           BYTEA,
    holder         BIGINT  NOT NULL,
    held_until_ms  BIGINT  NOT NULL
);
INSERT INTO audit_head
SELECT 1, 0, 0, COALESCE(MAX(id), 0), 1, '', 0, 0, 0, '', 0, NULL, 0, 0 FROM audit_log;

-- The keyed hash of the value that each setting had at the last start.
CREATE TABLE setting_digests (
    name    TEXT PRIMARY KEY,
    digest  BYTEA NOT NULL
);
