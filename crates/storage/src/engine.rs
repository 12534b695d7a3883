//! What an engine does: it runs queries and commits, and knows no table.

use gateway::ports::{CommitError, StoreError};

use crate::{error::Impossible, query::Query, step::Step};

/// Commits by which work is taken, written side by side: engines gather commits that wait together.
pub(crate) const TAKEN_AT_ONCE: usize = 32;

pub(crate) trait Engine: Send + Sync {
    /// Every row, each read or told as one that cannot be.
    fn rows<T: Send>(
        &self,
        query: Query<T>,
    ) -> impl Future<Output = Result<Vec<Result<T, Impossible>>, StoreError>> + Send;

    /// All of them or none, durable when it returns. The first that fails, in their order, is the answer.
    /// Where too much is asked at once, a commit that only `begins` something is turned away first: an answer that a
    /// bank has given must not be lost for want of room.
    fn commit(&self, steps: Vec<Step>, begins: bool) -> impl Future<Output = Result<(), CommitError>> + Send;

    /// Whether it would write now.
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
