//! The rows that a connection writes. SQLite reports each row when a statement writes it, and does not report that
//! the statement is rolled back.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, hooks::Action};

/// A row, by the name of its table and its `rowid`.
pub(crate) type RowName = (String, i64);

/// Collects the rows; a clone collects into the same set.
#[derive(Clone, Default)]
pub(super) struct Watch(Arc<Mutex<Touched>>);

#[derive(Default)]
pub(crate) struct Touched {
    pub(crate) written: BTreeSet<RowName>,
    /// The rows of `written` that a statement deleted.
    pub(crate) deleted: BTreeSet<RowName>,
}

impl Watch {
    pub(super) fn of(connection: &mut Connection) -> rusqlite::Result<Self> {
        let watch = Self::default();
        let told = watch.clone();
        connection.update_hook(Some(move |action, _database: &str, table: &str, row| {
            told.add(action, table, row);
        }))?;
        Ok(watch)
    }

    pub(super) fn take(&self) -> Touched {
        std::mem::take(&mut self.touched())
    }

    fn add(&self, action: Action, table: &str, row: i64) {
        let mut touched = self.touched();
        if action == Action::SQLITE_DELETE {
            touched.deleted.insert((table.to_owned(), row));
        }
        touched.written.insert((table.to_owned(), row));
    }

    fn touched(&self) -> MutexGuard<'_, Touched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
