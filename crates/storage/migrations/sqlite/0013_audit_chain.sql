-- The stamp of an audit line, which proves who wrote it. Lines of older versions have none.
ALTER TABLE audit_log ADD COLUMN stamp BLOB;

-- The chain: each block covers the lines with ids above `after_id` and up to `last_id`, and follows `previous`.
CREATE TABLE audit_blocks (
    number     INTEGER PRIMARY KEY,
    after_id   INTEGER NOT NULL,
    last_id    INTEGER NOT NULL,
    line_count INTEGER NOT NULL,
    newest_ms  INTEGER NOT NULL,
    made_ms    INTEGER NOT NULL,
    digest     BLOB    NOT NULL,
    previous   BLOB    NOT NULL,
    hash       BLOB    NOT NULL
);

-- The head of the chain: one row. The first gateway that gathers lines fills in its hash.
CREATE TABLE audit_head (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    version        INTEGER NOT NULL,
    began_ms       INTEGER NOT NULL,
    unstamped_to   INTEGER NOT NULL,
    first          INTEGER NOT NULL,
    first_previous BLOB    NOT NULL,
    forgotten_to   INTEGER NOT NULL,
    forgot_ms      INTEGER NOT NULL,
    newest         INTEGER NOT NULL,
    newest_hash    BLOB    NOT NULL,
    last_id        INTEGER NOT NULL,
    hash           BLOB,
    holder         INTEGER NOT NULL,
    held_until_ms  INTEGER NOT NULL
);
INSERT INTO audit_head
SELECT 1, 0, 0, COALESCE(MAX(id), 0), 1, X'', 0, 0, 0, X'', 0, NULL, 0, 0 FROM audit_log;

-- The keyed hash of the value that each setting had at the last start.
CREATE TABLE setting_digests (
    name    TEXT PRIMARY KEY,
    digest  BLOB NOT NULL
) WITHOUT ROWID;
