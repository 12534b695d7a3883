//! One transaction over the commits of several callers. Each commit has a savepoint of its own, so that a stale or
//! conflicting one fails alone.

use gateway::ports::CommitError;
use rusqlite::Connection;

use super::driver;
use crate::{error::unavailable, step::Step};

/// Runs all commits and returns their outcomes in the same order. When it returns, the transaction is durable, or
/// every outcome is the error of the transaction.
pub(super) fn write(connection: &Connection, commits: Vec<Vec<Step>>) -> Vec<Result<(), CommitError>> {
    let count = commits.len();
    write_all(connection, commits).unwrap_or_else(|error| {
        let error = unavailable(&error);
        // The connection must not stay inside a transaction; where there is none, this says so and is ignored.
        let _ = connection.execute_batch("ROLLBACK");
        vec![Err(CommitError::Store(error)); count]
    })
}

fn write_all(
    connection: &Connection,
    commits: Vec<Vec<Step>>,
) -> rusqlite::Result<Vec<Result<(), CommitError>>> {
    let mut outcomes = Vec::with_capacity(commits.len());
    run(connection, "BEGIN IMMEDIATE")?;
    for steps in commits {
        run(connection, "SAVEPOINT caller")?;
        let outcome = match write_one(connection, steps) {
            Ok(outcome) => outcome,
            // A full disk ends the whole transaction; what only this caller did wrong does not.
            Err(error) if connection.is_autocommit() => return Err(error),
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

fn write_one(connection: &Connection, steps: Vec<Step>) -> rusqlite::Result<Result<(), CommitError>> {
    for step in steps {
        if let Err(error) = driver::run(connection, step)? {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

fn run(connection: &Connection, sql: &'static str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}
