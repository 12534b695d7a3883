//! The embedded engine: one file, one writer thread, and read-only connections for reads.
//!
//! A write becomes steps on the caller's thread, encoding included. The writer thread gathers the steps of all
//! waiting callers into one transaction with one flush to disk, and each caller gets an outcome of its own. Reads do
//! not pass through the writer. A read of one row takes some microseconds from memory, less than handing it to
//! another thread would, so it runs on the caller's thread.

mod connect;
mod driver;
#[cfg(feature = "simulation")]
mod memory;
mod migrate;
#[cfg(test)]
mod plans;
mod space;
#[cfg(feature = "simulation")]
mod touched;
mod transaction;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use gateway::ports::{CommitError, StoreError};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::{
    Database, MigrationError,
    engine::{Engine, Measures},
    error::{Impossible, unavailable},
    query::Query,
    step::Step,
};
#[cfg(feature = "simulation")]
pub use memory::{Memory, MemoryStore};
#[cfg(feature = "simulation")]
pub(crate) use touched::{RowName, Touched};
use writer::Writer;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{0}: {1}")]
    File(PathBuf, rusqlite::Error),
    #[error(transparent)]
    Migration(#[from] MigrationError),
    #[error(transparent)]
    Engine(#[from] rusqlite::Error),
}

/// A store in one file, which several processes of one machine may share.
pub type SqliteStore = Database<Sqlite>;

pub struct Sqlite {
    path: PathBuf,
    writer: Writer,
    /// Idle connections for reads. There are never more than threads that read at once.
    readers: Mutex<Vec<Connection>>,
}

impl Database<Sqlite> {
    /// Opens or creates the file, and migrates it.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self, OpenError> {
        let file = |error| OpenError::File(path.to_owned(), error);
        let mut connection = connect::writing(path).map_err(file)?;
        migrate::migrate(&mut connection, now.as_millisecond())?;
        Ok(Self::on(Sqlite::on(path, connection)))
    }

    /// Opens an existing store read-only: nothing is migrated, and commits fail.
    pub fn inspect(path: &Path) -> Result<Self, OpenError> {
        let file = |error| OpenError::File(path.to_owned(), error);
        let connection = connect::reading(path).map_err(file)?;
        migrate::count_to_come(&connection)?;
        Ok(Self::on(Sqlite::on(path, connection)))
    }

    /// The number of migrations that the next start applies.
    pub fn migrations_to_come(&self) -> Result<usize, String> {
        let to_come = self.engine.read(|connection| Ok(migrate::count_to_come(connection)));
        to_come.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
    }

    /// Checks every page of the file and returns what is wrong. The time grows with the size of the file.
    pub fn quick_check(&self) -> Result<(), String> {
        let check = self.engine.read(|connection| {
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
        });
        match check {
            Ok(answer) if answer == "ok" => Ok(()),
            Ok(answer) => Err(answer),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Sqlite {
    fn on(path: &Path, connection: Connection) -> Self {
        Self { path: path.to_owned(), writer: Writer::start(connection), readers: Mutex::default() }
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let at_rest = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match at_rest {
            Some(connection) => connection,
            None => connect::reading(&self.path).map_err(|error| unavailable(&error))?,
        };
        let answer = read(&connection).map_err(|error| unavailable(&error))?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(answer)
    }
}

const BYTES: &str = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

/// Reads the header of every page of the file.
const BYTES_BY_TABLE: &str =
    "SELECT s.tbl_name, SUM(d.pgsize) FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
     WHERE d.aggregate = TRUE GROUP BY s.tbl_name";

const MEASURES: Measures =
    Measures { bytes: BYTES, bytes_by_table: BYTES_BY_TABLE, reads_all: true, rows_by_table: None };

impl Engine for Sqlite {
    const NAME: &'static str = "SQLite";
    const MEASURES: Measures = MEASURES;
    const NAMES_INDEXES: bool = true;
    const REUSES_IDS: bool = true;

    async fn rows<T: Send>(&self, query: Query<T>) -> Result<Vec<Result<T, Impossible>>, StoreError> {
        self.read(|connection| driver::ask(connection, &query))
    }

    async fn commit(&self, steps: Vec<Step>, begins: bool) -> Result<(), CommitError> {
        self.writer.commit(steps, begins).await
    }

    async fn settled<T: Send>(&self, query: Query<T>) -> Result<Option<T>, StoreError> {
        // One transaction writes at a time: what it will write has an id above those that are there.
        self.first(query).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.read(|connection| connection.query_row("SELECT COUNT(*) FROM migrations", [], |_| Ok(())))?;
        if space::is_used_up(&self.path) {
            return Err(unavailable(&"there is no space left for the store"));
        }
        // An empty commit takes the lock that a real one needs, and flushes nothing.
        self.writer.commit(Vec::new(), true).await.map_err(|_| StoreError::Unavailable)
    }
}
