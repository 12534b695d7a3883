//! SQLite in memory, on one connection. The store is gone with its last handle. The migrations and the transactions
//! are those of a file. There is no writer thread: a read or a commit is done as soon as its future is polled.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gateway::ports::{CommitError, StoreError};
use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    OpenError, connect, driver, migrate,
    touched::{Touched, Watch},
    transaction,
};
use crate::{
    Database,
    engine::{Engine, Measures},
    error::{Impossible, unavailable},
    query::Query,
    step::Step,
};

/// A store in memory. A clone is the same store.
pub type MemoryStore = Database<Memory>;

/// The engine in memory. A clone is the same database.
#[derive(Clone)]
pub struct Memory {
    connection: Arc<Mutex<Connection>>,
    watch: Watch,
}

impl Database<Memory> {
    pub fn open_in_memory(now: Timestamp) -> Result<Self, OpenError> {
        let mut connection = connect::in_memory()?;
        migrate::migrate(&mut connection, now.as_millisecond())?;
        let watch = Watch::of(&mut connection)?;
        Ok(Self::on(Memory { connection: Arc::new(Mutex::new(connection)), watch }))
    }
}

impl Clone for Database<Memory> {
    fn clone(&self) -> Self {
        Self { stamps: Arc::clone(&self.stamps), ..Self::on(self.engine.clone()) }
    }
}

impl Memory {
    /// Returns the rows that were written since the last call.
    pub(crate) fn take_touched(&self) -> Touched {
        self.watch.take()
    }

    pub(crate) fn ask<T>(&self, query: &Query<T>) -> Result<Vec<Result<T, Impossible>>, StoreError> {
        driver::ask(&self.connection(), query).map_err(|error| unavailable(&error))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for Memory {
    const NAME: &'static str = "SQLite";
    const MEASURES: Measures = super::MEASURES;
    const NAMES_INDEXES: bool = true;
    const REUSES_IDS: bool = true;

    async fn rows<T: Send>(&self, query: Query<T>) -> Result<Vec<Result<T, Impossible>>, StoreError> {
        self.ask(&query)
    }

    async fn commit(&self, steps: Vec<Step>, _begins: bool) -> Result<(), CommitError> {
        transaction::write(&self.connection(), &[steps]).into_iter().collect()
    }

    async fn settled<T: Send>(&self, query: Query<T>) -> Result<Option<T>, StoreError> {
        self.first(query).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.commit(Vec::new(), true).await.map_err(|_| StoreError::Unavailable)
    }
}
