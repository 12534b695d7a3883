//! Migrations of a database. Several instances may start at once: a lock makes them check one after the other whether
//! there is something to do.

use super::{error::ConnectError, session::Session};
use crate::migrations::{POSTGRES, to_come};

/// The numbers of the lock mean nothing. Waiting for this lock may take longer than waiting for a row.
const BEGIN: &str = "\
    BEGIN;
    SET LOCAL statement_timeout = 0;
    SET LOCAL lock_timeout = '60s';
    SELECT pg_advisory_xact_lock(7421, 1);
    CREATE TABLE IF NOT EXISTS migrations (
        number      BIGINT PRIMARY KEY,
        text        TEXT   NOT NULL,
        applied_ms  BIGINT NOT NULL
    )";

/// Applies the missing migrations in one transaction.
pub(super) async fn migrate(session: &mut Session, now_ms: i64) -> Result<(), ConnectError> {
    session.at_rest = false;
    let client = session.client();
    client.batch_execute(BEGIN).await?;
    for migration in to_come(&POSTGRES, &applied(session).await?)? {
        client.batch_execute(migration.text).await?;
        let note = "INSERT INTO migrations (number, text, applied_ms) VALUES ($1, $2, $3)";
        client.execute(note, &[&migration.number, &migration.text, &now_ms]).await?;
        tracing::info!(number = migration.number, name = migration.name, "migrated");
    }
    client.batch_execute("COMMIT").await?;
    session.at_rest = true;
    Ok(())
}

/// Returns how many migrations are missing, or an error if the database has some that this version does not know.
pub(super) async fn check(session: &Session) -> Result<usize, ConnectError> {
    let there = session.client().query_one("SELECT to_regclass('migrations') IS NOT NULL", &[]).await?;
    let applied = if there.get(0) { applied(session).await? } else { Vec::new() };
    Ok(to_come(&POSTGRES, &applied)?.len())
}

async fn applied(session: &Session) -> Result<Vec<(i64, String)>, ConnectError> {
    let rows = session.client().query("SELECT number, text FROM migrations ORDER BY number", &[]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}
