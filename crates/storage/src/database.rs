//! A store on an engine. Each subject's folder implements the port of the subject, and `store.rs` implements the
//! commit over all of them.

use std::sync::{Arc, OnceLock};

use gateway::ports::{Stamps, StoreError};

use crate::{engine::Engine, error::Impossible, query::Query, unreadable::Unreadable};

/// The store: [`crate::SqliteStore`] or [`crate::PostgresStore`].
pub struct Database<E> {
    pub(crate) engine: E,
    pub(crate) unreadable: Unreadable,
    /// What stamps new audit lines. There is none before the vault is open.
    pub(crate) stamps: Arc<OnceLock<Arc<dyn Stamps>>>,
}

#[expect(private_bounds, reason = "engines are made here, and nowhere else")]
impl<E: Engine> Database<E> {
    pub(crate) fn on(engine: E) -> Self {
        Self { engine, unreadable: Unreadable::default(), stamps: Arc::default() }
    }

    /// Returns about `most` rows with pending work of a kind. The log names those that cannot be read. They come on top of
    /// `most`, because they stay where they are and would otherwise hold up the rows behind them.
    pub(crate) async fn readable<T: Send>(
        &self,
        work: &'static str,
        most: usize,
        query: impl FnOnce(usize) -> Query<T>,
    ) -> Result<Vec<T>, StoreError> {
        let query = query(most.saturating_add(self.unreadable.allowance(work)));
        let (read, unreadable) = apart(self.engine.rows(query).await?);
        self.unreadable.found(work, unreadable.into_iter());
        Ok(read)
    }

    /// Returns the number that a query counts.
    pub(crate) async fn count(&self, query: Query<i64>) -> Result<usize, StoreError> {
        let count = self.engine.first(query).await?.unwrap_or(0);
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Describes the rows of a query that cannot be read.
    pub(crate) async fn unreadable<T: Send>(&self, query: Query<T>) -> Result<Vec<String>, StoreError> {
        let (_, unreadable) = apart(self.engine.rows(query).await?);
        Ok(unreadable.iter().map(ToString::to_string).collect())
    }
}

fn apart<T>(rows: Vec<Result<T, Impossible>>) -> (Vec<T>, Vec<Impossible>) {
    let (mut read, mut unreadable) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        match row {
            Ok(row) => read.push(row),
            Err(error) => unreadable.push(error),
        }
    }
    (read, unreadable)
}
