//! Migrations of a file. Several processes may start at once: the first has it to itself until it is done.

use rusqlite::{Connection, TransactionBehavior, params};

use super::OpenError;
use crate::migrations::{SQLITE, to_come};

pub(super) fn migrate(connection: &mut Connection, now_ms: i64) -> Result<(), OpenError> {
    let whole = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    whole.execute_batch(
        "CREATE TABLE IF NOT EXISTS migrations (
            number      INTEGER PRIMARY KEY,
            text        TEXT    NOT NULL,
            applied_ms  INTEGER NOT NULL
        )",
    )?;
    for migration in to_come(&SQLITE, &applied(&whole)?)? {
        whole.execute_batch(migration.text)?;
        let note = "INSERT INTO migrations (number, text, applied_ms) VALUES ($1, $2, $3)";
        whole.execute(note, params![migration.number, migration.text, now_ms])?;
        tracing::info!(number = migration.number, name = migration.name, "migrated");
    }
    whole.commit()?;
    Ok(())
}

/// An error where the file has others than this version knows.
pub(super) fn check(connection: &Connection) -> Result<(), OpenError> {
    to_come(&SQLITE, &applied(connection)?)?;
    Ok(())
}

fn applied(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut statement = connection.prepare("SELECT number, text FROM migrations ORDER BY number")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MigrationError;

    #[test]
    fn each_once_and_never_backwards() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, 1).unwrap();
        migrate(&mut connection, 2).unwrap();
        let applied: i64 =
            connection.query_row("SELECT applied_ms FROM migrations", [], |row| row.get(0)).unwrap();
        assert_eq!(applied, 1);

        connection.execute("UPDATE migrations SET text = text || ' '", []).unwrap();
        let edited = migrate(&mut connection, 3);
        assert!(matches!(edited, Err(OpenError::Migration(MigrationError::Edited(1)))));
        connection.execute("INSERT INTO migrations VALUES (99, '', 0)", []).unwrap();
        let newer = migrate(&mut connection, 3);
        assert!(matches!(newer, Err(OpenError::Migration(MigrationError::FromTheFuture(99)))));
    }
}
