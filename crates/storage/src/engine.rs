//! An engine runs queries and commits, and knows no table.

use gateway::ports::{CommitError, StoreError};

use crate::{error::Impossible, query::Query, step::Step};

/// The queries by which the size of a store is measured.
pub(crate) struct Measures {
    /// Returns the bytes of the whole store.
    pub(crate) bytes: &'static str,
    /// Returns the name of each table, and its bytes with those of its indexes.
    pub(crate) bytes_by_table: &'static str,
    /// Whether that query reads the whole store.
    pub(crate) reads_all: bool,
    /// Returns the name of each table, and about how many rows it has. `None` where rows have ascending row ids instead, from which
    /// that follows.
    pub(crate) rows_by_table: Option<&'static str>,
}

pub(crate) trait Engine: Send + Sync {
    const NAME: &'static str;
    const MEASURES: Measures;
    /// Whether a statement may name the index that it goes by (`INDEXED BY`). SQLite needs it, because it keeps no statistics.
    const NAMES_INDEXES: bool;
    /// Whether the id of the last row of a table is given again once that row is deleted.
    const REUSES_IDS: bool;

    /// Returns every row: its value, or an error if it cannot be read.
    fn rows<T: Send>(
        &self,
        query: Query<T>,
    ) -> impl Future<Output = Result<Vec<Result<T, Impossible>>, StoreError>> + Send;

    /// Writes all of the steps or none; they are durable when it returns. If steps fail, the error is that of the
    /// first. An overloaded engine first refuses commits that only begin something (`begins`): an answer that a bank
    /// has given must not be lost because the queue is full.
    fn commit(&self, steps: Vec<Step>, begins: bool) -> impl Future<Output = Result<(), CommitError>> + Send;

    /// Returns the first row of a query once no transaction that ran at its time runs any more: whatever such a transaction was
    /// about to write is there then, or never comes. `None` where there is no row, or where that takes too long.
    fn settled<T: Send>(&self, query: Query<T>)
    -> impl Future<Output = Result<Option<T>, StoreError>> + Send;

    /// Checks that the engine could write now.
    fn check(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    fn all<T: Send>(&self, query: Query<T>) -> impl Future<Output = Result<Vec<T>, StoreError>> + Send {
        async {
            let rows = self.rows(query).await?;
            rows.into_iter().map(|row| row.map_err(StoreError::from)).collect()
        }
    }

    fn first<T: Send>(&self, query: Query<T>) -> impl Future<Output = Result<Option<T>, StoreError>> + Send {
        async {
            let row = self.rows(query).await?.into_iter().next();
            row.transpose().map_err(StoreError::from)
        }
    }
}
