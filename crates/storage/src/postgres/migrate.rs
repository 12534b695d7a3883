//! Migrations of a database. Several instances may start at once: a lock lets one after the other see whether there is
//! something to do.

use super::{error::ConnectError, privileges, session::Session};
use crate::migrations::{POSTGRES, to_come};

/// The numbers of the lock mean nothing (`restart.rs` has others with the same first number). Whoever waits for it may wait
/// longer than for a row.
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

/// Runs all migrations that are to come, each in a transaction of its own: a lock on a table is held no longer than the migration that
/// needs it takes, so that an instance of an older version which is at work waits for one of them and not for all.
pub(super) async fn migrate(session: &mut Session, now_ms: i64) -> Result<(), ConnectError> {
    let to_come = check(session).await?;
    privileges::check(session, to_come).await?;
    if to_come > 0 { run(session, now_ms).await } else { Ok(()) }
}

async fn run(session: &mut Session, now_ms: i64) -> Result<(), ConnectError> {
    session.reusable = false;
    let client = session.client();
    loop {
        client.batch_execute(BEGIN).await?;
        // Another instance may have run some of them meanwhile.
        let Some(migration) = to_come(&POSTGRES, &applied(session).await?)?.into_iter().next() else { break };
        client.batch_execute(migration.text).await?;
        let note = "INSERT INTO migrations (number, text, applied_ms) VALUES ($1, $2, $3)";
        client.execute(note, &[&migration.number, &migration.text, &now_ms]).await?;
        client.batch_execute("COMMIT").await?;
        tracing::info!(number = migration.number, name = migration.name, "migrated");
    }
    client.batch_execute("COMMIT").await?;
    session.reusable = true;
    Ok(())
}

/// Answers how many migrations are still to come; an error where the database has others than this version knows.
pub(super) async fn check(session: &Session) -> Result<usize, ConnectError> {
    let there = session.client().query_one("SELECT to_regclass('migrations') IS NOT NULL", &[]).await?;
    let applied = if there.get(0) { applied(session).await? } else { Vec::new() };
    Ok(to_come(&POSTGRES, &applied)?.len())
}

async fn applied(session: &Session) -> Result<Vec<(i64, String)>, ConnectError> {
    let rows = session.client().query("SELECT number, text FROM migrations ORDER BY number", &[]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}
