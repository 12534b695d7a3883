//! Migrations: forward only, each once, in order, at start.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// Number, name, text. A migration that has been released is never edited: its text is compared.
const SQLITE: [(i64, &str, &str); 1] = [(1, "first", include_str!("../migrations/sqlite/0001_first.sql"))];

#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    #[error("the store is of a newer version of guichet (migration {0}): start that version")]
    FromTheFuture(i64),
    #[error("migration {0} of this store is not the one that this version knows")]
    Edited(i64),
    #[error(transparent)]
    Engine(#[from] rusqlite::Error),
}

/// Several processes may start at once: the first has the store to itself until it is done.
pub(crate) fn migrate(connection: &mut Connection, now_ms: i64) -> Result<(), MigrationError> {
    let whole = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    whole.execute_batch(
        "CREATE TABLE IF NOT EXISTS migrations (
            number      INTEGER PRIMARY KEY,
            text        TEXT    NOT NULL,
            applied_ms  INTEGER NOT NULL
        )",
    )?;
    for (number, name, text) in check_migrations(&whole)? {
        whole.execute_batch(text)?;
        let note = "INSERT INTO migrations (number, text, applied_ms) VALUES ($1, $2, $3)";
        whole.execute(note, params![number, text, now_ms])?;
        tracing::info!(number, name, "migrated");
    }
    whole.commit()?;
    Ok(())
}

/// Those that are still to come; an error where the store has others than this version knows.
pub(crate) fn check_migrations(
    connection: &Connection,
) -> Result<Vec<(i64, &'static str, &'static str)>, MigrationError> {
    let query = "SELECT COALESCE(MAX(number), 0) FROM migrations";
    let newest: i64 = connection.query_row(query, [], |row| row.get(0))?;
    if newest > SQLITE.len().try_into().unwrap_or(i64::MAX) {
        return Err(MigrationError::FromTheFuture(newest));
    }
    let mut to_come = Vec::new();
    for migration @ (number, _, text) in SQLITE {
        let query = "SELECT text FROM migrations WHERE number = $1";
        let applied: Option<String> = connection.query_row(query, [number], |row| row.get(0)).optional()?;
        match applied {
            Some(applied) if applied == text => {}
            Some(_) => return Err(MigrationError::Edited(number)),
            None => to_come.push(migration),
        }
    }
    Ok(to_come)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_once_and_never_backwards() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, 1).unwrap();
        migrate(&mut connection, 2).unwrap();
        let applied: i64 =
            connection.query_row("SELECT applied_ms FROM migrations", [], |row| row.get(0)).unwrap();
        assert_eq!(applied, 1);

        connection.execute("UPDATE migrations SET text = text || ' '", []).unwrap();
        assert!(matches!(migrate(&mut connection, 3), Err(MigrationError::Edited(1))));
        connection.execute("INSERT INTO migrations VALUES (99, '', 0)", []).unwrap();
        assert!(matches!(migrate(&mut connection, 3), Err(MigrationError::FromTheFuture(99))));
    }
}
