//! The embedded engine: one file, one writer thread, readers that cannot write.

mod connect;
mod reads;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use gateway::ports::StoreError;
use jiff::Timestamp;
use rusqlite::Connection;

use crate::{
    error::{ReadError, unavailable},
    migrate::{MigrationError, check_migrations, migrate},
};
use writer::Writer;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{0}: {1}")]
    File(PathBuf, rusqlite::Error),
    #[error(transparent)]
    Migration(#[from] MigrationError),
}

/// A store in one file, which several processes of one machine may share.
pub struct SqliteStore {
    path: PathBuf,
    writer: Writer,
    /// Readers at rest. There are never more than threads that read at once.
    readers: Mutex<Vec<Connection>>,
}

impl SqliteStore {
    /// Opens or makes the file, and migrates it.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self, OpenError> {
        let file = |error| OpenError::File(path.to_owned(), error);
        let mut connection = connect::writing(path).map_err(file)?;
        migrate(&mut connection, now.as_millisecond())?;
        Ok(Self { path: path.to_owned(), writer: Writer::start(connection), readers: Mutex::default() })
    }

    /// Opens a store that is there, to be read only: nothing is migrated, and commits fail.
    pub fn inspect(path: &Path) -> Result<Self, OpenError> {
        let file = |error| OpenError::File(path.to_owned(), error);
        let connection = connect::reading(path).map_err(file)?;
        check_migrations(&connection)?;
        Ok(Self { path: path.to_owned(), writer: Writer::start(connection), readers: Mutex::default() })
    }

    /// Looks at every page; takes time with the size of the file. Answers what is wrong.
    pub fn quick_check(&self) -> Result<(), String> {
        let check = self.read(|connection| {
            Ok(connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))?)
        });
        match check {
            Ok(answer) if answer == "ok" => Ok(()),
            Ok(answer) => Err(answer),
            Err(error) => Err(error.to_string()),
        }
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, ReadError>) -> Result<T, StoreError> {
        let at_rest = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match at_rest {
            Some(connection) => connection,
            None => connect::reading(&self.path).map_err(|error| unavailable(&error))?,
        };
        let answer = read(&connection)?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(answer)
    }
}
