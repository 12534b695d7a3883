//! One transaction over the commits of several callers. One that fails, because it is stale or conflicts, fails alone.

use gateway::ports::CommitError;
use rusqlite::{Connection, ffi};

use super::driver;
use crate::{error::unavailable, step::Step};

type Outcome = Result<(), CommitError>;

/// Runs all commits and returns their outcomes in the same order. When it returns, the transaction is durable, or
/// every outcome is the error of the transaction.
pub(super) fn write(connection: &Connection, commits: &[Vec<Step>]) -> Vec<Outcome> {
    let written = match write_together(connection, commits) {
        Ok(true) => Ok(vec![Ok(()); commits.len()]),
        Ok(false) => write_apart(connection, commits),
        Err(error) => Err(error),
    };
    written.unwrap_or_else(|error| {
        let error = unavailable(&error);
        end(connection);
        vec![Err(CommitError::Store(error)); commits.len()]
    })
}

/// Writes to the file, and changes nothing: the number that an application may keep in it is set to what it is.
pub(super) fn try_out(connection: &Connection) -> Outcome {
    const NAME: &str = "user_version";
    let number = connection.pragma_query_value(None, NAME, |row| row.get::<_, i64>(0));
    let written = number.and_then(|number| connection.pragma_update(None, NAME, number));
    written.map_err(|error| {
        end(connection);
        CommitError::Store(unavailable(&error))
    })
}

/// Runs all commits without savepoints, because nearly all of them succeed and a savepoint copies every page that is changed
/// after it. Returns `false` if one failed: then nothing is written.
fn write_together(connection: &Connection, commits: &[Vec<Step>]) -> rusqlite::Result<bool> {
    run(connection, "BEGIN IMMEDIATE")?;
    for step in commits.iter().flatten() {
        if !matches!(driver::run(connection, step), Ok(Ok(()))) {
            end(connection);
            return Ok(false);
        }
    }
    run(connection, "COMMIT")?;
    Ok(true)
}

/// Runs each commit under a savepoint of its own.
fn write_apart(connection: &Connection, commits: &[Vec<Step>]) -> rusqlite::Result<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(commits.len());
    run(connection, "BEGIN IMMEDIATE")?;
    for steps in commits {
        run(connection, "SAVEPOINT caller")?;
        let outcome = match write_one(connection, steps) {
            Ok(outcome) => outcome,
            // A full disk ends the whole transaction; what only this caller did wrong does not.
            Err(error) if connection.is_autocommit() => return Err(error),
            Err(error) if is_key_retired(&error) => Err(CommitError::KeyRetired),
            Err(error) => Err(CommitError::Store(unavailable(&error))),
        };
        if outcome.is_err() {
            run(connection, "ROLLBACK TO caller")?;
        }
        run(connection, "RELEASE caller")?;
        outcomes.push(outcome);
    }
    run(connection, "COMMIT")?;
    Ok(outcomes)
}

/// Whether a trigger refused a value that is sealed under a retired data key. The words are those of migration 11.
fn is_key_retired(error: &rusqlite::Error) -> bool {
    let rusqlite::Error::SqliteFailure(failure, Some(words)) = error else { return false };
    failure.extended_code == ffi::SQLITE_CONSTRAINT_TRIGGER
        && words.starts_with("a value is sealed under a retired data key")
}

fn write_one(connection: &Connection, steps: &[Step]) -> rusqlite::Result<Outcome> {
    for step in steps {
        if let Err(error) = driver::run(connection, step)? {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// Ends a transaction that failed. Where SQLite has ended it by itself, this says so, and that is ignored.
fn end(connection: &Connection) {
    let _ = connection.execute_batch("ROLLBACK");
}

fn run(connection: &Connection, sql: &'static str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}
